"""/engine-rest/task: user tasks for clients; must not decide who may do what."""

from dataclasses import replace
from typing import Any

from engine import errors, execution, text, worklist
from engine.context import Context
from engine.identity import Permission, allowed, authorize, name_of, person
from web.answers import Reply, json_answer, no_content
from web.auth import requires
from web.context import reading, run_command
from web.rest import asking, shapes, values
from web.rest.blueprint import rest
from web.rest.questions import TASKS
from web.rest.vocabulary import Vocabulary

#: The longest code of an error, and the longest message with it, in characters.
_CODE_LIMIT, _TEXT_LIMIT = 255, 2_000


def wanted(ctx: Context, sent: dict[str, Any], words: Vocabulary = TASKS, **base: Any) -> worklist.Filter:
    """Return the filter a client asks for, narrowed to what the actor may see.

    A candidate user stands for their groups too, unless groups are named; groups go by their names however spelled.
    """
    given = {**base, **words.wanted(sent, ctx.actor.agency)}
    user, groups = given.pop("candidate_user", None), given.get("candidate_groups")
    if groups is not None:
        given["candidate_groups"] = tuple(text.normalise(one) for one in groups)
    elif user is not None:
        given["candidate_groups"] = _groups_of(ctx, user)
    if not allowed(ctx.actor, Permission.TASK_READ):
        given["visible_to"] = ctx.actor.username
    return worklist.Filter(candidate_for=user, **given)


def _open_tasks(ctx: Context, sent: dict[str, Any]) -> worklist.Filter:
    """Return the filter of open tasks; those offered to somebody are those that nobody holds, unless asked for."""
    found = wanted(ctx, sent)
    offered = found.candidate_for is not None or found.candidate_groups is not None
    if offered and found.assigned is None and not asking.is_wanted(sent.get("includeAssignedTasks")):
        return replace(found, assigned=False)
    return found


def _groups_of(ctx: Context, user: str) -> tuple[str, ...]:
    try:
        return tuple(person(ctx, user).groups)
    except errors.UnknownPerson:
        return ()


@rest.route("/task", methods=["GET", "POST"])
@requires(Permission.OWN_TASK_READ)
def list_tasks() -> Reply:
    """Return open tasks."""
    sent = asking.asked()
    with reading() as ctx:
        found = worklist.tasks(ctx, _open_tasks(ctx, sent), sort=TASKS.order(sent), **asking.paging())
    return json_answer([shapes.task(one) for one in found])


@rest.route("/task/count", methods=["GET", "POST"])
@requires(Permission.OWN_TASK_READ)
def count_tasks() -> Reply:
    """Return how many open tasks match."""
    with reading() as ctx:
        return json_answer(shapes.count(worklist.count(ctx, _open_tasks(ctx, asking.asked()))))


@rest.get("/task/<task_id>")
@requires(Permission.OWN_TASK_READ)
def get_task(task_id: str) -> Reply:
    """Return one task."""
    with reading() as ctx:
        return json_answer(shapes.task(_visible(ctx, task_id)))


@rest.get("/task/<task_id>/identity-links")
@requires(Permission.OWN_TASK_READ)
def get_identity_links(task_id: str) -> Reply:
    """Return who holds a task and who may take it; `type` narrows."""
    kind = asking.asked().get("type")
    with reading() as ctx:
        links = shapes.identity_links(_visible(ctx, task_id))
    return json_answer([link for link in links if kind in {None, link["type"]}])


@rest.get("/task/<task_id>/variables")
@rest.get("/task/<task_id>/form-variables", endpoint="get_form_variables")
@requires(Permission.OWN_TASK_READ)
def get_task_variables(task_id: str) -> Reply:
    """Return the variables a task's form shows, typed."""
    names = asking.listed(asking.asked().get("variableNames", ""), "variableNames")
    with reading() as ctx:
        found = execution.visible_variables(ctx, _visible(ctx, task_id))
    return json_answer(values.typed_all({name: found[name] for name in found if not names or name in names}))


@rest.get("/task/<task_id>/localVariables")
@requires(Permission.OWN_TASK_READ)
def get_local_variables(task_id: str) -> Reply:
    """Return what only this task sees, such as its item of a repetition, typed."""
    with reading() as ctx:
        return json_answer(values.typed_all(_visible(ctx, task_id).local))


@rest.get("/task/<task_id>/form")
@requires(Permission.OWN_TASK_READ)
def get_form(task_id: str) -> Reply:
    """Return the key of a task's form."""
    with reading() as ctx:
        return json_answer({"key": _visible(ctx, task_id).form_key, "camundaFormRef": None, "contextPath": None})


@rest.get("/task/<task_id>/variables/<name>")
@requires(Permission.OWN_TASK_READ)
def get_task_variable(task_id: str, name: str) -> Reply:
    """Return one variable of a task, typed."""
    with reading() as ctx:
        found = execution.visible_variables(ctx, _visible(ctx, task_id))
    if name not in found:
        raise errors.NotFound(kind="variable", id=name)
    return json_answer(values.typed(found[name]))


@rest.post("/task/<task_id>/claim")
@requires(Permission.OWN_TASK_COMPLETE)
def claim_task(task_id: str) -> Reply:
    """Take a task for oneself; a supervisor may take it for `userId`."""
    return run_command("task.claim", lambda ctx: _claim(ctx, task_id, _user()))


@rest.post("/task/<task_id>/unclaim")
@requires(Permission.OWN_TASK_COMPLETE)
def unclaim_task(task_id: str) -> Reply:
    """Give a task back to its candidates."""
    return run_command("task.unclaim", lambda ctx: _done(execution.unclaim(ctx, task_id)))


@rest.post("/task/<task_id>/assignee")
@requires(Permission.TASK_ASSIGN)
def assign_task(task_id: str) -> Reply:
    """Give a task to somebody, or to nobody by null."""
    return run_command("task.assign", lambda ctx: _done(execution.assign(ctx, task_id, _user())))


@rest.post("/task/<task_id>/complete")
@rest.post("/task/<task_id>/submit-form", endpoint="submit_task_form")
@requires(Permission.OWN_TASK_COMPLETE)
def complete_task(task_id: str) -> Reply:
    """Finish a task with its variables; 204, or 200 with the variables that one sees in it where they are asked for."""
    return run_command("task.complete", lambda ctx: _complete(ctx, task_id, asking.body()))


def _complete(ctx: Context, task_id: str, sent: dict[str, Any]) -> Reply:
    execution.complete_user_task(ctx, task_id, values.plain_all(sent.get("variables")))
    if not asking.truth(sent.get("withVariablesInReturn") or False, "withVariablesInReturn"):
        return no_content()
    return json_answer(values.typed_all(execution.visible_variables(ctx, worklist.user_task(ctx, task_id))))


@rest.post("/task/<task_id>/bpmnError")
@requires(Permission.OWN_TASK_COMPLETE)
def raise_task_error(task_id: str) -> Reply:
    """End a task in an error of the drawing: {errorCode, errorMessage, variables}."""

    def work(ctx: Context) -> Reply:
        sent = asking.body()
        code, message = _code(sent, "errorCode"), sent.get("errorMessage")
        said = "" if message is None else asking.text(message, "errorMessage")[:_TEXT_LIMIT]
        execution.raise_error(ctx, task_id, code, said, values.plain_all(sent.get("variables")))
        return no_content()

    return run_command("task.raise_error", work)


@rest.post("/task/<task_id>/bpmnEscalation")
@requires(Permission.OWN_TASK_COMPLETE)
def escalate_task(task_id: str) -> Reply:
    """Escalate out of a task: {escalationCode, variables}."""

    def work(ctx: Context) -> Reply:
        sent = asking.body()
        given = values.plain_all(sent.get("variables"))
        execution.escalate(ctx, task_id, _code(sent, "escalationCode"), given)
        return no_content()

    return run_command("task.escalate", work)


def _code(sent: dict[str, Any], name: str) -> str:
    code = asking.text(sent.get(name), name)
    if not code or len(code) > _CODE_LIMIT:
        raise errors.WrongType(name=name, kind=f"a text of 1 to {_CODE_LIMIT} characters")
    return code


def _user() -> str | None:
    user = asking.body().get("userId")
    return None if user is None else asking.text(user, "userId")


def _claim(ctx: Context, task_id: str, user: str | None) -> Reply:
    if user in {None, ctx.actor.username}:
        return _done(execution.claim(ctx, task_id))
    authorize(ctx.actor, Permission.TASK_ASSIGN)
    holder = worklist.user_task(ctx, task_id).assignee
    if holder not in {None, user}:
        raise errors.TaskTaken(holder=name_of(ctx, str(holder)))
    return _done(execution.assign(ctx, task_id, user))


def _done(_task: worklist.UserTask) -> Reply:
    return no_content()


def _visible(ctx: Context, task_id: str) -> worklist.UserTask:
    """Return an open task that the actor may see; one that is done is found in the history."""
    found = worklist.user_task(ctx, task_id)
    if found.state != worklist.OPEN or not execution.may_see(ctx, found):
        raise errors.NotFound(kind="task", id=task_id)
    return found
