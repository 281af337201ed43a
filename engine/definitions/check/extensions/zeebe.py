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
    WORKING,
    Vocabulary,
    entries,
    vocabulary,
)

#: Events and sub-processes that programs can carry out there.
_BY_JOB: Final = frozenset({"intermediateThrowEvent", "endEvent", "adHocSubProcess"})

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
    entries("later", WORKING | SCRIPT | _BY_JOB, "taskDefinition"),
    entries("later", WORKING | SCRIPT | USER | _BY_JOB, "taskHeaders"),
    entries("later", CALL, "calledElement"),
    entries("later", RULES, "calledDecision"),
    entries("later", {"message"}, "subscription"),
    entries("later", {"adHocSubProcess"}, "adHoc"),
    entries("later", {"conditionalEventDefinition"}, "conditionalFilter"),
)  # fmt: skip
