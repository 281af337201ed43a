"""What the record holds, for screens and clients; must not write."""

from collections.abc import Sequence
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


def entries(ctx: Context, chain: str, agency: str) -> list[Entry]:
    """Return all entries of a chain of an agency, oldest first."""
    return [Entry(*row) for row in ctx.db.all(_OF_CHAIN, chain=chain, agency=agency)]


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
