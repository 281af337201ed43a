"""Which bearer tokens act for a person and until when; must not check who is allowed to make one."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from engine import db, errors
from engine.context import Context
from engine.events import TokenIssued, TokenRevoked
from engine.identity import models

LONGEST = timedelta(days=365)

_T = models.token
_INSERT = db.prepare(sa.insert(_T))
_OF_ACCOUNT = db.prepare(
    sa.select(_T.c.id, _T.c.label, _T.c.created_at, _T.c.expires_at)
    .where(_T.c.account == sa.bindparam("account"), _T.c.revoked_at.is_(None))
    .order_by(_T.c.created_at)
)
_REVOKE = db.prepare(
    sa.update(_T)
    .where(_T.c.id == sa.bindparam("token"), db.besides(_T.c.account, sa.bindparam("owner")), _T.c.revoked_at.is_(None))
    .values(revoked_at=sa.bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret, which is shown once."""

    id: str
    label: str
    created_at: str
    expires_at: str


def digest(secret: str) -> str:
    """Return under which hash a token is kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def issue(ctx: Context, account: str, *, label: str, days: int = 90) -> tuple[str, TokenIssued]:
    """Make a token for an account and return its secret, which is not stored; at most a year long."""
    if not 1 <= days <= LONGEST.days:
        raise errors.BadTokenLife(most=LONGEST.days)
    named = " ".join(label.split())
    if not 1 <= len(named) <= 100:
        raise errors.BadName(name=named[:100])
    token, secret = db.new_id(ctx.now), "rvd_" + secrets.token_urlsafe(32)
    until = db.stamp(ctx.now + timedelta(days=days))
    ctx.db.run(
        _INSERT,
        id=token,
        sha256=digest(secret),
        account=account,
        label=named,
        created_at=ctx.at,
        expires_at=until,
        revoked_at=None,
    )
    return secret, TokenIssued(user=account, token=token)


def tokens(ctx: Context, account: str) -> list[Token]:
    """Return the tokens of an account that were not withdrawn."""
    return [Token(*row) for row in ctx.db.all(_OF_ACCOUNT, account=account)]


def revoke(ctx: Context, account: str, id: str) -> TokenRevoked:
    """Withdraw a token at once; raises NotFound."""
    if ctx.db.run(_REVOKE, token=id, owner=account, at=ctx.at) == 0:
        raise errors.NotFound(kind="token", id=id)
    return TokenRevoked(user=account, token=id)
