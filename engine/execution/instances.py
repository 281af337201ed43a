"""How a case is read and written as one row; must not decide what happens to it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import calendar, db, errors, text
from engine.context import Context
from engine.definitions import Version
from engine.execution import models
from engine.execution.scope import Scope
from engine.history import Chain, values

ACTIVE, SUSPENDED, COMPLETED, CANCELLED = "active", "suspended", "completed", "cancelled"


class Instance(NamedTuple):
    """A case as screens and clients need it; `started_by` is the opaque id of a person.

    `parent` is the case that called this one, by its activity `parent_activity`; `root` is at the top of all that call.
    """

    id: str
    agency: str
    definition: str
    process_key: str
    process_name: str
    version: int
    number: str
    business_key: str
    status: str
    revision: int
    started_at: str
    started_by: str
    ended_at: str | None
    parent: str | None = None
    parent_activity: int | None = None
    root: str | None = None

    @property
    def key(self) -> str:
        """Return by what others name the case in messages: its business key, or its number where it has none."""
        return self.business_key or self.number

    @property
    def ended(self) -> bool:
        """Tell whether nothing more can happen in the case."""
        return self.status in {COMPLETED, CANCELLED}


class Held(NamedTuple):
    """A case whose row this transaction holds locked: its values, engine state and end of chain.

    `warm` is the live case behind the state, where it was moved in this transaction before.
    """

    instance: Instance
    scope: Scope
    state: bytes
    chain: Chain
    warm: object = None


_PUBLIC = [models.instance.c[name] for name in Instance._fields]
_PRIVATE = [models.instance.c[name] for name in ("variables", "state", "chain_length", "chain_head")]
_OF = sa.and_(models.instance.c.id == sa.bindparam("id"), db.besides(models.instance.c.agency))
_GET = db.prepare(sa.select(*_PUBLIC).where(_OF))
_READ = db.prepare(sa.select(*_PUBLIC, *_PRIVATE).where(_OF))
_HOLD = db.prepare(sa.select(*_PUBLIC, *_PRIVATE).where(_OF).with_for_update())
_INSERT = db.prepare(sa.insert(models.instance))
_STORE = db.prepare(
    sa.update(models.instance)
    .where(models.instance.c.id == sa.bindparam("of"), models.instance.c.revision == sa.bindparam("was"))
    .values(
        {
            **{name: sa.bindparam(name) for name in ("status", "variables", "state", "chain_length", "chain_head")},
            "ended_at": sa.bindparam("ended_at"),
            "revision": models.instance.c.revision + 1,
        }
    )
)
_APPENDED = db.prepare(
    sa.update(models.instance)
    .where(models.instance.c.id == sa.bindparam("of"), models.instance.c.chain_length == sa.bindparam("was"))
    .values(chain_length=sa.bindparam("chain_length"), chain_head=sa.bindparam("chain_head"))
)
_NEXT_NUMBER = {
    dialect: db.prepare(
        insert(models.case_number)
        .on_conflict_do_update(index_elements=["agency", "year"], set_={"last": models.case_number.c.last + 1})
        .returning(models.case_number.c.last)
    )
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


def instance(ctx: Context, case: str) -> Instance:
    """Return a case of the actor's agency; raises NotFound for any other."""
    return _instance(ctx.db.one(_GET, id=case, agency=ctx.actor.agency), case)


def read(ctx: Context, case: str) -> Held:
    """Return a case with its values, unlocked: for screens, never for a change."""
    return _held(ctx, ctx.db.one(_READ, id=case, agency=ctx.actor.agency), case)


def scopes(ctx: Context, cases: Sequence[str]) -> dict[str, Scope]:
    """Return the variables of cases of the actor's agency, in one question; large values are read when asked for."""
    table = models.instance.c
    query = sa.select(table.id, table.variables).where(table.agency == ctx.actor.agency, table.id.in_(cases))
    return {row.id: Scope(db.load(row.variables), partial(values.fetch, ctx, row.id)) for row in ctx.db.select(query)}


def hold(ctx: Context, case: str) -> Held:
    """Lock a case of the actor's agency until the transaction ends and return it; raises NotFound."""
    return _held(ctx, ctx.db.one(_HOLD, id=case, agency=ctx.actor.agency), case)


def store(ctx: Context, held: Held, *, state: bytes, chain: Chain, status: str) -> None:
    """Write a case that begins (revision 0) or a changed one.

    The revision is the fence: raises StaleInstance if another change came between.
    """
    case = held.instance
    moved: dict[str, Any] = {
        "status": status,
        "variables": db.dump(held.scope.sides),
        "state": state,
        "chain_length": chain.length,
        "chain_head": chain.head,
        "ended_at": ctx.at if status in {COMPLETED, CANCELLED} else None,
    }
    if case.revision:
        ctx.db.must(_STORE, errors.StaleInstance(), of=case.id, was=case.revision, **moved)
        return
    found = text.search_key(case.number, case.business_key, case.process_name)
    row = {**case._asdict(), **moved, "revision": 1, "search": found}
    ctx.db.many(_INSERT, [row])


def appended(ctx: Context, before: Chain, after: Chain) -> None:
    """Write the new end of a case's chain when nothing else of the case changed."""
    end = {"chain_length": after.length, "chain_head": after.head}
    ctx.db.must(_APPENDED, errors.StaleInstance(), of=before.id, was=before.length, **end)


def new(
    ctx: Context, version: Version, *, business_key: str = "", by: Instance | None = None, activity: int | None = None
) -> Held:
    """Return a case that is about to begin on a version, still without its number; nothing is stored yet.

    `by` is the case that calls it by its `activity`: whoever began that one, began this one.
    """
    case = Instance(
        id=db.new_id(ctx.now),
        agency=ctx.actor.agency,
        definition=version.id,
        process_key=version.key,
        process_name=version.name,
        version=version.version,
        number="",
        business_key=business_key,
        status=ACTIVE,
        revision=0,
        started_at=ctx.at,
        started_by=by.started_by if by else ctx.actor.id,
        ended_at=None,
        parent=by.id if by else None,
        parent_activity=activity,
        root=(by.root or by.id) if by else None,
    )
    return Held(case, Scope({}, _nothing_yet), b"", Chain(case.id, case.agency))


def _nothing_yet(digest: str) -> Any:
    raise KeyError(digest)


def numbered(ctx: Context, held: Held) -> Held:
    """Give a case that begins the next number of its agency, such as 1405-00131: Jalali year and a count without gaps.

    Others who take one wait until this transaction ends, so it comes when the case has made its first step.
    """
    year, _month, _day = calendar.date_parts("fa", ctx.now)
    row = ctx.db.one(_NEXT_NUMBER[ctx.db.dialect.name], agency=held.instance.agency, year=year, last=1)
    assert row is not None, "an upsert with RETURNING always returns its row"  # noqa: S101
    return held._replace(instance=held.instance._replace(number=f"{year}-{row.last:05d}"))


def _instance(row: db.Row | None, case: str) -> Instance:
    if row is None:
        raise errors.NotFound(kind="case", id=case)
    return Instance._make(row[: len(_PUBLIC)])


def _held(ctx: Context, row: db.Row | None, case: str) -> Held:
    found = _instance(row, case)
    sides: Mapping[str, Any] = db.load(row.variables)  # type: ignore[union-attr]
    return Held(
        instance=found,
        scope=Scope(sides, lambda digest: values.fetch(ctx, found.id, digest)),
        state=bytes(row.state),  # type: ignore[union-attr]
        chain=Chain(found.id, found.agency, row.chain_length, bytes(row.chain_head)),  # type: ignore[union-attr]
    )
