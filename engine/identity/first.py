"""Whether the first administrator may still be set up, and by which token; must not create anybody."""

import hashlib
import hmac
import secrets

import sqlalchemy as sa

from engine import db
from engine.context import Context
from engine.identity import models

_T = models.set_up
_ROW = db.prepare(sa.select(_T.c.sha256, _T.c.closed_at).where(_T.c.id == "first"))
_INSERT = db.prepare(sa.insert(_T))
_OPEN = (_T.c.id == "first", _T.c.closed_at.is_(None))
_RENEW = db.prepare(sa.update(_T).where(*_OPEN).values(sha256=sa.bindparam("digest")))
_CLOSE = db.prepare(sa.update(_T).where(*_OPEN).values(closed_at=sa.bindparam("at")))


def is_open(ctx: Context) -> bool:
    """Tell whether a token was printed that nobody has used yet."""
    row = ctx.db.one(_ROW)
    return row is not None and row.closed_at is None


def new_token(ctx: Context) -> str | None:
    """Make the one-time token anew and return it; None once set-up has been closed for good."""
    row = ctx.db.one(_ROW)
    if row is not None and row.closed_at is not None:
        return None
    token = secrets.token_urlsafe(24)
    if row is None:
        ctx.db.run(_INSERT, id="first", sha256=_digest(token), closed_at=None)
    else:
        ctx.db.run(_RENEW, digest=_digest(token))
    return token


def fits(ctx: Context, token: str) -> bool:
    """Tell whether this is the token and set-up is still open."""
    row = ctx.db.one(_ROW)
    return row is not None and row.closed_at is None and hmac.compare_digest(row.sha256, _digest(token))


def close(ctx: Context) -> bool:
    """Close set-up for good; False when somebody else just did."""
    return ctx.db.run(_CLOSE, at=ctx.at) == 1


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
