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

Evaluate = Callable[[Formula], Any]
_Part = Formula | str


@dataclass(frozen=True, slots=True)
class Opening:
    """The attributes of one user task, read once per version."""

    element: Element
    assignee: _Part | None
    candidate_users: tuple[_Part, ...]
    candidate_groups: tuple[_Part, ...]
    due: _Part | None
    follow_up: _Part | None
    priority: _Part | None
    form_key: _Part | None

    @classmethod
    def of(cls, element: Element, report: Callable[[Unreadable], None]) -> "Opening":
        """Read the attributes of an element; what cannot be read is reported and left out."""

        def one(source: str | None) -> _Part | None:
            if source is None:
                return None
            try:
                return _duration(source) or read_text(source)
            except Unreadable as problem:
                report(problem)
                return None

        def many(source: str | None) -> tuple[_Part, ...]:
            if source is None or source.startswith("="):
                parts = [] if source is None else [source]
            else:
                parts = [part.strip() for part in _COMMA.split(source) if part.strip()]
            return tuple(part for part in map(one, parts) if part is not None)

        if element.priority is not None and not element.priority.startswith(("=", "$", "#")):
            _whole(element.priority, report)
        return cls(
            element=element,
            assignee=one(element.assignee),
            candidate_users=many(element.candidate_users),
            candidate_groups=many(element.candidate_groups),
            due=one(element.due),
            follow_up=one(element.follow_up),
            priority=one(element.priority),
            form_key=one(element.form_key),
        )

    def waiting(self, activity: int, environment: Environment, scope: Mapping[str, Any], **repetition: Any) -> Waiting:
        """Evaluate everything in `scope` and return the opened task. Raises Stuck."""
        element = self.element

        def text(attribute: str, part: _Part | None) -> str | None:
            value = environment.evaluate(part, scope) if isinstance(part, Formula) else part
            if value is not None and not isinstance(value, str):
                raise Stuck("assignment", attribute=word(attribute))
            return value

        def texts(attribute: str, parts: tuple[_Part, ...]) -> tuple[str, ...]:
            found: list[str] = []
            for part in parts:
                value = environment.evaluate(part, scope) if isinstance(part, Formula) else part
                found.extend(_list_of_texts(attribute, value))
            return tuple(dict.fromkeys(found))

        def date(attribute: str, part: _Part | None) -> str | None:
            return _date(
                attribute, environment.evaluate(part, scope) if isinstance(part, Formula) else part, environment
            )

        return Waiting(
            element=element.id,
            activity=activity,
            name=element.name,
            lane=element.lane,
            assignee=text("assignee", self.assignee),
            candidate_users=texts("candidate users", self.candidate_users),
            candidate_groups=texts("candidate groups", self.candidate_groups),
            due=date("due date", self.due),
            follow_up=date("follow-up date", self.follow_up),
            priority=_priority(environment.evaluate(self.priority, scope))
            if isinstance(self.priority, Formula)
            else _priority(self.priority),
            form_key=text("form", self.form_key),
            **repetition,
        )


def _whole(source: str, report: Callable[[Unreadable], None]) -> None:
    if not re.fullmatch(r"-?\d{1,9}", source):
        report(Unreadable("priority", value=source))


def _priority(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value):
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Stuck("not-a-priority")
    return value


def _list_of_texts(attribute: str, value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return list(value)
    raise Stuck("assignment", attribute=word(attribute))


def _duration(source: str) -> Formula | None:
    """Read a duration counted from the moment of opening; FEEL does the arithmetic of months."""
    return read(f'=now() + duration("{source}")') if _DURATION.fullmatch(source) else None


def _date(attribute: str, value: object, environment: Environment) -> str | None:
    if value is None:
        return None
    if isinstance(value, str) and _DATE.fullmatch(value):
        return value
    if isinstance(value, str):
        counted = _duration(value)
        if counted is not None:
            return _date(attribute, environment.evaluate(counted, {}), environment)
    raise Stuck("due", attribute=word(attribute))
