"""What the record holds, for screens and clients; must not write."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine import db
from engine.context import Context
from engine.history import models
from engine.history.chains import Entry
from engine.history.replay import Happened

_OF_CHAIN = db.prepare(
    sa.select(models.event)
    .where(models.event.c.chain == sa.bindparam("chain"), models.event.c.agency == sa.bindparam("agency"))
    .order_by(models.event.c.seq)
)

_LENGTH = db.prepare(
    sa.select(models.agency_chain.c.length).where(models.agency_chain.c.agency == sa.bindparam("agency"))
)
_ROW: Any = sa.literal_column("event.rowid").label("row_number")
_WRITTEN = db.prepare(
    sa.select(models.event, _ROW)
    .where(models.event.c.agency == sa.bindparam("agency"), sa.bindparam("after") < _ROW)
    .order_by(_ROW)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which entries: every part that is given must hold; moments as stored text.

    `mentions` is the name of a fact and its value, such as ("task", id).
    """

    types: tuple[str, ...] | None = None
    chain: str | None = None
    seq: int | None = None
    actor: str | None = None
    definitions: tuple[str, ...] | None = None
    before: str | None = None
    after: str | None = None
    mentions: tuple[str, str] | None = None


def entries(ctx: Context, chain: str, agency: str) -> list[Entry]:
    """Return all entries of a chain of an agency, oldest first."""
    return [Entry(*row) for row in ctx.db.all(_OF_CHAIN, chain=chain, agency=agency)]


def length(ctx: Context, agency: str) -> int:
    """Return how many entries the chain of an agency itself has, without those of its cases."""
    row = ctx.db.one(_LENGTH, agency=agency)
    return row.length if row else 0


def written(ctx: Context, agency: str, after: int) -> list[tuple[int, Entry]]:
    """Return numbered entries of all chains of an agency in the order in which they were written; on SQLite only."""
    return [(row.row_number, Entry(*row[:-1])) for row in ctx.db.all(_WRITTEN, agency=agency, after=after)]


def happened(stored: Sequence[Entry]) -> list[Happened]:
    """Return entries as replay needs them; an erased payload is empty."""
    return [
        Happened(e.seq, e.type, e.at, e.actor, db.load(e.facts), db.load(e.payload) if e.payload else {})
        for e in stored
    ]


def of_cases(ctx: Context, chains: Sequence[str], agency: str, types: Sequence[str]) -> list[Entry]:
    """Return the entries of some types in some cases of an agency, in the order of case and entry."""
    table = models.event
    return [
        Entry(*row)
        for row in ctx.db.select(
            sa.select(table)
            .where(table.c.agency == agency, table.c.chain.in_(list(chains)), table.c.type.in_(list(types)))
            .order_by(table.c.chain, table.c.seq)
        )
    ]


def of_agency(
    ctx: Context, agency: str, *, types: Sequence[str] = (), actor: str = "", limit: int = 100, offset: int = 0
) -> list[Entry]:
    """Return entries of all chains of an agency, newest first, optionally of some types or one actor."""
    table = models.event
    conditions: list[Any] = [table.c.agency == agency]
    if types:
        conditions.append(table.c.type.in_(list(types)))
    if actor:
        conditions.append(table.c.actor == actor)
    query = sa.select(table).where(*conditions).order_by(table.c.at.desc(), table.c.chain, table.c.seq.desc())
    return [Entry(*row) for row in ctx.db.select(query.limit(limit).offset(offset))]


def search(
    ctx: Context, agency: str, wanted: Filter, *, limit: int, offset: int = 0, oldest_first: bool = False
) -> list[Entry]:
    """Return entries of all chains of an agency that match, newest first unless told otherwise."""
    at, seq = (_E.at, _E.seq) if oldest_first else (_E.at.desc(), _E.seq.desc())
    order = (at, _E.chain, seq) if wanted.chain is None else (seq,)
    query = sa.select(models.event).where(*_conditions(agency, wanted)).order_by(*order)
    return [Entry(*row) for row in ctx.db.select(query.limit(limit).offset(offset))]


def count(ctx: Context, agency: str, wanted: Filter) -> int:
    """Return how many entries of an agency match."""
    query = sa.select(sa.func.count()).select_from(models.event).where(*_conditions(agency, wanted))
    return int(ctx.db.select(query)[0][0])


def _conditions(agency: str, wanted: Filter) -> list[Any]:
    given = {name: getattr(wanted, name) for name in Filter.__slots__ if getattr(wanted, name) is not None}
    of_agency = _E.agency == agency if wanted.chain is None else db.besides(_E.agency, agency)
    return [of_agency, *(_CONDITIONS[name](value) for name, value in given.items())]


def _mentions(fact: tuple[str, str]) -> Any:
    return _E.facts.contains(db.dump(dict([fact]))[1:-1], autoescape=True)


_E = models.event.c
_CONDITIONS: dict[str, Any] = {
    "types": _E.type.in_,
    "chain": lambda value: _E.chain == value,
    "seq": lambda value: _E.seq == value,
    "actor": lambda value: _E.actor == value,
    "definitions": _E.definition.in_,
    "before": lambda value: _E.at < value,
    "after": lambda value: _E.at > value,
    "mentions": _mentions,
}
