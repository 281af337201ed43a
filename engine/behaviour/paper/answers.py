"""What people, workers and the world answer while cases run on paper, used in order; must not run anything."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal

import orjson

from engine import calendar, errors, feel
from engine.text import Code, Text

_LATER: Final = feel.parse("string(date and time(start) + duration(length))")
_OBJECT, _LIST, _TEXT = Text("an object"), Text("a list"), Text("a text")
_MOMENT = Text("a duration such as PT1H or a moment such as 2026-11-21T10:00:00Z")
_OUTCOME = Text("an object with one of “variables”, “error” and “failure”")
_KNOWN: Final = frozenset({
    "variables", "business_key", "tasks", "topics", "messages", "signals", "now", "until",
})  # fmt: skip
_OF_SENDING: Final = frozenset({"at", "name", "correlation", "payload", "business_key"})
_OF_OUTCOME: Final = frozenset({"variables", "error", "failure", "message"})


@dataclass(slots=True)
class Answer:
    """One answer; `kept` is what was written, told again when nothing used it."""

    place: str
    name: str
    kept: Any
    used: bool = False


@dataclass(frozen=True, slots=True)
class Sending:
    """A message or signal from outside; `at` None: as soon as something waits for it."""

    kind: Literal["message", "signal"]
    answer: Answer
    name: str
    at: datetime | None
    correlation: Mapping[str, Any]
    payload: Mapping[str, Any]
    business_key: str | None


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that is answered, and how long the clock may run."""

    now: datetime
    until: datetime | None = None
    business_key: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict)
    tasks: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    topics: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    sendings: tuple[Sending, ...] = ()

    def task(self, *called: str) -> Answer | None:
        """Return the next answer for a task that is called so: by its id first, then by its name."""
        return _next(self.tasks, called)

    def topic(self, name: str) -> Answer | None:
        """Return the next answer of the workers of a topic."""
        return _next(self.topics, (name,))

    def unused(self) -> list[dict[str, Any]]:
        """Return the answers that nothing has used, in the order in which they are written."""
        given = [*self.tasks.values(), *self.topics.values(), tuple(one.answer for one in self.sendings)]
        left = [one for answers in given for one in answers if not one.used]
        return [{"in": one.place, "name": one.name, "answer": one.kept} for one in left]


def read(content: bytes, *, now: datetime) -> Answers:
    """Return what a JSON text answers; the clock begins at `now` unless the text says otherwise.

    Raises AnswersUnreadable, naming the place.
    """
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise _unreadable("this is not JSON (line {line})", line=error.lineno) from error
    _only(_KNOWN, _is(told, dict, "answers", _OBJECT), "")
    now = _moment(told["now"], now, "now") if "now" in told else now
    ends = told.get("until")
    sendings = [*_sendings("message", told, now), *_sendings("signal", told, now)]
    return Answers(
        now=now,
        until=None if ends is None else _moment(ends, now, "until"),
        business_key=_is(told.get("business_key", ""), str, "business_key", _TEXT),
        variables=_is(told.get("variables", {}), dict, "variables", _OBJECT),
        tasks=_queues(told, "tasks", lambda one, place: _is(one, dict, place, _OBJECT)),
        topics=_queues(told, "topics", _outcome),
        sendings=tuple(sendings),
    )


def _next(queues: Mapping[str, tuple[Answer, ...]], called: tuple[str, ...]) -> Answer | None:
    return next((one for name in called for one in queues.get(name, ()) if not one.used), None)


def _queues(told: Mapping[str, Any], room: str, check: Callable[[Any, str], Any]) -> dict[str, tuple[Answer, ...]]:
    return {
        name: tuple(_answers(queue, f"{room}.{name}", room, name, check))
        for name, queue in _is(told.get(room, {}), dict, room, _OBJECT).items()
    }


def _answers(queue: Any, place: str, room: str, name: str, check: Callable[[Any, str], Any]) -> Iterator[Answer]:
    for number, one in enumerate(_is(queue, list, place, _LIST), start=1):
        yield Answer(room, name, check(one, f"{place}[{number}]"))


def _outcome(one: Any, place: str) -> Any:
    _only(_OF_OUTCOME, _is(one, dict, place, _OUTCOME), place)
    if ("error" in one) + ("failure" in one) > 1 or not {"variables", "error", "failure"} & set(one):
        raise _wrong(place, _OUTCOME)
    _is(one.get("variables", {}), dict, f"{place}.variables", _OBJECT)
    for name in ("error", "failure", "message"):
        _is(one.get(name, ""), str, f"{place}.{name}", _TEXT)
    return one


def _sendings(kind: Literal["message", "signal"], told: Mapping[str, Any], now: datetime) -> Iterator[Sending]:
    room = f"{kind}s"
    for number, one in enumerate(_is(told.get(room, []), list, room, _LIST), start=1):
        place = f"{room}[{number}]"
        _only(_OF_SENDING, _is(one, dict, place, _OBJECT), place)
        name = _is(one.get("name"), str, f"{place}.name", _TEXT)
        key = one.get("business_key")
        yield Sending(
            kind,
            Answer(room, name, one),
            name,
            None if one.get("at") is None else _moment(one["at"], now, f"{place}.at"),
            _is(one.get("correlation", {}), dict, f"{place}.correlation", _OBJECT),
            _is(one.get("payload", {}), dict, f"{place}.payload", _OBJECT),
            None if key is None else _is(key, str, f"{place}.business_key", _TEXT),
        )


def _moment(written: Any, now: datetime, place: str) -> datetime:
    """Return a moment, or `now` and a duration; one without a zone is Tehran's."""
    _is(written, str, place, _MOMENT)
    if written.startswith("P"):
        written = str(_LATER.evaluate({"start": now.isoformat(), "length": written}) or "")
    try:
        at = datetime.fromisoformat(written)
        return (at if at.tzinfo else at.replace(tzinfo=calendar.TEHRAN)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _wrong(place, _MOMENT) from error


def _only(known: frozenset[str], told: Mapping[str, Any], place: str) -> None:
    for name in told.keys() - known:
        where = f"{place}.{name}" if place else name
        raise _unreadable(
            "nobody asks for “{name}”; known are {names}", name=Code(where), names=", ".join(sorted(known))
        )


def _is(value: Any, kind: type, place: str, words: Text) -> Any:
    if not isinstance(value, kind):
        raise _wrong(place, words)
    return value


def _wrong(place: str, kind: Text) -> errors.AnswersUnreadable:
    return _unreadable("“{name}” must be {kind}", name=Code(place), kind=kind)


def _unreadable(sentence: str, **params: object) -> errors.AnswersUnreadable:
    return errors.AnswersUnreadable(reason=Text(sentence, params))
