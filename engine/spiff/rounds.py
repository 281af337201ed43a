"""The frame around the rounds of a standard loop (BPMN 2.0.2, 10.3.8); must not know what the activity does."""

from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import NoneTask

from engine.spiff.case import READY, STARTED, Case, Token
from engine.spiff.elements import Lazy, is_true
from engine.spiff.loops import Until
from engine.spiff.moments import Moment
from engine.spiff.reasons import Stuck
from engine.spiff.scope import Overlay


class Rounds(Lazy, NoneTask):  # type: ignore[misc]
    """The frame around an activity that is done again while a condition is true; `each` is the activity.

    Rounds are counted from 0 in `loopCounter`. Before a round the condition sees the number of that round; asked
    behind one it sees how many are done, which is the same. The frame has `own` until the last round is over.
    """

    repeats = True
    holds = True
    keeps: tuple[str, ...] = ()
    each: Any
    until: Until

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the library's waiting for a person."""
        super().__init__(*args, **kwargs)
        self.manual = False

    def _update_hook(self, my_task: Token) -> bool:
        if self.until.drawn.before and not self._again(my_task, 0):
            return True
        my_task._set_state(STARTED)
        self._open(my_task, 0)
        return False

    @staticmethod
    def total(_frame: Token) -> None:
        """Return how many rounds there will be: nobody knows."""

    def finished(self, frame: Token, token: Token) -> None:
        """Decide behind a round whether there is another one."""
        self._decide(frame, token.index + 1)

    def leave_again(self, my_task: Token) -> None:
        """Decide once more whether there is another round, or leave once more if there is none."""
        if my_task.own is None:
            super().leave_again(my_task)
        else:
            self._decide(my_task, my_task.own["loopCounter"])

    def _decide(self, frame: Token, done: int) -> None:
        self._count(frame, done)
        try:
            again = self._again(frame, done)
        except Stuck as problem:
            frame.workflow.fail(frame, problem)
            return
        if again:
            self._open(frame, done)
        else:
            frame.own = None
            frame._set_state(READY)

    def _again(self, frame: Token, done: int) -> bool:
        """Whether another round comes after so many. Raises Stuck."""
        if self.until.most is not None and done >= self.until.most:
            return False
        condition = self.until.condition
        if condition is None:
            return True
        scope = Overlay({"loopCounter": done}, frame.data)
        environment = frame.workflow.script_engine.environment
        return is_true(environment.evaluate(condition, scope), condition.source)

    @staticmethod
    def _count(frame: Token, done: int) -> None:
        before = frame.own and frame.own["loopCounter"]
        if before != done:
            frame.workflow.wrote_own(frame, "loopCounter", before, done)
        frame.own, frame.row = {"loopCounter": done}, None

    def _open(self, frame: Token, number: int) -> None:
        case: Case = frame.workflow
        self._count(frame, number)
        one = Token(case, self.each, frame.home, None, case.number(), frame)
        one.index, one.own = number, {"loopCounter": number}
        case.moments.append(Moment("entered", self.key, one.id, local=dict(one.own), parent=frame.id))
        self.each._update(one)

    def _run_hook(self, my_task: Token) -> bool:
        return True  # the rounds have done the work
