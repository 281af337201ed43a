"""A house of paper: an agency in memory, the files published in it, a clock that is moved by hand; runs no case."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from engine import context, db, definitions, errors, execution
from engine.actor import Actor, system
from engine.context import Context
from engine.db import Database
from engine.definitions import Version
from engine.definitions.calls import calls
from engine.definitions.examining import document
from engine.identity import offices


@dataclass(slots=True)
class House:
    """Where cases run on paper: `now` is what every command is told as the time."""

    database: Database
    actor: Actor
    now: datetime

    @contextmanager
    def acting(self, name: str = "") -> Iterator[Context]:
        """Open a command of the engine itself, in the name of the person whom a task was given to."""
        actor = replace(self.actor, username=name) if name else self.actor
        with context.transaction(self.database, actor, now=self.now) as ctx:
            yield ctx

    @contextmanager
    def looking(self) -> Iterator[Context]:
        """Open a context that only reads."""
        with context.reading(self.database, self.actor, now=self.now) as ctx:
            yield ctx

    def publish(self, files: Mapping[str, bytes], *, size: int) -> tuple[Version, ...]:
        """Publish all processes of the files together, as a deployment does.

        Raises what an import raises, and NotPublishable.
        """
        with self.acting() as ctx:
            made = definitions.import_files(
                ctx, files, name=min(files, default=""), source="paper", size=size, executable_only=True
            )
            return tuple(execution.publish(ctx, version.id) for version in made.versions)

    def findings(self, files: Mapping[str, bytes], *, size: int) -> list[tuple[str, definitions.Finding]]:
        """Return what is found in the files that keeps them from being published, with the file."""
        found = definitions.examine(files, groups=None, size=size)
        return [(file, one) for file, (_, told) in found.items() for one in told if one.severity == "error"]


@contextmanager
def build(now: datetime) -> Iterator[House]:
    """Build a house of paper and take it down afterwards."""
    database = ground()
    try:
        yield found(database, now)
    finally:
        database.close()


def ground() -> Database:
    """Return an empty database in memory with all tables."""
    database = Database("sqlite://")
    db.metadata.create_all(database.engine)
    return database


def found(database: Database, now: datetime) -> House:
    """Found an agency in an empty database."""
    with context.transaction(database, system(""), now=now) as ctx:
        agency, _ = offices.create_agency(ctx, slug="paper", name="Paper")
    return House(database, system(agency.id), now)


def clear(database: Database) -> None:
    """Take everything out of a database and leave its tables."""
    with context.transaction(database, system("")) as ctx:
        for table in reversed(db.metadata.sorted_tables):
            ctx.db.run(db.prepare(table.delete()))


def beginning(files: Mapping[str, bytes], versions: tuple[Version, ...], name: str | None) -> tuple[Version, ...]:
    """Return the versions on which cases begin: the one named, else all that no other process calls.

    Raises ProcessNotInFiles.
    """
    if name is not None:
        named = tuple(one for one in versions if one.key == name)
        if not named:
            raise errors.ProcessNotInFiles(name=name, names=", ".join(one.key for one in versions))
        return named
    drawn = [found for file, data in files.items() if (found := document(file, data, size=len(data))) is not None]
    called = {key for one in drawn for caller, keys in calls(one.graph).items() for key in keys if key != caller}
    return tuple(one for one in versions if one.key not in called) or versions[:1]
