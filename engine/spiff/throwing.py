"""What leaves an element: messages and signals for outside, errors and escalations for who catches them around it."""

from collections.abc import Mapping, Sequence
from typing import Any

from SpiffWorkflow.bpmn.specs.defaults import EndEvent, NoneTask

from engine.spiff.case import Case, Token
from engine.spiff.elements import Lazy
from engine.spiff.exchange import Desk
from engine.spiff.expressions import Formula
from engine.spiff.moments import Moment, Thrown
from engine.spiff.occasions import Occasion
from engine.spiff.reasons import Stuck

Catcher = tuple[Any, Token | None]


def catcher(thrower: Token, kind: str, code: str | None) -> Catcher | None:
    """Return who catches what is thrown at a token, and beside what (None: the process); None where nobody does.

    The nearest first: the boundary of what throws, the event sub-processes of its scope, the boundary of that scope,
    and so on outwards; of one place who names the code before who takes any (BPMN 2.0.2, 10.5.6). What is thrown in
    an event sub-process is not caught by another one of the same scope: that has been left behind.
    """
    at: Token = thrower
    while True:
        found = _best(at.task_spec.catchers, kind, code)
        if found is not None:
            return found, at
        if at.frame is not None:
            at = at.frame
            continue
        home = at.home
        if not at.task_spec.handles:
            around = thrower.workflow.program if home is None else home.task_spec
            found = _best(around.handlers, kind, code)
            if found is not None:
                return found, home
        if home is None:
            return None
        at = home


def _best(specs: Sequence[Any], kind: str, code: str | None) -> Any:
    fitting = [spec for spec in specs if spec.occasion.kind == kind and spec.occasion.named in (None, code)]
    return next((spec for spec in fitting if spec.occasion.named is not None), fitting[0] if fitting else None)


def deliver(case: Case, found: Catcher, code: str | None, message: object, values: Mapping[str, Any]) -> bool:
    """Let the catcher catch; tell whether that interrupts what threw."""
    spec, host = found
    given = dict(values)
    if spec.occasion.code_variable is not None:
        given[spec.occasion.code_variable] = code
    if spec.occasion.message_variable is not None:
        given[spec.occasion.message_variable] = message
    spec.strike(case, host, given, name=code)
    return bool(spec.interrupting)


class Throws(Lazy):
    """Common to throwing events and to send tasks with a message."""

    occasion: Occasion
    topic: Formula | str | None = None
    text: Formula | str | None = None
    keys: tuple[tuple[str, Formula | str], ...] = ()
    sent: tuple[tuple[str, Formula | str], ...] = ()
    payload: Formula | None = None

    def _run_hook(self, my_task: Token) -> bool:
        environment = my_task.workflow.script_engine.environment
        desk = Desk(my_task.data) if self.exchange is None else self.exchange.enter(environment, my_task.data)
        view = desk.view

        def value(source: Any) -> Any:
            return environment.evaluate(source, view) if isinstance(source, Formula) else source

        name = value(self.topic)
        kind = self.occasion.kind
        values = dict(view) if self.occasion.everything else {}
        values |= {**desk.local, **{target: value(source) for target, source in self.sent}}
        if self.payload is not None:
            given = value(self.payload)
            values |= given if isinstance(given, dict) else {self.occasion.variable or "payload": given}
        found = catcher(my_task, kind, name) if kind in {"error", "escalation"} else None
        if kind == "error" and found is None:
            raise Stuck("error-uncaught", error=name or "", message=value(self.text) or "")
        if kind in {"message", "signal"} and not isinstance(name, str):
            raise Stuck("event-name", source=self.topic.source if isinstance(self.topic, Formula) else "")
        if self.exchange is not None:
            self.exchange.leave(environment, desk)
            my_task.data.write(desk.pending)
        keys = {key: value(source) for key, source in self.keys}
        my_task.leaving = (name, found, values, keys, value(self.text))
        return True

    def _throw(self, my_task: Token) -> bool:
        """Let go of what the token throws; tell whether that interrupts its own path."""
        case: Case = my_task.workflow
        assert my_task.leaving is not None, "thrown once, after it was made ready"  # noqa: S101
        (name, found, values, keys, text), my_task.leaving = my_task.leaving, None
        if found is not None:
            return deliver(case, found, name, text, values)
        kind: Any = self.occasion.kind
        case.thrown.append(Thrown(kind, self.key, my_task.id, name or "", keys=keys, values=values))
        return False

    def _on_complete_hook(self, my_task: Token) -> None:
        case: Case = my_task.workflow
        if my_task.leaving is None:  # thrown before; only the way on was missing
            super()._on_complete_hook(my_task)
            return
        case.moments.append(Moment("thrown", self.key, my_task.id, name=my_task.leaving[0]))
        if my_task.leaving[1] is None or not self.ways:
            super()._on_complete_hook(my_task)
            self._throw(my_task)
        elif self._throw(my_task):
            case.done(my_task)
        else:
            super()._on_complete_hook(my_task)


class Throw(Throws, NoneTask):  # type: ignore[misc]
    """An intermediate throwing event, or a send task with a message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the library's waiting for a person."""
        super().__init__(*args, **kwargs)
        self.manual = False


class Finish(Throws, EndEvent):  # type: ignore[misc]
    """An end event that throws."""
