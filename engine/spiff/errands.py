"""Work that is done outside the case: by a worker that asks for its topic, or by a called process; must not do it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from SpiffWorkflow.bpmn.specs.defaults import NoneTask

from engine.spiff.case import WAITING, Case, Token
from engine.spiff.events import Awaited
from engine.spiff.exchange import Desk
from engine.spiff.expressions import Environment, Formula, Unreadable, read, read_text
from engine.spiff.moments import Moment, Wait
from engine.spiff.outside import Called, Outside
from engine.spiff.reasons import Stuck
from engine.spiff.scope import Overlay

Text = Formula | str

#: Longer names of topics and processes cannot be looked for.
LONGEST_NAME: Final = 255


@dataclass(frozen=True, slots=True)
class Errand:
    """Work for a worker, read once per version."""

    drawn: Outside
    topic: Text
    asked: tuple[tuple[str, Text], ...]
    headers: Mapping[str, str]
    errors: tuple[tuple[str, Formula], ...] = ()

    @classmethod
    def of(cls, drawn: Outside, report: Callable[[Unreadable], None]) -> "Errand":
        """Read what is drawn; what cannot be read is reported and left out."""
        words = (("priority", drawn.priority), ("retries", drawn.retries))
        asked = tuple((name, _text(source, report)) for name, source in words if source is not None)
        expected = _formulas(drawn.errors, report)
        return cls(drawn, _text(drawn.topic, report), asked, dict(drawn.headers), expected)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The expressions among them."""
        drawn = (self.topic, *(text for _, text in self.asked), *(formula for _, formula in self.errors))
        return tuple(one for one in drawn if isinstance(one, Formula))

    def wait(self, token: Token, view: Mapping[str, Any], values: Mapping[str, Any]) -> Wait:
        """Return the wait for the worker, everything evaluated in `view`. Raises Stuck."""
        environment = token.workflow.script_engine.environment
        details: dict[str, object] = {name: _whole(environment, text, view) for name, text in self.asked}
        if self.drawn.retry_cycle is not None:
            details["retry_cycle"] = self.drawn.retry_cycle
        if self.headers:
            details["headers"] = self.headers
        if self.errors:
            details["errors"] = [(code, formula.expression.source) for code, formula in self.errors]
        topic, element = _name(environment, self.topic, view), token.task_spec.element
        return Wait("external", element.id, token.id, element.name, topic=topic, values=values, details=details)


@dataclass(frozen=True, slots=True)
class Calling:
    """A call of another process, read once per version."""

    drawn: Called
    process: Text
    asked: tuple[tuple[str, Text], ...]
    given: tuple[tuple[str, Formula], ...]
    taken: tuple[tuple[str, Formula], ...]

    @classmethod
    def of(cls, drawn: Called, report: Callable[[Unreadable], None]) -> "Calling":
        """Read what is drawn; what cannot be read is reported and left out."""
        words = (("version", drawn.version), ("version_tag", drawn.tag), ("business_key", drawn.business_key))
        asked = tuple((name, _text(source, report)) for name, source in words if source is not None)
        given, taken = _formulas(drawn.given, report), _formulas(drawn.taken, report)
        return cls(drawn, _text(drawn.process, report), asked, given, taken)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The expressions among them."""
        texts = (self.process, *(text for _, text in self.asked))
        formulas = [one for one in texts if isinstance(one, Formula)]
        return (*formulas, *(formula for _, formula in (*self.given, *self.taken)))

    def wait(self, token: Token, view: Mapping[str, Any], local: Mapping[str, Any]) -> Wait:
        """Return the wait for the called case, everything evaluated in `view`. Raises Stuck."""
        environment = token.workflow.script_engine.environment
        values = dict(view) if self.drawn.gives_all else {}
        if self.drawn.gives_all:
            values |= local
        values |= {name: environment.evaluate(formula, view) for name, formula in self.given}
        details: dict[str, object] = {"binding": self.drawn.binding, "all": self.drawn.gives_all}
        details |= {
            name: environment.evaluate(text, view) if isinstance(text, Formula) else text for name, text in self.asked
        }
        if self.drawn.retry_cycle is not None:
            details["retry_cycle"] = self.drawn.retry_cycle
        process, element = _name(environment, self.process, view), token.task_spec.element
        return Wait("call", element.id, token.id, element.name, topic=process, values=values, details=details)

    def result(self, environment: Environment, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what comes back of the variables of the called case. Raises Stuck."""
        back = dict(values) if self.drawn.takes_all else {}
        return back | {name: environment.evaluate(formula, values) for name, formula in self.taken}


def _text(source: str, report: Callable[[Unreadable], None]) -> Text:
    try:
        return read_text(source)
    except Unreadable as problem:
        report(problem)
        return source


def _formulas(
    pairs: tuple[tuple[str, str], ...], report: Callable[[Unreadable], None]
) -> tuple[tuple[str, Formula], ...]:
    found = []
    for name, source in pairs:
        try:
            found.append((name, read(source)))
        except Unreadable as problem:
            report(problem)
    return tuple(found)


def _name(environment: Environment, text: Text, view: Mapping[str, Any]) -> str:
    value = environment.evaluate(text, view) if isinstance(text, Formula) else text
    if not isinstance(value, str) or not value or len(value) > LONGEST_NAME or "\0" in value:
        raise Stuck("event-name", source=text.source if isinstance(text, Formula) else text)
    return value


def _whole(environment: Environment, text: Text, view: Mapping[str, Any]) -> int:
    value = environment.evaluate(text, view) if isinstance(text, Formula) else text
    try:
        if isinstance(value, str | int) and not isinstance(value, bool):
            return int(value)
    except ValueError:
        pass
    raise Stuck("count-not-whole", source=text.source if isinstance(text, Formula) else text)


class External(Awaited, NoneTask):  # type: ignore[misc]
    """A service or send task, or a thrown message, that a worker outside carries out."""

    waits = True
    errand: Errand | Calling

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take away the library's waiting for a person."""
        super().__init__(*args, **kwargs)
        self.manual = False

    def _update_hook(self, my_task: Token) -> bool:
        case: Case = my_task.workflow
        desk = Desk(my_task.data)
        if self.exchange is not None:
            desk = self.exchange.enter(case.script_engine.environment, my_task.data)
        wait = self.errand.wait(my_task, desk.view, {**my_task.seen, **desk.local})
        if self.exchange is not None:
            my_task.data.write(desk.pending)
            case.wrote(my_task)
            my_task.internal_data["local"] = desk.local
        case.wait(wait)
        my_task._set_state(WAITING)
        return False

    def try_again(self, my_task: Token) -> None:
        """Ask for the work once more, with what was taken in the first time. Raises Stuck."""
        local = my_task.internal_data.get("local", {})
        my_task.workflow.wait(self.errand.wait(my_task, Overlay(local, my_task.data), {**my_task.seen, **local}))

    def arrive(
        self, my_task: Token, values: Mapping[str, Any], local: Mapping[str, Any] | None = None, name: str | None = None
    ) -> None:
        """Go on with the result of the work."""
        if values or local:
            self.take_in(my_task, values, local)
        if self.occasion is not None:
            my_task.workflow.moments.append(Moment("thrown", self.key, my_task.id, name=self.occasion.named))
        my_task._ready()

    def wait(self, my_task: Token) -> None:
        """Do nothing: who does the work has been told."""

    def _on_cancel(self, my_task: Token) -> None:
        if my_task._state == WAITING and my_task.incident is None:
            my_task.workflow.over(my_task.id)


class Call(External):
    """A call activity: the called process is a case of its own, begun and ended by the room above."""

    errand: Calling

    def arrive(
        self, my_task: Token, values: Mapping[str, Any], local: Mapping[str, Any] | None = None, name: str | None = None
    ) -> None:
        """Go on with what the called case gives back."""
        back = self.errand.result(my_task.workflow.script_engine.environment, values)
        super().arrive(my_task, back, local, name)
