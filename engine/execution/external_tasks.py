"""Which service tasks wait for somebody outside, as rows; must not decide who may answer them or move the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol
from weakref import WeakSet

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import db, definitions, errors
from engine.context import Context
from engine.execution import models
from engine.execution.instances import Instance
from engine.spiff import Step, Wait

#: Open; standing still with an incident; answered; no longer needed.
OPEN, STOPPED, ANSWERED, WITHDRAWN = "open", "stopped", "answered", "withdrawn"
#: States of tasks that are still there for clients.
THERE: Final = (OPEN, STOPPED)
EXTERNAL: Final = "external"


@dataclass(frozen=True, slots=True)
class ExternalTask:
    """Work of a case for somebody outside, as workers and operators need it.

    `retries` is None until a worker reports a failure; `local` is what only this task sees, `details` what is drawn.
    """

    id: str
    agency: str
    instance: str
    definition: str
    process_key: str
    version_tag: str | None
    business_key: str
    element: str
    activity: int
    topic: str
    state: str
    priority: int
    suspended: bool
    worker: str | None
    locked_until: str | None
    fence: int
    unanswered: int
    retries: int | None
    error_message: str | None
    error_details: str | None
    local: Mapping[str, Any]
    details: Mapping[str, Any]
    created_at: str
    closed_at: str | None

    def is_locked(self, at: str) -> bool:
        """Tell whether a worker holds the task at a moment, written as stored."""
        return self.worker is not None and self.locked_until is not None and self.locked_until > at


class Listener(Protocol):
    """Somebody who waits for outside work; `ring` must return at once."""

    def ring(self) -> None:
        """Look for work now."""


class Bell:
    """Wakes those of this process who wait for outside work; rung after the commit that opened some."""

    def __init__(self) -> None:
        """Begin with nobody who listens."""
        self._listeners: WeakSet[Listener] = WeakSet()

    def listen(self, listener: Listener) -> None:
        """Ring this one too for as long as it lives."""
        self._listeners.add(listener)

    def ring(self) -> None:
        """Wake all who listen."""
        for listener in list(self._listeners):
            listener.ring()


bell: Final = Bell()

_TASK = models.external_task.c
COLUMNS: Final = [_TASK[name] for name in ExternalTask.__slots__]
_UPSERT = {
    dialect: db.prepare(
        insert.on_conflict_do_update(
            index_elements=["id"],
            set_={
                **{name: insert.excluded[name] for name in ExternalTask.__slots__ if name not in {"id", "fence"}},
                "fence": _TASK.fence + 1,
            },
        )
    )
    for dialect, insert in (
        ("sqlite", sqlite.insert(models.external_task)),
        ("postgresql", postgresql.insert(models.external_task)),
    )
}
_CLOSE = db.prepare(
    sa.update(models.external_task)
    .where(_TASK.id == sa.bindparam("task"), _TASK.state == sa.bindparam("was"))
    .values(state=sa.bindparam("state"), closed_at=sa.bindparam("at"))
)
_SUSPEND = db.prepare(
    sa.update(models.external_task)
    .where(_TASK.instance == sa.bindparam("of"), sa.or_(_TASK.state == OPEN, _TASK.state == STOPPED))
    .values(suspended=sa.bindparam("suspended"))
)
_OF = sa.and_(_TASK.id == sa.bindparam("id"), db.besides(_TASK.agency))
_GET = db.prepare(sa.select(*COLUMNS).where(_OF))
_HOLD = db.prepare(sa.select(*COLUMNS).where(_OF).with_for_update())


def of_row(row: db.Row) -> ExternalTask:
    """Read a row of the table."""
    values = dict(zip(ExternalTask.__slots__, row, strict=True))
    loaded = {name: db.load(values[name]) for name in ("local", "details")}
    return ExternalTask(**{**values, **loaded, "suspended": bool(values["suspended"])})


def external_task_id(instance: str, activity: int) -> str:
    """Return the id of the external task that stands for an activity of a case."""
    return f"{instance}-{activity}"


def external_task(ctx: Context, task: str) -> ExternalTask:
    """Return a task of the actor's agency that is still there; raises NotFound for any other."""
    return _there(ctx.db.one(_GET, id=task, agency=ctx.actor.agency), task)


def held(ctx: Context, task: str) -> ExternalTask:
    """Return a task of the actor's agency in whatever state, locked until the transaction ends; raises NotFound."""
    row = ctx.db.one(_HOLD, id=task, agency=ctx.actor.agency)
    if row is None:
        raise errors.NotFound(kind="external task", id=task)
    return of_row(row)


def _there(row: db.Row | None, task: str) -> ExternalTask:
    if row is None or (found := of_row(row)).state not in THERE:
        raise errors.NotFound(kind="external task", id=task)
    return found


def store(ctx: Context, case: Instance, step: Step) -> None:
    """Write the outside work that a step ended and began, in this order; a case without any costs no statement."""
    if not step.ended and not step.resolved and not step.waits:
        return
    over = [(OPEN, step.ended), (STOPPED, step.resolved)]
    ctx.db.many(
        _CLOSE,
        [
            {"task": external_task_id(case.id, activity), "was": was, "state": WITHDRAWN, "at": ctx.at}
            for was, activities in over
            for activity in activities
        ],
    )
    begun = [wait for wait in step.waits if wait.kind == EXTERNAL]
    if begun:
        tag = definitions.version(ctx, case.definition).version_tag
        ctx.db.many(_UPSERT[ctx.db.dialect.name], [_row(case, wait, tag, ctx.at) for wait in begun])
        announce(ctx)


def close(ctx: Context, task: ExternalTask, state: str) -> None:
    """Close an open task as answered or stopped, before the step that it leads to."""
    ctx.db.run(_CLOSE, task=task.id, was=task.state, state=state, at=ctx.at)


def suspend(ctx: Context, case: str, *, suspended: bool) -> None:
    """Let the outside work of a case wait with it, or go on."""
    ctx.db.run(_SUSPEND, of=case, suspended=int(suspended))
    if not suspended:
        announce(ctx)


def announce(ctx: Context) -> None:
    """Wake those who wait for work once this transaction is committed."""
    if bell.ring not in ctx.afterwards:
        ctx.afterwards.extend([bell.ring, partial(ctx.db.alarm.ring, ctx.at)])


def _row(case: Instance, wait: Wait, tag: str | None, at: str) -> dict[str, Any]:
    return {
        "id": external_task_id(case.id, wait.activity),
        "agency": case.agency,
        "instance": case.id,
        "definition": case.definition,
        "process_key": case.process_key,
        "version_tag": tag,
        "business_key": case.business_key,
        "element": wait.element,
        "activity": wait.activity,
        "topic": wait.topic or "",
        "state": OPEN,
        "priority": _whole(wait.details.get("priority")) or 0,
        "suspended": 0,
        "worker": None,
        "locked_until": None,
        "fence": 0,
        "unanswered": 0,
        "retries": _whole(wait.details.get("retries")),
        "error_message": None,
        "error_details": None,
        "local": db.dump(dict(wait.values)),
        "details": db.dump(dict(wait.details)),
        "created_at": at,
        "closed_at": None,
    }


def _whole(value: object) -> int | None:
    """Return a number that an expression gave, None for anything else: a wrong one must not stop the case."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = int(float(value))
    except (ValueError, OverflowError):
        return None
    return max(min(number, 2**31 - 1), -(2**31))


def rows(ctx: Context, query: sa.Select[Any]) -> Sequence[ExternalTask]:
    """Run a question that selects COLUMNS."""
    return [of_row(row) for row in ctx.db.select(query)]
