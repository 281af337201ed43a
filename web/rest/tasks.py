"""/engine-rest/task: user tasks for clients; must not decide who may do what."""

from dataclasses import replace
from typing import Any

from werkzeug.wrappers import Response

from engine import errors, execution, worklist
from engine.context import Context
from engine.identity import Permission, allowed
from web.answers import json_answer
from web.auth import requires
from web.context import reading, run_command
from web.rest import asking, shapes, values
from web.rest.blueprint import no_content, rest

_FILTERS: dict[str, tuple[str, asking.Reader]] = {
    "processInstanceId": ("instance", asking.text),
    "processInstanceIdIn": ("instances", asking.listed),
    "processInstanceBusinessKey": ("business_key", asking.text),
    "processDefinitionId": ("definition", asking.text),
    "processDefinitionKey": ("process_key", asking.text),
    "taskDefinitionKey": ("element", asking.text),
    "taskId": ("ids", lambda value, _name: (str(value),)),
    "taskIdIn": ("ids", asking.listed),
    "name": ("name", asking.text),
    "nameLike": ("name_like", asking.text),
    "assignee": ("assignee", asking.text),
    "assigned": ("assigned", asking.truth),
    "unassigned": ("assigned", lambda value, name: not asking.truth(value, name)),
    "candidateUser": ("candidate_user", asking.text),
    "candidateGroup": ("candidate_groups", lambda value, _name: (str(value),)),
    "candidateGroups": ("candidate_groups", asking.listed),
    "priority": ("priority", asking.whole),
    "dueBefore": ("due_before", asking.moment),
    "dueAfter": ("due_after", asking.moment),
    "withoutDueDate": ("without_due", asking.truth),
    "createdBefore": ("created_before", asking.moment),
    "createdAfter": ("created_after", asking.moment),
    "suspended": ("suspended", asking.truth),
    "active": ("suspended", lambda value, name: not asking.truth(value, name)),
}
_SORTS = {
    "instanceId": "instance",
    "dueDate": "due",
    "followUpDate": "followUp",
    "created": "created",
    "id": "id",
    "assignee": "assignee",
    "name": "name",
    "nameCaseInsensitive": "nameCaseInsensitive",
    "priority": "priority",
}


def wanted(ctx: Context, sent: dict[str, Any], *, state: str | None = worklist.OPEN) -> worklist.Filter:
    """Return the filter a client asks for, narrowed to what the actor may see."""
    found = worklist.Filter(state=state, **asking.filters(sent, _FILTERS))
    if (found.candidate_user or found.candidate_groups) and not sent.get("includeAssignedTasks"):
        found = replace(found, assigned=False)
    return found if allowed(ctx.actor, Permission.TASK_READ) else replace(found, visible_to=ctx.actor.username)


@rest.route("/task", methods=["GET", "POST"])
@requires(Permission.OWN_TASK_READ)
def list_tasks() -> Response:
    """Return open tasks."""
    sent = asking.asked()
    with reading() as ctx:
        found = worklist.tasks(ctx, wanted(ctx, sent), sort=asking.sorting(sent, _SORTS), **asking.paging())
        return json_answer([shapes.task(one) for one in found])


@rest.route("/task/count", methods=["GET", "POST"])
@requires(Permission.OWN_TASK_READ)
def count_tasks() -> Response:
    """Return how many open tasks match."""
    with reading() as ctx:
        return json_answer(shapes.count(worklist.count(ctx, wanted(ctx, asking.asked()))))


@rest.get("/task/<task_id>")
@requires(Permission.OWN_TASK_READ)
def get_task(task_id: str) -> Response:
    """Return one task."""
    with reading() as ctx:
        return json_answer(shapes.task(_visible(ctx, task_id)))


@rest.get("/task/<task_id>/identity-links")
@requires(Permission.OWN_TASK_READ)
def get_identity_links(task_id: str) -> Response:
    """Return who holds a task and who may take it; `type` narrows."""
    kind = asking.asked().get("type")
    with reading() as ctx:
        links = shapes.identity_links(_visible(ctx, task_id))
    return json_answer([link for link in links if kind in {None, link["type"]}])


@rest.get("/task/<task_id>/variables")
@rest.get("/task/<task_id>/form-variables", endpoint="get_form_variables")
@requires(Permission.OWN_TASK_READ)
def get_task_variables(task_id: str) -> Response:
    """Return the variables a task's form shows, typed."""
    names = asking.listed(asking.asked().get("variableNames", ""), "variableNames")
    with reading() as ctx:
        found = execution.visible_variables(ctx, _visible(ctx, task_id))
    return json_answer({name: values.typed(value) for name, value in found.items() if not names or name in names})


@rest.get("/task/<task_id>/variables/<name>")
@requires(Permission.OWN_TASK_READ)
def get_task_variable(task_id: str, name: str) -> Response:
    """Return one variable of a task, typed."""
    with reading() as ctx:
        found = execution.visible_variables(ctx, _visible(ctx, task_id))
    if name not in found:
        raise errors.NotFound(kind="variable", id=name)
    return json_answer(values.typed(found[name]))


@rest.post("/task/<task_id>/claim")
@requires(Permission.OWN_TASK_COMPLETE)
def claim_task(task_id: str) -> Response:
    """Take a task for oneself; a supervisor may take it for `userId`."""
    return run_command("task.claim", lambda ctx: _claim(ctx, task_id, asking.body().get("userId")))


@rest.post("/task/<task_id>/unclaim")
@requires(Permission.OWN_TASK_COMPLETE)
def unclaim_task(task_id: str) -> Response:
    """Give a task back to its candidates."""
    return run_command("task.unclaim", lambda ctx: _done(execution.unclaim(ctx, task_id)))


@rest.post("/task/<task_id>/assignee")
@requires(Permission.TASK_ASSIGN)
def assign_task(task_id: str) -> Response:
    """Give a task to somebody, or to nobody by null."""
    return run_command("task.assign", lambda ctx: _done(execution.assign(ctx, task_id, asking.body().get("userId"))))


@rest.post("/task/<task_id>/complete")
@rest.post("/task/<task_id>/submit-form", endpoint="submit_task_form")
@requires(Permission.OWN_TASK_COMPLETE)
def complete_task(task_id: str) -> Response:
    """Finish a task with its variables; 204, or 200 with the case's variables where they are asked for."""
    return run_command("task.complete", lambda ctx: _complete(ctx, task_id, asking.body()))


def _complete(ctx: Context, task_id: str, sent: dict[str, Any]) -> Response:
    progress = execution.complete_user_task(ctx, task_id, values.plain_all(sent.get("variables")))
    if not sent.get("withVariablesInReturn"):
        return no_content()
    found = execution.variables(ctx, progress.instance)
    return json_answer({name: values.typed(value) for name, value in found.items()})


def _claim(ctx: Context, task_id: str, user: str | None) -> Response:
    if user in {None, ctx.actor.username}:
        return _done(execution.claim(ctx, task_id))
    holder = _visible(ctx, task_id).assignee
    if holder not in {None, user}:
        raise errors.TaskTaken(holder=holder)
    return _done(execution.assign(ctx, task_id, user))


def _done(_task: worklist.UserTask) -> Response:
    return no_content()


def _visible(ctx: Context, task_id: str) -> worklist.UserTask:
    found = worklist.user_task(ctx, task_id)
    if not execution.may_see(ctx, found):
        raise errors.NotFound(kind="task", id=task_id)
    return found
