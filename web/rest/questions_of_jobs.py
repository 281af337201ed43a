"""What clients may ask of jobs and incidents; must not answer it."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine import errors
from web.rest.asking import flag, listed, moment, moment_end, no_flag, single, text, whole
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
    unspoken=frozenset({"jobDefinitionId"}),
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
PAST_INCIDENTS = Vocabulary(
    filters={
        **{name: read for name, read in INCIDENTS.filters.items() if not name.startswith("incidentTimestamp")},
        "processDefinitionKey": ("process_key eq", text),
        "createTimeBefore": ("opened_at before", moment),
        "createTimeAfter": ("opened_at after", moment_end),
        "endTimeBefore": ("resolved_at before", moment),
        "endTimeAfter": ("resolved_at after", moment_end),
        "open": ("open", flag),
        "resolved": ("open", no_flag),
    },
    sorts={
        **{name: ours for name, ours in INCIDENTS.sorts.items() if name != "incidentTimestamp"},
        "createTime": "opened_at",
        "endTime": "resolved_at",
        "incidentState": "resolved_at",
        "processDefinitionKey": "process_key",
    },
    never=frozenset({"withoutTenantId", "deleted", "historyConfiguration", "jobDefinitionIdIn"}),
    unspoken=frozenset({"incidentMessage", "incidentMessageLike"}),
)
_MOMENTS = {"dueDates": "due_at", "createTimes": "created_at"}
_OPERATORS = {"gt": ("after", moment_end), "lt": ("before", moment)}


def jobs(sent: Mapping[str, Any], agency: str) -> dict[str, Any]:
    """Return the parts of the filter of jobs: the words above, moments compared, and the one priority there is."""
    given = JOBS.wanted(sent, agency)
    compared = tuple(one for name, ours in _MOMENTS.items() for one in _compared(sent.get(name), name, ours))
    lower, higher = (sent.get(f"priority{way}ThanOrEquals") for way in ("Lower", "Higher"))
    below = str(lower or 0).removeprefix("-")
    if whole(below, "priorityLowerThanOrEquals") and below != str(lower):
        given["ids"] = ()
    if whole(higher or 0, "priorityHigherThanOrEquals"):
        given["ids"] = ()
    return {**given, "also": (*given.get("also", ()), *compared)}


def _compared(asked: Any, name: str, ours: str) -> Iterator[tuple[str, str, Any]]:
    """Read gt_2026-11-22T08:00:00.000+0000 and the like, or a list of {operator, value}."""
    for one in asked if isinstance(asked, list) else str(asked or "").split(","):
        if isinstance(one, Mapping):
            operator, value = str(one.get("operator")), one.get("value")
        else:
            operator, _, value = str(one).partition("_")
        if one and operator not in _OPERATORS:
            raise errors.WrongType(name=name, kind="gt or lt, and a moment")
        if one:
            how, read = _OPERATORS[operator]
            yield ours, how, read(value, name)


#: The dialect's name of each kind of incident: whether it is of outside work. Others it does not have.
TYPES = {"failedJob": False, "failedExternalTask": True}
