"""Which tasks a person or client sees; must not change them."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Literal

import sqlalchemy as sa

from engine import db, text
from engine.context import Context
from engine.worklist import models
from engine.worklist.tasks import COLUMNS, OPEN, UserTask, of_row

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


#: The parts of a filter that are compared, by name.
_PARTS = tuple(one.name for one in fields(Filter) if one.name != "also")


def tasks(
    ctx: Context, wanted: Filter, *, sort: tuple[tuple[str, bool], ...] = (), limit: int | None = None, offset: int = 0
) -> list[UserTask]:
    """Return tasks of the actor's agency; `sort` holds (name in SORTS, descending). Overdue first by default."""

    def ask(given: Mapping[str, Any]) -> Any:
        order = [SORTS[name].desc() if down else SORTS[name].asc() for name, down in sort]
        query = sa.select(*COLUMNS).where(*_conditions(given)).order_by(*(order or _URGENCY), _TASK.id)
        return query.offset(given["offset"]) if limit is None else query.limit(given["limit"]).offset(given["offset"])

    page = {"offset": offset} if limit is None else {"limit": limit, "offset": offset}
    return [of_row(row) for row in _answers(ctx, wanted, ("tasks", sort), ask, page)]


#: Overdue first: what has no deadline comes last.
_URGENCY = (_TASK.due_at.is_(None), _TASK.due_at, _TASK.priority.desc(), _TASK.created_at)


def count(ctx: Context, wanted: Filter) -> int:
    """Return how many tasks of the actor's agency match."""

    def ask(given: Mapping[str, Any]) -> Any:
        return sa.select(sa.func.count().label("tasks")).select_from(models.user_task).where(*_conditions(given))

    return int(_answers(ctx, wanted, "count", ask)[0].tasks)


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

    def ask(given: Mapping[str, Any]) -> Any:
        now, end = given["now"], given["tomorrow"]
        kinds = (_TASK.due_at < now, sa.and_(_TASK.due_at >= now, _TASK.due_at < end), _TASK.due_at.is_(None))
        counts = [sa.func.count(sa.case((kind, 1))) for kind in kinds]
        return sa.select(sa.func.count(), *counts).select_from(models.user_task).where(*_conditions(given))

    return Urgency(*_answers(ctx, wanted, "urgency", ask, {"now": ctx.at, "tomorrow": tomorrow})[0])


def inbox(ctx: Context, which: Literal["mine", "group", "done"]) -> Filter:
    """Return the filter of one of the three lists of the actor's inbox."""
    if which == "mine":
        return Filter(assignee=ctx.actor.username)
    if which == "group":
        return Filter(assigned=False, candidate_for=ctx.actor.username, candidate_groups=tuple(ctx.actor.groups))
    return Filter(state=None, closed_by=ctx.actor.username)  # whoever closed one, completed it


#: Statements by what they ask and by the parts of the filter that are given: building one anew for every page costs
#: more than its answer.
_PREPARED: dict[Hashable, db.Statement] = {}
_MOST_PREPARED = 500


def _answers(
    ctx: Context,
    wanted: Filter,
    kind: Hashable,
    ask: Callable[[Mapping[str, Any]], Any],
    beside: Mapping[str, Any] = MappingProxyType({}),
) -> list[db.Row]:
    """Return the rows of what `ask` builds out of the filter's parts; it is built once for each set of parts."""
    given = {"agency": ctx.actor.agency, **_given(ctx, wanted), **beside}
    if wanted.also:
        return ctx.db.select(ask({**given, "also": wanted.also}))
    shape = (kind, *((name, _form(value)) for name, value in given.items()))
    if shape not in _PREPARED:
        if len(_PREPARED) >= _MOST_PREPARED:
            _PREPARED.clear()
        _PREPARED[shape] = db.prepare(ask({name: _place(name, value) for name, value in given.items()}))
    return ctx.db.all(_PREPARED[shape], **_values(given))


def _given(ctx: Context, wanted: Filter) -> dict[str, Any]:
    """Return the parts of a filter that are given, with what they stand for."""
    given = {one: value for one in _PARTS if (value := getattr(wanted, one)) is not None}
    if "search" in given:
        given["search"] = text.search_terms(given["search"])
    if "visible_to" in given:
        given["own_groups"] = tuple(ctx.actor.groups)
    return given


def _form(value: Any) -> Hashable:
    """Return what of a value the statement depends on: how many there are, or which of yes and no."""
    return value if isinstance(value, bool) else len(value) if isinstance(value, tuple) else None


def _place(name: str, value: Any) -> Any:
    """Return where a value stands in a prepared statement: a parameter, several, or the value itself."""
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return tuple(sa.bindparam(f"{name}_{number}") for number in range(len(value)))
    return sa.bindparam(name)


def _values(given: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, tuple):
            values |= {f"{name}_{number}": one for number, one in enumerate(value)}
        elif not isinstance(value, bool):
            values[name] = value
    return values


def _conditions(given: Mapping[str, Any]) -> list[Any]:
    conditions: list[Any] = [_TASK.agency == given["agency"], *db.compared(COMPARED, given.get("also", ()))]
    conditions += [condition(given[name]) for name, condition in _CONDITIONS.items() if name in given]
    groups, user = given.get("candidate_groups"), given.get("candidate_for", given.get("candidate_user"))
    if groups is not None or user is not None:
        conditions.append(_candidates(groups or (), user))
    if "visible_to" in given:
        me = given["visible_to"]
        conditions.append(sa.or_(_TASK.assignee == me, _TASK.closed_by == me, _candidates(given["own_groups"], me)))
    return conditions


def _candidates(groups: tuple[Any, ...], user: Any) -> Any:
    """Return that a task has one of these candidates; asked task by task, since candidates of finished ones stay."""
    names = sa.and_(_CANDIDATE.kind == "group", _among(_CANDIDATE.name, groups))
    if user is not None:
        names = sa.or_(names, sa.and_(_CANDIDATE.kind == "user", _CANDIDATE.name == user))
    return sa.exists().where(_CANDIDATE.task == _TASK.id, names)


def _among(column: Any, values: tuple[Any, ...]) -> Any:
    """Return that a column is one of several; none of no values, which SQLAlchemy would say at run time only."""
    return column.in_(values) if values else sa.false()


def _named(kind: str, value: bool) -> Any:  # noqa: FBT001  (a filter's value)
    found = sa.exists().where(_CANDIDATE.task == _TASK.id, _CANDIDATE.kind == kind)
    return found if value else ~found


_CONDITIONS: dict[str, Any] = {
    "state": lambda value: _TASK.state == value,
    "assignee": lambda value: _TASK.assignee == value,
    "assigned": lambda value: _TASK.assignee.is_not(None) if value else _TASK.assignee.is_(None),
    "closed_by": lambda value: _TASK.closed_by == value,
    "instance": lambda value: _TASK.instance == value,
    "instances": lambda values: _among(_TASK.instance, values),
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
    "search": lambda terms: sa.and_(sa.true(), *[_TASK.search.contains(term) for term in terms]),
    "ids": lambda values: _among(_TASK.id, values),
    "for_groups": lambda value: _named("group", value),
    "for_users": lambda value: _named("user", value),
}
