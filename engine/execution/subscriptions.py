"""Which cases and start events wait for messages, signals and conditions, as rows; must not deliver anything."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import db
from engine.context import Context
from engine.execution import models
from engine.execution.instances import ACTIVE, Instance
from engine.execution.naming import filed
from engine.spiff import Step, Wait

MESSAGE, SIGNAL = "message", "signal"
#: What comes from outside.
KINDS: Final = (MESSAGE, SIGNAL)
#: What only the case's own data brings: kept here so that everybody sees what the case waits for.
CONDITION: Final = "conditional"
_KEPT: Final = (*KINDS, CONDITION)


@dataclass(frozen=True, slots=True)
class Subscription:
    """One wait for a message, signal or condition; a start event of a process has no `instance` and no `activity`.

    `keys` are the correlation keys as stored JSON; `business_key` is the case's, or its number where it has none.
    """

    id: str
    agency: str
    instance: str | None
    definition: str
    process_key: str
    element: str
    activity: int | None
    kind: str
    name: str
    keys: str
    business_key: str
    created_at: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case's subscription with what is needed of its case; `own_key` tells that the case has a business key."""

    subscription: Subscription
    status: str
    own_key: bool


_S, _CASE = models.subscription.c, models.instance.c
_COLUMNS: Final = [_S[name] for name in Subscription.__slots__]
_UPSERT = {
    dialect: db.prepare(
        insert.on_conflict_do_update(
            index_elements=["id"],
            set_={name: insert.excluded[name] for name in Subscription.__slots__ if name != "id"},
        )
    )
    for dialect, insert in (
        ("sqlite", sqlite.insert(models.subscription)),
        ("postgresql", postgresql.insert(models.subscription)),
    )
}
_CLOSE = db.prepare(sa.delete(models.subscription).where(_S.id == sa.bindparam("of")))
_CLOSE_STARTS = db.prepare(
    sa.delete(models.subscription).where(
        _S.agency == sa.bindparam("agency"), _S.process_key == sa.bindparam("key"), _S.instance.is_(None)
    )
)
_OF_NAME = sa.and_(
    _S.agency == sa.bindparam("agency"), _S.kind == sa.bindparam("kind"), _S.name == sa.bindparam("name")
)
_STARTING = db.prepare(sa.select(*_COLUMNS).where(_OF_NAME, _S.instance.is_(None)).order_by(_S.process_key))
_OF_CASE = db.prepare(
    sa.select(*_COLUMNS)
    .where(_S.agency == sa.bindparam("agency"), _S.instance == sa.bindparam("instance"))
    .order_by(_S.created_at, _S.id)
)


def subscription_id(instance: str, activity: int) -> str:
    """Return the id of the subscription of an activity of a case: at most one is open."""
    return f"{instance}-{activity}"


def store(ctx: Context, case: Instance, step: Step) -> None:
    """Write the waits of a step for messages, signals, conditions, after those that ended; without no statement."""
    if not step.ended and not step.waits:
        return
    if step.ended:
        ctx.db.many(_CLOSE, [{"of": subscription_id(case.id, activity)} for activity in step.ended])
    opened = [_of_wait(case, wait, ctx.at) for wait in step.waits if wait.kind in _KEPT]
    if opened:
        write(ctx, opened)


def write(ctx: Context, opened: Sequence[Subscription]) -> None:
    """Write subscriptions; one of the same id takes the place of the old one."""
    rows = [{name: getattr(one, name) for name in Subscription.__slots__} for one in opened]
    ctx.db.many(_UPSERT[ctx.db.dialect.name], rows)


def remove(ctx: Context, ids: Iterable[str]) -> None:
    """Take subscriptions away."""
    ctx.db.many(_CLOSE, [{"of": one} for one in ids])


def remove_starts(ctx: Context, key: str) -> None:
    """Take away what the start events of a process wait for."""
    ctx.db.run(_CLOSE_STARTS, agency=ctx.actor.agency, key=key)


def _of_wait(case: Instance, wait: Wait, at: str) -> Subscription:
    return Subscription(
        id=subscription_id(case.id, wait.activity),
        agency=case.agency,
        instance=case.id,
        definition=case.definition,
        process_key=case.process_key,
        element=wait.element,
        activity=wait.activity,
        kind=wait.kind,
        name=filed(wait.topic or ""),
        keys=db.dump(dict(wait.keys)),
        business_key=case.key,
        created_at=at,
    )


def waiting(
    ctx: Context,
    kind: str,
    name: str,
    *,
    business_key: str | None = None,
    instance: str | None = None,
    keys: str | None = None,
) -> list[Candidate]:
    """Return what cases of the actor's agency wait for this message or signal, case by case.

    What is given narrows it: the business key, the case, and exactly these correlation keys as stored JSON.
    """
    given = {"business_key": business_key, "instance": instance, "keys": keys}
    narrowed = {part: value for part, value in given.items() if value is not None}
    rows = ctx.db.all(_waiting(tuple(narrowed)), agency=ctx.actor.agency, kind=kind, name=filed(name), **narrowed)
    count = len(_COLUMNS)
    return [Candidate(Subscription(*row[:count]), row.status, bool(row.own_key)) for row in rows]


@cache
def _waiting(narrowed: tuple[str, ...]) -> db.Statement:
    return db.prepare(
        sa.select(*_COLUMNS, _CASE.status, _CASE.business_key.label("own_key"))
        .join(models.instance, _CASE.id == _S.instance)
        .where(_OF_NAME, *[_S[part] == sa.bindparam(part) for part in narrowed])
        .order_by(_S.instance, _S.activity)
    )


def active(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return those whose case is not suspended."""
    return [one for one in candidates if one.status == ACTIVE]


def starting(ctx: Context, kind: str, name: str) -> list[Subscription]:
    """Return the start events of the agency's published processes that begin with this message or signal."""
    return [Subscription(*row) for row in ctx.db.all(_STARTING, agency=ctx.actor.agency, kind=kind, name=filed(name))]


def of_case(ctx: Context, case: str) -> list[Subscription]:
    """Return what a case of the actor's agency waits for, the oldest first."""
    return [Subscription(*row) for row in ctx.db.all(_OF_CASE, agency=ctx.actor.agency, instance=case)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which subscriptions: every part that is given must hold."""

    ids: tuple[str, ...] | None = None
    kind: str | None = None
    name: str | None = None
    instance: str | None = None
    element: str | None = None


_CONDITIONS: Final[Mapping[str, Any]] = {
    "ids": _S.id.in_,
    "kind": lambda value: _S.kind == value,
    "name": lambda value: _S.name == filed(value),
    "instance": lambda value: _S.instance == value,
    "element": lambda value: _S.element == value,
}
#: What a list may be sorted by, and the columns behind it.
SORTS: Final[Mapping[str, Any]] = {"created": _S.created_at, "id": _S.id}


def listing(
    ctx: Context, wanted: Filter, *, sort: tuple[tuple[str, bool], ...] = (), limit: int | None = None, offset: int = 0
) -> list[Subscription]:
    """Return subscriptions of the actor's agency, oldest first unless sorted; `sort` holds (name in SORTS, desc)."""
    order = [SORTS[name].desc() if down else SORTS[name].asc() for name, down in sort] or [_S.created_at]
    query = sa.select(*_COLUMNS).where(*_conditions(ctx, wanted)).order_by(*order, _S.id).offset(offset)
    return [Subscription(*row) for row in ctx.db.select(query if limit is None else query.limit(limit))]


def count(ctx: Context, wanted: Filter) -> int:
    """Return how many subscriptions of the actor's agency match."""
    query = sa.select(sa.func.count()).select_from(models.subscription).where(*_conditions(ctx, wanted))
    return int(ctx.db.select(query)[0][0])


def _conditions(ctx: Context, wanted: Filter) -> list[Any]:
    given = ((name, getattr(wanted, name)) for name in _CONDITIONS)
    return [_S.agency == ctx.actor.agency, *(_CONDITIONS[name](value) for name, value in given if value is not None)]
