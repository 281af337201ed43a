"""How prepared statements run on PostgreSQL: by libpq itself, as psycopg opens it; must not know what they say.

A psycopg cursor costs a statement some fifty microseconds of Python. Hot statements need nothing of what it does for
that: their texts are constants, their values texts, whole numbers and bytes.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import pq

_PARAMETER = re.compile(r"%\((\w+)\)s")
_ROW_OF_VALUES = re.compile(r"(?<=VALUES )\(.*?\)(?= ON CONFLICT|$)", re.DOTALL)
_TEXT, _BINARY = pq.Format.TEXT, pq.Format.BINARY
_GOOD: Final = frozenset({pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK})
#: Most rows that one INSERT carries; statements are prepared for each number of rows up to it.
_ROWS: Final = 16


def _whole(value: bytes) -> int:
    return int.from_bytes(value, "big", signed=True)


#: How a column comes, by the number of its type (pg_type.dat): bytea, bigint, integer, text, varchar.
_DECODERS: Final[dict[int, Callable[[bytes], Any]]] = {
    17: bytes,
    20: _whole,
    23: _whole,
    25: bytes.decode,
    1043: bytes.decode,
}


Columns = list[tuple[int, Callable[[bytes], Any]]]


@dataclass(slots=True)
class _Prepared:
    """A statement that the server knows by name, the parameters that it takes in order, and the columns it gives."""

    name: bytes
    order: tuple[str, ...]
    columns: Columns | None = None


class Link:
    """A connection of psycopg, spoken to by libpq. It has what `engine.db` uses of a driver's connection."""

    def __init__(self, connection: psycopg.Connection) -> None:
        """Share the connection; it stays psycopg's for everything else."""
        self._server = connection.pgconn
        self._prepared: dict[tuple[str, int], _Prepared] = {}

    def cursor(self) -> "Cursor":
        """Return a cursor of this connection."""
        return Cursor(self)

    def commit(self) -> None:
        """Commit."""
        self._checked(self._server.exec_(b"COMMIT"))

    def rollback(self) -> None:
        """Undo what was done since the transaction began, if one is open."""
        if self._server.transaction_status != pq.TransactionStatus.IDLE:
            self._checked(self._server.exec_(b"ROLLBACK"))

    def run(self, text: str, rows: Sequence[Mapping[str, Any]]) -> "Result":
        """Run a statement, an INSERT for several rows at once; raises psycopg's errors."""
        prepared = self._prepared.get((text, len(rows))) or self._prepare(text, len(rows))
        values, formats = _written([row[name] for row in rows for name in prepared.order])
        answer = self._server.exec_prepared(prepared.name, values, formats, _BINARY)
        return Result(self._checked(answer), prepared)

    def _prepare(self, text: str, rows: int) -> _Prepared:
        """Let the server prepare a statement, at its first use on this connection."""
        order = tuple(dict.fromkeys(_PARAMETER.findall(text)))
        if rows > 1:
            row = _ROW_OF_VALUES.search(text)
            assert row is not None, "only an INSERT of values is run for several rows"  # noqa: S101
            places = ", ".join(_placed(row[0], order, number * len(order)) for number in range(rows))
            query = text[: row.start()] + places + text[row.end() :]
        else:
            query = _placed(text, order, 0)
        made = _Prepared(f"ravand{len(self._prepared)}".encode(), order)
        self._checked(self._server.prepare(made.name, query.replace("%%", "%").encode()))
        self._prepared[text, rows] = made
        return made

    def _checked(self, result: pq.abc.PGresult) -> pq.abc.PGresult:
        """Return a result that is one; raises the error that the server, or the lack of one, stands for."""
        if result.status in _GOOD:
            return result
        if self._server.status != pq.ConnStatus.OK:
            raise psycopg.OperationalError(self._server.get_error_message())
        raise psycopg.errors.error_from_result(result)


class Result:
    """What a statement gave."""

    __slots__ = ("_given", "_prepared")

    def __init__(self, given: pq.abc.PGresult, prepared: _Prepared) -> None:
        """Keep it until it is asked for."""
        self._given = given
        self._prepared = prepared

    @property
    def rowcount(self) -> int:
        """How many rows a write touched."""
        return self._given.command_tuples or 0

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows."""
        given = self._given
        columns = self._prepared.columns
        if columns is None:
            columns = [(number, _DECODERS[given.ftype(number)]) for number in range(given.nfields)]
            self._prepared.columns = columns
        return [_row(given, row, columns) for row in range(given.ntuples)]


class Cursor:
    """Runs statements with named parameters, as `engine.db` asks a driver's cursor to."""

    def __init__(self, link: Link) -> None:
        """Belong to a connection."""
        self._link = link

    def execute(self, text: str, params: Mapping[str, Any] | None = None) -> Result:
        """Run a statement."""
        return self._link.run(text, (params or {},))

    def executemany(self, text: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run a write for many rows: an INSERT sends several at once."""
        size = _ROWS if _ROW_OF_VALUES.search(text) else 1
        for start in range(0, len(rows), size):
            self._link.run(text, rows[start : start + size])


def _row(given: pq.abc.PGresult, row: int, columns: Columns) -> tuple[Any, ...]:
    values = ((given.get_value(row, number), decode) for number, decode in columns)
    return tuple(None if value is None else decode(value) for value, decode in values)


def _written(given: Sequence[Any]) -> tuple[Any, list[int]]:
    """Return values as they travel: whole numbers as digits, texts and bytes as they are, with their length."""
    values: list[bytes | None] = []
    formats: list[int] = []
    for value in given:
        kind = type(value)
        if kind is not str and kind is not int and kind is not bytes and value is not None:
            raise TypeError(f"{kind.__name__} is no type of a column")
        values.append(value.encode() if kind is str else b"%d" % value if kind is int else value)
        formats.append(_TEXT if kind is int else _BINARY)
    return values, formats


def _placed(text: str, order: Sequence[str], before: int) -> str:
    """Return a statement with the server's numbered parameters, which begin behind `before`."""
    return _PARAMETER.sub(lambda found: f"${before + order.index(found[1]) + 1}", text)
