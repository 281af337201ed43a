"""How a test works in a house with people: acts as one of them, publishes a drawing, runs commands."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from lxml import etree

from engine import db, definitions, execution, seed, worklist
from engine.actor import Actor, system
from engine.context import Context, reading, transaction
from engine.identity import ROLES, agencies, person


class House:
    """A database with the demonstration's agencies and people."""

    def __init__(self, database: db.Database) -> None:
        self.database = database
        seed.people(database)
        with reading(database, system("")) as ctx:
            self.agencies = {one.slug: one.id for one in agencies(ctx)}

    def actor(self, username: str) -> Actor:
        """Somebody of the demonstration as they sign in."""
        agency = self.agencies["isfahan" if username.endswith("2") else "shiraz"]
        with reading(self.database, system(agency)) as ctx:
            return person(ctx, username).acting("api")

    def everything(self) -> Actor:
        """A person of the first agency who has every role but the engine's own."""
        one = self.actor("supervisor")
        return Actor(one.id, one.username, one.name, one.agency, frozenset(ROLES) - {"system"}, one.groups, "api")

    def writing(self, who: str | Actor, now: Any = None) -> AbstractContextManager[Context]:
        return transaction(self.database, self._actor(who), now=now)

    def reading(self, who: str | Actor) -> AbstractContextManager[Context]:
        return reading(self.database, self._actor(who))

    def do(
        self, who: str | Actor, command: Callable[..., Any], *arguments: Any, now: Any = None, **options: Any
    ) -> Any:
        """Run one command in a transaction of its own."""
        with self.writing(who, now) as ctx:
            return command(ctx, *arguments, **options)

    def see(self, who: str | Actor, question: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """Ask one question."""
        with self.reading(who) as ctx:
            return question(ctx, *arguments, **options)

    def publish(self, drawing: Any, **files: bytes) -> definitions.Version:
        """Import a drawing (bytes or a tree) with its forms and publish it in the first agency."""
        data = drawing if isinstance(drawing, bytes) else file_of(drawing)
        all_files = {"process.bpmn": data, **{f"{name}.form.json": form for name, form in files.items()}}
        with self.writing(self.everything()) as ctx:
            made = definitions.import_files(ctx, all_files, name="test", source="test").versions[0]
            return execution.publish(ctx, made.id)

    def start(self, key: str, who: str | Actor | None = None, **variables: Any) -> execution.Progress:
        return self.do(who or self.everything(), execution.start_latest, key, variables)

    def open_tasks(self, instance: str) -> list[worklist.UserTask]:
        return list(self.see(self.everything(), worklist.tasks, worklist.Filter(instance=instance)))

    def _actor(self, who: str | Actor) -> Actor:
        return self.actor(who) if isinstance(who, str) else who


def file_of(root: Any) -> bytes:
    """A drawn tree as the bytes of a file that follows the schema."""
    root.set("targetNamespace", "https://ravand.example/test")
    return etree.tostring(root)


@pytest.fixture
def house(database: db.Database) -> House:
    """A house with people on both databases."""
    return House(database)
