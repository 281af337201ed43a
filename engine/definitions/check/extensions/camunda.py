"""The vocabulary of Camunda 7, Operaton, Activiti and Flowable: forks of one another with the same words; only data.

Sources: the extension reference of Camunda 7.24, the schemas of Activiti 5 and Flowable 7.
"""

from typing import Final

from engine.definitions.check.extensions.entries import (
    ANY_ACTIVITY,
    ANYWHERE,
    ASKING,
    BOUND,
    CALL,
    CONDITION,
    GIVING,
    HANDLER,
    LISTED,
    LISTENER,
    NAMED,
    NODES,
    ORDER,
    PERSON,
    PROCESS,
    REPEATED,
    RETENTION,
    RULES,
    SAVED,
    SCRIPT,
    SKIPPED,
    START,
    STARTERS,
    TEMPLATE,
    TRANSIENT,
    USER,
    WEEKDAYS,
    WORKING,
    Vocabulary,
    entries,
    vocabulary,
)

ATTRIBUTES: Final[Vocabulary] = vocabulary(
    # --- people and their tasks
    entries("done", PERSON, "assignee candidateUsers candidateGroups dueDate followUpDate priority"),
    entries("done", ASKING, "formKey formRef"),
    entries("done", START, "initiator"),
    entries("left", ASKING, "formRefBinding formRefVersion sameDeployment", BOUND),
    entries("left", ASKING, "formHandlerClass formFieldValidation", HANDLER),
    entries("left", USER, "businessCalendarName", WEEKDAYS),
    entries("left", USER, "taskIdVariableName taskCompleterVariableName", NAMED),
    entries("kept", USER, "category taskCategory"),
    # --- scripts and repetition
    entries("done", SCRIPT, "resultVariable resultVariableName"),
    entries("java", SCRIPT | CONDITION, "resource"),
    entries("left", SCRIPT, "autoStoreVariables doNotIncludeVariables", TRANSIENT),
    entries("done", REPEATED, "collection elementVariable elementIndexVariable"),
    entries("idle", REPEATED, "noWaitStatesAsyncLeave parallelInSameTransaction", SAVED),
    # --- the process
    entries("done", PROCESS, "versionTag"),
    entries("idle", PROCESS, "historyTimeToLive historyLevel", RETENTION),
    entries("left", PROCESS, "candidateStarterUsers candidateStarterGroups", STARTERS),
    entries("left", PROCESS, "isStartableInTasklist", LISTED),
    entries("left", PROCESS, "isEagerExecutionFetching startFormFieldValidation", HANDLER),
    # --- how the other engine runs it
    entries(
        "idle", NODES | REPEATED | {"signalEventDefinition"},
        "async asyncBefore asyncAfter asyncLeave exclusive asyncLeaveExclusive completeAsync", SAVED,
    ),
    entries("idle", NODES | PROCESS, "jobPriority jobCategory", ORDER),
    entries("left", ANY_ACTIVITY | {"sequenceFlow"}, "skipExpression", SKIPPED),
    entries("left", ANYWHERE, "modelerTemplate", TEMPLATE),
    entries("kept", ANYWHERE, "modelerTemplateVersion modelerTemplateIcon"),
    # --- work by programs
    entries("java", WORKING, "type class delegateExpression expression connectorId rules"),
    entries("later", WORKING, "topic resultVariable resultVariableName triggerable extensionId"),
    entries("later", WORKING, "storeResultVariableAsTransient useLocalScopeForResultVariable"),
    entries("later", WORKING | PROCESS, "taskPriority"),
    entries("later", RULES, "ruleVariablesInput exclude"),
    entries(
        "later", RULES | {"serviceTask"},
        "decisionRef decisionRefBinding decisionRefVersion decisionRefVersionTag decisionRefTenantId mapDecisionResult",
    ),
    entries("java", CALL, "variableMappingClass variableMappingDelegateExpression"),
    entries(
        "later", CALL,
        "calledElementBinding calledElementVersion calledElementVersionTag calledElementTenantId calledElementType "
        "caseRef caseBinding caseVersion caseTenantId businessKey inheritBusinessKey inheritVariables sameDeployment "
        "fallbackToDefaultTenant processInstanceName processInstanceIdVariableName useLocalScopeForOutParameter",
    ),
    # --- events
    entries("later", {"errorEventDefinition"}, "errorCodeVariable errorMessageVariable errorVariableName"),
    entries("later", {"errorEventDefinition"}, "errorVariableLocalScope errorVariableTransient"),
    entries("later", {"escalationEventDefinition"}, "escalationCodeVariable"),
    entries("later", {"conditionalEventDefinition"}, "variableName variableEvents"),
    entries("later", {"timerEventDefinition"}, "businessCalendarName"),
    entries("later", {"timeCycle"}, "endDate"),
    entries("later", {"boundaryEvent"}, "cancelActivity"),
    entries("kept", {"error"}, "errorMessage"),
    entries("kept", {"signal"}, "scope"),
    entries("kept", {"definitions"}, "diagramRelationId"),
    entries("kept", {"dataObject", "dataObjectReference", "process"}, "sourceForm"),
)  # fmt: skip

ELEMENTS: Final[Vocabulary] = vocabulary(
    entries("done", ASKING, "formData formProperty"),
    entries("done", GIVING, "inputOutput"),
    entries("kept", ANYWHERE, "properties property localization description documentation"),
    entries("kept", WORKING | {"scriptTask", "userTask"}, "field"),
    entries("left", ANYWHERE, "executionListener taskListener eventListener", LISTENER),
    entries("left", PROCESS, "potentialStarter", STARTERS),
    entries("later", WORKING | CALL | SCRIPT | {"timerEventDefinition", "receiveTask"}, "failedJobRetryTimeCycle"),
    entries("idle", NODES, "failedJobRetryTimeCycle", SAVED),
    entries("java", WORKING, "connector"),
    entries("later", CALL | {"signalEventDefinition"}, "in out"),
    entries("later", WORKING, "errorEventDefinition mapException"),
    entries("later", WORKING | START | {"receiveTask", "boundaryEvent", "intermediateCatchEvent"}, "eventType"),
    entries("later", REPEATED, "variableAggregation"),
    entries("left", ASKING, "formReference", BOUND),
    entries("later", PERSON | PROCESS, "customResource"),
)  # fmt: skip
