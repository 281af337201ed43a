"""What can be seen of the world in which a scenario happens; must not change it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from engine import context, db, errors, execution, history, worklist
from engine.actor import Actor
from engine.behaviour import labels
from engine.behaviour.people import Cast
from engine.context import Context
from engine.db import Database
from engine.errors import RavandError
from engine.text import LANGUAGES, Text

#: Saturday 21 November 2026 (30 Aban 1405), ten o'clock in Tehran: the clock of a scenario that names no day.
BEGINNING: Final = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)

#: What is told of an element that the case need not have come to, such as a deadline that was set.
_BESIDE: Final = ("wait.", "job.")


class Unexpected(AssertionError):
    """Something was refused and the scenario does not say so."""


class Sight:
    """The state of a scenario and everything its steps can look at."""

    def __init__(self, database: Database, cast: Cast) -> None:
        """Look at a database in which these people are."""
        self.database = database
        self.cast = cast
        self.now = BEGINNING
        self.labels = labels.of({})
        self.process = self.version = self.case = ""
        self.refusal: RavandError | None = None
        self.outcomes: list[RavandError | None] = []
        self.verdict: history.verify.Verdict | None = None
        self.length_before = 0

    def settle(self) -> None:
        """Raise Unexpected if something was refused and no step has asked why."""
        refusal, self.refusal = self.refusal, None
        if refusal is not None:
            raise Unexpected(in_words(refusal)) from refusal

    def actor(self, name: str) -> Actor:
        """Return somebody as an actor, with the groups of this moment."""
        with context.reading(self.database, self.cast.engine(name), now=self.now) as ctx:
            return self.cast.actor(ctx, name)

    @contextmanager
    def looking(self, name: str = "") -> Iterator[Context]:
        """Open a context that only reads, in somebody's name or as the engine itself."""
        self.settle()
        actor = self.actor(name) if name else self.cast.engine()
        with context.reading(self.database, actor, now=self.now) as ctx:
            yield ctx

    def tasks(self, element: str | None = None) -> list[worklist.UserTask]:
        """Return the open tasks of the case, or those at one element."""
        with self.looking() as ctx:
            return worklist.tasks(ctx, worklist.Filter(instance=self.case, element=element))

    def task(self, element: str, name: str = "") -> worklist.UserTask:
        """Return an open task at an element: the person's own, else a free one; AssertionError if there is none."""
        found = self.tasks(element)
        if not found:
            raise AssertionError(f"no task is open at {self.labels.names.get(element, element)!r}")
        mine = self.cast.part(name).username if name else None
        return min(found, key=lambda task: (task.assignee != mine, task.assignee is not None))

    def waiting(self) -> list[str]:
        """Return the ids of the elements at which the case waits for people, one per open task."""
        return [task.element for task in self.tasks()]

    def status(self) -> str:
        """Return the status of the case."""
        with self.looking() as ctx:
            return execution.case(ctx, self.case).status

    def visited(self) -> list[str]:
        """Return the ids of the elements that the case came to, in the order of its record."""
        came = [entry for entry in self.entries() if not entry.type.startswith(_BESIDE)]
        facts = [db.load(entry.facts) for entry in came]
        return list(dict.fromkeys(str(fact["element"]) for fact in facts if "element" in fact))

    def entries(self) -> list[history.Entry]:
        """Return the record of the case, none without a case; also while a refusal waits for its step."""
        if not self.case:
            return []
        with context.reading(self.database, self.cast.engine(), now=self.now) as ctx:
            return execution.entries(ctx, self.case)

    def variables(self) -> dict[str, Any]:
        """Return the variables of the case."""
        with self.looking() as ctx:
            return execution.variables(ctx, self.case)

    def exported(self) -> list[str]:
        """Return the record of the case as `ravand verify` reads it."""
        with self.looking() as ctx:
            return list(execution.export(ctx, self.case))

    def sees(self, name: str) -> bool:
        """Whether somebody may see the case."""
        with self.looking(name) as ctx:
            try:
                return execution.case(ctx, self.case).id == self.case
            except errors.NotFound:
                return False

    def inbox(self, name: str) -> list[str]:
        """Return the elements of the tasks of the case that somebody holds or may take, as the inbox shows them."""
        with self.looking(name) as ctx:
            lists = [worklist.tasks(ctx, worklist.inbox(ctx, which)) for which in ("mine", "group")]
        return [task.element for tasks in lists for task in tasks if task.instance == self.case]


def in_words(refusal: RavandError) -> str:
    """Return everything a refusal tells, in both languages: its message, and what stands at fields."""
    at_fields = [one for told in getattr(refusal, "fields", {}).values() for one in told]
    told = [Text(refusal.template(), refusal.params), *at_fields]
    return " | ".join(one.show(language) for language in LANGUAGES for one in told)
