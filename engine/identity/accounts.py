"""How an account is made and changed, and which events tell it; must not check who is allowed to."""

from collections.abc import Collection, Iterable

import sqlalchemy as sa

from engine import db, errors, text
from engine.context import Context
from engine.events import Event, PasswordChanged, UserChanged, UserCreated
from engine.identity import directory, models, permissions, sessions
from engine.identity.directory import Person

_T = models.account
_INSERT = db.prepare(sa.insert(_T))
_TAKEN = db.prepare(sa.select(_T.c.id).where(_T.c.username == sa.bindparam("username")))
_OF = _T.c.id == sa.bindparam("account")
_NEXT_EPOCH = {"epoch": _T.c.epoch + 1}
_SET_NAME = db.prepare(
    sa.update(_T)
    .where(_OF)
    .values(name=sa.bindparam("name"), sort=sa.bindparam("sort"), search=sa.bindparam("search"), **_NEXT_EPOCH)
)
_SET_ROLES = db.prepare(sa.update(_T).where(_OF).values(roles=sa.bindparam("roles"), **_NEXT_EPOCH))
_SET_LOCALE = db.prepare(sa.update(_T).where(_OF).values(locale=sa.bindparam("locale"), **_NEXT_EPOCH))
_SET_DISABLED = db.prepare(sa.update(_T).where(_OF).values(disabled=sa.bindparam("disabled"), **_NEXT_EPOCH))
_SET_PASSWORD = db.prepare(sa.update(_T).where(_OF).values(password_hash=sa.bindparam("hash"), **_NEXT_EPOCH))
_BUMP = db.prepare(sa.update(_T).where(_OF).values(**_NEXT_EPOCH))
_HASH = db.prepare(sa.select(_T.c.password_hash).where(_OF))
_DEMO = db.prepare(sa.select(_T.c.id, _T.c.disabled).where(_T.c.demo == 1).order_by(_T.c.id))
_ROLES_IN_USE = db.prepare(sa.select(_T.c.id, _T.c.roles).where(_T.c.disabled == 0, _T.c.demo == 0))
_OWN_ROLES_IN_USE = db.prepare(
    sa.select(_T.c.id, _T.c.roles).where(_T.c.disabled == 0, _T.c.agency == sa.bindparam("agency"))
)


def create_user(
    ctx: Context,
    *,
    username: str,
    name: str,
    password_hash: str,
    roles: Collection[str],
    agency: str | None = None,
    locale: str = text.DEFAULT_LANGUAGE,
    demo: bool = False,
) -> tuple[Person, list[Event]]:
    """Give a person an account in the actor's agency, or in `agency`; raises BadName, UsernameTaken, UnknownRoles.

    The hash is made by `passwords.hashed` before the transaction, because it is slow on purpose.
    """
    key, shown = directory.check_username(username), _shown_name(name)
    _check_roles(roles)
    if ctx.db.one(_TAKEN, username=key) is not None:
        raise errors.UsernameTaken(name=username)
    account = db.new_id(ctx.now)
    ctx.db.run(
        _INSERT,
        id=account,
        agency=ctx.actor.agency if agency is None else agency,
        username=key,
        password_hash=password_hash,
        roles=db.dump(sorted(roles)),
        locale=locale,
        demo=int(demo),
        disabled=0,
        epoch=1,
        created_at=ctx.at,
        **_name_columns(key, shown),
    )
    made = directory.anybody(ctx, account)
    assert made is not None, "inserted one statement earlier"  # noqa: S101
    return made, [UserCreated(user=account, roles=sorted(roles), username=key, name=shown)]


def rename(ctx: Context, person: Person, name: str) -> list[Event]:
    """Change the name that others see."""
    shown = _shown_name(name)
    if shown == person.name:
        return []
    ctx.db.run(_SET_NAME, account=person.id, **_name_columns(person.username, shown))
    return [UserChanged(user=person.id, changed=["name"], changes={"name": (person.name, shown)})]


def set_roles(ctx: Context, person: Person, roles: Collection[str]) -> list[Event]:
    """Give exactly these roles; raises UnknownRoles, and LastAdmin where no administrator would be left."""
    _check_roles(roles)
    if frozenset(roles) == person.roles:
        return []
    if "admin" not in roles:
        _keep_an_admin(ctx, person)
    ctx.db.run(_SET_ROLES, account=person.id, roles=db.dump(sorted(roles)))
    return [UserChanged(user=person.id, changed=["roles"], changes={"roles": (sorted(person.roles), sorted(roles))})]


def set_locale(ctx: Context, account: str, locale: str) -> None:
    """Remember in which language the person reads; it allows nothing, hence no event."""
    ctx.db.run(_SET_LOCALE, account=account, locale=locale)


def set_disabled(ctx: Context, person: Person, *, disabled: bool) -> list[Event]:
    """Close the account or open it again; closing ends all sessions. Raises LastAdmin."""
    if person.disabled == disabled:
        return []
    if disabled:
        _keep_an_admin(ctx, person)
        sessions.close_all(ctx, person.id)
    ctx.db.run(_SET_DISABLED, account=person.id, disabled=int(disabled))
    changes = {"disabled": (person.disabled, disabled)}
    return [UserChanged(user=person.id, changed=["disabled"], changes=changes)]


def set_password(ctx: Context, person: Person, password_hash: str, *, keep_session: str = "") -> list[Event]:
    """Store another password; all sessions of the person but `keep_session` end."""
    ctx.db.run(_SET_PASSWORD, account=person.id, hash=password_hash)
    sessions.close_all(ctx, person.id, keep=keep_session)
    return [PasswordChanged(user=person.id)]


def password_hash(ctx: Context, account: str) -> str | None:
    """Return the stored hash, or None when there is no such account."""
    row = ctx.db.one(_HASH, account=account)
    return row.password_hash if row else None


def forget(ctx: Context, accounts: Iterable[str]) -> None:
    """End what is remembered of these accounts: their groups changed."""
    for account in accounts:
        ctx.db.run(_BUMP, account=account)


def demo_people(ctx: Context) -> list[Person]:
    """Return the demonstration people of all agencies."""
    found = (directory.anybody(ctx, row.id) for row in ctx.db.all(_DEMO))
    return [one for one in found if one is not None]


def switch_demo(ctx: Context, person: Person, *, on: bool) -> list[Event]:
    """Open or close the account of a demonstration person, the administrator included."""
    if person.disabled is not on:
        return []
    if not on:
        sessions.close_all(ctx, person.id)
    ctx.db.run(_SET_DISABLED, account=person.id, disabled=int(not on))
    changes = {"disabled": (person.disabled, not on)}
    return [UserChanged(user=person.id, changed=["disabled"], changes=changes)]


def has_administrator(ctx: Context) -> bool:
    """Tell whether somebody who is no demonstration person can administer an agency."""
    return any("admin" in db.load(row.roles) for row in ctx.db.all(_ROLES_IN_USE))


def _keep_an_admin(ctx: Context, person: Person) -> None:
    if "admin" not in person.roles or person.disabled:
        return
    others = (row for row in ctx.db.all(_OWN_ROLES_IN_USE, agency=person.agency) if row.id != person.id)
    if not any("admin" in db.load(row.roles) for row in others):
        raise errors.LastAdmin(name=person.name)


def _check_roles(roles: Collection[str]) -> None:
    unknown = permissions.unknown_roles(roles)
    if unknown:
        raise errors.UnknownRoles(names=", ".join(unknown))


def _shown_name(name: str) -> str:
    shown = " ".join(name.split())
    if not 1 <= len(shown) <= 200:
        raise errors.BadName(name=name[:200])
    return shown


def _name_columns(username: str, name: str) -> dict[str, str]:
    return {"name": name, "sort": text.sort_key(name), "search": f"{text.search_key(name)} {text.search_key(username)}"}
