"""Which answer a command already got under its idempotency key; must not run commands."""

import hashlib
from datetime import timedelta

import sqlalchemy as sa

from engine import db, errors
from engine.context import Context
from engine.history import models

#: How long an answer is kept.
KEPT = timedelta(days=7)

_REMEMBER = db.prepare(sa.insert(models.answered_command))
_RECALL = db.prepare(
    sa.select(models.answered_command.c.fingerprint, models.answered_command.c.answer).where(
        models.answered_command.c.actor == sa.bindparam("actor"), models.answered_command.c.key == sa.bindparam("key")
    )
)
_FORGET = db.prepare(sa.delete(models.answered_command).where(models.answered_command.c.at < sa.bindparam("before")))


def fingerprint(command: str, body: bytes) -> str:
    """Return what makes two requests the same request."""
    return hashlib.sha256(command.encode() + b"\0" + body).hexdigest()


def remember(ctx: Context, key: str, fingerprint: str, answer: str) -> None:
    """Keep the answer in the command's own transaction; a key that is taken raises the database's unique violation."""
    row = {"actor": ctx.actor.id, "key": key, "fingerprint": fingerprint, "answer": answer, "at": ctx.at}
    ctx.db.many(_REMEMBER, [row])


def recall(ctx: Context, key: str, fingerprint: str) -> str | None:
    """Return the answer given before under this key, or None; raises IdempotencyMismatch for another request."""
    row = ctx.db.one(_RECALL, actor=ctx.actor.id, key=key)
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        raise errors.IdempotencyMismatch
    answer: str = row.answer
    return answer


def forget_old(ctx: Context) -> int:
    """Remove answers older than `KEPT` and return how many."""
    return ctx.db.run(_FORGET, before=db.stamp(ctx.now - KEPT))
