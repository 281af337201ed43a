"""A small world in which a scenario happens: a fresh database, a clock, people, one case; must not know Gherkin."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from engine import context, db, execution
from engine.actor import system
from engine.behaviour import people
from engine.behaviour.sight import BEGINNING, Sight
from engine.calendar import TEHRAN
from engine.connectors import SimulatedRegistry
from engine.context import Context
from engine.db import Database
from engine.errors import RavandError
from engine.execution import doing, leases
from engine.execution.outside import Inquirer


class World(Sight):
    """What the steps of a scenario act on; every command runs in its own transaction, as it does behind a door."""

    def __init__(self, database: Database) -> None:
        """Create the tables and the people in an empty database."""
        db.metadata.create_all(database.engine)
        with context.transaction(database, system(""), now=BEGINNING) as ctx:
            cast = people.gather(ctx)
        super().__init__(database, cast)
        self._registries = Inquirer(database, [SimulatedRegistry(database)], clock=lambda: self.now, calls=0)
        self.usual: dict[str, tuple[str, Mapping[str, str]]] = {}

    @contextmanager
    def acting(self, name: str) -> Iterator[Context]:
        """Open a command in somebody's name; a refusal is kept for the step that expects it."""
        self.settle()
        self.now += timedelta(seconds=1)
        self.length_before = len(self.entries())
        try:
            with context.transaction(self.database, self.actor(name), now=self.now) as ctx:
                yield ctx
        except RavandError as refusal:
            self.refusal = refusal
        else:
            self.inquire()

    def join(self, name: str, group: str) -> None:
        """Let somebody work in a group of their agency."""
        with context.transaction(self.database, self.cast.engine(name), now=self.now) as ctx:
            people.join(ctx, self.cast.part(name), group)

    def begin(self, name: str, rows: Mapping[str, str]) -> None:
        """Begin a case on the newest published version: the usual answers, and these instead where both are given."""
        answers = self.answers(self.labels.start, rows)
        with self.acting(name) as ctx:
            self.case = execution.start_latest(ctx, self.process, answers).instance

    def complete(self, name: str, element: str, rows: Mapping[str, str]) -> None:
        """Let somebody finish an open task of the case, with the usual answers unless others are given."""
        task, answers = self.task(element, name), self.answers(element, rows)
        with self.acting(name) as ctx:
            execution.complete_user_task(ctx, task.id, answers)

    def answers(self, element: str, rows: Mapping[str, str]) -> dict[str, object]:
        """Return the values of a form at an element: the usual ones, overridden by these."""
        usual = self.usual.get(element, ("", {}))[1]
        return self.labels.answers(element, usual) | self.labels.answers(element, rows)

    def go_on(self, *, until: str = "") -> None:
        """Let everybody do the usual until a task is open at an element, or until no usual work is left."""
        for _ in range(1000):
            open_elements = self.waiting()
            usual = [element for element in open_elements if element in self.usual and element != until]
            if not usual:
                break
            self.complete(self.usual[usual[0]][0], usual[0], {})
        if until and until not in self.waiting():
            raise AssertionError(f"the usual work did not lead to {self.labels.names.get(until, until)!r}")

    def inquire(self) -> bool:
        """Let the simulated registries answer what they are asked, and tell whether they were asked anything."""
        asked = 0
        while now := self._registries.round():
            asked += now
        return asked > 0

    def deliver(self) -> bool:
        """Let the worker do what is due now, and tell whether there was anything."""
        with context.transaction(self.database, system(""), now=self.now) as ctx:
            claimed = leases.claim(ctx, "scenario", doing.inside(), most=10)
        for job in claimed:
            doing.run(self.database, job, lambda: self.now)
        return bool(claimed)

    def set_day(self, day: date) -> None:
        """Let it be ten in the morning of a day in Tehran."""
        self.now = datetime.combine(day, time(10), TEHRAN).astimezone(UTC)
