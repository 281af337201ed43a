"""Which tasks a person or client sees; must not change them."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal

import sqlalchemy as sa

from engine import db, text
from engine.context import Context
from engine.worklist import models
from engine.worklist.tasks import COMPLETED, OPEN, UserTask, of_row

_TASK = models.user_task.c
_CANDIDATE = models.candidate.c

#: What a list may be sorted by, and the columns behind it.
SORTS: dict[str, Any] = {
    "created": _TASK.created_at,
    "due": _TASK.due_at,
    "followUp": _TASK.follow_up_at,
    "priority": _TASK.priority,
    "name": _TASK.name,
    "nameCaseInsensitive": sa.func.lower(_TASK.name),
    "assignee": _TASK.assignee,
    "id": _TASK.id,
    "instance": _TASK.instance,
    "closed": _TASK.closed_at,
    "definition": _TASK.definition,
    "element": _TASK.element,
}
#: What may be compared freely, by `Filter.also`.
COMPARED: dict[str, Any] = {
    name: _TASK[name]
    for name in (
        "assignee", "business_key", "closed_at", "created_at", "definition", "due_at", "element", "follow_up_at", "id",
        "instance", "name", "priority", "process_key", "process_name",
    )
} | {"doer": sa.func.coalesce(_TASK.closed_by, _TASK.assignee)}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which tasks: every part that is given must hold. `candidate_for` means: could be taken by this user name.

    `also` compares columns of COMPARED.
    """

    state: str | None = OPEN
    assignee: str | None = None
    assigned: bool | None = None
    candidate_for: str | None = None
    candidate_user: str | None = None
    candidate_groups: tuple[str, ...] | None = None
    visible_to: str | None = None
    closed_by: str | None = None
    instance: str | None = None
    instances: tuple[str, ...] | None = None
    business_key: str | None = None
    definition: str | None = None
    process_key: str | None = None
    element: str | None = None
    name: str | None = None
    due_before: str | None = None
    due_after: str | None = None
    without_due: bool | None = None
    created_before: str | None = None
    created_after: str | None = None
    priority: int | None = None
    suspended: bool | None = None
    search: str | None = None
    ids: tuple[str, ...] | None = None
    for_groups: bool | None = None
    for_users: bool | None = None
    also: db.Comparisons = ()


def tasks(
    ctx: Context, wanted: Filter, *, sort: tuple[tuple[str, bool], ...] = (), limit: int | None = None, offset: int = 0
) -> list[UserTask]:
    """Return tasks of the actor's agency; `sort` holds (name in SORTS, descending). Overdue first by default."""
    if _is_plain(wanted) and not sort and limit is not None:
        given = {name: value for name in _PLAIN if (value := getattr(wanted, name)) is not None}
        statement = _plain(tuple(given))
        rows = ctx.db.all(statement, agency=ctx.actor.agency, limit=limit, offset=offset, **given)
        return [of_row(row) for row in rows]
    query = sa.select(models.user_task).where(*_conditions(ctx, wanted))
    order = [SORTS[name].desc() if down else SORTS[name].asc() for name, down in sort]
    query = query.order_by(*(order or _URGENCY), _TASK.id).offset(offset)
    return [of_row(row) for row in ctx.db.select(query if limit is None else query.limit(limit))]


#: Overdue first: what has no deadline comes last.
_URGENCY = (_TASK.due_at.is_(None), _TASK.due_at, _TASK.priority.desc(), _TASK.created_at)

#: Parts of a filter that are one comparison with one value: such lists are asked for all day and prepared once.
_PLAIN = ("state", "assignee", "closed_by", "instance", "definition", "process_key", "element", "name")


def _is_plain(wanted: Filter) -> bool:
    return all(getattr(wanted, one.name) == one.default for one in fields(Filter) if one.name not in _PLAIN)


@cache
def _plain(names: tuple[str, ...]) -> db.Statement:
    query = sa.select(models.user_task).where(_TASK.agency == sa.bindparam("agency"))
    query = query.where(*(_TASK[name] == sa.bindparam(name) for name in names)).order_by(*_URGENCY, _TASK.id)
    return db.prepare(query.limit(sa.bindparam("limit")).offset(sa.bindparam("offset")))


def count(ctx: Context, wanted: Filter) -> int:
    """Return how many tasks of the actor's agency match."""
    query = sa.select(sa.func.count()).select_from(models.user_task).where(*_conditions(ctx, wanted))
    return int(ctx.db.select(query)[0][0])


@dataclass(frozen=True, slots=True)
class Urgency:
    """How many tasks match, and how many of them are past due, due before a moment, or have no deadline."""

    total: int
    late: int
    today: int
    none: int

    @property
    def later(self) -> int:
        """Return how many have a deadline further away."""
        return self.total - self.late - self.today - self.none


def urgency(ctx: Context, wanted: Filter, *, tomorrow: str) -> Urgency:
    """Count the tasks of the actor's agency that match by urgency, in one question; `tomorrow` ends today."""
    late, today = _TASK.due_at < ctx.at, sa.and_(_TASK.due_at >= ctx.at, _TASK.due_at < tomorrow)
    kinds = [sa.func.count(sa.case((kind, 1))) for kind in (late, today, _TASK.due_at.is_(None))]
    query = sa.select(sa.func.count(), *kinds).select_from(models.user_task).where(*_conditions(ctx, wanted))
    return Urgency(*ctx.db.select(query)[0])


def inbox(ctx: Context, which: Literal["mine", "group", "done"]) -> Filter:
    """Return the filter of one of the three lists of the actor's inbox."""
    if which == "mine":
        return Filter(assignee=ctx.actor.username)
    if which == "group":
        return Filter(assigned=False, candidate_for=ctx.actor.username, candidate_groups=tuple(ctx.actor.groups))
    return Filter(state=COMPLETED, closed_by=ctx.actor.username)


def _conditions(ctx: Context, wanted: Filter) -> list[Any]:
    conditions: list[Any] = [_TASK.agency == ctx.actor.agency, *db.compared(COMPARED, wanted.also)]
    for name, condition in _CONDITIONS.items():
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(condition(value))
    groups, user = wanted.candidate_groups, wanted.candidate_for or wanted.candidate_user
    if groups is not None or user is not None:
        conditions.append(_TASK.id.in_(_candidates(ctx.actor.agency, groups or (), user)))
    if wanted.visible_to is not None:
        own = _candidates(ctx.actor.agency, tuple(ctx.actor.groups), wanted.visible_to)
        conditions.append(
            sa.or_(_TASK.assignee == wanted.visible_to, _TASK.closed_by == wanted.visible_to, _TASK.id.in_(own))
        )
    return conditions


def _candidates(agency: str, groups: tuple[str, ...], user: str | None) -> Any:
    names = sa.and_(_CANDIDATE.kind == "group", _CANDIDATE.name.in_(groups))
    if user is not None:
        names = sa.or_(names, sa.and_(_CANDIDATE.kind == "user", _CANDIDATE.name == user))
    return sa.select(_CANDIDATE.task).where(_CANDIDATE.agency == agency, names)


def _named(kind: str, value: bool) -> Any:  # noqa: FBT001  (a filter's value)
    found = sa.select(_CANDIDATE.task).where(_CANDIDATE.kind == kind)
    return _TASK.id.in_(found) if value else _TASK.id.not_in(found)


_CONDITIONS: dict[str, Any] = {
    "state": lambda value: _TASK.state == value,
    "assignee": lambda value: _TASK.assignee == value,
    "assigned": lambda value: _TASK.assignee.is_not(None) if value else _TASK.assignee.is_(None),
    "closed_by": lambda value: _TASK.closed_by == value,
    "instance": lambda value: _TASK.instance == value,
    "instances": _TASK.instance.in_,
    "business_key": lambda value: _TASK.business_key == value,
    "definition": lambda value: _TASK.definition == value,
    "process_key": lambda value: _TASK.process_key == value,
    "element": lambda value: _TASK.element == value,
    "name": lambda value: _TASK.name == value,
    "due_before": lambda value: _TASK.due_at < value,
    "due_after": lambda value: _TASK.due_at > value,
    "without_due": lambda value: _TASK.due_at.is_(None) if value else _TASK.due_at.is_not(None),
    "created_before": lambda value: _TASK.created_at < value,
    "created_after": lambda value: _TASK.created_at > value,
    "priority": lambda value: _TASK.priority == value,
    "suspended": lambda value: _TASK.suspended == int(value),
    "search": lambda value: sa.and_(sa.true(), *[_TASK.search.contains(term) for term in text.search_terms(value)]),
    "ids": _TASK.id.in_,
    "for_groups": lambda value: _named("group", value),
    "for_users": lambda value: _named("user", value),
}
