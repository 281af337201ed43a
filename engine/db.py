"""How rows are described and statements run on SQLite and PostgreSQL; must not begin or end a transaction."""

import os
import sqlite3
import threading
import time
from collections import deque, namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from operator import itemgetter
from typing import Any, Final, NamedTuple

import orjson
import psycopg
import sqlalchemy as sa
from sqlalchemy.sql.base import Executable

from engine.libpq import Link

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Row = Any  # a named tuple whose fields are the columns of its statement


def new_id(now: datetime | None = None) -> str:
    """Return 32 hexadecimal digits that sort by time: 48 bits of milliseconds, then 80 random bits."""
    seconds = time.time() if now is None else now.timestamp()
    return f"{int(seconds * 1000):012x}{os.urandom(10).hex()}"


def stamp(at: datetime) -> str:
    """Write a time zone aware moment as UTC text of fixed width, so that text order is time order."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[:26] + "Z"  # many times faster than strftime


def moment(text: str) -> datetime:
    """Read what `stamp` wrote."""
    return datetime.fromisoformat(text)


def dump(value: Any) -> str:
    """Write plain JSON values as text with sorted keys: equal values give equal text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def load(text: str | bytes) -> Any:
    """Read what `dump` wrote."""
    return orjson.loads(text)


class Compiled(NamedTuple):
    """A statement for one kind of database."""

    text: str
    fixed: dict[str, Any]  # constants that are bound in it
    place: Callable[[Mapping[str, Any]], Any]  # puts parameters as the driver takes them
    row: Callable[[Sequence[Any]], Row]


class Statement:
    """A Core statement that is compiled once per database and then runs on the driver's connection."""

    def __init__(self, core: Executable) -> None:
        """Keep the statement; it is compiled at its first use."""
        self.core = core
        self.compiled: dict[str, Compiled] = {}

    def on(self, dialect: sa.Dialect) -> Compiled:
        """Compile it for a kind of database."""
        compiled = self.core.compile(dialect=dialect)  # type: ignore[attr-defined]
        columns = [column[0] for column in compiled._result_columns]  # noqa: SLF001  (no public name for it)
        maker: Any = namedtuple("Row", columns, rename=True)  # type: ignore[misc]  # noqa: PYI024  (made of data)
        required = {key for key, bind in compiled.binds.items() if bind.required}
        fixed = {key: value for key, value in compiled.params.items() if key not in required}
        found = Compiled(str(compiled), fixed, _placing(compiled.positiontup), partial(tuple.__new__, maker))
        self.compiled[dialect.name] = found
        return found


def _placing(order: Sequence[str] | None) -> Callable[[Mapping[str, Any]], Any]:
    """Return what puts parameters in order; SQLite takes a quarter longer by their names."""
    if order is None:
        return lambda given: given
    return itemgetter(*order) if len(order) > 1 else lambda given: [given[name] for name in order]


def prepare(core: Executable) -> Statement:
    """Prepare a hot statement: parameters are `bindparam`s, rows come back as named tuples."""
    return Statement(core)


class Alarm:
    """Wakes the thread that runs the jobs of a database; what rings while it is awake is not lost."""

    def __init__(self) -> None:
        """Be silent."""
        self._changed = threading.Condition()
        self._rung = False
        self._until = ""

    def ring(self, due: str = "") -> None:
        """Tell that there is work at a stored moment; a sleeper who wakes before that by itself sleeps on."""
        with self._changed:
            if not self._until or due < self._until:
                self._rung = True
                self._changed.notify_all()

    def sleep(self, seconds: float, until: str = "") -> bool:
        """Sleep so long unless it rings, or rang since the last sleep; `until` is when that ends, as it is stored."""
        with self._changed:
            self._until = until
            self._changed.wait_for(lambda: self._rung, seconds)
            rung, self._rung, self._until = self._rung, False, ""
            return rung


class Session:
    """Runs statements inside the transaction that `engine.context` opened.

    It is kept and used again with its connection and its one cursor: making them anew for every request costs more
    than the statements they are for.
    """

    def __init__(self, connection: sa.Connection, alarm: Alarm) -> None:
        """Wrap a connection; `statements` counts what was sent since it was taken, an executemany as one."""
        self.connection = connection
        self.alarm = alarm
        self.dialect = connection.dialect
        self.kind = self.dialect.name
        opened: Any = connection.connection.dbapi_connection
        self.link = Link(opened) if self.kind == "postgresql" else None
        self.driver: Any = self.link or opened
        self.cursor = self.driver.cursor()
        self.statements = 0

    def one(self, statement: Statement, **params: Any) -> Row | None:
        """Return the first row, or None."""
        answer, row = self._execute(statement, params)
        rows = answer.fetchall()  # leaves no statement half read
        return row(rows[0]) if rows else None

    def all(self, statement: Statement, **params: Any) -> list[Row]:
        """Return all rows."""
        answer, row = self._execute(statement, params)
        return list(map(row, answer.fetchall()))

    def run(self, statement: Statement, **params: Any) -> int:
        """Run a write and return how many rows it touched."""
        count: int = self._execute(statement, params)[0].rowcount
        return count

    def must(self, statement: Statement, otherwise: Exception, **params: Any) -> None:
        """Run a write that touches one row; `otherwise` is raised if it does not, at the latest by `settle`."""
        if self.link is None:
            if self.run(statement, **params) != 1:
                raise otherwise
            return
        text, fixed, _, _ = statement.compiled.get(self.kind) or statement.on(self.dialect)
        self.statements += 1
        self.link.owe(text, ({**fixed, **params},), otherwise)

    def settle(self) -> None:
        """See that every write is done, also those that PostgreSQL is sent together; raises what `must` was told."""
        if self.link is not None:
            self.link.settle()

    def many(self, statement: Statement, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run one write for many rows; nothing is sent for none."""
        if not rows:
            return
        text, fixed, place, _ = statement.compiled.get(self.kind) or statement.on(self.dialect)
        self.statements += 1
        self.cursor.executemany(text, [place({**fixed, **row}) for row in rows] if fixed else list(map(place, rows)))

    def select(self, core: Executable) -> list[Row]:
        """Run a statement that was built for this one request (filters, sorting) and return all rows."""
        self.settle()
        self.statements += 1
        return list(self.connection.execute(core).all())

    def stream(self, core: Executable) -> Iterator[Row]:
        """Run a statement and yield its rows as they come, for whole tables."""
        self.settle()
        self.statements += 1
        yield from self.connection.execution_options(stream_results=True).execute(core)

    def count_tables(self) -> None:
        """Let PostgreSQL count what lies where, by which it chooses its ways; for whoever wrote whole tables."""
        self.settle()
        if self.link is not None:
            self.connection.exec_driver_sql("ANALYZE")

    def _execute(self, statement: Statement, params: dict[str, Any]) -> tuple[Any, Any]:
        """Send a statement; return what holds its answer, and the maker of rows."""
        text, fixed, place, row = statement.compiled.get(self.kind) or statement.on(self.dialect)
        self.statements += 1
        return self.cursor.execute(text, place({**fixed, **params} if fixed else params)), row


class Database:
    """One database and its idle connections; a write mutex stands in front of SQLite's single writer."""

    def __init__(self, url: str) -> None:
        """Prepare; nothing is opened until the first use. `url` is SQLAlchemy's form."""
        options: dict[str, Any] = {"isolation_level": "AUTOCOMMIT"}
        if url.startswith("sqlite"):
            options |= {"connect_args": {"check_same_thread": False, "timeout": 15}}
        options |= {"poolclass": sa.StaticPool if _in_memory(url) else sa.NullPool}
        self.engine = sa.create_engine(url, **options)
        self.sqlite = self.engine.dialect.name == "sqlite"
        self._idle: deque[Session] = deque()
        self.alarm = Alarm()
        self.writing = threading.RLock() if self.sqlite else _NoLock()
        sa.event.listen(self.engine, "connect", _prepare_sqlite if self.sqlite else _prepare_postgresql)

    def connect(self) -> sa.Connection:
        """Return a connection in autocommit mode of its own; the caller closes it."""
        return self.engine.connect()

    def take(self) -> Session:
        """Lend an open connection; `give` takes it back."""
        session = self._idle.pop() if self._idle else Session(self.connect(), self.alarm)
        session.statements = 0
        return session

    def give(self, session: Session) -> None:
        """Take a connection back for the next."""
        self._idle.append(session)

    def drop(self, session: Session) -> None:
        """Close a connection by which the database could not be reached."""
        session.connection.invalidate()
        session.connection.close()
        self.close()  # the idle ones were opened before, so they are likely to be dead as well

    def close(self) -> None:
        """Close all connections that nobody uses."""
        while self._idle:
            self._idle.pop().connection.close()
        self.engine.dispose()


class _NoLock:
    """Stands where SQLite has its write mutex: PostgreSQL locks rows itself."""

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


#: A commit writes whole pages to the log: half the usual page is 40 % fewer bytes for a case. 8,000 pages are 16 MB.
_PRAGMAS: Final = (
    "page_size=2048", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=8000",
)  # fmt: skip


def _in_memory(url: str) -> bool:
    return url in {"sqlite://", "sqlite:///:memory:"}


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: psycopg.Connection, _record: object) -> None:
    connection.prepare_threshold = 2
    connection.execute("SET synchronous_commit = on")


def is_unique_violation(error: BaseException) -> bool:
    """Tell whether the database refused a row because its key is taken."""
    return isinstance(error, psycopg.errors.UniqueViolation) or "UNIQUE constraint failed" in str(error)


def is_lost_race(error: BaseException) -> bool:
    """Tell whether PostgreSQL undid a transaction because it and another one waited for each other, or crossed."""
    cause = getattr(error, "orig", None) or error
    return isinstance(cause, psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure)


#: The drivers' errors that mean: the database cannot be used just now (down, locked, disk full).
UNREACHABLE = (
    psycopg.OperationalError,
    psycopg.InterfaceError,
    sqlite3.OperationalError,
    sa.exc.OperationalError,
)


def identifier(name: str, **options: Any) -> sa.Column[str]:
    """Describe a column that holds an id of ours or of a standard."""
    return sa.Column(name, sa.String(255), nullable=options.pop("nullable", False), **options)


def text(name: str, **options: Any) -> sa.Column[str]:
    """Describe a column of free text, JSON or a UTC moment as `stamp` writes it."""
    return sa.Column(name, sa.Text, nullable=options.pop("nullable", False), **options)


def number(name: str, **options: Any) -> sa.Column[int]:
    """Describe a whole number."""
    return sa.Column(name, sa.Integer, nullable=options.pop("nullable", False), **options)


def blob(name: str, **options: Any) -> sa.Column[bytes]:
    """Describe raw bytes."""
    return sa.Column(name, sa.LargeBinary, nullable=options.pop("nullable", False), **options)


def partial_index(name: str, *columns: str, only: str, unique: bool = False) -> sa.Index:
    """Describe an index that holds only the rows for which a condition in SQL is true, on both databases."""
    condition = sa.text(only)
    return sa.Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def by_itself(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Describe a column of texts so that no index serves it: neither to look for it nor for its order."""
    return column.concat(sa.literal_column("''"))


def besides(column: sa.ColumnElement[Any], value: Any = None) -> sa.ColumnElement[bool]:
    """Describe what is checked on a row that its key finds already: the value, or the parameter of the column's name.

    It says the same as `==`, but no index serves it. PostgreSQL takes just any index of a table that it has not counted
    yet, SQLite the one that has the order: by that of the agency they would read everything that the agency has.
    """
    return by_itself(column) == (sa.bindparam(column.key) if value is None else value)


#: How a column may be compared with a value. Texts are like a pattern whatever their letters' case, on both databases.
COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "eq": lambda column, value: column == value,
    "ne": lambda column, value: column != value,
    "in": lambda column, value: column.in_(value),
    "not in": lambda column, value: column.not_in(value),
    "like": lambda column, value: sa.func.lower(column).like(value.lower()),
    "not like": lambda column, value: sa.func.lower(column).not_like(value.lower()),
    "before": lambda column, value: column < value,
    "after": lambda column, value: column > value,
    "least": lambda column, value: column >= value,
    "most": lambda column, value: column <= value,
    "at": lambda column, value: sa.func.substr(column, 1, 23) == value[:23],  # a stored moment, to the millisecond
    "absent": lambda column, value: column.is_(None) if value else column.is_not(None),
    "before or absent": lambda column, value: sa.or_(column < value, column.is_(None)),
}

#: Comparisons that all must hold: (name of a column, comparison, value).
Comparisons = tuple[tuple[str, str, Any], ...]


def compared(columns: Mapping[str, Any], wanted: Comparisons) -> list[Any]:
    """Return conditions of a query; `columns` are those that may be compared. Raises KeyError for any other."""
    return [COMPARISONS[how](columns[name], value) for name, how, value in wanted]
