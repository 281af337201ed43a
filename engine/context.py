"""Under whose name, when and in which transaction something happens; must not know what is done inside it."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from secrets import SystemRandom
from typing import Final, TypeVar

from engine import db, errors
from engine.actor import Actor

#: So often a command is run at most, where it and another one waited for each other.
TRIES: Final = 4
#: Seconds before it is run again: at most this after the first time, twice as many after each further one.
PAUSE = 0.02
_RANDOM: Final = SystemRandom().random
_Answer = TypeVar("_Answer")


class Context:
    """What every command needs: the open transaction, who acts, the moment, and the id that joins log lines.

    `afterwards` is called when the transaction is committed and never before: what wakes who waits for its effect.
    """

    __slots__ = ("_at", "actor", "afterwards", "correlation_id", "db", "now")

    def __init__(self, db: db.Session, actor: Actor, now: datetime, correlation_id: str) -> None:
        """Say them; nobody changes them afterwards."""
        self.db = db
        self.actor = actor
        self.now = now
        self.correlation_id = correlation_id
        self.afterwards: list[Callable[[], None]] = []
        self._at = ""

    @property
    def at(self) -> str:
        """Return the moment as it is stored."""
        if not self._at:
            self._at = db.stamp(self.now)
        return self._at


@contextmanager
def transaction(
    database: db.Database, actor: Actor, *, now: datetime | None = None, correlation_id: str = ""
) -> Iterator[Context]:
    """Open the one transaction of a command and commit it when the block is left without an error.

    On SQLite writers queue on a mutex and take the write lock at once (BEGIN IMMEDIATE), so that a command never
    fails half-way for a lock; on PostgreSQL the command locks the rows it changes. Leaving by an error rolls all
    back. Raises Unavailable when the database cannot be reached or stays locked, and Contended when this command and
    another one waited for each other; see `again`.
    """
    with database.writing, _Lent(database) as session:
        driver = session.driver
        session.cursor.execute("BEGIN IMMEDIATE" if database.sqlite else "BEGIN")
        ctx = Context(session, actor, now or datetime.now(UTC), correlation_id or db.new_id())
        try:
            yield ctx
            session.settle()
        except BaseException:
            driver.rollback()
            raise
        driver.commit()
        for call in ctx.afterwards:
            call()


def again(command: Callable[[], _Answer]) -> _Answer:
    """Run what opens a transaction of its own; where it lost to another one, run it again whole, TRIES times in all.

    Nothing of a command that lost is left: what it does beside its transaction it must be able to do twice. Raises
    what the command raises; Contended when it lost every time.
    """
    for number in range(TRIES - 1):
        try:
            return command()
        except errors.Contended:
            time.sleep(PAUSE * 2**number * _RANDOM())
    return command()


def reading(
    database: db.Database, actor: Actor, *, now: datetime | None = None, correlation_id: str = ""
) -> AbstractContextManager[Context]:
    """Open a context that only reads: each statement sees what is committed, and no write lock is taken."""
    return _Reading(database, actor, now, correlation_id)


@contextmanager
def snapshot(database: db.Database, actor: Actor) -> Iterator[Context]:
    """Open a context in which every statement sees the same moment, while others go on writing."""
    with _Lent(database) as session:
        session.cursor.execute("BEGIN" if database.sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield Context(session, actor, datetime.now(UTC), db.new_id())
        finally:
            session.driver.rollback()


class _Lent:
    """Lends a connection, and closes it instead of keeping it when the database could not be reached by it.

    A class, because a generator for the same costs as much as the statement that a request most often reads by it.
    """

    __slots__ = ("_database", "_session")

    def __init__(self, database: db.Database) -> None:
        """Lend nothing yet."""
        self._database = database

    def __enter__(self) -> db.Session:
        try:
            self._session = self._database.take()
        except db.UNREACHABLE as error:
            raise errors.Unavailable from error
        return self._session

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if not isinstance(error, db.UNREACHABLE):
            self._database.give(self._session)
        elif db.is_lost_race(error):
            self._database.give(self._session)
            raise errors.Contended from error
        else:
            self._database.drop(self._session)
            raise errors.Unavailable from error


class _Reading(AbstractContextManager[Context]):
    """A lent connection under the name of an actor."""

    __slots__ = ("_actor", "_correlation_id", "_lent", "_now")

    def __init__(self, database: db.Database, actor: Actor, now: datetime | None, correlation_id: str) -> None:
        """Open nothing yet."""
        self._lent = _Lent(database)
        self._actor = actor
        self._now = now
        self._correlation_id = correlation_id

    def __enter__(self) -> Context:
        session = self._lent.__enter__()
        return Context(session, self._actor, self._now or datetime.now(UTC), self._correlation_id or db.new_id())

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._lent.__exit__(kind, error, trace)
