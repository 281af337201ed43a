"""Whose credential this is and whether it still holds, by one indexed select; must not write."""

from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa

from engine import db
from engine.context import Context
from engine.identity import models, sessions, tokens

_A, _S, _K = models.account, models.web_session, models.token
_STATE = (_A.c.id, _A.c.epoch, _A.c.disabled, _A.c.demo)
_BY_ACCOUNT = db.prepare(sa.select(*_STATE).where(_A.c.id == sa.bindparam("account")))
_BY_NAME = db.prepare(
    sa.select(*_STATE, _A.c.agency, _A.c.password_hash).where(_A.c.username == sa.bindparam("username"))
)
_BY_SESSION = db.prepare(
    sa.select(*_STATE, _S.c.csrf, _S.c.created_at, _S.c.last_seen)
    .select_from(_S.join(_A, _A.c.id == _S.c.account))
    .where(_S.c.id == sa.bindparam("session"))
)
_BY_TOKEN = db.prepare(
    sa.select(*_STATE, _K.c.expires_at)
    .select_from(_K.join(_A, _A.c.id == _K.c.account))
    .where(_K.c.sha256 == sa.bindparam("sha256"), _K.c.revoked_at.is_(None))
)


class Standing(NamedTuple):
    """An account as it is now. Whatever was remembered under another epoch has ended."""

    account: str
    epoch: int
    demo: bool


@dataclass(frozen=True, slots=True)
class Session:
    """An open browser session; `stale` asks for `sessions.seen`."""

    standing: Standing
    id: str
    csrf: str
    stale: bool


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a user name leads to before its password is checked."""

    standing: Standing
    agency: str
    password_hash: str
    disabled: bool


def of_account(ctx: Context, account: str) -> Standing | None:
    """Return how an account stands; None when it is closed or unknown."""
    return _open(ctx.db.one(_BY_ACCOUNT, account=account))


def of_token(ctx: Context, secret: str) -> Standing | None:
    """Return whom a bearer token stands for; None when it is unknown, withdrawn or has run out."""
    row = ctx.db.one(_BY_TOKEN, sha256=tokens.digest(secret))
    return _open(row) if row is not None and row.expires_at > ctx.at else None


def of_session(ctx: Context, token: str) -> Session | None:
    """Return the session of a cookie's token; None when it is unknown or has run out (30 minutes idle, 12 hours)."""
    session = sessions.session_id(token)
    row = ctx.db.one(_BY_SESSION, session=session)
    standing = _open(row)
    if row is None or standing is None:
        return None
    if row.last_seen <= db.stamp(ctx.now - sessions.IDLE) or row.created_at <= db.stamp(ctx.now - sessions.ABSOLUTE):
        return None
    return Session(standing, session, row.csrf, row.last_seen <= db.stamp(ctx.now - sessions.SEEN_EVERY))


def of_username(ctx: Context, key: str) -> Claimed | None:
    """Return what is needed to check a password; the key is `people.username_key` of what was typed."""
    row = ctx.db.one(_BY_NAME, username=key)
    if row is None:
        return None
    standing = Standing(row.id, row.epoch, bool(row.demo))
    return Claimed(standing, row.agency, row.password_hash, bool(row.disabled))


def _open(row: db.Row | None) -> Standing | None:
    return None if row is None or row.disabled else Standing(row.id, row.epoch, bool(row.demo))
