"""/engine-rest/external-task: outside work for workers and operators; must not decide who may do what."""

from collections.abc import Callable
from contextvars import copy_context
from time import monotonic
from typing import Any

from engine import errors
from engine.context import Context
from engine.execution import external_changes, external_fetch, external_tasks, external_work
from engine.execution.external_changes import Tasks
from engine.identity import Permission
from web import errors as refusals
from web import headers, log
from web.answers import Reply, json_answer, no_content, text_answer
from web.auth import requires
from web.context import house, reading, run_command, visit
from web.holding import PLACE
from web.rest import asking, questions_of_outside, shapes, shapes_of_outside
from web.rest.blueprint import rest
from web.rest.questions_of_outside import TASKS, TOPICS
from web.waiting import Seeker

#: A client may say so much of an error.
_TEXT_LIMIT = 100_000


class _NothingYet(Exception):
    """There was no work to lock."""


@rest.post("/external-task/fetchAndLock")
@requires(Permission.EXTERNAL_TASK_WORK)
def fetch_external_tasks() -> Reply:
    """Lock work for a worker and return it; with `asyncResponseTimeout` wait until there is some."""
    sent = asking.body()
    look, patience = _looking(sent), questions_of_outside.wait(sent)
    found = look()
    if found is not None:
        return found
    if patience and (seeker := _seeker(sent, look, patience)) is not None:
        visit().held = True
        visit().held = house().waiting.admit(seeker)
    return json_answer([])


def _looking(sent: dict[str, Any]) -> Callable[[], Reply | None]:
    """Return what looks for work once: an answer, or None for nothing yet.

    Under an idempotency key also nothing is an answer, which every repeat gets: such a client does not wait.
    """
    keyed = bool(visit().request.environ.get("HTTP_IDEMPOTENCY_KEY"))
    worker = _worker(sent)
    most = asking.whole(sent.get("maxTasks"), "maxTasks")
    topics = questions_of_outside.topics(sent, visit().actor.agency)
    by_priority = asking.truth(sent.get("usePriority", True) or False, "usePriority")
    newest_first = questions_of_outside.ordering(sent)

    def work(ctx: Context) -> Reply:
        found = external_fetch.fetch_and_lock(
            ctx, worker, topics, most=most, by_priority=by_priority, newest_first=newest_first
        )
        if not found and not keyed:
            raise _NothingYet
        return json_answer([shapes_of_outside.locked_external_task(one) for one in found])

    def look() -> Reply | None:
        with reading() as ctx:
            if not keyed and not external_fetch.offers(ctx, [topic.name for topic in topics]):
                return None
        try:
            return run_command("external_task.fetch", work)
        except _NothingYet:
            return None

    return look


def _seeker(sent: dict[str, Any], look: Callable[[], Reply | None], patience: float) -> Seeker | None:
    """Return who waits, None where the server cannot hold an answer or there is nothing to wait for."""
    here = visit()
    answer = here.request.environ.get(PLACE)
    topics = frozenset(topic.name for topic in questions_of_outside.topics(sent, here.actor.agency))
    if answer is None or not topics:
        return None

    def later() -> Reply | None:
        try:
            return look()
        except errors.RavandError as error:
            return None if isinstance(error, errors.Unavailable) else refusals.refused(error)
        except Exception as error:  # noqa: BLE001  (answered and logged as any other view's)
            return refusals.failed(error)  # type: ignore[return-value]

    return Seeker(
        answer=answer,
        agency=here.actor.agency,
        topics=topics,
        until=monotonic() + patience,
        look=later,
        nothing=lambda: json_answer([]),
        surroundings=copy_context(),
        told=log.late,
        common=headers.common(),
    )


@rest.route("/external-task", methods=["GET", "POST"])
@requires(Permission.EXTERNAL_TASK_READ)
def list_external_tasks() -> Reply:
    """Return outside work."""
    sent = asking.asked()
    with reading() as ctx:
        found = external_changes.external_tasks_where(
            ctx, _wanted(ctx, sent), sort=TASKS.order(sent), **asking.paging()
        )
    return json_answer([shapes_of_outside.external_task(one) for one in found])


@rest.route("/external-task/count", methods=["GET", "POST"])
@requires(Permission.EXTERNAL_TASK_READ)
def count_external_tasks() -> Reply:
    """Return how much outside work matches."""
    with reading() as ctx:
        return json_answer(shapes.count(external_changes.external_tasks_count(ctx, _wanted(ctx, asking.asked()))))


@rest.get("/external-task/topic-names")
@requires(Permission.EXTERNAL_TASK_READ)
def list_topic_names() -> Reply:
    """Return the topics that there is work of."""
    with reading() as ctx:
        wanted = Tasks(**TOPICS.wanted(asking.asked(), ctx.actor.agency))
        return json_answer(external_changes.topic_names(ctx, wanted))


@rest.get("/external-task/<external_task_id>")
@requires(Permission.EXTERNAL_TASK_READ)
def get_external_task(external_task_id: str) -> Reply:
    """Return one piece of outside work."""
    with reading() as ctx:
        return json_answer(shapes_of_outside.external_task(external_tasks.external_task(ctx, external_task_id)))


@rest.get("/external-task/<external_task_id>/errorDetails")
@requires(Permission.EXTERNAL_TASK_READ)
def get_error_details(external_task_id: str) -> Reply:
    """Return what the worker said in full about its last failure, as text; 204 for nothing."""
    with reading() as ctx:
        said = external_tasks.external_task(ctx, external_task_id).error_details
    return text_answer(said) if said else no_content()


@rest.post("/external-task/<external_task_id>/complete")
@requires(Permission.EXTERNAL_TASK_WORK)
def complete_external_task(external_task_id: str) -> Reply:
    """Finish work with its variables: {workerId, variables, localVariables}."""

    def work(ctx: Context, sent: dict[str, Any]) -> None:
        variables, local = questions_of_outside.variables(sent)
        external_work.complete(ctx, external_task_id, _worker(sent), variables, local)

    return _done("external_task.complete", work)


@rest.post("/external-task/<external_task_id>/failure")
@requires(Permission.EXTERNAL_TASK_WORK)
def fail_external_task(external_task_id: str) -> Reply:
    """Report a failure: {workerId, errorMessage, errorDetails, retries, retryTimeout, variables, localVariables}."""

    def work(ctx: Context, sent: dict[str, Any]) -> None:
        variables, local = questions_of_outside.variables(sent)
        failure = external_work.Failure(
            message=_said(sent, "errorMessage"),
            details=_said(sent, "errorDetails"),
            retries=asking.whole(sent.get("retries") or 0, "retries"),
            pause=questions_of_outside.duration({"retryTimeout": sent.get("retryTimeout") or 0}, "retryTimeout"),
            variables=variables,
            local=local,
        )
        external_work.fail(ctx, external_task_id, _worker(sent), failure)

    return _done("external_task.fail", work)


@rest.post("/external-task/<external_task_id>/bpmnError")
@requires(Permission.EXTERNAL_TASK_WORK)
def raise_bpmn_error(external_task_id: str) -> Reply:
    """Answer with an error of the drawing: {workerId, errorCode, errorMessage, variables}."""

    def work(ctx: Context, sent: dict[str, Any]) -> None:
        variables, _ = questions_of_outside.variables(sent)
        code = asking.text(sent.get("errorCode"), "errorCode")
        external_work.raise_error(ctx, external_task_id, _worker(sent), code, _said(sent, "errorMessage"), variables)

    return _done("external_task.raise_error", work)


@rest.post("/external-task/<external_task_id>/lock")
@requires(Permission.EXTERNAL_TASK_WORK)
def lock_external_task(external_task_id: str) -> Reply:
    """Lock one piece of work: {workerId, lockDuration}."""
    return _done(
        "external_task.lock",
        lambda ctx, sent: external_work.lock(
            ctx,
            external_task_id,
            _worker(sent),
            questions_of_outside.duration(sent, "lockDuration"),
        ),
    )


@rest.post("/external-task/<external_task_id>/extendLock")
@requires(Permission.EXTERNAL_TASK_WORK)
def extend_lock(external_task_id: str) -> Reply:
    """Let a lock end later: {workerId, newDuration}."""
    return _done(
        "external_task.extend_lock",
        lambda ctx, sent: external_work.extend_lock(
            ctx, external_task_id, _worker(sent), questions_of_outside.duration(sent, "newDuration")
        ),
    )


@rest.post("/external-task/<external_task_id>/unlock")
@requires(Permission.EXTERNAL_TASK_WORK)
def unlock_external_task(external_task_id: str) -> Reply:
    """Give work back to all workers of its topic."""
    return _done("external_task.unlock", lambda ctx, _sent: external_work.unlock(ctx, external_task_id))


@rest.put("/external-task/<external_task_id>/retries")
@requires(Permission.EXTERNAL_TASK_CHANGE)
def set_retries(external_task_id: str) -> Reply:
    """Say how many tries are left: {retries}."""
    return _done(
        "external_task.set_retries",
        lambda ctx, sent: external_changes.set_retries(ctx, external_task_id, _retries(sent)),
    )


@rest.put("/external-task/retries")
@requires(Permission.EXTERNAL_TASK_CHANGE)
def set_retries_of_many() -> Reply:
    """Say how many tries several have left: {retries, externalTaskIds, processInstanceIds, externalTaskQuery}."""
    return _done("external_task.set_retries", _set_retries)


@rest.post("/external-task/retries-async")
@requires(Permission.EXTERNAL_TASK_CHANGE)
def set_retries_like_a_batch() -> Reply:
    """Do the same at once and answer like a batch that is over."""

    def work(ctx: Context) -> Reply:
        return json_answer(shapes.batch("set-external-task-retries", _set_retries(ctx, asking.body()), ctx))

    return run_command("external_task.set_retries", work)


@rest.put("/external-task/<external_task_id>/priority")
@requires(Permission.EXTERNAL_TASK_CHANGE)
def set_priority(external_task_id: str) -> Reply:
    """Say how urgent work is: {priority}."""

    def work(ctx: Context, sent: dict[str, Any]) -> None:
        external_changes.set_priority(ctx, external_task_id, _priority(sent.get("priority")))

    return _done("external_task.set_priority", work)


def _done(name: str, deed: Callable[[Context, dict[str, Any]], Any]) -> Reply:
    def work(ctx: Context) -> Reply:
        deed(ctx, asking.body())
        return no_content()

    return run_command(name, work)


def _set_retries(ctx: Context, sent: dict[str, Any]) -> int:
    """Give the tasks that are meant so many tries, and return how many tasks those are."""
    retries, tasks = _retries(sent), _meant(ctx, sent)
    for task in tasks:
        external_changes.set_retries(ctx, task, retries)
    return len(tasks)


def _wanted(ctx: Context, sent: dict[str, Any]) -> Tasks:
    return Tasks(**TASKS.wanted(sent, ctx.actor.agency))


def _meant(ctx: Context, sent: dict[str, Any]) -> list[str]:
    """Return the ids of the tasks that are named or asked for, each once, in an order that is always the same."""
    for name in ("processInstanceQuery", "historicProcessInstanceQuery"):
        if asking.is_wanted(sent.get(name)):
            raise errors.Unspoken(name=name)
    named = list(asking.listed(sent.get("externalTaskIds") or [], "externalTaskIds"))
    query = sent.get("externalTaskQuery")
    if query is not None and not isinstance(query, dict):
        raise errors.WrongType(name="externalTaskQuery", kind="an object of filters")
    asked = [{"processInstanceIdIn": cases}] if (cases := sent.get("processInstanceIds")) else []
    for one in [*asked, *([query] if query is not None else [])]:
        found = external_changes.external_tasks_where(ctx, _wanted(ctx, one), limit=asking.MOST)
        named += [task.id for task in found]
    if not named:
        raise errors.WrongType(name="externalTaskIds", kind="a list of ids")
    return sorted(set(named))


def _worker(sent: dict[str, Any]) -> str:
    return questions_of_outside.worker(sent)


def _said(sent: dict[str, Any], name: str) -> str:
    """Read what a worker says; its words are kept whatever they hold, but for zeros, which PostgreSQL cannot keep."""
    said = sent.get(name)
    if said is None:
        return ""
    return asking.text(said.replace("\0", "\ufffd") if isinstance(said, str) else said, name)[:_TEXT_LIMIT]


def _retries(sent: dict[str, Any]) -> int:
    return asking.whole(sent.get("retries"), "retries")


def _priority(given: Any) -> int:
    """Read a whole number that may be below 0."""
    negative = str(given).startswith("-")
    number = asking.whole(str(given)[1:] if negative else given, "priority")
    return -number if negative else number
