"""How cases run on paper: whatever waits is answered, then the clock moves on; must not move a token itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine import errors, execution, spiff, worklist
from engine.behaviour.paper.answers import Answers
from engine.behaviour.paper.house import House, beginning
from engine.behaviour.paper.trace import Line, Trace
from engine.definitions import Version
from engine.text import Text


class Course:
    """One run: the house, what is answered, and what has been told of it; `refusals` tell why answers did not fit."""

    def __init__(self, house: House, answers: Answers) -> None:
        """Begin with nothing published."""
        self.house = house
        self.answers = answers
        self.trace = Trace()
        self.keys: dict[str, str] = {}
        self.refusals: list[tuple[str, errors.RavandError]] = []
        self._refused: set[str] = set()

    def run(self, files: Mapping[str, bytes], process: str | None, *, size: int) -> Iterator[Line]:
        """Publish, begin and answer until nothing moves any more; give the trace line by line, last the outcome.

        Raises what publishing and beginning raise.
        """
        versions = self.house.publish(files, size=size)
        self.keys = {one.id: one.key for one in versions}
        self._begin(beginning(files, versions, process))
        yield from self._news()
        while self._answer_a_task():
            yield from self._news()
        yield self._outcome()

    def _begin(self, versions: tuple[Version, ...]) -> None:
        for one in versions:
            with self.house.acting() as ctx:
                execution.start_on(ctx, one, self.answers.variables, business_key=self.answers.business_key)

    def _news(self) -> Iterator[Line]:
        with self.house.looking() as ctx:
            yield from list(self.trace.news(ctx, self.keys))

    def _tasks(self) -> list[worklist.UserTask]:
        """Return the open tasks in the order in which they were opened, case by case."""
        with self.house.looking() as ctx:
            found = [worklist.tasks(ctx, worklist.Filter(instance=case)) for case in self.trace.cases]
        return sorted((task for tasks in found for task in tasks), key=lambda task: (task.created_at, task.activity))

    def _answer_a_task(self) -> bool:
        """Give the first open task that has an answer its next one; an answer that is refused stays unused."""
        for task in self._tasks():
            answer = None if task.id in self._refused else self.answers.task(task.element, task.name)
            if answer is None:
                continue
            try:
                with self.house.acting(task.assignee or "") as ctx:
                    execution.complete_user_task(ctx, task.id, answer.kept)
            except errors.Invalid as refusal:
                self._refused.add(task.id)
                self.refusals.append((task.name, refusal))
            else:
                answer.used = True
                return True
        return False

    def incidents(self) -> Iterator[tuple[str, str, Text]]:
        """Give the case, the element and the reason of each open incident."""
        with self.house.looking() as ctx:
            for case, called in self.trace.cases.items():
                for one in execution.open_incidents(ctx, case):
                    yield called, one.element, spiff.worded(spiff.INCIDENTS[one.code], one.details)

    def _outcome(self) -> Line:
        with self.house.looking() as ctx:
            cases = [execution.case(ctx, case) for case in self.trace.cases]
            stuck = [one for case in cases for one in execution.open_incidents(ctx, case.id)]
            values: dict[str, Any] = {}
            for case in reversed(cases):
                values |= execution.variables(ctx, case.id)
        statuses = {case.status for case in cases}
        state = "incident" if stuck else _worst(statuses)
        waiting = [task.element for task in self._tasks()]
        return {"state": state, "variables": values, "open": waiting, "unused": self.answers.unused()}


def _worst(statuses: set[str]) -> str:
    if statuses & {execution.ACTIVE, execution.SUSPENDED}:
        return "waiting"
    return "cancelled" if execution.CANCELLED in statuses else "completed"
