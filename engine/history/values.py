"""Where large values of a case are kept once by content; must not know what they mean.

A value in a row or an event is a *side*: `[value]` inline, `{"ref": digest, "bytes": n}` kept here, or None: absent.
"""

import hashlib
import zlib
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import db
from engine.context import Context
from engine.history import models

#: Larger values (bytes of JSON) are stored once and referred to.
INLINE_LIMIT = 2_048
#: Smaller contents are not compressed: it would cost more than it saves.
PACK_LIMIT = 4_096

#: Numbers in JSON as every reader keeps them.
_NUMBERS = 10**18

Side = list[Any] | dict[str, Any] | None

_INSERT = {
    "sqlite": db.prepare(sqlite.insert(models.large_value).on_conflict_do_nothing()),
    "postgresql": db.prepare(postgresql.insert(models.large_value).on_conflict_do_nothing()),
}
_GET = db.prepare(
    sa.select(models.large_value.c.packed, models.large_value.c.content).where(
        models.large_value.c.chain == sa.bindparam("chain"), models.large_value.c.digest == sa.bindparam("digest")
    )
)
_ALL = db.prepare(sa.select(models.large_value).where(models.large_value.c.chain == sa.bindparam("chain")))


def side(value: Any, large: dict[str, bytes]) -> Side:
    """Return the side of a value; the bytes of a large one are put into `large` under their digest.

    Raises TypeError for what JSON cannot hold.
    """
    if isinstance(value, bool | None):
        return [value]
    if isinstance(value, int | float):
        if not -_NUMBERS < value < _NUMBERS:  # false for what is no number as well
            raise TypeError("a number must be finite and of at most 18 digits")
        return [value]
    content = db.dump(value).encode()
    if len(content) <= INLINE_LIMIT:
        return [value]
    digest = hashlib.sha256(content).hexdigest()
    large[digest] = content
    return {"ref": digest, "bytes": len(content)}


def keep(ctx: Context, chain: str, large: Mapping[str, bytes]) -> None:
    """Store large contents of a case; one that is there already stays as it is."""
    rows = []
    for digest, content in large.items():
        packed = zlib.compress(content, 1) if len(content) > PACK_LIMIT else content
        smaller = len(packed) < len(content)
        rows.append(
            {"chain": chain, "digest": digest, "packed": int(smaller), "content": packed if smaller else content}
        )
    ctx.db.many(_INSERT[ctx.db.dialect.name], rows)


def fetch(ctx: Context, chain: str, digest: str) -> Any:
    """Return a large value of a case."""
    row = ctx.db.one(_GET, chain=chain, digest=digest)
    return None if row is None else db.load(_content(row))


def contents(ctx: Context, chain: str) -> dict[str, str]:
    """Return the JSON texts of all large values of a case by digest."""
    return {row.digest: _content(row).decode() for row in ctx.db.all(_ALL, chain=chain)}


def _content(row: db.Row) -> bytes:
    return zlib.decompress(row.content) if row.packed else bytes(row.content)
