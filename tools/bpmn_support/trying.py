"""Runs a drawing through the engine to its end, storing and reading the case after every step; holds no expectation."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from engine import decisions, errors, spiff
from tools.bpmn_support.drawings import CALLED, REPEATED, TIMES, Drawn, Row, draw

_NOW = datetime(2026, 3, 21, 8, 0, tzinfo=UTC)
#: A small drawing that is not over after so many steps never will be.
_STEPS = 100
#: What waits here goes on by itself; events beside an activity happen only where a row asks for them.
_IN_THE_FLOW = frozenset({
    "intermediateCatchEvent", "intermediateThrowEvent", "receiveTask", "serviceTask", "sendTask", "businessRuleTask",
    "callActivity", "endEvent",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row in a place: it ran, it was refused with these reasons, or `wrong` tells what else."""

    ran: bool = False
    refused: tuple[str, ...] = ()
    wrong: str | None = None


def outcome(row: Row, place: str) -> Outcome | None:
    """Try a row in a place; None where it is about how a process begins and there is nothing to try."""
    drawn = draw(row, place)
    if drawn is None:
        return None
    refused = tuple(_reasons(drawn))
    if refused:
        return Outcome(refused=refused)
    times = TIMES if place == REPEATED else 1
    course = _Course(drawn, row, times)
    try:
        course.run()
        course.prove(times, in_called=place == CALLED)
    except (_Otherwise, errors.RavandError, KeyError) as problem:
        return Outcome(wrong=f"{type(problem).__name__}: {problem}")
    return Outcome(ran=True)


def _reasons(drawn: Drawn) -> Iterator[str]:
    seen: set[str] = set()
    for process in drawn.root.iterchildren("{*}process"):
        for problem in spiff.examine(process).problems:
            if (reason := problem.text.show("en")) not in seen:
                seen.add(reason)
                yield reason


def _basis() -> spiff.Basis:
    """Return the one decision that business rule tasks ask."""
    drawn = (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="f" name="f" namespace="urn:support">'
        '<decision id="d" name="d"><variable name="d"/><literalExpression><text>1 + 1</text></literalExpression>'
        "</decision></definitions>"
    )
    return spiff.Basis("d:1", "d", decisions.read(drawn.encode()))


class _Otherwise(Exception):
    """Something else happened than a run to the end."""


@dataclass(eq=False)
class _Case:
    """One case between its steps: nothing but what is stored."""

    program: spiff.Program
    caller: tuple["_Case", int] | None
    state: bytes = b""
    variables: dict[str, Any] = field(default_factory=dict)
    tasks: dict[int, spiff.Waiting] = field(default_factory=dict)
    waits: dict[int, spiff.Wait] = field(default_factory=dict)
    over: bool = False


class _Course:
    """All cases of one run, called ones included."""

    def __init__(self, drawn: Drawn, row: Row, times: int) -> None:
        self.drawn, self.row, self.now = drawn, row, _NOW
        self.done: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self.cases: list[_Case] = []
        self.first = deque(element for element in row.first for _ in range(times))
        self.came: Counter[int] = Counter()

    def run(self) -> None:
        """Run to the end. Raises _Otherwise where it does not come."""
        self._begin(self.drawn.process, self.drawn.at, dict(self.row.variables), None)
        for _ in range(_STEPS):
            if not self._go_on():
                break
        if not all(case.over for case in self.cases):
            left = [one.element for case in self.cases for one in (*case.tasks.values(), *case.waits.values())]
            raise _Otherwise(f"still waits at {', '.join(left) or 'nothing'}")
        if self.first:
            raise _Otherwise(f"{', '.join(self.first)} did not come")

    def prove(self, times: int, *, in_called: bool) -> None:
        """Raise _Otherwise unless what proves the row has happened."""
        for element, often in Counter(self.row.proof).items():
            if self.done[element] != often * times:
                raise _Otherwise(f"{element} was completed {self.done[element]} times, not {often * times}")
        for kind, often in Counter(self.row.sends).items():
            if self.sent[kind] != often * times:
                raise _Otherwise(f"{self.sent[kind]} of the kind {kind} were sent, not {often * times}")
        for element in self.row.never:
            if self.done[element]:
                raise _Otherwise(f"{element} was completed")
        if in_called and len(self.cases) < 2:
            raise _Otherwise("no process was called")

    def _begin(self, process: str, at: str | None, variables: dict[str, Any], caller: tuple[_Case, int] | None) -> None:
        asks = self.drawn.root.find(f".//{{*}}process[@id='{process}']//{{*}}businessRuleTask")
        program = spiff.load(self.drawn.root, process, decisions=None if asks is None else {asks.get("id"): _basis()})
        case = _Case(program, caller, variables=variables)
        self.cases.append(case)
        self._take(case, spiff.start(case.program, case.variables, now=self.now, at=at))

    def _take(self, case: _Case, step: spiff.Step) -> None:
        case.state = step.state
        self.done.update(one.element for one in step.moments if one.kind == "completed" and not one.body)
        if step.incidents:
            raise _Otherwise(", ".join(f"{one.element}: {one.text.show('en')}" for one in step.incidents))
        for activity in (*step.closed, *(one.activity for one in step.moments if one.kind == "completed")):
            case.tasks.pop(activity, None)
        for activity in step.ended:
            case.waits.pop(activity, None)
            self._end_called(case, activity)
        case.tasks |= {one.activity: one for one in step.waiting}
        case.waits |= {one.activity: one for one in step.waits}
        self.sent.update(one.kind for one in step.thrown)
        for thrown in step.thrown:
            if thrown.kind == "escalation" and case.caller is not None:
                self._step(case.caller[0], spiff.escalate, case.caller[1], thrown.name, dict(thrown.values))
        for wait in step.waits:
            if wait.kind == "call":
                self._begin(str(wait.topic), None, dict(wait.values), (case, wait.activity))
        if step.completed and not case.over:
            case.over = True
            if case.caller is not None and case.caller[1] in case.caller[0].waits:
                self._step(case.caller[0], spiff.occur, case.caller[1], case.variables)

    def _end_called(self, case: _Case, activity: int) -> None:
        for called in self.cases:
            if not called.over and called.caller is not None and called.caller == (case, activity):
                called.over = True
                called.tasks.clear()
                called.waits.clear()

    def _step(self, case: _Case, command: Any, activity: int, *given: Any) -> None:
        self._take(case, command(case.program, case.state, case.variables, activity, *given, now=self.now))

    def _go_on(self) -> bool:
        if self.first:
            return self._let_come(self.first.popleft())
        for case in self.cases:
            for activity, task in case.tasks.items():
                self._answer(case, activity, task.element)
                return True
            for activity, wait in case.waits.items():
                kind = case.program.elements[wait.element].type
                if kind in _IN_THE_FLOW and wait.kind != "call":
                    self._happen(case, activity, wait)
                    return True
        return False

    def _let_come(self, element: str) -> bool:
        """Let an event come, or a task be done; of several the one to which it came least."""
        found = [
            (self.came[activity], activity, case)
            for case in self.cases
            for activity, one in (*case.tasks.items(), *case.waits.items())
            if one.element == element
        ]
        if not found:
            raise _Otherwise(f"nothing waits at {element}")
        _, activity, case = min(found, key=lambda one: one[:2])
        self.came[activity] += 1
        if activity in case.tasks:
            self._answer(case, activity, element)
        else:
            self._happen(case, activity, case.waits[activity])
        return True

    def _answer(self, case: _Case, activity: int, element: str) -> None:
        self._step(case, spiff.complete, activity, dict(self.row.answers.get(element, {})))

    def _happen(self, case: _Case, activity: int, wait: spiff.Wait) -> None:
        self.now = max(self.now, wait.due or self.now)
        answer = self.row.answers.get(wait.element, {})
        if wait.kind == "external" and "error" in answer:
            self._step(case, spiff.raise_error, activity, answer["error"])
        else:
            self._step(case, spiff.occur, activity, {})
