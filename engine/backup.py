"""How everything leaves the database as one file and comes back whole; must not choose what is kept.

The file is a zip of one JSON-lines entry per table and a manifest with their SHA-256 and the form of the database, so
that a backup of SQLite can be restored into PostgreSQL and back.
"""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from engine import db, errors, history, migrations
from engine.actor import system
from engine.context import Context, snapshot, transaction
from engine.history import verify
from engine.migrations.tables import ALL

MANIFEST = "manifest.json"
_BATCH = 500
#: A restored line larger than this is refused rather than read.
_LINE_LIMIT = 64_000_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written or restored: rows per table, and chains verified after a restore."""

    rows: dict[str, int]
    chains: int = 0


def write(database: db.Database, target: Path) -> Outcome:
    """Write a backup of one moment to a new file while work goes on; raises FileExistsError rather than overwrite."""
    partial = target.with_name(f"{target.name}.partial")
    if target.exists():
        raise FileExistsError(target)
    with snapshot(database, system("")) as ctx, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = {table.name: _write_table(ctx, archive, table) for table in ALL}
        archive.writestr(MANIFEST, json.dumps({"form": migrations.current(database), "tables": tables}, indent=1))
    partial.rename(target)
    return Outcome({name: entry["rows"] for name, entry in tables.items()})


def restore(database: db.Database, source: Path) -> Outcome:
    """Restore a backup into an empty database and verify every chain; all or nothing.

    Raises NotEmpty, BackupDamaged (which entry), BackupNewer.
    """
    migrations.upgrade(database)
    with zipfile.ZipFile(source) as archive, transaction(database, system("")) as ctx:
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["form"] > migrations.head():
            raise errors.BackupNewer(form=manifest["form"])
        _refuse_unless_empty(ctx)
        rows = {table.name: _read_table(ctx, archive, table, manifest["tables"]) for table in ALL}
        return Outcome(rows, verify_all(ctx))


def verify_all(ctx: Context) -> int:
    """Verify every chain in the database and return how many there are; raises BackupDamaged naming the first broken."""
    chains = ctx.db.select(sa.select(sa.distinct(_EVENT.c.chain), _EVENT.c.agency))
    for row in chains:
        verdict = verify.chain(history.entries(ctx, row[0], row[1]))
        if not verdict.whole:
            raise errors.BackupDamaged(entry=f"{row[0]} #{verdict.broken_at}")
    return len(chains)


_EVENT = next(table for table in ALL if table.name == "event")


def _refuse_unless_empty(ctx: Context) -> None:
    for table in ALL:
        if ctx.db.select(sa.select(sa.literal(1)).select_from(table).limit(1)):
            raise errors.NotEmpty(table=table.name)


def _write_table(ctx: Context, archive: zipfile.ZipFile, table: sa.Table) -> dict[str, Any]:
    digest, rows = hashlib.sha256(), 0
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as entry:
        for row in ctx.db.stream(sa.select(table)):
            line = json.dumps([_outward(value) for value in row], ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            entry.write(line)
            rows += 1
    return {"columns": list(table.c.keys()), "rows": rows, "sha256": digest.hexdigest()}


def _read_table(ctx: Context, archive: zipfile.ZipFile, table: sa.Table, manifest: dict[str, Any]) -> int:
    described = manifest.get(table.name)
    if described is None:
        return 0
    insert, batch, rows = db.prepare(sa.insert(table)), [], 0
    for values in _lines(archive, table.name, described["sha256"]):
        batch.append({**_defaults(table), **dict(zip(described["columns"], map(_inward, values), strict=True))})
        rows += 1
        if len(batch) == _BATCH:
            ctx.db.many(insert, batch)
            batch = []
    ctx.db.many(insert, batch)
    return rows


def _defaults(table: sa.Table) -> dict[str, Any]:
    return {name: None for name in table.c.keys()}  # noqa: SIM118  (keys() are names, iteration gives columns)


def _lines(archive: zipfile.ZipFile, name: str, sha256: str) -> Iterator[list[Any]]:
    digest = hashlib.sha256()
    try:
        with archive.open(f"{name}.jsonl") as entry:
            while line := entry.readline(_LINE_LIMIT):
                digest.update(line)
                yield json.loads(line)
    except (ValueError, zipfile.BadZipFile, KeyError) as error:
        raise errors.BackupDamaged(entry=name) from error
    if digest.hexdigest() != sha256:
        raise errors.BackupDamaged(entry=name)


def _outward(value: Any) -> Any:
    return {"b64": base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def _inward(value: Any) -> Any:
    return base64.b64decode(value["b64"]) if isinstance(value, dict) else value
