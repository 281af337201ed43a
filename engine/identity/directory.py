"""Who has an account in an agency and what is known of them; must not check passwords or permissions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from engine import db, errors, text
from engine.actor import Actor
from engine.context import Context
from engine.identity import models

_T = models.account
_COLUMNS = tuple(
    _T.c[name] for name in ("id", "agency", "username", "name", "roles", "locale", "demo", "disabled", "epoch")
)
_OWN = _T.c.agency == sa.bindparam("agency")
_BY_ID = db.prepare(sa.select(*_COLUMNS).where(_T.c.id == sa.bindparam("id")))
_OWN_BY_ID = db.prepare(sa.select(*_COLUMNS).where(db.besides(_T.c.agency), _T.c.id == sa.bindparam("id")))
_OWN_BY_NAME = db.prepare(sa.select(*_COLUMNS).where(_OWN, _T.c.username == sa.bindparam("username")))
_GROUPS = db.prepare(
    sa.select(models.membership.c.group)
    .where(models.membership.c.agency == sa.bindparam("agency"), models.membership.c.account == sa.bindparam("account"))
    .order_by(models.membership.c.group)
)
_USERNAME = re.compile(r"[\w.@-]{2,64}")
_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. `id` is opaque and stands in the record; `groups` are keys."""

    id: str
    agency: str
    username: str
    name: str
    roles: frozenset[str]
    groups: frozenset[str]
    locale: str
    demo: bool
    disabled: bool
    epoch: int

    def acting(self, channel: str) -> Actor:
        """Return the person as an actor who came through this door."""
        return Actor(
            id=self.id,
            username=self.username,
            name=self.name,
            agency=self.agency,
            roles=self.roles,
            groups=self.groups,
            channel=channel,
            locale=self.locale,
        )


def username_key(username: str) -> str:
    """Return the one spelling of a user name: lower case, Latin digits, Persian letters."""
    return text.words(username)


def check_username(username: str) -> str:
    """Return the user name as it is stored; raises BadUsername."""
    key = username_key(username)
    if not _USERNAME.fullmatch(key):
        raise errors.BadUsername(name=username)
    return key


def person(ctx: Context, username: str) -> Person:
    """Return a person of the actor's agency; raises UnknownPerson."""
    row = ctx.db.one(_OWN_BY_NAME, agency=ctx.actor.agency, username=username_key(username))
    if row is None:
        raise errors.UnknownPerson(name=username)
    return _read(ctx, row)


def person_of_id(ctx: Context, id: str) -> Person:
    """Return a person of the actor's agency by id; raises NotFound."""
    row = ctx.db.one(_OWN_BY_ID, agency=ctx.actor.agency, id=id)
    if row is None:
        raise errors.NotFound(kind="person", id=id)
    return _read(ctx, row)


def anybody(ctx: Context, id: str) -> Person | None:
    """Return a person of any agency: for sign-in alone, which knows no agency yet."""
    row = ctx.db.one(_BY_ID, id=id)
    return _read(ctx, row) if row else None


def people(ctx: Context, *, search: str = "", role: str = "") -> list[Person]:
    """Return the people of the actor's agency in alphabetical order, at most 500; `search` looks in both names."""
    query = sa.select(*_COLUMNS).where(_T.c.agency == ctx.actor.agency)
    for term in text.search_terms(search):
        query = query.where(_T.c.search.contains(term, autoescape=True))
    rows = ctx.db.select(query.order_by(_T.c.sort, _T.c.id).limit(_SHOWN))
    groups = _groups_of_agency(ctx)
    found = [_made(row, groups.get(row.id, frozenset())) for row in rows]
    return [one for one in found if not role or role in one.roles]


def names(ctx: Context, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of people of the actor's agency by opaque id; ids without a person there are left out."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = ctx.db.select(sa.select(_T.c.id, _T.c.name).where(_T.c.agency == ctx.actor.agency, _T.c.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def name_of(ctx: Context, username: str) -> str:
    """Return the name of a person of the actor's agency by user name, or the user name itself where there is nobody."""
    row = ctx.db.one(_OWN_BY_NAME, agency=ctx.actor.agency, username=username)
    return username if row is None else str(row.name)


def names_of_usernames(ctx: Context, wanted: Iterable[str]) -> dict[str, str]:
    """Return the names of people of the actor's agency by user name; unknown ones are left out."""
    asked = sorted(set(wanted))
    if not asked:
        return {}
    rows = ctx.db.select(
        sa.select(_T.c.username, _T.c.name).where(_T.c.agency == ctx.actor.agency, _T.c.username.in_(asked))
    )
    return {row.username: row.name for row in rows}


def usernames(ctx: Context, ids: Iterable[str]) -> dict[str, str]:
    """Return the user names of people of the actor's agency by opaque id."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = ctx.db.select(sa.select(_T.c.id, _T.c.username).where(_T.c.agency == ctx.actor.agency, _T.c.id.in_(wanted)))
    return {row.id: row.username for row in rows}


def _groups_of_agency(ctx: Context) -> dict[str, frozenset[str]]:
    member = models.membership
    rows = ctx.db.select(sa.select(member.c.account, member.c.group).where(member.c.agency == ctx.actor.agency))
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.account, set()).add(row.group)
    return {account: frozenset(keys) for account, keys in found.items()}


def _read(ctx: Context, row: db.Row) -> Person:
    return _made(row, frozenset(one.group for one in ctx.db.all(_GROUPS, agency=row.agency, account=row.id)))


def _made(row: db.Row, groups: frozenset[str]) -> Person:
    return Person(
        id=row.id,
        agency=row.agency,
        username=row.username,
        name=row.name,
        roles=frozenset(db.load(row.roles)),
        groups=groups,
        locale=row.locale,
        demo=bool(row.demo),
        disabled=bool(row.disabled),
        epoch=row.epoch,
    )
