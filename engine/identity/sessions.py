"""Which browser sessions are open and until when; must not know cookies or check passwords."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from engine import db
from engine.context import Context
from engine.identity import models

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
#: `last_seen` is written at most so often: a page view should not cost a commit.
SEEN_EVERY = timedelta(minutes=1)

_T = models.web_session
_INSERT = db.prepare(sa.insert(_T))
_SEEN = db.prepare(sa.update(_T).where(_T.c.id == sa.bindparam("session")).values(last_seen=sa.bindparam("at")))
_CLOSE = db.prepare(sa.delete(_T).where(_T.c.id == sa.bindparam("id")))
_CLOSE_ALL = db.prepare(sa.delete(_T).where(_T.c.account == sa.bindparam("account"), _T.c.id != sa.bindparam("keep")))
_CLOSE_OLD = db.prepare(
    sa.delete(_T).where((_T.c.last_seen < sa.bindparam("idle")) | (_T.c.created_at < sa.bindparam("absolute")))
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: the token for the cookie is known only now; the table keeps its SHA-256."""

    token: str
    id: str
    csrf: str


def session_id(token: str) -> str:
    """Return under which id the session of this token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(ctx: Context, account: str) -> Opened:
    """Open a session with a fresh token of 256 bits, and remove those that have run out."""
    ctx.db.run(_CLOSE_OLD, idle=db.stamp(ctx.now - IDLE), absolute=db.stamp(ctx.now - ABSOLUTE))
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
    opened = Opened(token, session_id(token), csrf)
    ctx.db.run(_INSERT, id=opened.id, account=account, csrf=csrf, created_at=ctx.at, last_seen=ctx.at)
    return opened


def seen(ctx: Context, id: str) -> None:
    """Note that the session was used just now."""
    ctx.db.run(_SEEN, session=id, at=ctx.at)


def close(ctx: Context, id: str) -> None:
    """End one session."""
    ctx.db.run(_CLOSE, id=id)


def close_all(ctx: Context, account: str, *, keep: str = "") -> None:
    """End all sessions of an account but `keep`."""
    ctx.db.run(_CLOSE_ALL, account=account, keep=keep)
