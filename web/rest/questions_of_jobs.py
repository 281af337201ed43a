"""What clients may ask of jobs and incidents; must not answer it."""

from web.rest.asking import flag, listed, moment, moment_end, no_flag, single, text
from web.rest.vocabulary import Vocabulary

JOBS = Vocabulary(
    filters={
        "jobId": ("ids", single),
        "jobIds": ("ids", listed),
        "processInstanceId": ("instance eq", text),
        "processInstanceIds": ("instance in", listed),
        "executionId": ("instance eq", text),
        "processDefinitionId": ("definition eq", text),
        "processDefinitionKey": ("process_key eq", text),
        "activityId": ("element eq", text),
        "failedActivityId": ("element eq", text),
        "withRetriesLeft": ("left", flag),
        "noRetriesLeft": ("left", no_flag),
        "executable": ("executable", flag),
        "timers": ("timers", flag),
        "messages": ("messages", flag),
        "withException": ("failing", flag),
        "exceptionMessage": ("error eq", text),
        "active": ("suspended", no_flag),
        "suspended": ("suspended", flag),
    },
    sorts={
        "jobId": "id",
        "executionId": "instance",
        "processInstanceId": "instance",
        "processDefinitionId": "definition",
        "processDefinitionKey": "process_key",
        "jobRetries": "tries_left",
        "jobDueDate": "due_at",
        "tenantId": "id",
    },
    never=frozenset({"withoutTenantId", "batchId", "acquired"}),
    unspoken=frozenset({"jobDefinitionId", "dueDates", "createTimes", "priorityLowerThanOrEquals"})
    | {"priorityHigherThanOrEquals"},
)
INCIDENTS = Vocabulary(
    filters={
        "incidentId": ("ids", single),
        "processInstanceId": ("instance eq", text),
        "processInstanceIdIn": ("instance in", listed),
        "executionId": ("instance eq", text),
        "processDefinitionId": ("definition eq", text),
        "processDefinitionKeyIn": ("process_key in", listed),
        "activityId": ("element eq", text),
        "failedActivityId": ("element eq", text),
        "incidentTimestampBefore": ("opened_at before", moment),
        "incidentTimestampAfter": ("opened_at after", moment_end),
        "causeIncidentId": ("ids", single),
        "rootCauseIncidentId": ("ids", single),
        "configuration": ("ids", single),
    },
    sorts={
        "incidentId": "id",
        "incidentTimestamp": "opened_at",
        "incidentType": "code",
        "incidentMessage": "code",
        "executionId": "instance",
        "activityId": "element",
        "processInstanceId": "instance",
        "processDefinitionId": "definition",
        "causeIncidentId": "id",
        "rootCauseIncidentId": "id",
        "configuration": "id",
        "tenantId": "id",
    },
    never=frozenset({"withoutTenantId"}),
    unspoken=frozenset({"incidentMessage", "incidentMessageLike", "jobDefinitionIdIn"}),
)
#: The dialect's name of each kind of incident: whether it is of outside work. Others it does not have.
TYPES = {"failedJob": False, "failedExternalTask": True}
