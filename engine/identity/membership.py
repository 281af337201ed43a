"""Which groups an agency has and who is in them; must not check who is allowed to change that."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from engine import db, errors, text
from engine.context import Context
from engine.events import Event, GroupChanged, GroupCreated
from engine.identity import accounts, models
from engine.identity.directory import Person

_G, _M = models.group, models.membership
_OWN = (_G.c.agency == sa.bindparam("agency"), _G.c.key == sa.bindparam("key"))
_GROUP = db.prepare(sa.select(_G.c.key, _G.c.name).where(*_OWN))
_INSERT = db.prepare(sa.insert(_G))
_ALL = db.prepare(
    sa.select(_G.c.key, _G.c.name, sa.func.count(_M.c.account).label("members"))
    .select_from(_G.outerjoin(_M, (_M.c.agency == _G.c.agency) & (_M.c.group == _G.c.key)))
    .where(_G.c.agency == sa.bindparam("agency"))
    .group_by(_G.c.key, _G.c.name)
)
_OF_GROUP = (_M.c.agency == sa.bindparam("agency"), _M.c.group == sa.bindparam("key"))
_MEMBERS = db.prepare(sa.select(_M.c.account).where(*_OF_GROUP).order_by(_M.c.account))
_JOIN = db.prepare(sa.insert(_M))
_LEAVE = db.prepare(sa.delete(_M).where(*_OF_GROUP, _M.c.account == sa.bindparam("account")))


@dataclass(frozen=True, slots=True)
class Group:
    """People who do the same work; `key` is the normalised name, by which lanes find it."""

    key: str
    name: str
    members: int = 0


def groups(ctx: Context) -> list[Group]:
    """Return the groups of the actor's agency in alphabetical order, each with the number of its members."""
    rows = ctx.db.all(_ALL, agency=ctx.actor.agency)
    return sorted((Group(row.key, row.name, row.members) for row in rows), key=lambda one: text.sort_key(one.name))


def group(ctx: Context, key: str) -> Group:
    """Return a group of the actor's agency; raises NotFound."""
    row = ctx.db.one(_GROUP, agency=ctx.actor.agency, key=key)
    if row is None:
        raise errors.NotFound(kind="group", id=key)
    return Group(row.key, row.name, len(members(ctx, key)))


def members(ctx: Context, key: str) -> list[str]:
    """Return the ids of the people in a group of the actor's agency."""
    return [row.account for row in ctx.db.all(_MEMBERS, agency=ctx.actor.agency, key=key)]


def ensure_group(ctx: Context, name: str, agency: str | None = None) -> tuple[str, list[Event]]:
    """Return the key of the group of this name, made empty if it is missing; raises BadName for an empty name."""
    owner, key = ctx.actor.agency if agency is None else agency, text.normalise(name)
    if not 1 <= len(key) <= 200:
        raise errors.BadName(name=name[:200])
    if ctx.db.one(_GROUP, agency=owner, key=key) is not None:
        return key, []
    ctx.db.run(_INSERT, agency=owner, key=key, name=" ".join(name.split()), created_at=ctx.at)
    return key, [GroupCreated(group=key)]


def set_groups(ctx: Context, person: Person, keys: Collection[str]) -> list[Event]:
    """Put a person into exactly these groups of their agency; raises NotFound for one that does not exist."""
    events: list[Event] = []
    for key in sorted(frozenset(keys) - person.groups):
        if ctx.db.one(_GROUP, agency=person.agency, key=key) is None:
            raise errors.NotFound(kind="group", id=key)
        ctx.db.run(_JOIN, agency=person.agency, group=key, account=person.id)
        events.append(GroupChanged(group=key, added=[person.id]))
    for key in sorted(person.groups - frozenset(keys)):
        ctx.db.run(_LEAVE, agency=person.agency, key=key, account=person.id)
        events.append(GroupChanged(group=key, removed=[person.id]))
    if events:
        accounts.forget(ctx, [person.id])
    return events
