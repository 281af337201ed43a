"""What the elements of BPMN are called in messages and drawings; must not know the elements themselves."""

from engine.text import Text

#: The attribute that holds an element's English name beside its Persian one.
NAME_EN = "{https://ravand.example/bpmn}nameEn"

#: BPMN's name of an element in its files → the words for readers (the key of their translation).
KINDS = {
    "startEvent": "start event",
    "endEvent": "end event",
    "intermediateCatchEvent": "intermediate catch event",
    "intermediateThrowEvent": "intermediate throw event",
    "boundaryEvent": "boundary event",
    "task": "task",
    "userTask": "user task",
    "manualTask": "manual task",
    "scriptTask": "script task",
    "serviceTask": "service task",
    "sendTask": "send task",
    "receiveTask": "receive task",
    "businessRuleTask": "business rule task",
    "callActivity": "call activity",
    "subProcess": "sub-process",
    "transaction": "transaction",
    "adHocSubProcess": "ad-hoc sub-process",
    "exclusiveGateway": "exclusive gateway",
    "inclusiveGateway": "inclusive gateway",
    "parallelGateway": "parallel gateway",
    "complexGateway": "complex gateway",
    "eventBasedGateway": "event-based gateway",
    "sequenceFlow": "sequence flow",
    "messageFlow": "message flow",
    "association": "association",
    "dataInputAssociation": "data association",
    "dataOutputAssociation": "data association",
    "conversationLink": "conversation link",
    "participant": "pool",
    "lane": "lane",
    "group": "group of elements",
    "textAnnotation": "note",
    "dataObject": "data object",
    "dataObjectReference": "data object",
    "dataStoreReference": "data store",
    "dataStore": "data store",
    "dataInput": "data input",
    "dataOutput": "data output",
    "message": "message",
    "process": "process",
    "choreographyTask": "choreography task",
    "subChoreography": "sub-choreography",
    "callChoreography": "called choreography",
    "conversation": "conversation",
    "subConversation": "sub-conversation",
    "callConversation": "called conversation",
}


def kind(tag: str) -> Text:
    """Return the words for a kind of element; what BPMN does not know is an element."""
    return Text(KINDS.get(tag, "element"))
