"""Whoever names a row, or the case it belongs to, gets it by that, also in a database that was never counted."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.sql import operators

import engine
from engine import db, placing

#: Columns that hold the case of a row.
_CASE = frozenset({"instance", "lock", "chain"})
_INDEX = {
    "postgresql": re.compile(r"(?:Scan(?: Backward)? using|Bitmap Index Scan on) (\w+)"),
    "sqlite": re.compile(r"USING (?:COVERING )?INDEX (\w+)"),
}
_EXPLAIN = {"postgresql": "EXPLAIN (GENERIC_PLAN) ", "sqlite": "EXPLAIN QUERY PLAN "}


def statements() -> Iterator[tuple[str, db.Statement]]:
    """Every prepared statement of the engine that both kinds of database run, by its module and its own name."""
    for found in pkgutil.walk_packages(engine.__path__, "engine."):
        if found.name.startswith("engine.migrations"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, db.Statement):
                yield f"{found.name}.{name}", value


def named(statement: db.Statement) -> frozenset[str]:
    """The columns by which a statement should find what it names: the key of a row, or the case."""
    where = getattr(statement.core, "whereclause", None)
    equal = {
        part.left
        for part in getattr(where, "clauses", [where])
        if isinstance(part, sa.BinaryExpression) and part.operator is operators.eq and isinstance(part.left, sa.Column)
    }
    keys = [tuple(column.table.primary_key) for column in equal]
    by_key = {column.name for key in keys if set(key) <= equal for column in key}
    return frozenset(by_key or {column.name for column in equal} & _CASE)


NAMING = {name: one for name, one in statements() if named(one)}


def test_statements_that_name_something_are_found() -> None:
    assert len(NAMING) > 50
    assert named(NAMING["engine.execution.instances._HOLD"]) == {"id"}
    assert named(NAMING["engine.execution.jobs._OF_CASE"]) == {"lock"}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_is_named_is_found_by_its_name(kind: str, new_database_url: Callable[..., str]) -> None:
    """By another index a database would read all that lies beside it, such as every case of the agency."""
    database = db.Database(new_database_url(kind))
    with database.connect() as connection:
        first = dict(_first_columns(connection))
        wrong = [
            f"{name}: {index}"
            for name, one in NAMING.items()
            for index in _indexes(connection, one)
            if first[index] not in named(one)
        ]
    database.close()

    assert wrong == []


def _first_columns(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    """Each index, also those of keys, with its first column."""
    for table in db.metadata.tables.values():
        found = sa.inspect(connection)
        for index in [*found.get_indexes(table.name), *found.get_unique_constraints(table.name)]:
            yield str(index["name"]), str(index["column_names"][0])
        yield f"pk_{table.name}", next(iter(table.primary_key)).name
        if connection.dialect.name == "sqlite":
            for _, name, *_ in connection.exec_driver_sql(f"PRAGMA index_list({table.name})"):
                yield name, connection.exec_driver_sql(f"PRAGMA index_info({name})").first()[2]


def _indexes(connection: sa.Connection, statement: db.Statement) -> list[str]:
    kind, compiled = connection.dialect.name, statement.on(connection.dialect)
    text = compiled.text if kind == "sqlite" else placing.numbered(placing.shape(compiled.text)).replace("%", "%%")
    nothing = (None,) * text.count("?") if kind == "sqlite" else ()
    plan = "\n".join(str(row[-1]) for row in connection.exec_driver_sql(_EXPLAIN[kind] + text, nothing))
    assert "SEARCH" in plan or "Scan" in plan, plan
    return _INDEX[kind].findall(plan)
