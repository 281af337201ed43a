"""Commands about people, groups and agencies: allowed or not, changed, and recorded; must not know doors or cookies."""

from collections.abc import Collection
from dataclasses import dataclass

from engine import errors
from engine.context import Context
from engine.events import Event, SignedIn, SignedOut
from engine.history import append_to_agency, idempotency
from engine.identity import (
    Permission,
    Person,
    accounts,
    authorize,
    directory,
    first,
    membership,
    passwords,
    sessions,
    tokens,
)
from engine.identity.offices import Agency, create_agency
from engine.identity.sessions import Opened
from engine.text import LANGUAGES


def prepared_password(password: str, username: str) -> str:
    """Return the hash of a new password; to be called before the transaction, because hashing is slow on purpose.

    Raises WeakPassword.
    """
    passwords.check_strength(password, directory.username_key(username))
    return passwords.hashed(password)


def open_session(ctx: Context, *, replaces: str = "", locale: str = "") -> Opened:
    """Open a browser session for the actor, whose password was just checked; the session it replaces ends.

    `locale` is the language chosen before sign-in: it becomes the account's. Answers kept for repeats longer than
    promised are forgotten here, where it happens daily and nobody waits for it by the hundred.
    """
    if replaces:
        sessions.close(ctx, replaces)
    if locale in LANGUAGES and locale != ctx.actor.locale:
        accounts.set_locale(ctx, ctx.actor.id, locale)
    idempotency.forget_old(ctx)
    opened = sessions.open_session(ctx, ctx.actor.id)
    append_to_agency(ctx, [SignedIn(user=ctx.actor.id, channel=ctx.actor.channel)])
    return opened


def sign_out(ctx: Context, session: str) -> None:
    """End the session."""
    sessions.close(ctx, session)
    append_to_agency(ctx, [SignedOut(user=ctx.actor.id)])


def change_password(ctx: Context, password_hash: str, *, session: str = "") -> None:
    """Give the actor another password; all other sessions of theirs end."""
    authorize(ctx.actor, Permission.OWN_ACCOUNT_CHANGE)
    me = directory.person_of_id(ctx, ctx.actor.id)
    append_to_agency(ctx, accounts.set_password(ctx, me, password_hash, keep_session=session))


def create_user(
    ctx: Context, *, username: str, name: str, password_hash: str, roles: Collection[str], groups: Collection[str] = ()
) -> Person:
    """Give a person an account in the actor's agency; raises BadName, UsernameTaken, UnknownRoles, NotFound (group)."""
    authorize(ctx.actor, Permission.ACCOUNT_CHANGE)
    made, events = accounts.create_user(ctx, username=username, name=name, password_hash=password_hash, roles=roles)
    events += _put(ctx, made, groups)
    append_to_agency(ctx, events)
    return directory.person_of_id(ctx, made.id)


def change_user(
    ctx: Context,
    id: str,
    *,
    name: str | None = None,
    roles: Collection[str] | None = None,
    groups: Collection[str] | None = None,
    disabled: bool | None = None,
) -> Person:
    """Change what is given of a person of the actor's agency; raises NotFound, BadName, UnknownRoles, LastAdmin."""
    authorize(ctx.actor, Permission.ACCOUNT_CHANGE)
    person = directory.person_of_id(ctx, id)
    events: list[Event] = []
    if name is not None:
        events += accounts.rename(ctx, person, name)
    if roles is not None:
        events += accounts.set_roles(ctx, person, roles)
    if groups is not None:
        events += _put(ctx, person, groups)
    if disabled is not None:
        events += accounts.set_disabled(ctx, person, disabled=disabled)
    if events:
        append_to_agency(ctx, events)
    return directory.person_of_id(ctx, id)


def reset_password(ctx: Context, id: str, password_hash: str) -> None:
    """Give a person of the actor's agency another password; all their sessions end. Raises NotFound."""
    authorize(ctx.actor, Permission.ACCOUNT_CHANGE)
    append_to_agency(ctx, accounts.set_password(ctx, directory.person_of_id(ctx, id), password_hash))


def create_group(ctx: Context, name: str) -> str:
    """Make a group in the actor's agency, if it is missing, and return its key."""
    authorize(ctx.actor, Permission.GROUP_CHANGE)
    return ensure_group(ctx, name)


def ensure_group(ctx: Context, name: str) -> str:
    """Return the key of the group of this name, made empty if it is missing: lanes ask for it while publishing."""
    key, events = membership.ensure_group(ctx, name)
    if events:
        append_to_agency(ctx, events)
    return key


def change_members(ctx: Context, key: str, ids: Collection[str]) -> None:
    """Let exactly these people be in a group of the actor's agency; raises NotFound for the group or a person."""
    authorize(ctx.actor, Permission.GROUP_CHANGE)
    membership.group(ctx, key)
    before = set(membership.members(ctx, key))
    events: list[Event] = []
    for member in sorted(before ^ set(ids)):
        person = directory.person_of_id(ctx, member)
        events += membership.set_groups(ctx, person, person.groups ^ {key})
    if events:
        append_to_agency(ctx, events)


def issue_token(ctx: Context, label: str, days: int) -> str:
    """Make a bearer token for programs that act in the actor's name and return its secret, which is shown only now."""
    authorize(ctx.actor, Permission.OWN_TOKEN_ISSUE)
    secret, event = tokens.issue(ctx, ctx.actor.id, label=label, days=days)
    append_to_agency(ctx, [event])
    return secret


def revoke_token(ctx: Context, id: str) -> None:
    """Withdraw a token of the actor's own; raises NotFound."""
    authorize(ctx.actor, Permission.OWN_TOKEN_ISSUE)
    append_to_agency(ctx, [tokens.revoke(ctx, ctx.actor.id, id)])


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAgency:
    """What the set-up page asks for."""

    slug: str
    name: str
    name_en: str
    username: str
    person: str
    password_hash: str


def set_up(ctx: Context, token: str, wanted: FirstAgency) -> tuple[Agency, Person]:
    """Make the first agency and its administrator and close set-up for good; raises WrongSetUpToken, BadName."""
    if not first.fits(ctx, token) or not first.close(ctx):
        raise errors.WrongSetUpToken(permission="")
    agency, created = create_agency(ctx, slug=wanted.slug, name=wanted.name, name_en=wanted.name_en)
    person, events = accounts.create_user(
        ctx,
        username=wanted.username,
        name=wanted.person,
        password_hash=wanted.password_hash,
        roles={"admin"},
        agency=agency.id,
    )
    append_to_agency(ctx, [created, *events], agency=agency.id)
    return agency, person


def _put(ctx: Context, person: Person, keys: Collection[str]) -> list[Event]:
    return membership.set_groups(ctx, person, keys)
