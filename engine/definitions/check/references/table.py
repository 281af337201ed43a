"""Which references BPMN knows and what each may point at (BPMN 2.0.2, chapters 7-12); must not resolve any.

The ends of sequence flows, default flows and the hosts of boundary events are missing: chapter `flows` knows them, and
`calledElement` and the collection of a repetition are looked at in chapter `activities`.
"""

from typing import Final

from engine.definitions.graph import ACTIVITIES, EVENTS
from engine.spiff.vocabulary import FLOW_NODES, bpmn

Kinds = frozenset[str]

ANY: Final[Kinds] = frozenset()
ITEMS: Final[Kinds] = frozenset({
    "dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "property", "dataInput", "dataOutput",
    "inputDataItem", "outputDataItem",
})  # fmt: skip
DEFINITIONS: Final[Kinds] = frozenset(
    f"{kind}EventDefinition"
    for kind in (
        "message", "timer", "error", "escalation", "cancel", "compensate", "conditional", "link", "signal", "terminate",
    )
)  # fmt: skip
COLLABORATIONS: Final[Kinds] = frozenset({
    "collaboration", "choreography", "globalConversation", "globalChoreographyTask",
})  # fmt: skip
CONVERSATIONS: Final[Kinds] = frozenset({"conversation", "subConversation", "callConversation"})
PLAYERS: Final[Kinds] = CONVERSATIONS | {"participant"}
TALKING: Final[Kinds] = ACTIVITIES | EVENTS | PLAYERS
PLANES: Final[Kinds] = COLLABORATIONS | {"process", "subProcess", "transaction", "adHocSubProcess", "subChoreography"}

# The text says sets, the figures say single inputs and outputs (10.4.1): both are taken.
INPUTS: Final[Kinds] = frozenset({"inputSet", "dataInput"})
OUTPUTS: Final[Kinds] = frozenset({"outputSet", "dataOutput"})

#: The words for what is expected, where one kind of element has no words of its own.
WORDS: Final[dict[Kinds, str]] = {
    ITEMS: "data object, data store, property, data input or data output",
    DEFINITIONS: "event definition",
    COLLABORATIONS: "collaboration",
    ACTIVITIES: "task or sub-process",
    FLOW_NODES: "task, event or gateway",
    PLAYERS: "pool or conversation",
    TALKING: "pool, task, sub-process or event",
    frozenset({"itemDefinition"}): "item definition",
    frozenset({"operation"}): "operation of an interface",
    frozenset({"interface"}): "interface",
    frozenset({"signal"}): "signal",
    frozenset({"error"}): "error",
    frozenset({"escalation"}): "escalation",
    frozenset({"property"}): "property",
    frozenset({"resource"}): "resource",
    frozenset({"resourceParameter"}): "parameter of a resource",
    frozenset({"categoryValue"}): "value of a category",
    frozenset({"correlationKey"}): "correlation key",
    frozenset({"correlationProperty"}): "correlation property",
    INPUTS: "data input",
    OUTPUTS: "data output",
    frozenset({"inputSet"}): "input set",
    frozenset({"outputSet"}): "output set",
    frozenset({"endPoint"}): "end point",
    frozenset({"choreography"}): "choreography",
    frozenset({"linkEventDefinition"}): "link event definition",
}

_ITEM: Final[Kinds] = frozenset({"itemDefinition"})


def _attributes(kinds: str, name: str, allowed: Kinds | str) -> dict[tuple[str, str], Kinds]:
    meant = frozenset({allowed}) if isinstance(allowed, str) else allowed
    return {(bpmn(kind), name): meant for kind in kinds.split()}


_KNOWN: Final[dict[tuple[str, str], Kinds]] = {
    **_attributes("association", "sourceRef", ANY),
    **_attributes("association", "targetRef", ANY),
    **_attributes("group", "categoryValueRef", "categoryValue"),
    **_attributes("messageFlow", "sourceRef", TALKING),
    **_attributes("messageFlow", "targetRef", TALKING),
    **_attributes(
        "messageFlow sendTask receiveTask messageEventDefinition correlationPropertyRetrievalExpression",
        "messageRef",
        "message",
    ),
    **_attributes("serviceTask sendTask receiveTask ioBinding", "operationRef", "operation"),
    **_attributes("signalEventDefinition", "signalRef", "signal"),
    **_attributes("errorEventDefinition", "errorRef", "error"),
    **_attributes("escalationEventDefinition", "escalationRef", "escalation"),
    **_attributes("compensateEventDefinition", "activityRef", ACTIVITIES),
    **_attributes("multiInstanceLoopCharacteristics", "oneBehaviorEventRef", DEFINITIONS),
    **_attributes("multiInstanceLoopCharacteristics", "noneBehaviorEventRef", DEFINITIONS),
    **_attributes("participant", "processRef", "process"),
    **_attributes("process", "definitionalCollaborationRef", COLLABORATIONS),
    **_attributes("message", "itemRef", _ITEM),
    **_attributes("error escalation signal", "structureRef", _ITEM),
    **_attributes(
        "dataObject dataObjectReference dataStore dataStoreReference property dataInput dataOutput inputDataItem "
        "outputDataItem",
        "itemSubjectRef",
        _ITEM,
    ),
    **_attributes("dataObjectReference", "dataObjectRef", "dataObject"),
    **_attributes("dataStoreReference", "dataStoreRef", "dataStore"),
    **_attributes("ioBinding", "inputDataRef", INPUTS),
    **_attributes("ioBinding", "outputDataRef", OUTPUTS),
    **_attributes("lane", "partitionElementRef", ANY),
    **_attributes("resourceParameterBinding", "parameterRef", "resourceParameter"),
    **_attributes("correlationPropertyBinding", "correlationPropertyRef", "correlationProperty"),
    **_attributes("correlationSubscription", "correlationKeyRef", "correlationKey"),
    **_attributes("callConversation", "calledCollaborationRef", COLLABORATIONS),
    **_attributes("callChoreography", "calledChoreographyRef", COLLABORATIONS),
    **_attributes(
        "choreographyTask subChoreography callChoreography globalChoreographyTask",
        "initiatingParticipantRef",
        "participant",
    ),
    **_attributes(
        "formalExpression conditionExpression condition loopCondition loopCardinality completionCondition "
        "activationCondition timeDate timeDuration timeCycle from to messagePath dataPath transformation",
        "evaluatesToTypeRef",
        _ITEM,
    ),
    **_attributes("conversationAssociation", "innerConversationNodeRef", CONVERSATIONS),
    **_attributes("conversationAssociation", "outerConversationNodeRef", CONVERSATIONS),
    **_attributes("conversationLink", "sourceRef", TALKING),
    **_attributes("conversationLink", "targetRef", TALKING),
    **_attributes("messageFlowAssociation", "innerMessageFlowRef", "messageFlow"),
    **_attributes("messageFlowAssociation", "outerMessageFlowRef", "messageFlow"),
}


def _by_tag() -> dict[str, tuple[tuple[str, Kinds], ...]]:
    found: dict[str, list[tuple[str, Kinds]]] = {}
    for (tag, name), kinds in _KNOWN.items():
        found.setdefault(tag, []).append((name, kinds))
    return {tag: tuple(names) for tag, names in found.items()}


#: Tag of an element → its attributes that are references, with the kinds that each may point at.
ATTRIBUTES: Final = _by_tag()

_NAMED: Final[dict[str, Kinds | str]] = {
    "incoming": "sequenceFlow",
    "outgoing": "sequenceFlow",
    "categoryValueRef": "categoryValue",
    "flowNodeRef": FLOW_NODES,
    "eventDefinitionRef": DEFINITIONS,
    "operationRef": "operation",
    "inMessageRef": "message",
    "outMessageRef": "message",
    "errorRef": "error",
    "interfaceRef": "interface",
    "supportedInterfaceRef": "interface",
    "endPointRef": "endPoint",
    "participantRef": "participant",
    "innerParticipantRef": "participant",
    "outerParticipantRef": "participant",
    "messageFlowRef": "messageFlow",
    "choreographyRef": "choreography",
    "correlationPropertyRef": "correlationProperty",
    "resourceRef": "resource",
    "supports": "process",
    "sourceRef": ITEMS,
    "targetRef": ITEMS,
    "dataInputRefs": frozenset({"dataInput"}),
    "optionalInputRefs": frozenset({"dataInput"}),
    "whileExecutingInputRefs": frozenset({"dataInput"}),
    "dataOutputRefs": frozenset({"dataOutput"}),
    "optionalOutputRefs": frozenset({"dataOutput"}),
    "whileExecutingOutputRefs": frozenset({"dataOutput"}),
    "outputSetRefs": "outputSet",
    "inputSetRefs": "inputSet",
}
#: Tag of a child that is itself a reference → the kinds that it may point at.
CHILDREN: Final[dict[str, Kinds]] = {
    bpmn(name): frozenset({allowed}) if isinstance(allowed, str) else allowed for name, allowed in _NAMED.items()
}
