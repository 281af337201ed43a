"""/engine-rest/history/user-operation: who did what, from the record; must not change anything."""

from typing import Any

from werkzeug.wrappers import Response

from engine import db, execution, history, identity
from engine.context import Context
from engine.identity import Permission
from web.answers import json_answer
from web.auth import requires
from web.context import reading
from web.rest import asking, shapes
from web.rest.blueprint import rest
from web.rest.values import moment

#: Event → operation type, entity type and the property that changed, as Camunda's log names them.
OPERATIONS = {
    "user_task.claimed": ("Claim", "Task", "assignee"),
    "user_task.unclaimed": ("Claim", "Task", "assignee"),
    "user_task.assigned": ("Assign", "Task", "assignee"),
    "user_task.completed": ("Complete", "Task", "delete"),
    "instance.started": ("Create", "ProcessInstance", None),
    "instance.suspended": ("Suspend", "ProcessInstance", "suspensionState"),
    "instance.resumed": ("Activate", "ProcessInstance", "suspensionState"),
    "instance.cancelled": ("Delete", "ProcessInstance", None),
    "variables.changed": ("SetVariables", "Variable", None),
    "deployment.created": ("Create", "Deployment", None),
}


@rest.get("/history/user-operation")
@requires(Permission.HISTORY_READ)
def list_operations() -> Response:
    """Return what people did, newest first."""
    page = asking.paging()
    with reading() as ctx:
        found = _operations(ctx, asking.asked())
    return json_answer(found[page["offset"] : page["offset"] + page["limit"]])


@rest.get("/history/user-operation/count")
@requires(Permission.HISTORY_READ)
def count_operations() -> Response:
    """Return how many operations match."""
    with reading() as ctx:
        return json_answer(shapes.count(len(_operations(ctx, asking.asked()))))


def _operations(ctx: Context, sent: dict[str, Any]) -> list[dict[str, Any]]:
    case, limit = sent.get("processInstanceId"), asking.MOST
    if case:
        entries = [one for one in reversed(execution.entries(ctx, str(case))) if one.type in OPERATIONS]
    else:
        entries = history.of_agency(ctx, ctx.actor.agency, types=list(OPERATIONS), limit=limit)
    people = identity.usernames(ctx, [one.actor for one in entries])
    keys = _keys(ctx, entries)
    shown = [_shape(one, people.get(one.actor), keys.get(one.chain)) for one in entries]
    known = ("userId", "operationType", "entityType", "taskId", "processDefinitionId", "processDefinitionKey")
    return [one for one in shown if all(str(one[name]) == sent[name] for name in known if sent.get(name))]


def _keys(ctx: Context, entries: list[history.Entry]) -> dict[str, str]:
    chains = tuple({one.chain for one in entries if one.definition})
    return {case.id: case.process_key for case in execution.cases(ctx, execution.Filter(ids=chains))}


def _shape(entry: history.Entry, user: str | None, key: str | None) -> dict[str, Any]:
    operation, entity, changed = OPERATIONS[entry.type]
    facts = db.load(entry.facts)
    payload = db.load(entry.payload) if entry.payload else {}
    case = entry.chain if entry.definition else None
    empty = (
        "caseDefinitionId", "caseInstanceId", "caseExecutionId", "jobId", "jobDefinitionId", "batchId",
        "externalTaskId", "removalTime", "annotation",
    )  # fmt: skip
    return {
        **dict.fromkeys(empty),
        "id": f"{entry.chain}:{entry.seq}",
        "deploymentId": facts.get("deployment"),
        "processDefinitionId": entry.definition or None,
        "processDefinitionKey": key,
        "processInstanceId": case,
        "rootProcessInstanceId": case,
        "executionId": case,
        "taskId": facts.get("task"),
        "userId": user,
        "timestamp": moment(entry.at),
        "operationId": f"{entry.chain}:{entry.seq}",
        "operationType": operation,
        "entityType": entity,
        "property": changed,
        "orgValue": payload.get("before"),
        "newValue": payload.get("assignee"),
        "category": "TaskWorker" if entity == "Task" else "Operator",
        "tenantId": entry.agency,
    }
