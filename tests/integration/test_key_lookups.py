"""Whoever names a row by its key gets it by its key, also on a PostgreSQL that has not counted its tables yet."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from sqlalchemy.sql import operators

import engine
from engine import db, placing

_INDEX = re.compile(r"Index (?:Only )?Scan(?: Backward)? using (\w+)|Bitmap Index Scan on (\w+)")


def statements() -> Iterator[tuple[str, db.Statement]]:
    """Every prepared statement of the engine, by the name of its module and its own."""
    for found in pkgutil.walk_packages(engine.__path__, "engine."):
        if found.name.startswith("engine.migrations"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            of_kinds = value.items() if isinstance(value, dict) else [("postgresql", value)]
            for kind, one in of_kinds:
                if isinstance(one, db.Statement) and kind == "postgresql":
                    yield f"{found.name}.{name}", one


def named_by_key(statement: db.Statement) -> set[sa.Table]:
    """The tables of which a statement names every column of the key."""
    where = getattr(statement.core, "whereclause", None)
    parts = getattr(where, "clauses", [where])
    named = {
        part.left
        for part in parts
        if isinstance(part, sa.BinaryExpression) and part.operator is operators.eq and isinstance(part.left, sa.Column)
    }
    return {column.table for column in named if set(column.table.primary_key) <= named}


def key_columns(table: sa.Table) -> set[str]:
    return {column.name for column in table.primary_key}


KEYED = {name: one for name, one in statements() if named_by_key(one)}


def test_statements_that_name_a_key_are_found() -> None:
    assert len(KEYED) > 40
    assert "engine.execution.instances._HOLD" in KEYED


def test_a_row_named_by_its_key_is_found_by_its_key(new_database_url: Callable[..., str]) -> None:
    """With any other index PostgreSQL would read all that lies beside the row, such as every case of the agency."""
    first: dict[str, str] = {}
    database = db.Database(new_database_url("postgresql"))
    with database.connect() as connection:
        for table in db.metadata.tables.values():
            first |= {str(index.name): next(iter(index.columns)).name for index in table.indexes}
        wrong = [
            f"{name}: {index}"
            for name, one in KEYED.items()
            for index in _indexes(connection, one)
            for table in named_by_key(one)
            if not index.startswith("pk_") and first.get(index, "") not in key_columns(table)
        ]
    database.close()

    assert wrong == []


def _indexes(connection: sa.Connection, statement: db.Statement) -> list[str]:
    text = statement.on(connection.dialect).text
    explained = "EXPLAIN (GENERIC_PLAN) " + placing.numbered(placing.shape(text))
    plan = connection.exec_driver_sql(explained.replace("%", "%%")).scalars().all()
    assert any("Scan" in line for line in plan), plan
    return [one or other for line in plan for one, other in _INDEX.findall(line)]
