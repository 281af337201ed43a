"""How everything leaves the database as one file and comes back whole; must not choose what is kept.

The file is a zip of one JSON-lines entry per table and a manifest with their SHA-256 and the form of the database, so
that a backup of SQLite can be restored into PostgreSQL and back.
"""

import base64
import hashlib
import json
import os
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa

from engine import db, errors, execution, history, migrations
from engine.actor import system
from engine.context import Context, reading, snapshot, transaction
from engine.history import verify
from engine.migrations.tables import ALL

MANIFEST = "manifest.json"
_BATCH = 500
#: Bounds of what is read at once (bytes): a manifest, a line of a table, the lines sent together.
_MANIFEST_LIMIT, _LINE_LIMIT, _BATCH_LIMIT = 1_000_000, 64_000_000, 8_000_000
#: What reading a zip raises when its bytes are not what was written.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, RuntimeError, NotImplementedError)
#: What the databases' drivers raise for a row that their tables do not take.
_REFUSED = (
    sqlite3.IntegrityError,
    sqlite3.DataError,
    psycopg.IntegrityError,
    psycopg.DataError,
    OverflowError,
    UnicodeEncodeError,
)
_EVENT = next(table for table in ALL if table.name == "event")
_AGENCY_CHAIN = next(table for table in ALL if table.name == "agency_chain")
_INSTANCE = next(table for table in ALL if table.name == "instance")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was written or restored: rows per table, and chains verified after a restore."""

    rows: dict[str, int]
    chains: int = 0


def write(database: db.Database, target: Path) -> Outcome:
    """Write a backup of one moment to a new file while work goes on; raises BackupExists rather than overwrite.

    The file holds the hashes of passwords and tokens: nobody but its owner may read it.
    """
    if target.exists():
        raise errors.BackupExists(file=target.name)
    partial = target.with_name(f"{target.name}.partial")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            tables = _write_all(database, file)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(target)
    finally:
        partial.unlink(missing_ok=True)
    return Outcome({name: entry["rows"] for name, entry in tables.items()})


def restore(database: db.Database, source: Path) -> Outcome:
    """Restore a backup into an empty database and verify every chain and every case; all or nothing.

    Nothing is touched before every entry of the file was found undamaged. Raises NotABackup, BackupDamaged (which
    entry), BackupNewer, NotEmpty.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive, source)
            _refuse_unless_empty(database)
            migrations.upgrade(database)
            with transaction(database, system("")) as ctx:
                rows = {table.name: _read_table(ctx, archive, table, manifest) for table in ALL}
                ctx.db.count_tables()
                return Outcome(rows, verify_all(ctx))
    except zipfile.BadZipFile as error:
        raise errors.NotABackup(file=source.name) from error


def verify_all(ctx: Context) -> int:
    """Verify every chain and that every case is what its record says; returns how many chains there are.

    Raises BackupDamaged naming the first broken one.
    """
    agencies = ctx.db.select(sa.select(_AGENCY_CHAIN.c.agency, _AGENCY_CHAIN.c.length, _AGENCY_CHAIN.c.head))
    cases = ctx.db.select(sa.select(_INSTANCE.c.id, _INSTANCE.c.agency, _INSTANCE.c.chain_length))
    for agency, length, head in agencies:
        verdict = verify.chain(history.entries(ctx, f"agency:{agency}", agency))
        if not verdict.whole or verdict.entries != length or verdict.head != bytes(head).hex():
            raise errors.BackupDamaged(entry=f"agency:{agency} #{verdict.broken_at or verdict.entries}")
    for case, agency, length in cases:
        verdict = _case(ctx, case, agency)
        if not verdict.whole or verdict.entries != length:
            raise errors.BackupDamaged(entry=f"{case} #{verdict.broken_at or verdict.entries}")
    chains = ctx.db.select(sa.select(sa.func.count(sa.distinct(_EVENT.c.chain))))[0][0]
    if chains != len(agencies) + len(cases):
        raise errors.BackupDamaged(entry="event")
    return int(chains)


def _case(ctx: Context, case: str, agency: str) -> verify.Verdict:
    inside = Context(ctx.db, system(agency), ctx.now, ctx.correlation_id)
    try:
        return execution.check(inside, case)
    except (ValueError, KeyError, TypeError, errors.NotFound) as error:
        raise errors.BackupDamaged(entry=case) from error


def _write_all(database: db.Database, file: Any) -> dict[str, dict[str, Any]]:
    with snapshot(database, system("")) as ctx, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = {table.name: _write_table(ctx, archive, table) for table in ALL}
        archive.writestr(MANIFEST, json.dumps({"form": migrations.current(database), "tables": tables}, indent=1))
    return tables


def _write_table(ctx: Context, archive: zipfile.ZipFile, table: sa.Table) -> dict[str, Any]:
    digest, rows = hashlib.sha256(), 0
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as entry:
        for row in ctx.db.stream(sa.select(table)):
            line = json.dumps([_outward(value) for value in row], ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            entry.write(line)
            rows += 1
    return {"columns": list(table.c.keys()), "rows": rows, "sha256": digest.hexdigest()}


def _manifest(archive: zipfile.ZipFile, source: Path) -> Mapping[str, Any]:
    """Return what the file says of its tables after comparing every byte with it."""
    try:
        with archive.open(MANIFEST) as entry:
            told = json.loads(entry.read(_MANIFEST_LIMIT))
        form, tables = str(told["form"]), dict(told["tables"])
    except (*_BROKEN, TypeError) as error:
        raise errors.NotABackup(file=source.name) from error
    if form > migrations.head():
        raise errors.BackupNewer(form=form)
    for name in {table.name for table in ALL} | set(tables):
        if not _is_as_told(archive, name, tables.get(name)):
            raise errors.BackupDamaged(entry=name)
    return tables


def _is_as_told(archive: zipfile.ZipFile, name: str, told: Any) -> bool:
    table = next((one for one in ALL if one.name == name), None)
    if table is None or not isinstance(told, dict) or not set(told.get("columns", ("?",))) <= set(table.c.keys()):
        return False
    digest = hashlib.sha256()
    try:
        with archive.open(f"{name}.jsonl") as entry:
            while piece := entry.read(_MANIFEST_LIMIT):
                digest.update(piece)
    except _BROKEN:
        return False
    return digest.hexdigest() == told.get("sha256")


def _refuse_unless_empty(database: db.Database) -> None:
    with reading(database, system("")) as ctx:
        there = set(sa.inspect(ctx.db.connection).get_table_names())
        for table in ALL:
            if table.name in there and ctx.db.select(sa.select(sa.literal(1)).select_from(table).limit(1)):
                raise errors.NotEmpty(table=table.name)


def _read_table(ctx: Context, archive: zipfile.ZipFile, table: sa.Table, manifest: Mapping[str, Any]) -> int:
    told, insert, rows = manifest[table.name], db.prepare(sa.insert(table)), 0
    try:
        for batch in _batches(archive, table, told["columns"]):
            ctx.db.many(insert, batch)
            rows += len(batch)
        ctx.db.settle()
    except (*_BROKEN, *_REFUSED, TypeError) as error:
        raise errors.BackupDamaged(entry=table.name) from error
    if rows != told["rows"]:
        raise errors.BackupDamaged(entry=table.name)
    return rows


def _batches(archive: zipfile.ZipFile, table: sa.Table, columns: list[str]) -> Iterator[list[dict[str, Any]]]:
    """Yield rows in portions of bounded size, however large the table is."""
    absent = dict.fromkeys(table.c.keys())
    batch: list[dict[str, Any]] = []
    size = 0
    with archive.open(f"{table.name}.jsonl") as entry:
        while line := entry.readline(_LINE_LIMIT):
            values = map(_inward, json.loads(line))
            batch.append({**absent, **dict(zip(columns, values, strict=True))})
            size += len(line)
            if len(batch) == _BATCH or size > _BATCH_LIMIT:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def _outward(value: Any) -> Any:
    return {"b64": base64.b64encode(value).decode()} if isinstance(value, bytes | memoryview) else value


def _inward(value: Any) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value["b64"])
    if isinstance(value, list):
        raise TypeError(value)
    return value
