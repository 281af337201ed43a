"""What clients may ask of outside work; must not answer it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from engine import errors
from engine.execution.external_fetch import Topic
from web.rest import asking, values
from web.rest.asking import flag, listed, moment, moment_end, no_flag, single, text, whole
from web.rest.vocabulary import Vocabulary

#: The longest that a client may wait for work, in milliseconds (Camunda's own limit).
LONGEST_WAIT: Final = 1_800_000
#: Most topics of one question, and the longest name of a worker.
MOST_TOPICS: Final = 200
LONGEST_NAME: Final = 255

TASKS = Vocabulary(
    filters={
        "externalTaskId": ("ids", single),
        "externalTaskIdIn": ("ids", listed),
        "topicName": ("topic eq", text),
        "workerId": ("worker eq", text),
        "locked": ("locked", flag),
        "notLocked": ("locked", no_flag),
        "withRetriesLeft": ("retries_left", flag),
        "noRetriesLeft": ("retries_left", no_flag),
        "lockExpirationAfter": ("locked_until after", moment_end),
        "lockExpirationBefore": ("locked_until before", moment),
        "activityId": ("element eq", text),
        "activityIdIn": ("element in", listed),
        "executionId": ("instance eq", text),
        "processInstanceId": ("instance eq", text),
        "processInstanceIdIn": ("instance in", listed),
        "processDefinitionId": ("definition eq", text),
        "active": ("suspended", no_flag),
        "suspended": ("suspended", flag),
        "priorityHigherThanOrEquals": ("priority least", whole),
        "priorityLowerThanOrEquals": ("priority most", whole),
    },
    sorts={
        "id": "id",
        "createTime": "created",
        "lockExpirationTime": "locked_until",
        "processInstanceId": "instance",
        "processDefinitionId": "definition",
        "processDefinitionKey": "process_key",
        "taskPriority": "priority",
        "tenantId": "id",
    },
)
TOPICS = Vocabulary(
    filters={
        "withLockedTasks": ("locked", flag),
        "withUnlockedTasks": ("locked", no_flag),
        "withRetriesLeft": ("retries_left", flag),
    },
    sorts={},
)


def topics(sent: Mapping[str, Any], agency: str) -> list[Topic]:
    """Read what a worker wants to fetch; topics that can only be another agency's are left out."""
    given = sent.get("topics") or []
    if not isinstance(given, list) or not all(isinstance(one, Mapping) for one in given):
        raise errors.WrongType(name="topics", kind="a list of topics")
    if len(given) > MOST_TOPICS:
        raise errors.WrongType(name="topics", kind=f"a list of at most {MOST_TOPICS}")
    found = [_topic(one) for one in given if _is_here(one, agency)]
    asked_by = sum(len(one.definitions or ()) + len(one.process_keys or ()) + len(one.variables) for one in found)
    if asked_by > asking.LISTED:
        raise errors.WrongType(name="topics", kind=f"topics with at most {asking.LISTED} ids and variables in all")
    return found


def _is_here(one: Mapping[str, Any], agency: str) -> bool:
    tenants = one.get("tenantIdIn")
    elsewhere = asking.truth(one.get("withoutTenantId") or False, "withoutTenantId")
    return not elsewhere and (not tenants or agency in listed(tenants, "tenantIdIn"))


def _topic(one: Mapping[str, Any]) -> Topic:
    filters = one.get("processVariables") or {}
    if not isinstance(filters, Mapping):
        raise errors.WrongType(name="processVariables", kind="an object of names and values")
    names = one.get("variables")
    return Topic(
        name=asking.text(one.get("topicName"), "topicName"),
        lock=duration(one, "lockDuration"),
        names=None if names is None else listed(names, "variables"),
        local_only=asking.truth(one.get("localVariables") or False, "localVariables"),
        business_key=_text(one, "businessKey"),
        definitions=_among(one, "processDefinitionId"),
        process_keys=_among(one, "processDefinitionKey"),
        version_tag=_text(one, "processDefinitionVersionTag"),
        variables=filters,
        headers=asking.truth(one.get("includeExtensionProperties") or False, "includeExtensionProperties"),
    )


def _text(one: Mapping[str, Any], name: str) -> str | None:
    return None if one.get(name) is None else asking.text(one[name], name)


def _among(one: Mapping[str, Any], name: str) -> tuple[str, ...] | None:
    """Return the values of a filter that is given as one, as several, or both; None for no such filter."""
    alone, several = _text(one, name), one.get(f"{name}In")
    found = None if not several else listed(several, f"{name}In")
    if alone is None:
        return found
    return tuple(each for each in (alone,) if found is None or each in found)


def duration(sent: Mapping[str, Any], name: str) -> timedelta:
    """Read a number of milliseconds."""
    given = sent.get(name)
    return timedelta(milliseconds=min(asking.whole(_number(given), name), 10**11))


def _number(given: Any) -> Any:
    """Return a whole number that a client wrote as 60000.0 as one."""
    return int(given) if isinstance(given, float) and given.is_integer() else given


def ordering(sent: Mapping[str, Any]) -> bool | None:
    """Read whether the newest come first, None for no wish; a worker may sort by createTime only."""
    wanted = sent.get("sorting") or []
    if not isinstance(wanted, list) or not all(map(_is_order, wanted)):
        raise errors.UnknownSorting(names="createTime")
    return None if not wanted else wanted[0]["sortOrder"] == "desc"


def _is_order(one: Any) -> bool:
    """Whether it sorts by the one thing that a worker may sort by."""
    return isinstance(one, Mapping) and one.get("sortBy") == "createTime" and one.get("sortOrder") in ("asc", "desc")


def worker(sent: Mapping[str, Any]) -> str:
    """Read who works."""
    name = asking.text(sent.get("workerId"), "workerId")
    if len(name) > LONGEST_NAME:
        raise errors.WrongType(name="workerId", kind=f"a text of at most {LONGEST_NAME} characters")
    return name


def wait(sent: Mapping[str, Any]) -> float:
    """Read how long a client would wait for work, in seconds."""
    given = asking.whole(_number(sent.get("asyncResponseTimeout") or 0), "asyncResponseTimeout")
    if given > LONGEST_WAIT:
        raise errors.WrongType(name="asyncResponseTimeout", kind=f"at most {LONGEST_WAIT}")
    return given / 1000


def variables(sent: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read the variables of an answer, and those that only the task sees."""
    local = values.plain_all(sent.get("localVariables"), "localVariables")
    return values.plain_all(sent.get("variables")), local
