"""How a worker outside gets work: fetched and locked by topics; must not change the case."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa

from engine import db, errors
from engine.context import Context
from engine.execution import instances, models
from engine.execution.external_tasks import COLUMNS, OPEN, ExternalTask, of_row
from engine.identity import Permission, authorize

#: So many locks in a row without any answer, and the task is offered to nobody any more: it becomes an incident.
MOST_UNANSWERED: Final = 8
#: Most tasks in one answer, and most that are looked at for their variables.
MOST, MOST_LOOKED_AT = 1_000, 2_000
#: The longest lock.
LONGEST_LOCK: Final = timedelta(days=366)

_TASK = models.external_task.c
_LOCK = db.prepare(
    sa.update(models.external_task)
    .where(_TASK.id == sa.bindparam("task"))
    .values(
        worker=sa.bindparam("by"),
        locked_until=sa.bindparam("until"),
        fence=_TASK.fence + 1,
        unanswered=_TASK.unanswered + 1,
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a worker wants of one topic: every part that is given must hold. `names` None means all variables."""

    name: str
    lock: timedelta
    names: tuple[str, ...] | None = None
    local_only: bool = False
    business_key: str | None = None
    definitions: tuple[str, ...] | None = None
    process_keys: tuple[str, ...] | None = None
    version_tag: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    headers: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """A task that was locked for a worker, with the variables and the headers that its topic asked for."""

    task: ExternalTask
    variables: Mapping[str, Any]
    headers: Mapping[str, str] | None


def fetch_and_lock(
    ctx: Context,
    worker: str,
    topics: Sequence[Topic],
    *,
    most: int,
    by_priority: bool = True,
    newest_first: bool | None = None,
) -> list[Fetched]:
    """Lock up to `most` free tasks of these topics for a worker and return them; [] where there are none.

    Urgent ones come first if asked for, then the oldest. Tasks that another worker locks at this moment are passed by.
    Raises DurationMustBePositive.
    """
    authorize(ctx.actor, Permission.EXTERNAL_TASK_WORK)
    wanted = {topic.name: topic for topic in topics}
    if any(topic.lock <= timedelta(0) for topic in wanted.values()):
        raise errors.DurationMustBePositive
    order = [*([_TASK.priority.desc()] if by_priority else []), _TASK.created_at]
    if newest_first is not None:
        order.insert(int(by_priority), _TASK.created_at.desc() if newest_first else _TASK.created_at.asc())
    looked_at = MOST_LOOKED_AT if any(topic.variables for topic in wanted.values()) else min(most, MOST)
    query = sa.select(*COLUMNS).where(_free(ctx), sa.or_(sa.false(), *map(_of_topic, wanted.values())))
    query = query.order_by(*order, _TASK.id).limit(looked_at).with_for_update(skip_locked=True)
    found = [of_row(row) for row in ctx.db.select(query)]
    scopes = instances.scopes(ctx, sorted({task.instance for task in found})) if found else {}
    chosen = [task for task in found if _fits(wanted[task.topic], scopes[task.instance])][: min(most, MOST)]
    return list(_locked(ctx, worker, chosen, wanted, scopes))


def offered(ctx: Context, topics: Iterable[str]) -> set[tuple[str, str]]:
    """Return (agency, topic) of free tasks of all agencies: for the machine, which then asks in an agency's name."""
    free = sa.and_(*_open(ctx.at), _TASK.topic.in_(sorted(topics)))
    return {(row[0], row[1]) for row in ctx.db.select(sa.select(_TASK.agency, _TASK.topic).where(free).distinct())}


def offers(ctx: Context, topics: Iterable[str]) -> bool:
    """Tell whether there is a free task of these topics in the actor's agency; only reads."""
    query = sa.select(_TASK.id).where(_free(ctx), _TASK.topic.in_(sorted(topics))).limit(1)
    return bool(ctx.db.select(query))


def lock_until(ctx: Context, duration: timedelta) -> str:
    """Return when a lock that begins now ends, as stored; raises DurationMustBePositive."""
    if duration <= timedelta(0):
        raise errors.DurationMustBePositive
    return db.stamp(ctx.now + min(duration, LONGEST_LOCK))


def lock_row(ctx: Context, task: ExternalTask, worker: str, until: str) -> ExternalTask:
    """Lock a task that this transaction holds."""
    ctx.db.run(_LOCK, task=task.id, by=worker, until=until)
    return replace(task, worker=worker, locked_until=until, fence=task.fence + 1, unanswered=task.unanswered + 1)


def _open(at: str) -> tuple[Any, ...]:
    return (
        _TASK.state == OPEN,
        _TASK.suspended == 0,
        _TASK.unanswered < MOST_UNANSWERED,
        sa.or_(_TASK.locked_until.is_(None), _TASK.locked_until <= at),
        sa.or_(_TASK.retries.is_(None), _TASK.retries > 0),
    )


def _free(ctx: Context) -> Any:
    return sa.and_(_TASK.agency == ctx.actor.agency, *_open(ctx.at))


def _of_topic(topic: Topic) -> Any:
    parts: list[Any] = [_TASK.topic == topic.name]
    if topic.business_key is not None:
        parts.append(_TASK.business_key == topic.business_key)
    if topic.definitions is not None:
        parts.append(_TASK.definition.in_(topic.definitions))
    if topic.process_keys is not None:
        parts.append(_TASK.process_key.in_(topic.process_keys))
    if topic.version_tag is not None:
        parts.append(_TASK.version_tag == topic.version_tag)
    return sa.and_(*parts)


def _fits(topic: Topic, scope: Mapping[str, Any]) -> bool:
    return all(name in scope and scope[name] == value for name, value in topic.variables.items())


def _locked(
    ctx: Context,
    worker: str,
    chosen: Sequence[ExternalTask],
    wanted: Mapping[str, Topic],
    scopes: Mapping[str, Mapping[str, Any]],
) -> Iterator[Fetched]:
    for task in chosen:
        topic = wanted[task.topic]
        locked = lock_row(ctx, task, worker, lock_until(ctx, topic.lock))
        headers = task.details.get("headers") or {}
        shown = variables_of(task, scopes[task.instance], topic.names, local_only=topic.local_only)
        yield Fetched(locked, shown, {str(one): str(headers[one]) for one in headers} if topic.headers else None)


def variables_of(
    task: ExternalTask, scope: Mapping[str, Any], names: tuple[str, ...] | None = None, *, local_only: bool = False
) -> dict[str, Any]:
    """Return what a worker sees: the case's variables with the task's own on top, or only those named."""
    seen = set(task.local) if local_only else {*scope, *task.local}
    if names is not None:
        seen &= set(names)
    return {name: task.local[name] if name in task.local else scope[name] for name in sorted(seen)}
