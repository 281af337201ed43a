"""How something that happened becomes part of the record; must not change or remove what is there."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import db
from engine.context import Context
from engine.events import Event, InstanceViewed
from engine.history import chains, models
from engine.history.chains import Chain

_INSERT = db.prepare(sa.insert(models.event))
_BEGIN_AGENCY = {
    "sqlite": db.prepare(sqlite.insert(models.agency_chain).on_conflict_do_nothing()),
    "postgresql": db.prepare(postgresql.insert(models.agency_chain).on_conflict_do_nothing()),
}
_AGENCY_HEAD = db.prepare(
    sa.select(models.agency_chain.c.length, models.agency_chain.c.head)
    .where(models.agency_chain.c.agency == sa.bindparam("agency"))
    .with_for_update()
)
_MOVE_AGENCY = db.prepare(
    sa.update(models.agency_chain)
    .where(models.agency_chain.c.agency == sa.bindparam("of"), models.agency_chain.c.length == sa.bindparam("was"))
    .values(length=sa.bindparam("length"), head=sa.bindparam("head"))
)
_LAST_VIEW = db.prepare(
    sa.select(sa.func.max(models.event.c.at).label("at")).where(
        models.event.c.chain == sa.bindparam("chain"),
        models.event.c.actor == sa.bindparam("actor"),
        models.event.c.type == InstanceViewed.type,
    )
)


def append(ctx: Context, chain: Chain, events: Sequence[Event], definition: str = "") -> Chain:
    """Append events to a chain whose end the caller holds locked, and return its new end.

    The caller stores the new end in the same transaction; two writers of one end collide on the entry's key.
    """
    same = {
        "chain": chain.id,
        "agency": chain.agency,
        "at": ctx.at,
        "actor": ctx.actor.id,
        "channel": ctx.actor.channel,
        "definition": definition,
    }
    rows, head = [], chain.head
    for seq, happened in enumerate(events, chain.length + 1):
        rows.append(_row(same, seq, head, happened))
        head = rows[-1]["hash"]
    ctx.db.many(_INSERT, rows)
    return Chain(chain.id, chain.agency, chain.length + len(rows), head)


def append_to_agency(ctx: Context, events: Sequence[Event], agency: str | None = None) -> None:
    """Append events that belong to no case to the chain of an agency; "" is the installation itself."""
    owner = ctx.actor.agency if agency is None else agency
    ctx.db.run(_BEGIN_AGENCY[ctx.db.dialect.name], agency=owner, length=0, head=chains.GENESIS)
    row = ctx.db.one(_AGENCY_HEAD, agency=owner)
    assert row is not None, "the chain of the agency was begun one statement earlier"  # noqa: S101
    end = append(ctx, Chain(f"agency:{owner}", owner, row.length, row.head), events)
    ctx.db.run(_MOVE_AGENCY, of=owner, was=row.length, length=end.length, head=end.head)


def last_view(ctx: Context, chain: str) -> str | None:
    """Return when the actor last looked at a case, as stored text."""
    row = ctx.db.one(_LAST_VIEW, chain=chain, actor=ctx.actor.id)
    return row.at if row else None


def _row(same: dict[str, Any], seq: int, head: bytes, happened: Event) -> dict[str, Any]:
    """Return the row of one event: what it has in common with its neighbours, and its own."""
    payload, salt, commitment = chains.commit_to(happened.payload())
    facts = chains.canonical(happened.facts()).decode()
    covered = {**same, "seq": seq, "type": happened.type, "facts": facts}
    linked = chains.link(head, chains.header(covered, commitment))
    return {**covered, "payload": payload, "salt": salt, "commitment": commitment, "hash": linked}
