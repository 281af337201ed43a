"""How the record of cases reads as a trace, one line for each thing that happened; must not write or decide."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine import db, definitions, history
from engine.context import Context
from engine.history import Entry

#: What an entry of the record is called in a trace, by its type; others tell of no element.
_EVENTS: Final = {
    "element.entered": ("entered",),
    "element.completed": ("entered", "completed"),
    "element.cancelled": ("cancelled",),
    "user_task.created": ("entered",),
    "user_task.completed": ("completed",),
    "user_task.cancelled": ("cancelled",),
    "user_task.erred": ("thrown",),
    "user_task.escalated": ("thrown",),
    "variables.changed": ("data",),
    "message.thrown": ("thrown",),
    "message.caught": ("caught",),
    "signal.thrown": ("thrown",),
    "signal.caught": ("caught",),
    "event.thrown": ("thrown",),
    "event.caught": ("caught",),
    "external_task.failed": ("failed",),
    "job.failed": ("failed",),
    "incident.opened": ("incident",),
}

#: Where a token waits for others before anybody enters.
_JOINING: Final = frozenset({"parallelGateway", "inclusiveGateway"})

Line = dict[str, Any]


class Trace:
    """Reads what is new in the record since it was asked last."""

    def __init__(self) -> None:
        """Begin before the first entry."""
        self.cases: dict[str, str] = {}
        self._last = 0
        self._counts: dict[str, int] = {}
        self._there: set[tuple[str, int | None]] = set()
        self._given: dict[str, dict[str, Any]] = {}
        self._came: dict[tuple[str, str], Line] = {}  # what came for an element that is entered by that

    def news(self, ctx: Context, keys: Mapping[str, str]) -> Iterator[Line]:
        """Give the lines of all entries since the last time; `keys` are the processes of the versions."""
        for number, entry in history.written(ctx, ctx.actor.agency, self._last):
            self._last = number
            yield from self._lines(ctx, entry, keys)

    def _lines(self, ctx: Context, entry: Entry, keys: Mapping[str, str]) -> Iterator[Line]:
        facts = db.load(entry.facts)
        changes = _after(ctx, entry)
        if entry.type == "instance.started":
            self._begin(entry.chain, keys[entry.definition], changes)
        for flow in facts.get("via", ()):
            yield self._line(entry, "flow", flow, {})
        events, place = self._events(ctx, entry, facts), (entry.chain, facts.get("element", ""))
        if events == ("caught",) and (entry.chain, facts.get("activity")) not in self._there:
            self._came[place] = self._line(entry, "caught", place[1], {})
            return
        for event in events:
            given = self._given.pop(entry.chain, {}) if event == "entered" else {}
            told = {**given, **changes} if event == events[-1] else given
            yield self._line(entry, event, facts.get("element"), told)
            if event == "entered" and place in self._came:
                yield self._came.pop(place)

    def _begin(self, case: str, key: str, given: dict[str, Any]) -> None:
        self._counts[key] = self._counts.get(key, 0) + 1
        self.cases[case] = f"{key}:{self._counts[key]}"
        self._given[case] = given  # told where the case enters its first element

    def _events(self, ctx: Context, entry: Entry, facts: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what the entry tells; what passed through an element without a stay was entered by that as well.

        A gateway that joins is entered once, when it goes on: a token that waits there has not come in yet.
        """
        activity = (entry.chain, facts.get("activity"))
        told = _EVENTS.get(entry.type, ())
        if told in {("entered",), ("cancelled",)} and _joins(ctx, entry, facts):
            return ()
        if activity in self._there and told[-1:] == ("completed",):
            told = told[-1:]
        if "entered" in told:
            self._there.add(activity)
        return told

    def _line(self, entry: Entry, event: str, element: str | None, variables: Mapping[str, Any]) -> Line:
        case = self.cases[entry.chain]
        return {"at": entry.at, "instance": case, "event": event, "element": element, "variables": dict(variables)}


def _joins(ctx: Context, entry: Entry, facts: Mapping[str, Any]) -> bool:
    element = definitions.program(ctx, entry.definition).elements[facts["element"]]
    return element.type in _JOINING and len(element.incoming) > 1


def _after(ctx: Context, entry: Entry) -> dict[str, Any]:
    """Return the variables that an entry changed, with their values after it."""
    changes = db.load(entry.payload).get("changes", {}) if entry.payload else {}
    return {name: _value(ctx, entry.chain, after) for name, (_, after) in changes.items()}


def _value(ctx: Context, case: str, side: Any) -> Any:
    if isinstance(side, dict):
        return history.values.fetch(ctx, case, side["ref"])
    return None if side is None else side[0]
