"""The vocabulary of Camunda 8, whose engine is called Zeebe: child elements of `extensionElements`; only data.

Source: the schema that Camunda's modeller uses for Camunda 8.8.
"""

from typing import Final

from engine.definitions.check.extensions.entries import (
    ANYWHERE,
    ASKING,
    CALL,
    GIVING,
    LISTENER,
    PROCESS,
    REPEATED,
    RULES,
    SCRIPT,
    TEMPLATE,
    USER,
    WATCHED,
    WORKING,
    Vocabulary,
    entries,
    vocabulary,
)

#: Events that programs carry out, and what no program carries out here.
_BY_JOB: Final = frozenset({"intermediateThrowEvent", "endEvent"})
_NEVER: Final = frozenset({"adHocSubProcess"})

ATTRIBUTES: Final[Vocabulary] = vocabulary(
    entries("left", ANYWHERE, "modelerTemplate", TEMPLATE),
    entries("kept", ANYWHERE, "modelerTemplateVersion modelerTemplateIcon"),
)

ELEMENTS: Final[Vocabulary] = vocabulary(
    entries("done", USER, "assignmentDefinition taskSchedule priorityDefinition userTask"),
    entries("done", ASKING, "formDefinition"),
    entries("kept", PROCESS, "userTaskForm"),
    entries("done", SCRIPT, "script"),
    entries("done", REPEATED, "loopCharacteristics"),
    entries("done", PROCESS, "versionTag"),
    entries("done", GIVING, "ioMapping"),
    entries("kept", ANYWHERE, "properties linkedResources"),
    entries("left", ANYWHERE, "executionListeners taskListeners", LISTENER),
    entries("done", WORKING | _BY_JOB, "taskDefinition taskHeaders"),
    entries("later", SCRIPT | _NEVER, "taskDefinition taskHeaders"),
    entries("kept", USER, "taskHeaders"),
    entries("done", WORKING, "priorityDefinition"),
    entries("done", CALL, "calledElement"),
    entries("done", RULES, "calledDecision"),
    entries("done", {"message"}, "subscription"),
    entries("later", _NEVER, "adHoc"),
    entries("idle", {"conditionalEventDefinition"}, "conditionalFilter", WATCHED),
)  # fmt: skip
