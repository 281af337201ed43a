"""Which names BPMN 2.0 knows, fixed for ever because ids of running cases rest on them; must not look at a drawing."""

from typing import Final

from engine.xml import BPMN, Element

_OURS: Final = f"{{{BPMN}}}"

#: Elements that hold flow elements of their own.
CONTAINERS: Final = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})
NODES: Final = frozenset({
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent",
    "task", "userTask", "manualTask", "scriptTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask",
    "callActivity", "subProcess", "transaction", "adHocSubProcess",
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway",
})  # fmt: skip
CHOREOGRAPHY: Final = frozenset({"choreographyTask", "subChoreography", "callChoreography"})
CONVERSATION: Final = frozenset({
    "conversation", "subConversation", "callConversation", "conversationLink", "globalConversation",
})  # fmt: skip
#: Elements that something may stand for in a picture, or that others name: they get an id where they have none.
NAMED: Final = (
    "process", "participant", "lane", *sorted(NODES), "sequenceFlow", "messageFlow", "dataObject",
    "dataObjectReference", "dataStore", "dataStoreReference", "textAnnotation", "group", "collaboration",
    "choreography", *sorted(CHOREOGRAPHY), *sorted(CONVERSATION), "message", "signal", "error", "escalation",
)  # fmt: skip
DATA: Final = frozenset(
    {"dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "dataInput", "dataOutput"}
)
LINES: Final = frozenset({"sequenceFlow", "messageFlow", "association", "conversationLink"})

#: Attributes that say yes or no.
YES_OR_NO: Final = (
    "isExecutable", "isClosed", "isForCompensation", "isInterrupting", "cancelActivity", "parallelMultiple",
    "triggeredByEvent", "isSequential", "testBefore", "instantiate", "isCollection", "isUnlimited",
    "cancelRemainingInstances", "isImmediate", "waitForCompletion", "mustUnderstand", "isReference",
)  # fmt: skip

#: Attributes that name another element by its bare id, without a prefix (xsd:IDREF).
BARE: Final = ("sourceRef", "targetRef", "default")

#: Every element of the standard's schema.
ELEMENTS: Final = frozenset({
    "activationCondition", "adHocSubProcess", "assignment", "association", "auditing", "boundaryEvent",
    "businessRuleTask", "callActivity", "callChoreography", "callConversation", "cancelEventDefinition", "category",
    "categoryValue", "categoryValueRef", "childLaneSet", "choreography", "choreographyRef", "choreographyTask",
    "collaboration", "compensateEventDefinition", "completionCondition", "complexBehaviorDefinition",
    "complexGateway", "condition", "conditionExpression", "conditionalEventDefinition", "conversation",
    "conversationAssociation", "conversationLink", "correlationKey", "correlationProperty",
    "correlationPropertyBinding", "correlationPropertyRef", "correlationPropertyRetrievalExpression",
    "correlationSubscription", "dataInput", "dataInputAssociation", "dataInputRefs", "dataObject",
    "dataObjectReference", "dataOutput", "dataOutputAssociation", "dataOutputRefs", "dataPath", "dataState",
    "dataStore", "dataStoreReference", "definitions", "documentation", "endEvent", "endPoint", "endPointRef",
    "error", "errorEventDefinition", "errorRef", "escalation", "escalationEventDefinition", "event",
    "eventBasedGateway", "eventDefinition", "eventDefinitionRef", "exclusiveGateway", "expression", "extension",
    "extensionElements", "flowNodeRef", "formalExpression", "from", "globalBusinessRuleTask",
    "globalChoreographyTask", "globalConversation", "globalManualTask", "globalScriptTask", "globalTask",
    "globalUserTask", "group", "humanPerformer", "implicitThrowEvent", "import", "inMessageRef", "inclusiveGateway",
    "incoming", "innerParticipantRef", "inputDataItem", "inputSet", "inputSetRefs", "interface", "interfaceRef",
    "intermediateCatchEvent", "intermediateThrowEvent", "ioBinding", "ioSpecification", "itemDefinition", "lane",
    "laneSet", "linkEventDefinition", "loopCardinality", "loopCondition", "loopDataInputRef", "loopDataOutputRef",
    "manualTask", "message", "messageEventDefinition", "messageFlow", "messageFlowAssociation", "messageFlowRef",
    "messagePath", "monitoring", "multiInstanceLoopCharacteristics", "operation", "operationRef",
    "optionalInputRefs", "optionalOutputRefs", "outMessageRef", "outerParticipantRef", "outgoing", "outputDataItem",
    "outputSet", "outputSetRefs", "parallelGateway", "participant", "participantAssociation",
    "participantMultiplicity", "participantRef", "partitionElement", "partnerEntity", "partnerRole", "performer",
    "potentialOwner", "process", "property", "receiveTask", "relationship", "rendering", "resource",
    "resourceAssignmentExpression", "resourceParameter", "resourceParameterBinding", "resourceRef", "resourceRole",
    "rootElement", "script", "scriptTask", "sendTask", "sequenceFlow", "serviceTask", "signal",
    "signalEventDefinition", "source", "sourceRef", "standardLoopCharacteristics", "startEvent", "subChoreography",
    "subConversation", "subProcess", "supportedInterfaceRef", "supports", "target", "targetRef", "task",
    "terminateEventDefinition", "text", "textAnnotation", "timeCycle", "timeDate", "timeDuration",
    "timerEventDefinition", "to", "transaction", "transformation", "userTask", "whileExecutingInputRefs",
    "whileExecutingOutputRefs",
})  # fmt: skip


def local(element: Element) -> str | None:
    """Return the BPMN name of an element, None for foreign ones."""
    tag = element.tag
    return tag[len(_OURS) :] if isinstance(tag, str) and tag.startswith(_OURS) else None


def bpmn(name: str) -> str:
    """Return the tag of a BPMN element as lxml writes it."""
    return _OURS + name
