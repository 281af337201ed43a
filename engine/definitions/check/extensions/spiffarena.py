"""The vocabulary of SpiffArena, SpiffWorkflow's product: child elements of `extensionElements`; only data.

Source: the parsers of SpiffWorkflow 3.2 (`spiff/parser`) and the modeller bpmn-js-spiffworkflow.
"""

from typing import Final

from engine.definitions.check.extensions.entries import (
    ANY_ACTIVITY,
    ANYWHERE,
    CALL,
    PERSON,
    RULES,
    USER,
    Vocabulary,
    entries,
    vocabulary,
)

ATTRIBUTES: Final[Vocabulary] = vocabulary(
    entries("later", {"message", "messageFlow", "correlationProperty"}, "messageVariable"),
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
    entries("later", RULES, "calledDecisionId"),
    entries("later", CALL, "calledElementId"),
    entries(
        "later",
        {"message", "sendTask", "receiveTask", "messageEventDefinition", "correlationProperty", "messageFlow"},
        "messagePayload messageVariable processVariableCorrelation",
    ),
    entries(
        "later",
        {"signalEventDefinition", "errorEventDefinition", "escalationEventDefinition", "signal", "error", "escalation"},
        "payloadExpression variableName",
    ),
    entries("later", {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}, "scriptsOnInstances"),
    entries("later", ANYWHERE, "processVariableCorrelations"),
)
