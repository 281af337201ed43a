"""How prepared statements run on PostgreSQL: by libpq itself, as psycopg opens it; must not know what they say.

A psycopg cursor costs a statement some fifty microseconds of Python. Hot statements need nothing of what it does for
that: their texts are constants, their values texts, whole numbers and bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Any, Final, NamedTuple

import psycopg
from psycopg import abc, pq
from psycopg.adapt import Transformer

from engine import placing
from engine.placing import Part, Shape

_TEXT, _BINARY = pq.Format.TEXT, pq.Format.BINARY
_GOOD: Final = frozenset({pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK})
_BYTEA: Final = 17  # pg_type.dat
#: Most rows that one INSERT carries; statements are prepared for each number of rows up to it.
_ROWS: Final = 16
#: So many statements are prepared on a connection; then all are forgotten, for filters can be written in many ways.
_MOST: Final = 2_000

Rows = Sequence[Mapping[str, Any]]

#: How a value travels: whole numbers as digits, texts and bytes as they are.
_WRITERS: Final[Mapping[type, Callable[[Any], bytes | None]]] = {
    str: str.encode,
    int: b"%d".__mod__,
    bytes: bytes,
    type(None): lambda _none: None,
}


class _Prepared(NamedTuple):
    """A statement that the server knows by name, how it takes each parameter, and who reads its rows."""

    name: bytes
    formats: Sequence[int]
    reader: abc.Transformer


class _Owed(NamedTuple):
    """A write that was not sent yet; `otherwise` is raised unless it touches one row."""

    shape: Shape
    rows: Rows
    otherwise: Exception | None


class Link:
    """A connection of psycopg, spoken to by libpq. It has what `engine.db` uses of a driver's connection.

    Writes that nobody waits for are owed: they go together in one statement, before the next question or the commit.
    """

    def __init__(self, connection: psycopg.Connection) -> None:
        """Share the connection; it stays psycopg's for everything else."""
        self._connection = connection
        self._server = connection.pgconn
        self._prepared: dict[object, _Prepared] = {}
        self._names = count()
        self._owed: list[_Owed] = []

    def cursor(self) -> "Cursor":
        """Return a cursor of this connection."""
        return Cursor(self)

    def commit(self) -> None:
        """Commit what was sent; `settle` comes before it."""
        self._checked(self._server.exec_(b"COMMIT"))

    def rollback(self) -> None:
        """Undo what was done since the transaction began, if one is open."""
        self._owed.clear()
        if self._server.transaction_status != pq.TransactionStatus.IDLE:
            self._checked(self._server.exec_(b"ROLLBACK"))

    def run(self, text: str, row: Mapping[str, Any]) -> "Result":
        """Run a statement, behind what is owed; raises psycopg's errors."""
        if self._owed:
            self.settle()
        return self._run(placing.shape(text), (row,))

    def owe(self, text: str, rows: Rows, otherwise: Exception | None = None) -> None:
        """Run a write, at the latest with the next `settle`; `otherwise` is raised then unless its row is touched.

        What is too much for one statement, or outside a transaction, is run at once. Only one row can be expected.
        """
        shape = placing.shape(text)
        if any(one.shape.table == shape.table for one in self._owed):
            self.settle()
        size = _ROWS if shape.values else 1
        if len(rows) > size:
            self.settle()
            for start in range(0, len(rows), size):
                self._run(shape, rows[start : start + size])
            return
        self._owed.append(_Owed(shape, rows, otherwise))
        if self._server.transaction_status == pq.TransactionStatus.IDLE:
            self.settle()

    def settle(self) -> None:
        """Send what is owed, in one statement where that can be; raises what a write that missed its row says."""
        owed, self._owed = self._owed, []
        expecting = [one.otherwise for one in owed if one.otherwise is not None]
        touched = self._together(owed) if len(owed) > 1 else [self._run(one.shape, one.rows).rowcount for one in owed]
        for otherwise, rows in zip(expecting, touched, strict=False):  # a write alone is counted in any case
            if rows != 1:
                raise otherwise

    def _together(self, owed: Sequence[_Owed]) -> Sequence[int]:
        """Run several writes as one; return how many rows those touched that expect one."""
        parts = tuple([Part(one.shape, len(one.rows), one.otherwise is not None) for one in owed])
        values = [value for one in owed for value in placing.values(one.shape, one.rows)]
        [touched] = self._send(parts, lambda: placing.together(parts), values).fetchall()
        return touched

    def _run(self, shape: Shape, rows: Rows) -> "Result":
        return self._send((shape, len(rows)), lambda: placing.numbered(shape, len(rows)), placing.values(shape, rows))

    def _send(self, key: object, text: Callable[[], str], values: Sequence[Any]) -> "Result":
        """Run what is prepared under a key; at its first use on this connection `text` tells what it is."""
        prepared = self._prepared.get(key) or self._prepare(key, text())
        try:
            written = [_WRITERS[type(value)](value) for value in values]
        except KeyError as error:
            raise TypeError(f"{error.args[0].__name__} is no type of a column") from None
        given = self._server.exec_prepared(prepared.name, written, prepared.formats, _BINARY)  # type: ignore[arg-type]
        return Result(self._checked(given), prepared.reader)

    def _prepare(self, key: object, text: str) -> _Prepared:
        """Let the server prepare a statement, and tell what it takes and gives."""
        if len(self._prepared) >= _MOST:
            self._forget()
        name = f"ravand{next(self._names)}".encode()
        self._checked(self._server.prepare(name, text.encode()))
        told = self._checked(self._server.describe_prepared(name))
        formats = [_BINARY if told.param_type(number) == _BYTEA else _TEXT for number in range(told.nparams)]
        reader: abc.Transformer = Transformer(self._connection)
        reader.set_pgresult(told, set_loaders=True, format=_BINARY)
        self._prepared[key] = made = _Prepared(name, formats, reader)
        return made

    def _forget(self) -> None:
        """Let the server forget what is prepared here, and nothing that psycopg prepared for itself."""
        self._checked(self._server.exec_(b";".join(b"DEALLOCATE " + one.name for one in self._prepared.values())))
        self._prepared.clear()

    def _checked(self, result: pq.abc.PGresult) -> pq.abc.PGresult:
        """Return a result that is one; raises the error that the server, or the lack of one, stands for."""
        if result.status in _GOOD:
            return result
        if self._server.status != pq.ConnStatus.OK:
            raise psycopg.OperationalError(self._server.get_error_message())
        raise psycopg.errors.error_from_result(result)


class Result:
    """What a statement gave."""

    __slots__ = ("_given", "_reader")

    def __init__(self, given: pq.abc.PGresult, reader: abc.Transformer) -> None:
        """Keep it until it is asked for."""
        self._given = given
        self._reader = reader

    @property
    def rowcount(self) -> int:
        """How many rows a write touched."""
        return self._given.command_tuples or 0

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows."""
        self._reader.set_pgresult(self._given, set_loaders=False)
        rows = self._reader.load_rows(0, self._given.ntuples, tuple)
        self._reader.set_pgresult(None, set_loaders=False)  # which would be kept until the statement is asked again
        return rows


class Cursor:
    """Runs statements with named parameters, as `engine.db` asks a driver's cursor to."""

    def __init__(self, link: Link) -> None:
        """Belong to a connection."""
        self._link = link

    def execute(self, text: str, params: Mapping[str, Any] | None = None) -> Result:
        """Run a statement."""
        return self._link.run(text, params or {})

    def executemany(self, text: str, rows: Rows) -> None:
        """Run a write for many rows, with the next one that somebody waits for."""
        self._link.owe(text, rows)
