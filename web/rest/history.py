"""/engine-rest/history: what happened, for clients; must not change anything."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from werkzeug.wrappers import Response

from engine import execution, identity, worklist
from engine.context import Context
from engine.identity import Permission
from web.answers import json_answer
from web.auth import requires
from web.context import reading
from web.rest import asking, shapes, values
from web.rest.blueprint import rest
from web.rest.tasks import wanted as wanted_tasks

#: Cases read at once while their records are walked.
_BATCH = 200

_CASES: dict[str, tuple[str, asking.Reader]] = {
    "processInstanceId": ("ids", lambda value, _name: (str(value),)),
    "processInstanceIds": ("ids", asking.listed),
    "processInstanceIdIn": ("ids", asking.listed),
    "processInstanceBusinessKey": ("business_key", asking.text),
    "processInstanceBusinessKeyLike": ("business_key_like", asking.text),
    "processDefinitionId": ("definition", asking.text),
    "processDefinitionKey": ("process_key", asking.text),
    "startedBefore": ("started_before", asking.moment),
    "startedAfter": ("started_after", asking.moment),
    "finishedBefore": ("ended_before", asking.moment),
    "finishedAfter": ("ended_after", asking.moment),
    "withIncidents": ("with_incident", asking.truth),
}
_CASE_STATE: dict[str, tuple[str, asking.Reader]] = {
    "finished": ("open", lambda value, name: not asking.truth(value, name)),
    "unfinished": ("open", asking.truth),
    "completed": ("status", lambda value, name: execution.COMPLETED if asking.truth(value, name) else None),
    "active": ("status", lambda value, name: execution.ACTIVE if asking.truth(value, name) else None),
    "suspended": ("status", lambda value, name: execution.SUSPENDED if asking.truth(value, name) else None),
    "externallyTerminated": ("status", lambda value, name: execution.CANCELLED if asking.truth(value, name) else None),
}
_SORTS = {
    "instanceId": "instanceId",
    "definitionId": "definitionId",
    "definitionKey": "definitionKey",
    "businessKey": "businessKey",
    "startTime": "startTime",
    "endTime": "endTime",
}


@rest.route("/history/process-instance", methods=["GET", "POST"])
@requires(Permission.OWN_INSTANCE_READ)
def list_historic_instances() -> Response:
    """Return cases, open and ended."""
    sent = asking.asked()
    with reading() as ctx:
        found = execution.cases(ctx, _wanted_cases(sent), sort=asking.sorting(sent, _SORTS), **asking.paging())
        people = identity.usernames(ctx, [one.started_by for one in found])
    return json_answer([shapes.historic_process_instance(one, people.get(one.started_by)) for one in found])


@rest.route("/history/process-instance/count", methods=["GET", "POST"])
@requires(Permission.OWN_INSTANCE_READ)
def count_historic_instances() -> Response:
    """Return how many cases match."""
    with reading() as ctx:
        return json_answer(shapes.count(execution.count(ctx, _wanted_cases(asking.asked()))))


@rest.get("/history/process-instance/<instance_id>")
@requires(Permission.OWN_INSTANCE_READ)
def get_historic_instance(instance_id: str) -> Response:
    """Return one case, open or ended."""
    with reading() as ctx:
        found = execution.case(ctx, instance_id)
        people = identity.usernames(ctx, [found.started_by])
    return json_answer(shapes.historic_process_instance(found, people.get(found.started_by)))


@rest.route("/history/activity-instance", methods=["GET", "POST"])
@requires(Permission.HISTORY_READ)
def list_activity_instances() -> Response:
    """Return stays of cases at elements."""
    with reading() as ctx:
        return json_answer(_page(_activity_instances(ctx, asking.asked())))


@rest.route("/history/activity-instance/count", methods=["GET", "POST"])
@requires(Permission.HISTORY_READ)
def count_activity_instances() -> Response:
    """Return how many stays match."""
    with reading() as ctx:
        return json_answer(shapes.count(sum(1 for _ in _activity_instances(ctx, asking.asked()))))


@rest.route("/history/variable-instance", methods=["GET", "POST"])
@requires(Permission.VARIABLE_READ)
def list_variable_instances() -> Response:
    """Return the last values of variables."""
    with reading() as ctx:
        return json_answer(_page(_variable_instances(ctx, asking.asked())))


@rest.route("/history/variable-instance/count", methods=["GET", "POST"])
@requires(Permission.VARIABLE_READ)
def count_variable_instances() -> Response:
    """Return how many variables match."""
    with reading() as ctx:
        return json_answer(shapes.count(sum(1 for _ in _variable_instances(ctx, asking.asked()))))


@rest.route("/history/task", methods=["GET", "POST"])
@requires(Permission.OWN_TASK_READ)
def list_historic_tasks() -> Response:
    """Return tasks, open and closed."""
    sent = asking.asked()
    with reading() as ctx:
        found = worklist.tasks(ctx, _wanted_history(ctx, sent), sort=(("created", False),), **asking.paging())
    return json_answer([shapes.historic_task(one) for one in found])


@rest.route("/history/task/count", methods=["GET", "POST"])
@requires(Permission.OWN_TASK_READ)
def count_historic_tasks() -> Response:
    """Return how many tasks match."""
    with reading() as ctx:
        return json_answer(shapes.count(worklist.count(ctx, _wanted_history(ctx, asking.asked()))))


def _wanted_cases(sent: dict[str, Any]) -> execution.Filter:
    return execution.Filter(**asking.filters(sent, _CASES), **asking.filters(sent, _CASE_STATE))


def _wanted_history(ctx: Context, sent: dict[str, Any]) -> worklist.Filter:
    state = None
    if asking.truth(sent.get("unfinished", False), "unfinished"):
        state = worklist.OPEN
    if asking.truth(sent.get("finished", False), "finished"):
        state = worklist.COMPLETED
    asked = {"taskAssignee": "assignee", "taskName": "name"}
    return wanted_tasks(ctx, {asked.get(name, name): value for name, value in sent.items()}, state=state)


def _page(rows: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    page = asking.paging()
    return list(islice(rows, page["offset"], page["offset"] + page["limit"]))


def _cases_of(ctx: Context, sent: dict[str, Any]) -> Iterator[list[execution.Instance]]:
    wanted, offset = execution.Filter(**asking.filters(sent, _CASES)), 0
    while batch := execution.cases(ctx, wanted, limit=_BATCH, offset=offset):
        yield batch
        offset += len(batch)


def _activity_instances(ctx: Context, sent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    matches = _matching(sent)
    for batch in _cases_of(ctx, sent):
        of_id = {case.id: case for case in batch}
        for stay in execution.activities(ctx, list(of_id)):
            shape = shapes.historic_activity_instance(stay, of_id[stay.instance])
            if matches(shape):
                yield shape


def _matching(sent: dict[str, Any]) -> Callable[[dict[str, Any]], bool]:
    known = ("activityId", "activityName", "activityType", "executionId", "activityInstanceId", "taskAssignee")
    named = {"activityInstanceId": "id", "taskAssignee": "assignee"}
    equal = {named.get(name, name): str(sent[name]) for name in known if sent.get(name)}
    finished = asking.truth(sent.get("finished", False), "finished")
    unfinished = asking.truth(sent.get("unfinished", False), "unfinished")
    cancelled = asking.truth(sent.get("canceled", False), "canceled")

    def matches(shape: dict[str, Any]) -> bool:
        return (
            all(shape[name] == value for name, value in equal.items())
            and (not finished or shape["endTime"] is not None)
            and (not unfinished or shape["endTime"] is None)
            and (not cancelled or shape["canceled"])
        )

    return matches


def _variable_instances(ctx: Context, sent: dict[str, Any]) -> Iterator[dict[str, Any]]:
    name = sent.get("variableName")
    for batch in _cases_of(ctx, sent):
        for case in batch:
            for key, value in execution.variables(ctx, case.id).items():
                if name in {None, "", key}:
                    yield shapes.historic_variable_instance(key, values.typed(value), case)
