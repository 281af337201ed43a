"""Which cases a person or client sees; must not change them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine import db, text
from engine.context import Context
from engine.execution import models
from engine.execution.instances import ACTIVE, SUSPENDED, Instance
from engine.identity import Permission, allowed

_CASE, _CHILD = models.instance.c, models.instance.alias("child").c

#: What a list may be sorted by, and the columns behind it.
SORTS: dict[str, Any] = {
    "instanceId": _CASE.id,
    "definitionId": _CASE.definition,
    "definitionKey": _CASE.process_key,
    "businessKey": _CASE.business_key,
    "startTime": _CASE.started_at,
    "endTime": _CASE.ended_at,
    "number": _CASE.number,
    "definitionName": _CASE.process_name,
    "definitionVersion": _CASE.version,
}
#: What may be compared freely, by `Filter.also`.
COMPARED: dict[str, Any] = {
    name: _CASE[name]
    for name in ("business_key", "definition", "ended_at", "id", "process_key", "process_name", "started_at")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which cases: every part that is given must hold. `open` means not ended; `also` compares columns of COMPARED.

    `parent` is the case that called it, `child` one that it called; `called` tells whether any case called it.
    """

    open: bool | None = None
    status: str | None = None
    definition: str | None = None
    process_key: str | None = None
    business_key: str | None = None
    ids: tuple[str, ...] | None = None
    started_by: str | None = None
    started_before: str | None = None
    started_after: str | None = None
    ended_before: str | None = None
    ended_after: str | None = None
    with_incident: bool | None = None
    search: str | None = None
    parent: str | None = None
    child: str | None = None
    called: bool | None = None
    also: db.Comparisons = ()


def cases(
    ctx: Context, wanted: Filter, *, sort: tuple[tuple[str, bool], ...] = (), limit: int | None = None, offset: int = 0
) -> list[Instance]:
    """Return cases the actor may see, newest first unless sorted; `sort` holds (name in SORTS, descending)."""
    newest = db.by_itself(_CASE.started_at) if wanted.open else _CASE.started_at  # open ones are few, and found as such
    order = [SORTS[name].desc() if down else SORTS[name].asc() for name, down in sort] or [newest.desc()]
    query = sa.select(*[_CASE[name] for name in Instance._fields]).where(*_conditions(ctx, wanted))
    query = query.order_by(*order, _CASE.id.desc()).offset(offset)
    return [Instance._make(row) for row in ctx.db.select(query if limit is None else query.limit(limit))]


def count(ctx: Context, wanted: Filter) -> int:
    """Return how many cases the actor may see match."""
    query = sa.select(sa.func.count()).select_from(models.instance).where(*_conditions(ctx, wanted))
    return int(ctx.db.select(query)[0][0])


def running(ctx: Context, definitions: tuple[str, ...]) -> dict[str, int]:
    """Return how many cases of the agency are open on each of these versions."""
    query = (
        sa.select(_CASE.definition, sa.func.count())
        .where(
            db.besides(_CASE.agency, ctx.actor.agency),
            _CASE.definition.in_(definitions),
            _CASE.status.in_([ACTIVE, SUSPENDED]),
        )
        .group_by(_CASE.definition)
    )
    return {row[0]: int(row[1]) for row in ctx.db.select(query)}


def may_see(ctx: Context, case: Instance) -> bool:
    """Tell whether the actor may see a case of the agency: any of it, or one that the actor began."""
    return allowed(ctx.actor, Permission.INSTANCE_READ) or case.started_by == ctx.actor.id


def _conditions(ctx: Context, wanted: Filter) -> list[Any]:
    own, agency = not allowed(ctx.actor, Permission.INSTANCE_READ), ctx.actor.agency
    narrow = own or any(getattr(wanted, name) not in {None, ""} for name in _NARROW)
    conditions = [db.besides(_CASE.agency, agency) if narrow else _CASE.agency == agency]
    conditions += db.compared(COMPARED, wanted.also)
    if own:
        conditions.append(_CASE.started_by == ctx.actor.id)
    for name, condition in _CONDITIONS.items():
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(condition(value))
    return conditions


def _with_key(value: str) -> Any:
    """Return that a case has this business key; the index holds those only that have one."""
    return sa.and_(_CASE.business_key == value, sa.text(models.KEYED)) if value else _CASE.business_key == value


def _with_incident(value: bool) -> Any:  # noqa: FBT001  (a filter's value)
    found = sa.select(models.incident.c.instance).where(models.incident.c.resolved_at.is_(None))
    return _CASE.id.in_(found) if value else _CASE.id.not_in(found)


#: By these parts of a filter fewer cases are found than by the agency.
_NARROW = ("business_key", "definition", "ids", "parent", "child", "started_by")
_CONDITIONS: dict[str, Any] = {
    "open": lambda value: _CASE.status.in_([ACTIVE, SUSPENDED]) if value else _CASE.ended_at.is_not(None),
    "status": lambda value: _CASE.status == value,
    "definition": lambda value: _CASE.definition == value,
    "process_key": lambda value: _CASE.process_key == value,
    "business_key": _with_key,
    "ids": _CASE.id.in_,
    "started_by": lambda value: _CASE.started_by == value,
    "started_before": lambda value: _CASE.started_at < value,
    "started_after": lambda value: _CASE.started_at > value,
    "ended_before": lambda value: _CASE.ended_at < value,
    "ended_after": lambda value: _CASE.ended_at > value,
    "with_incident": _with_incident,
    "parent": lambda value: _CASE.parent == value,
    "child": lambda value: _CASE.id == sa.select(_CHILD.parent).where(_CHILD.id == value).scalar_subquery(),
    "called": lambda value: _CASE.parent.is_not(None) if value else _CASE.parent.is_(None),
    "search": lambda value: sa.and_(sa.true(), *[_CASE.search.contains(term) for term in text.search_terms(value)]),
}
