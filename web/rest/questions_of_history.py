"""What clients may ask of what happened: cases, stays at elements, variables, tasks, operations; must not answer it."""

from engine import execution, worklist
from web.rest.asking import flag, listed, moment, moment_end, no_flag, single, switch, text, whole
from web.rest.vocabulary import Vocabulary

_CASE_MANAGEMENT = frozenset({
    "superCaseInstanceId", "subCaseInstanceId", "caseInstanceId", "caseExecutionId", "caseDefinitionId",
    "caseDefinitionKey", "caseDefinitionName", "caseExecutionIdIn", "caseActivityIdIn",
})  # fmt: skip
_VARIABLES = frozenset({"variables", "taskVariables", "processVariables", "variableValue", "orQueries"})
_REASONS = {"completed": worklist.COMPLETED, "deleted": worklist.CANCELLED}

CASES = Vocabulary(
    filters={
        "processInstanceId": ("ids", single),
        "processInstanceIds": ("ids", listed),
        "processInstanceIdIn": ("ids", listed),
        "processInstanceBusinessKey": ("business_key", text),
        "processInstanceBusinessKeyIn": ("business_key in", listed),
        "processInstanceBusinessKeyLike": ("business_key like", text),
        "processDefinitionId": ("definition", text),
        "processDefinitionKey": ("process_key", text),
        "processDefinitionKeyIn": ("process_key in", listed),
        "processDefinitionKeyNotIn": ("process_key not in", listed),
        "processDefinitionName": ("process_name eq", text),
        "processDefinitionNameLike": ("process_name like", text),
        "startedBefore": ("started_at most", moment_end),
        "startedAfter": ("started_at least", moment),
        "finishedBefore": ("ended_at most", moment_end),
        "finishedAfter": ("ended_at least", moment),
        "finished": ("open", no_flag),
        "unfinished": ("open", flag),
        "withIncidents": ("with_incident", flag),
        "withRootIncidents": ("with_incident", flag),
        "active": ("status", switch(execution.ACTIVE)),
        "suspended": ("status", switch(execution.SUSPENDED)),
        "completed": ("status", switch(execution.COMPLETED)),
        "externallyTerminated": ("status", switch(execution.CANCELLED)),
        "superProcessInstanceId": ("parent", text),
        "subProcessInstanceId": ("child", text),
        "rootProcessInstances": ("called", no_flag),
    },
    sorts={
        "instanceId": "instanceId",
        "definitionId": "definitionId",
        "definitionKey": "definitionKey",
        "definitionName": "definitionName",
        "definitionVersion": "definitionVersion",
        "businessKey": "businessKey",
        "startTime": "startTime",
        "endTime": "endTime",
        "tenantId": "instanceId",
    },
    never=_CASE_MANAGEMENT
    | {"internallyTerminated", "withoutTenantId"},
    unspoken=_VARIABLES
    | {
        "incidentType", "incidentStatus", "incidentMessage", "incidentMessageLike", "executedActivityAfter",
        "executedActivityBefore", "executedActivityIdIn", "executedJobAfter", "executedJobBefore", "activeActivityIdIn",
    },
)  # fmt: skip

#: Which cases to walk for their stays; what is asked of the stays themselves stands beside their view.
STAYS = Vocabulary(
    filters={
        "processInstanceId": ("ids", single),
        "executionId": ("ids", single),
        "processDefinitionId": ("definition", text),
        "processDefinitionKey": ("process_key", text),
    },
    sorts={
        "activityInstanceId": "id",
        "instanceId": "processInstanceId",
        "executionId": "executionId",
        "activityId": "activityId",
        "activityName": "activityName",
        "activityType": "activityType",
        "startTime": "startTime",
        "endTime": "endTime",
        "duration": "durationInMillis",
        "definitionId": "processDefinitionId",
        "occurrence": "startTime",
        "tenantId": "tenantId",
    },
    never=frozenset({"completeScope", "withoutTenantId"}),
    unspoken=frozenset({"orQueries"}),
)

#: Which cases to walk for their variables.
VARIABLES = Vocabulary(
    filters={
        "processInstanceId": ("ids", single),
        "processInstanceIdIn": ("ids", listed),
        "executionIdIn": ("ids", listed),
        "activityInstanceIdIn": ("ids", listed),
        "processDefinitionId": ("definition", text),
        "processDefinitionKey": ("process_key", text),
    },
    sorts={"instanceId": "processInstanceId", "variableName": "name", "tenantId": "tenantId"},
    never=_CASE_MANAGEMENT | {"taskIdIn", "withoutTenantId"},
    unspoken=_VARIABLES,
)

TASKS = Vocabulary(
    filters={
        "taskId": ("ids", single),
        "processInstanceId": ("instance", text),
        "executionId": ("instance", text),
        "processInstanceBusinessKey": ("business_key", text),
        "processInstanceBusinessKeyIn": ("business_key in", listed),
        "processInstanceBusinessKeyLike": ("business_key like", text),
        "processDefinitionId": ("definition", text),
        "processDefinitionKey": ("process_key", text),
        "processDefinitionName": ("process_name eq", text),
        "taskDefinitionKey": ("element", text),
        "taskDefinitionKeyIn": ("element in", listed),
        "taskName": ("name", text),
        "taskNameLike": ("name like", text),
        "taskAssignee": ("doer eq", text),
        "taskAssigneeLike": ("doer like", text),
        "assigned": ("doer absent", no_flag),
        "unassigned": ("doer absent", flag),
        "taskPriority": ("priority", whole),
        "taskDeleteReason": ("state", lambda value, name: _REASONS.get(text(value, name), "")),
        "finished": ("closed_at absent", no_flag),
        "unfinished": ("closed_at absent", flag),
        "startedBefore": ("created_at most", moment_end),
        "startedAfter": ("created_at least", moment),
        "finishedBefore": ("closed_at most", moment_end),
        "finishedAfter": ("closed_at least", moment),
        "taskDueDate": ("due_at at", moment),
        "taskDueDateBefore": ("due_at before", moment),
        "taskDueDateAfter": ("due_at after", moment_end),
        "withoutTaskDueDate": ("without_due", flag),
        "taskFollowUpDate": ("follow_up_at at", moment),
        "taskFollowUpDateBefore": ("follow_up_at before", moment),
        "taskFollowUpDateAfter": ("follow_up_at after", moment_end),
        "taskHadCandidateUser": ("candidate_user", text),
        "taskHadCandidateGroup": ("candidate_groups", single),
        "withCandidateGroups": ("for_groups", flag),
        "withoutCandidateGroups": ("for_groups", no_flag),
    },
    sorts={
        "taskId": "id",
        "processInstanceId": "instance",
        "executionId": "instance",
        "processDefinitionId": "definition",
        "taskDefinitionKey": "element",
        "taskName": "name",
        "assignee": "assignee",
        "startTime": "created",
        "endTime": "closed",
        "dueDate": "due",
        "followUpDate": "followUp",
        "priority": "priority",
        "tenantId": "id",
    },
    never=_CASE_MANAGEMENT
    | {"taskParentTaskId", "taskOwner", "taskOwnerLike", "taskDescription", "taskDescriptionLike", "withoutTenantId"},
    unspoken=_VARIABLES
    | {
        "activityInstanceIdIn", "processFinished", "processUnfinished", "taskDeleteReasonLike", "taskInvolvedUser",
        "taskInvolvedGroup",
    },
)  # fmt: skip

_OF_CASES = {
    "processInstanceId": ("ids", single),
    "executionIdIn": ("ids", listed),
    "processDefinitionId": ("definition", text),
    "processDefinitionKey": ("process_key", text),
}
_SORTS_OF_LOGS = {
    name: name
    for name in ("timestamp", "activityId", "processDefinitionId", "processDefinitionKey", "executionId", "tenantId")
} | {"processInstanceId": "processInstanceId"}
#: Which cases to walk for what happened to outside work and to timers; what is asked of each is a test of its row.
OUTSIDE_LOGS = Vocabulary(
    filters=_OF_CASES,
    sorts={
        **_SORTS_OF_LOGS,
        **{name: name for name in ("topicName", "workerId", "retries", "priority", "activityInstanceId")},
        "taskId": "externalTaskId",
        "externalTaskId": "externalTaskId",
    },
    never=frozenset({"withoutTenantId"}),
)
JOB_LOGS = Vocabulary(
    filters=_OF_CASES,
    sorts={
        **_SORTS_OF_LOGS,
        **{name: name for name in ("jobId", "jobDueDate", "jobRetries", "jobPriority", "deploymentId")},
        "occurrence": "timestamp",
    },
    never=frozenset({"withoutTenantId", "hostname", "jobDefinitionId", "jobDefinitionConfiguration"}),
)
#: The dialect's name → the row's key, and a reader; names that end in In take several, in ThanOrEquals a bound.
TESTS_OF_LOGS = {
    "logId": ("id", text),
    "externalTaskId": ("externalTaskId", text),
    "topicName": ("topicName", text),
    "workerId": ("workerId", text),
    "errorMessage": ("errorMessage", text),
    "activityInstanceIdIn": ("activityInstanceId", listed),
    "activityIdIn": ("activityId", listed),
    "failedActivityIdIn": ("failedActivityId", listed),
    "priorityHigherThanOrEquals": ("priority", whole),
    "priorityLowerThanOrEquals": ("priority", whole),
    "jobId": ("jobId", text),
    "jobExceptionMessage": ("jobExceptionMessage", text),
    "jobDefinitionType": ("jobDefinitionType", text),
    "jobPriorityHigherThanOrEquals": ("jobPriority", whole),
    "jobPriorityLowerThanOrEquals": ("jobPriority", whole),
    "deploymentId": ("deploymentId", text),
}
STATES_OF_LOGS = ("creationLog", "failureLog", "successLog", "deletionLog")

OPERATIONS = Vocabulary(
    filters={
        "processInstanceId": ("chain", text),
        "executionId": ("chain", text),
        "processDefinitionId": ("definitions", single),
        "beforeTimestamp": ("before", moment),
        "afterTimestamp": ("after", moment_end),
    },
    sorts={"timestamp": "at"},
    never=frozenset({
        "caseDefinitionId", "caseInstanceId", "caseExecutionId", "batchId", "jobDefinitionId", "withoutTenantId",
    }),
)  # fmt: skip
