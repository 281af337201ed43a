"""How user tasks are opened, held and closed; must not decide who may do it or move the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa

from engine import db, errors, text
from engine.context import Context
from engine.worklist import models

OPEN, COMPLETED, CANCELLED = "open", "completed", "cancelled"


class UserTask(NamedTuple):
    """Work for a person, as screens and clients need it; `local` holds what only this task sees, such as its item."""

    id: str
    agency: str
    instance: str
    definition: str
    process_key: str
    process_name: str
    version: int
    case_number: str
    business_key: str
    element: str
    name: str
    activity: int
    loop: int | None
    form_key: str | None
    state: str
    assignee: str | None
    priority: int
    revision: int
    created_at: str
    due_at: str | None
    follow_up_at: str | None
    closed_at: str | None
    closed_by: str | None
    suspended: bool
    local: Mapping[str, Any]
    candidate_groups: tuple[str, ...]
    candidate_users: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A user task about to be opened."""

    id: str
    element: str
    name: str
    activity: int
    loop: int | None = None
    local: Mapping[str, Any] = field(default_factory=dict)
    form_key: str | None = None
    assignee: str | None = None
    candidate_groups: Sequence[str] = ()
    candidate_users: Sequence[str] = ()
    priority: int = 50
    due_at: str | None = None
    follow_up_at: str | None = None


class OfCase(NamedTuple):
    """What every task of a case carries of it."""

    agency: str
    instance: str
    definition: str
    process_key: str
    process_name: str
    version: int
    case_number: str
    business_key: str


#: What is read of a task, in the order of `UserTask`; its last two parts lie in one column.
COLUMNS = [models.user_task.c[name] for name in (*UserTask._fields[:-2], "candidates")]
_INSERT = db.prepare(sa.insert(models.user_task))
_INSERT_CANDIDATE = db.prepare(sa.insert(models.candidate))
_GET = db.prepare(
    sa.select(*COLUMNS).where(models.user_task.c.id == sa.bindparam("id"), db.besides(models.user_task.c.agency))
)
_HOLD = db.prepare(
    sa.update(models.user_task)
    .where(
        models.user_task.c.id == sa.bindparam("task"),
        models.user_task.c.state == OPEN,
        models.user_task.c.revision == sa.bindparam("was"),
    )
    .values(assignee=sa.bindparam("assignee"), revision=models.user_task.c.revision + 1)
)
_CLOSE = db.prepare(
    sa.update(models.user_task)
    .where(models.user_task.c.id == sa.bindparam("task"), models.user_task.c.state == OPEN)
    .values(
        state=sa.bindparam("state"),
        closed_at=sa.bindparam("at"),
        closed_by=sa.bindparam("by"),
        revision=models.user_task.c.revision + 1,
    )
)
_SUSPEND = db.prepare(
    sa.update(models.user_task)
    .where(models.user_task.c.instance == sa.bindparam("of"), models.user_task.c.state == OPEN)
    .values(suspended=sa.bindparam("suspended"))
)


def of_row(row: db.Row) -> UserTask:
    """Read a row of `COLUMNS`."""
    *plain, suspended, local, candidates = row
    groups, users = db.load(candidates)
    return UserTask._make((*plain, bool(suspended), db.load(local), tuple(groups), tuple(users)))


def user_task(ctx: Context, task: str) -> UserTask:
    """Return a task of the actor's agency; raises NotFound for any other."""
    row = ctx.db.one(_GET, id=task, agency=ctx.actor.agency)
    if row is None:
        raise errors.NotFound(kind="task", id=task)
    return of_row(row)


def open_tasks(ctx: Context, case: OfCase, openings: Sequence[Opening]) -> None:
    """Open tasks of a case."""
    if not openings:
        return
    ctx.db.many(_INSERT, [_row(ctx, case, opening) for opening in openings])
    ctx.db.many(
        _INSERT_CANDIDATE,
        [
            {"task": opening.id, "kind": kind, "name": name, "agency": case.agency}
            for opening in openings
            for kind, names in (("group", opening.candidate_groups), ("user", opening.candidate_users))
            for name in dict.fromkeys(names)
        ],
    )


def _row(ctx: Context, case: OfCase, opening: Opening) -> dict[str, Any]:
    return {
        **case._asdict(),
        "id": opening.id,
        "element": opening.element,
        "name": opening.name,
        "activity": opening.activity,
        "loop": opening.loop,
        "local": db.dump(opening.local),
        "form_key": opening.form_key,
        "state": OPEN,
        "assignee": opening.assignee,
        "candidates": db.dump([list(opening.candidate_groups), list(opening.candidate_users)]),
        "priority": opening.priority,
        "revision": 1,
        "suspended": 0,
        "created_at": ctx.at,
        "due_at": opening.due_at,
        "follow_up_at": opening.follow_up_at,
        "closed_at": None,
        "closed_by": None,
        "search": text.search_key(opening.name, case.case_number, case.business_key, case.process_name),
    }


def hold(ctx: Context, task: UserTask, assignee: str | None) -> None:
    """Give an open task to a person or to nobody; raises StaleTask if it changed since it was read."""
    ctx.db.must(_HOLD, errors.StaleTask(), task=task.id, was=task.revision, assignee=assignee)


def close(ctx: Context, task: UserTask) -> None:
    """Close a task as completed by the actor; raises TaskFinished if it is no longer open."""
    finished = errors.TaskFinished(state=task.state)
    ctx.db.must(_CLOSE, finished, task=task.id, state=COMPLETED, at=ctx.at, by=ctx.actor.username)


def withdraw(ctx: Context, tasks: Sequence[str]) -> None:
    """Close tasks that the case no longer needs."""
    ctx.db.many(_CLOSE, [{"task": task, "state": CANCELLED, "at": ctx.at, "by": None} for task in tasks])


def suspend(ctx: Context, instance: str, *, suspended: bool) -> None:
    """Mark the open tasks of a case as suspended, or as going on."""
    ctx.db.run(_SUSPEND, of=instance, suspended=int(suspended))
