"""How cases run on paper: whatever waits is answered, then the clock moves on; must not move a token itself."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from engine import definitions, errors, execution, spiff, worklist
from engine.behaviour.paper import clock, outside, sending, waiting
from engine.behaviour.paper.answers import Answers
from engine.behaviour.paper.house import House, beginning
from engine.behaviour.paper.trace import Line, Trace
from engine.definitions import Version
from engine.execution.instances import Instance
from engine.text import Text

#: So often the clock moves where the answers set no end: what repeats for ever must end on paper.
MOST_MOVES: Final = 1_000


class Course:
    """One run: the house, what is answered, and what has been told of it; `refusals` tell why answers did not fit."""

    def __init__(self, house: House, answers: Answers) -> None:
        """Begin with nothing published."""
        self.house = house
        self.answers = answers
        self.trace = Trace()
        self.refusals: list[tuple[str, errors.RavandError]] = []
        self._keys: dict[str, str] = {}
        self._refused: set[str] = set()
        self._sent: set[int] = set()
        self._moves = 0

    def run(self, files: Mapping[str, bytes], process: str | None, *, size: int) -> Iterator[Line]:
        """Publish, begin and answer until nothing moves any more; give the trace line by line, last the outcome.

        Raises what publishing and beginning raise, and NothingBegins.
        """
        versions = self.house.publish(files, size=size)
        yield from self.play(versions, beginning(files, versions, process))

    def play(self, versions: tuple[Version, ...], begun: tuple[Version, ...]) -> Iterator[Line]:
        """Begin cases on some of the published versions and answer as `run` does."""
        self._keys = {one.id: one.key for one in versions}
        self._begin(begun)
        yield from self._news()
        while self._go_on():
            yield from self._news()
        if not self.trace.cases:
            raise errors.NothingBegins
        yield self._outcome()

    def incidents(self) -> Iterator[tuple[str, str, Text]]:
        """Give the case, the element and the reason of each open incident."""
        with self.house.looking() as ctx:
            for case, called in self.trace.cases.items():
                for one in execution.open_incidents(ctx, case):
                    yield called, one.element, spiff.why(one.code, one.details)

    def _begin(self, versions: tuple[Version, ...]) -> None:
        """Begin a case on each version that needs nothing to begin."""
        for one in versions:
            with self.house.acting() as ctx:
                program = definitions.program(ctx, one.id)
                if begins_by_itself(program) and not self._is_sent_for(program):
                    given = self.answers.variables
                    execution.start_on(ctx, one, given, business_key=self.answers.business_key)

    def _is_sent_for(self, program: spiff.Program) -> bool:
        """Tell whether nothing is given to a plain start while a message or signal that begins the process is."""
        begun = {(one.kind, one.topic) for one in program.starts}
        sent = {(one.kind, one.name) for one in self.answers.sendings if one.at is None}
        return not self.answers.variables and bool(begun & sent)

    def _go_on(self) -> bool:
        """Let one thing happen, at this moment if anything can; False when nothing will happen any more."""
        return self._answer_a_task() or self._work_outside() or self._send() or clock.do_one(self.house) or self._move()

    def _news(self) -> Iterator[Line]:
        with self.house.looking() as ctx:
            yield from list(self.trace.news(ctx, self._keys))

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

    def _tasks(self) -> list[worklist.UserTask]:
        """Return the open tasks in the order in which they were opened, case by case."""
        with self.house.looking() as ctx:
            found = [worklist.tasks(ctx, worklist.Filter(instance=case)) for case in self.trace.cases]
        return sorted((task for tasks in found for task in tasks), key=lambda task: (task.created_at, task.activity))

    def _work_outside(self) -> bool:
        topics = outside.topics(self.answers)
        if not topics:
            return False
        with self.house.acting() as ctx:
            return outside.answer(ctx, self.answers, topics)

    def _send(self) -> bool:
        """Send the first message or signal whose time has come; what has a time is sent once, taken or not."""
        for number, one in enumerate(self.answers.sendings):
            if number in self._sent or (one.at is not None and one.at > self.house.now):
                continue
            try:
                one.answer.used = sending.send(self.house, one)
            except errors.SeveralWait as refusal:
                self.refusals.append((one.name, refusal))
                self._sent.add(number)
            if one.answer.used or one.at is not None:
                self._sent.add(number)
            if one.answer.used:
                return True
        return False

    def _move(self) -> bool:
        """Move the clock to whatever comes next; False when nothing does, or not before the end."""
        times = [one.at for number, one in enumerate(self.answers.sendings) if one.at and number not in self._sent]
        with self.house.looking() as ctx:
            due = clock.next_due(ctx)
        upcoming: datetime | None = min([*times, *([due] if due else [])], default=None)
        until = self.answers.until
        if upcoming is None or (until is not None and upcoming > until):
            return False
        self._moves += until is None
        self.house.now = max(upcoming, self.house.now)
        return self._moves <= MOST_MOVES

    def _outcome(self) -> Line:
        with self.house.looking() as ctx:
            cases = [execution.case(ctx, case) for case in self.trace.cases]
            stuck = any(execution.open_incidents(ctx, case.id) for case in cases)
            begun = [case for case in cases if case.parent is None]
            values: dict[str, Any] = {}
            for case in reversed(begun):
                values |= execution.variables(ctx, case.id)
            places = [place for case in cases if not case.ended for place in waiting.places(ctx, case)]
        state = "incident" if stuck else _worst(begun)
        return {"state": state, "variables": values, "open": places, "unused": self.answers.unused()}


def begins_by_itself(program: spiff.Program) -> bool:
    """Tell whether a process has a plain start: no message, signal or date is needed."""
    first = program.structure.nodes[program.structure.begins[0]]
    return not first.events


def _worst(cases: list[Instance]) -> str:
    if any(not case.ended for case in cases):
        return "waiting"
    return "cancelled" if any(case.status == execution.CANCELLED for case in cases) else "completed"
