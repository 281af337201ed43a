"""For whom a user task opens: its assignment, dates and priority, evaluated at that moment; must not open it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.spiff.expressions import Environment, Formula, Unreadable, read, read_text
from engine.spiff.moments import Waiting
from engine.spiff.reasons import Stuck, word
from engine.spiff.structure import Element

#: Commas between candidates; those inside an expression belong to it.
_COMMA: Final = re.compile(r",(?![^{]*\})")
_DURATION: Final = re.compile(r"-?P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?([\d.]+S)?)?")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}|@[\w/]+)?)?")
_WHOLE: Final = re.compile(r"-?\d{1,9}")


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise ValueError


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise ValueError


def _date(value: object) -> str | None:
    if value is None or (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    raise ValueError


def _priority(value: object) -> int | None:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise ValueError


def _from_now(duration: str) -> Formula:
    """Count a duration from now; FEEL does the arithmetic of months."""
    return read(f'=now() + duration("{duration}")')


_Accept = Callable[[object], Any]
#: What a task says about itself: attribute of `Element` and `Waiting`, its name for people, what it accepts, else.
_ATTRIBUTES: Final[tuple[tuple[str, str, _Accept, str], ...]] = (
    ("assignee", "assignee", _text, "assignment"),
    ("candidate_users", "candidate users", _texts, "assignment"),
    ("candidate_groups", "candidate groups", _texts, "assignment"),
    ("due", "due date", _date, "due"),
    ("follow_up", "follow-up date", _date, "due"),
    ("priority", "priority", _priority, "not-a-priority"),
    ("form_key", "form", _text, "assignment"),
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One attribute that must be evaluated each time; several parts are candidates between commas."""

    attribute: str
    name: str
    accept: _Accept
    otherwise: str
    parts: tuple[Formula | str, ...]

    def value(self, environment: Environment, scope: Mapping[str, Any]) -> Any:
        """Evaluate the attribute. Raises Stuck when the value is of no use."""
        found = []
        for part in self.parts:
            value = environment.evaluate(part, scope) if isinstance(part, Formula) else part
            if self.accept is _date and isinstance(value, str) and _DURATION.fullmatch(value):
                value = environment.evaluate(_from_now(value), {})
            try:
                found.append(self.accept(value))
            except ValueError as problem:
                raise Stuck(self.otherwise, attribute=word(self.name)) from problem
        if self.accept is _texts:
            return tuple(dict.fromkeys(text for texts in found for text in texts))
        return found[0]


@dataclass(frozen=True, slots=True)
class Opening:
    """What one user task says about itself, read once per version; plain texts are settled then."""

    element: Element
    settled: Mapping[str, Any]
    asked: tuple[_Asked, ...]

    @classmethod
    def of(cls, element: Element, report: Callable[[Unreadable], None]) -> "Opening":
        """Read the attributes of an element; what cannot be read is reported and left out."""
        settled: dict[str, Any] = {}
        asked: list[_Asked] = []
        for attribute, name, accept, otherwise in _ATTRIBUTES:
            source = getattr(element, attribute)
            if source is None:
                continue
            try:
                parts = _parts(source, accept)
                if any(isinstance(part, Formula) for part in parts):
                    asked.append(_Asked(attribute, name, accept, otherwise, parts))
                else:
                    settled[attribute] = accept(source)
            except Unreadable as problem:
                report(problem)
            except ValueError:
                report(Unreadable("priority" if accept is _priority else "date", value=source))
        return cls(element, settled, tuple(asked))

    def waiting(
        self,
        activity: int,
        environment: Environment,
        scope: Mapping[str, Any],
        *,
        parent: int | None = None,
        loop: int | None = None,
        instances: int | None = None,
        local: Mapping[str, Any] | None = None,
    ) -> Waiting:
        """Evaluate everything in `scope` and return the opened task. Raises Stuck."""
        said = self.settled
        if self.asked:
            said = {**said, **{each.attribute: each.value(environment, scope) for each in self.asked}}
        element, own = self.element, {} if local is None else local
        return Waiting(element.id, activity, element.name, element.lane, parent, loop, instances, own, **said)

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The expressions among the attributes."""
        return tuple(part for each in self.asked for part in each.parts if isinstance(part, Formula))


def _parts(source: str, accept: _Accept) -> tuple[Formula | str, ...]:
    if accept is _date and _DURATION.fullmatch(source):
        return (_from_now(source),)
    if accept is _texts and not source.startswith("="):
        return tuple(read_text(part.strip()) for part in _COMMA.split(source) if part.strip())
    return (read_text(source),)
