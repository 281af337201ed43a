"""What operators do with outside work: tries left, priority, and the lists they look at; must not answer the work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import sqlalchemy as sa

from engine import db, definitions, errors, events, spiff
from engine.context import Context
from engine.execution import external_tasks, instances, models, times
from engine.execution.advance import advance
from engine.execution.external_fetch import MOST_UNANSWERED
from engine.execution.external_tasks import COLUMNS, STOPPED, THERE, ExternalTask, of_row
from engine.execution.external_work import stop
from engine.execution.instances import SUSPENDED, Held
from engine.execution.naming import case_of
from engine.history import append
from engine.identity import Permission, authorize

#: Reason of the incident of a task that was fetched again and again and never answered.
SILENT: Final = "outside-silent"

_TASK = models.external_task.c
#: What a list may be sorted by, and the columns behind it.
SORTS: dict[str, Any] = {
    name: _TASK[name] for name in ("id", "locked_until", "instance", "definition", "process_key", "priority")
} | {"created": _TASK.created_at}
#: What may be compared freely, by `Tasks.also`.
COMPARED: dict[str, Any] = {
    name: _TASK[name]
    for name in ("id", "topic", "worker", "element", "instance", "definition", "priority", "locked_until")
}
_RETRIES = db.prepare(
    sa.update(models.external_task)
    .where(_TASK.id == sa.bindparam("task"))
    .values(retries=sa.bindparam("left"), unanswered=0)
)
_PRIORITY = db.prepare(
    sa.update(models.external_task).where(_TASK.id == sa.bindparam("task")).values(priority=sa.bindparam("urgency"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """Which external tasks: every part that is given must hold. `also` compares columns of COMPARED."""

    ids: tuple[str, ...] | None = None
    locked: bool | None = None
    retries_left: bool | None = None
    suspended: bool | None = None
    also: db.Comparisons = ()


def external_tasks_where(
    ctx: Context, wanted: Tasks, *, sort: tuple[tuple[str, bool], ...] = (), limit: int, offset: int = 0
) -> list[ExternalTask]:
    """Return tasks of the actor's agency that are still there; `sort` holds (name in SORTS, descending)."""
    authorize(ctx.actor, Permission.EXTERNAL_TASK_READ)
    order = [SORTS[name].desc() if down else SORTS[name].asc() for name, down in sort]
    query = sa.select(*COLUMNS).where(*_conditions(ctx, wanted)).order_by(*order, _TASK.id)
    return [of_row(row) for row in ctx.db.select(query.limit(limit).offset(offset))]


def external_tasks_count(ctx: Context, wanted: Tasks) -> int:
    """Return how many tasks of the actor's agency match."""
    authorize(ctx.actor, Permission.EXTERNAL_TASK_READ)
    query = sa.select(sa.func.count()).select_from(models.external_task).where(*_conditions(ctx, wanted))
    return int(ctx.db.select(query)[0][0])


def topic_names(ctx: Context, wanted: Tasks) -> list[str]:
    """Return the topics of the tasks that match."""
    authorize(ctx.actor, Permission.EXTERNAL_TASK_READ)
    query = sa.select(_TASK.topic).where(*_conditions(ctx, wanted)).distinct().order_by(_TASK.topic)
    return [row[0] for row in ctx.db.select(query)]


def set_retries(ctx: Context, task: str, retries: int) -> None:
    """Say how many tries a task has left: 0 makes an incident, more than 0 ends the one that stands in its place.

    Raises RetriesMustBeGiven, NotFound.
    """
    authorize(ctx.actor, Permission.EXTERNAL_TASK_CHANGE)
    if retries < 0:
        raise errors.RetriesMustBeGiven
    held, found = _held(ctx, task)
    told = events.ExternalTaskRetriesSet(task=found.id, element=found.element, activity=found.activity, retries=retries)
    if found.state == STOPPED and retries:
        _try_again(ctx, held, found, told)
    elif found.state != STOPPED and not retries:
        stop(ctx, held, found, "outside-failed", {"topic": found.topic, "message": found.error_message or "—"}, [told])
    else:
        _append(ctx, held, told)
    ctx.db.run(_RETRIES, task=found.id, left=retries)
    external_tasks.announce(ctx)


def _try_again(ctx: Context, held: Held, found: ExternalTask, told: events.Event) -> None:
    if held.instance.status == SUSPENDED:
        raise errors.InstanceSuspended
    program = definitions.program(ctx, found.definition)
    before = dict(held.scope.sides)
    step = spiff.retry(program, held.state, held.scope, activity=found.activity, **times.here(ctx), warm=held.warm)
    advance(ctx, held, step, before=before, first=[told])


def set_priority(ctx: Context, task: str, priority: int) -> None:
    """Say how urgent a task is among those of its topic; raises NotFound."""
    authorize(ctx.actor, Permission.EXTERNAL_TASK_CHANGE)
    held, found = _held(ctx, task)
    if found.priority != priority:
        ctx.db.run(_PRIORITY, task=found.id, urgency=priority)
        _append(ctx, held, events.ExternalTaskPrioritySet(
            task=found.id, element=found.element, activity=found.activity, priority=priority
        ))  # fmt: skip


def silent(ctx: Context) -> list[tuple[str, str]]:
    """Return (agency, task) of tasks of all agencies that were fetched too often without an answer: for the machine."""
    query = sa.select(_TASK.agency, _TASK.id).where(
        _TASK.state == external_tasks.OPEN, _TASK.unanswered >= MOST_UNANSWERED, _TASK.locked_until <= ctx.at
    )
    return [(row[0], row[1]) for row in ctx.db.select(query)]


def stop_silent(ctx: Context, task: str) -> None:
    """Make an incident of a task that was fetched too often without an answer, unless somebody answered it since."""
    held, found = _held(ctx, task)
    if found.unanswered >= MOST_UNANSWERED and not found.is_locked(ctx.at) and found.state != STOPPED:
        stop(ctx, held, found, SILENT, {"topic": found.topic, "times": found.unanswered}, [])


def _held(ctx: Context, task: str) -> tuple[Held, ExternalTask]:
    held = instances.hold(ctx, case_of(task)) if "-" in task else None
    found = external_tasks.held(ctx, task) if held else None
    if held is None or found is None or found.state not in THERE:
        raise errors.NotFound(kind="external task", id=task)
    return held, found


def _append(ctx: Context, held: Held, happened: events.Event) -> None:
    chain = append(ctx, held.chain, [happened], held.instance.definition)
    instances.appended(ctx, held.chain, chain)


def _conditions(ctx: Context, wanted: Tasks) -> Sequence[Any]:
    given = {one.name: value for one in fields(wanted) if (value := getattr(wanted, one.name)) is not None}
    also = db.compared(COMPARED, given.pop("also"))
    told = [condition(given[name], ctx.at) for name, condition in _CONDITIONS.items() if name in given]
    return [_TASK.agency == ctx.actor.agency, _TASK.state.in_(THERE), *also, *told]


def _locked(value: bool, at: str) -> Any:  # noqa: FBT001  (a filter's value)
    held = sa.and_(_TASK.worker.is_not(None), _TASK.locked_until > at)
    return held if value else sa.or_(_TASK.worker.is_(None), _TASK.locked_until.is_(None), _TASK.locked_until <= at)


def _retries_left(value: bool, _at: str) -> Any:  # noqa: FBT001  (a filter's value)
    left = sa.or_(_TASK.retries.is_(None), _TASK.retries > 0)
    return sa.and_(left, _TASK.state != STOPPED) if value else sa.or_(_TASK.retries == 0, _TASK.state == STOPPED)


_CONDITIONS: Mapping[str, Any] = {
    "ids": lambda values, _at: _TASK.id.in_(values),
    "locked": _locked,
    "retries_left": _retries_left,
    "suspended": lambda value, _at: _TASK.suspended == int(value),
}
