"""Events that undo what has been done: the last first, one after the other, each once; must not decide what is undone.

BPMN 2.0.2, 10.7 and 13.5.5. What was completed is in the logs of `engine.spiff.remembering`. While it undoes, the event
is begun, and who undoes lives in it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EndEvent, NoneTask

from engine.spiff.case import Case
from engine.spiff.elements import Lazy
from engine.spiff.moments import Moment
from engine.spiff.remembering import Record, take
from engine.spiff.throwing import catcher, deliver
from engine.spiff.tokens import STARTED, Token

#: What is still to be done: the element that undoes, the variables it sees as its own, the log of what it undoes.
Errand = list[Any]


class Undoing(Lazy):
    """Common to the events that throw a compensation: what they are about is undone before they are over."""

    holds = True

    def _run_hook(self, my_task: Token) -> bool:
        case: Case = my_task.workflow
        case.moments.append(Moment("thrown", self.key, my_task.id))
        meant = take(my_task, self.element.about)
        my_task.plan = list(_errands(case, meant, {}))
        self._undo_next(my_task, my_task.plan)
        return True

    def emptied(self, my_task: Token) -> None:
        """Take the next, or go on when all is undone."""
        self._undo_next(my_task, my_task.plan or [])
        if my_task._state == STARTED and not my_task.inside:
            my_task.complete()

    def finished(self, _frame: Token, _token: Token) -> None:
        """Do nothing: the next comes when nothing is left that lives in this event."""

    def _undo_next(self, my_task: Token, plan: list[Errand]) -> None:
        if not plan:
            return
        case: Case = my_task.workflow
        (element, own, log), my_task.plan = plan[0], plan[1:]
        my_task._set_state(STARTED)
        my_task.row = None
        spec = case.program.specs[element]
        token = Token(case, spec, my_task.home, None, case.number(), my_task)
        token.own, token.log = own or None, log
        scope = None if my_task.home is None else my_task.home.id
        case.moments.append(Moment("entered", element, token.id, local=own or {}, body=spec.repeats, scope=scope))
        if spec.handles:
            spec.open(token)
            begun = case.enter(spec.start, token)
            case.moments.append(Moment("caught", spec.start.key, begun.id))
        else:
            spec._update(token)


def _errands(case: Case, log: list[Record], own: Mapping[str, Any]) -> Iterator[Errand]:
    """Give who undoes the records of a log, the last first; of a sub-process without a handler all that is in it."""
    for element, its_own, inner in reversed(log):
        spec = case.program.specs[element]
        spec = getattr(spec, "each", spec)
        seen = {**own, **(its_own or {})}
        if spec.undone_by is not None:
            yield [spec.undone_by, seen, None]
        elif spec.undoing is not None:
            yield [spec.undoing, seen, inner or []]
        else:
            yield from _errands(case, inner or [], seen)


class Undo(Undoing, NoneTask):  # type: ignore[misc]
    """An intermediate event that throws a compensation."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the library's waiting for a person."""
        super().__init__(*args, **kwargs)
        self.manual = False


class UndoAtEnd(Undoing, EndEvent):  # type: ignore[misc]
    """An end event that throws a compensation."""


class Abandon(UndoAtEnd):
    """A cancel end event: all else in its transaction is withdrawn, what was done is undone, then it is left."""

    def _run_hook(self, my_task: Token) -> bool:
        beside = () if my_task.home is None else tuple((my_task.home.inside or {}).values())
        for other in beside:
            if other is not my_task:
                other.cancel()
        return super()._run_hook(my_task)

    def _on_complete_hook(self, my_task: Token) -> None:
        my_task.workflow.done(my_task)
        found = catcher(my_task, "cancel", None)
        assert found is not None, "a transaction with a cancel end has a cancel boundary event"  # noqa: S101
        deliver(my_task.workflow, found, None, None, {})
