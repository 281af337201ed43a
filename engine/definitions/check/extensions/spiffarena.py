"""The vocabulary of SpiffArena, SpiffWorkflow's product: child elements of `extensionElements`; only data.

Source: the parsers of SpiffWorkflow 3.2 (`spiff/parser`) and the modeller bpmn-js-spiffworkflow.
"""

from typing import Final

from engine.definitions.check.extensions.entries import (
    ANY_ACTIVITY,
    ANYWHERE,
    CALL,
    KEYED,
    PERSON,
    RULES,
    USER,
    WRITTEN,
    Vocabulary,
    entries,
    vocabulary,
)

#: What sends or takes a message.
_SAYING: Final = frozenset({"message", "sendTask", "receiveTask", "messageEventDefinition"})

ATTRIBUTES: Final[Vocabulary] = vocabulary(
    entries("left", {"message", "messageFlow", "correlationProperty"}, "messageVariable", WRITTEN),
    entries("later", {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}, "scriptsOnInstances"),
    entries("kept", {"dataObject", "dataObjectReference"}, "category"),
    entries("kept", {"definitions"}, "version"),
    entries("kept", ANYWHERE, "isOutputSynced"),
)

ELEMENTS: Final[Vocabulary] = vocabulary(
    entries("done", PERSON | {"manualTask"}, "instructionsForEndUser"),
    entries("kept", ANYWHERE, "instructionsForEndUser guestConfirmation allowGuest"),
    entries("done", ANY_ACTIVITY, "preScript postScript"),
    entries("kept", {"scriptTask", "process"}, "unitTests"),
    entries("kept", ANYWHERE, "properties taskMetadataValues processModelDisplayName category"),
    entries("kept", USER | {"startEvent", "task", "manualTask"}, "property"),
    entries("java", {"serviceTask"}, "serviceTaskOperator"),
    entries("done", RULES, "calledDecisionId"),
    entries("later", CALL, "calledElementId"),
    entries("done", _SAYING, "messagePayload messageVariable"),
    entries("kept", {"correlationProperty", "messageFlow"}, "messagePayload messageVariable"),
    entries("left", ANYWHERE, "processVariableCorrelation processVariableCorrelations", KEYED),
    entries(
        "done",
        {"signalEventDefinition", "errorEventDefinition", "escalationEventDefinition", "signal", "error", "escalation"},
        "payloadExpression variableName",
    ),
    entries("later", {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}, "scriptsOnInstances"),
)
