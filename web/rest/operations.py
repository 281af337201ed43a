"""/engine-rest/history/user-operation: who did what, from the record; must not change anything."""

from typing import Any, NamedTuple

from engine import db, definitions, errors, execution, history, identity
from engine.context import Context
from engine.identity import Permission
from web.answers import Reply, json_answer
from web.auth import requires
from web.context import reading
from web.rest import asking, shapes
from web.rest.blueprint import rest
from web.rest.questions_of_history import OPERATIONS as WORDS
from web.rest.values import moment


class Operation(NamedTuple):
    """What Camunda's log calls an event: the operation, what it was done to, what changed and to what."""

    type: str
    entity: str
    changed: str | None = None
    value: str | None = None

    @property
    def category(self) -> str:
        """Tell whether it is work on tasks or running the house."""
        return "TaskWorker" if self.entity == "Task" else "Operator"


OPERATIONS = {
    "user_task.claimed": Operation("Claim", "Task", "assignee"),
    "user_task.unclaimed": Operation("Assign", "Task", "assignee"),
    "user_task.assigned": Operation("Assign", "Task", "assignee"),
    "user_task.completed": Operation("Complete", "Task", "delete", "true"),
    "instance.started": Operation("Create", "ProcessInstance"),
    "instance.suspended": Operation("Suspend", "ProcessInstance", "suspensionState", "suspended"),
    "instance.resumed": Operation("Activate", "ProcessInstance", "suspensionState", "active"),
    "instance.cancelled": Operation("Delete", "ProcessInstance"),
    "job.retried": Operation("SetJobRetries", "Job", "retries"),
    "job.due_set": Operation("SetDueDate", "Job", "duedate"),
    "job.executed": Operation("Execute", "Job"),
    "job.suspended": Operation("SuspendJob", "Job", "suspensionState", "suspended"),
    "job.resumed": Operation("ActivateJob", "Job", "suspensionState", "active"),
    "external_task.retries_set": Operation("SetExternalTaskRetries", "ExternalTask", "retries"),
    "external_task.priority_set": Operation("SetPriority", "ExternalTask", "priority"),
    "incident.explained": Operation("Resolve", "ProcessInstance", "incidentIds"),
    "variables.changed": Operation("SetVariables", "Variable"),
    "deployment.created": Operation("Create", "Deployment"),
    "definition.retired": Operation("Delete", "ProcessDefinition"),
}
_EMPTY = (
    "caseDefinitionId",
    "caseInstanceId",
    "caseExecutionId",
    "jobDefinitionId",
    "batchId",
    "removalTime",
)
#: The dialect's name of what was touched → the fact of the record, and the entities whose record has it.
_TOUCHED = {
    "taskId": ("task", {"Task"}),
    "externalTaskId": ("task", {"ExternalTask"}),
    "jobId": ("job", {"Job"}),
    "deploymentId": ("deployment", {"Deployment", "ProcessDefinition"}),
}
#: What tells what a changed thing became, the first that is there.
_NEW = ("left", "retries", "priority", "due", "incident")  # fmt: skip


@rest.get("/history/user-operation")
@requires(Permission.HISTORY_READ)
def list_operations() -> Reply:
    """Return what people did, newest first."""
    sent, page = asking.asked(), asking.paging()
    order = WORDS.order(sent)
    with reading() as ctx:
        wanted = _wanted(ctx, sent)
        oldest_first = bool(order) and not order[0][1]
        found = history.search(ctx, ctx.actor.agency, wanted, oldest_first=oldest_first, **page) if wanted else []
        people = identity.usernames(ctx, [one.actor for one in found])
        keys = _keys(ctx, found)
    return json_answer([_shape(one, people.get(one.actor), keys.get(one.definition)) for one in found])


@rest.get("/history/user-operation/count")
@requires(Permission.HISTORY_READ)
def count_operations() -> Reply:
    """Return how many operations match."""
    with reading() as ctx:
        wanted = _wanted(ctx, asking.asked())
        return json_answer(shapes.count(history.count(ctx, ctx.actor.agency, wanted) if wanted else 0))


def _wanted(ctx: Context, sent: dict[str, Any]) -> history.Filter | None:
    """Return which entries of the record are asked for; None where none can match."""
    given = WORDS.wanted(sent, ctx.actor.agency)
    if "ids" in given:
        return None
    operation, fact = _operation(sent), _fact(sent)
    if len({part["chain"] for part in (given, operation, fact) if "chain" in part}) > 1:
        return None  # they name different cases
    given |= operation | fact
    if asking.is_wanted(key := sent.get("processDefinitionKey")):
        versions = definitions.versions(ctx, asking.text(key, "processDefinitionKey"))
        ids = given.get("definitions") or tuple(one.id for one in versions)
        given["definitions"] = tuple(one.id for one in versions if one.id in ids)
    if asking.is_wanted(user := sent.get("userId")):
        try:
            given["actor"] = identity.person(ctx, asking.text(user, "userId")).id
        except errors.UnknownPerson:
            return None
    return history.Filter(types=_types(sent), **given)


def _types(sent: dict[str, Any]) -> tuple[str, ...]:
    """Return the events behind the operations that are asked for."""
    asked = {
        "type": asking.listed(sent.get("operationType") or "", "operationType"),
        "entity": asking.listed(sent.get("entityTypeIn") or sent.get("entityType") or "", "entityType"),
        "category": asking.listed(sent.get("categoryIn") or sent.get("category") or "", "category"),
        "changed": asking.listed(sent.get("property") or "", "property"),
    }
    touched = [name for name in _TOUCHED if asking.is_wanted(sent.get(name))]
    return tuple(
        event
        for event, operation in OPERATIONS.items()
        if all(not wanted or getattr(operation, name) in wanted for name, wanted in asked.items())
        and all(operation.entity in _TOUCHED[name][1] for name in touched)
    )


def _operation(sent: dict[str, Any]) -> dict[str, Any]:
    """Return the place in the record that an operation's id names."""
    if not asking.is_wanted(given := sent.get("operationId")):
        return {}
    chain, _, seq = asking.text(given, "operationId").rpartition(":")
    return {"chain": chain, "seq": int(seq) if seq.isascii() and seq.isdigit() and len(seq) < 10 else -1}


def _fact(sent: dict[str, Any]) -> dict[str, Any]:
    for theirs, (ours, _) in _TOUCHED.items():
        if asking.is_wanted(sent.get(theirs)):
            value = asking.text(sent[theirs], theirs)
            return {"mentions": (ours, value), **({"chain": execution.case_of(value)} if ours == "task" else {})}
    return {}


def _keys(ctx: Context, entries: list[history.Entry]) -> dict[str, str]:
    ids = tuple({one.definition for one in entries if one.definition})
    return {version.id: version.key for version in definitions.listing(ctx, definitions.Filter(ids=ids))}


def _shape(entry: history.Entry, user: str | None, key: str | None) -> dict[str, Any]:
    operation = OPERATIONS[entry.type]
    facts = db.load(entry.facts)
    payload = db.load(entry.payload) if entry.payload else {}
    case = entry.chain if entry.definition else None
    return {
        **dict.fromkeys(_EMPTY),
        "id": f"{entry.chain}:{entry.seq}",
        **{name: facts.get(fact) if operation.entity in whose else None for name, (fact, whose) in _TOUCHED.items()},
        "processDefinitionId": entry.definition or facts.get("version"),
        "processDefinitionKey": key,
        "processInstanceId": case,
        "rootProcessInstanceId": case,
        "executionId": case,
        "userId": user,
        "timestamp": moment(entry.at),
        "operationId": f"{entry.chain}:{entry.seq}",
        "operationType": operation.type,
        "entityType": operation.entity,
        "property": operation.changed,
        "orgValue": payload.get("before"),
        "newValue": payload.get("assignee") or operation.value or _new(operation, facts),
        "annotation": payload.get("reason") if entry.type == "incident.explained" else None,
        "category": operation.category,
        "tenantId": entry.agency,
    }


def _new(operation: Operation, facts: dict[str, Any]) -> str | None:
    """Return what was set, as text; a moment as clients write it."""
    found = next((facts[name] for name in _NEW if name in facts), None) if operation.changed else None
    if operation.changed == "duedate" and found is not None:
        return moment(str(found))
    return None if found is None else str(found)
