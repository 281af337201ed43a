"""How a trace is written in a scenario, in English and Persian, and whether it is what happened; runs nothing.

`begin, x entered, x completed, end`: what happened, in order. A name alone was entered and completed at once;
`x entered 3 times` is `x entered, x entered, x entered`.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from engine import text

Happening = tuple[str, str]  # event and element

#: How the events of a trace are called, in English (as `ravand run` calls them) and in Persian.
EVENTS: Final = {
    "entered": "آغاز",
    "completed": "پایان",
    "cancelled": "لغو",
    "thrown": "فرستادن",
    "caught": "گرفتن",
    "failed": "ناکامی",
    "incident": "رخداد",
}
_KINDS: Final = {word: event for event, persian in EVENTS.items() for word in (event, persian)}
_WORDS: Final = "|".join(_KINDS)
_ONE: Final = re.compile(
    rf"(?P<element>[\w-]+)(?: (?P<event>{_WORDS})(?: (?P<times>[0-9]+) times)?)?"
    rf"|(?P<fa_event>{_WORDS}) (?P<fa_element>[\w-]+)(?: (?P<fa_times>[0-9۰-۹]+) بار)?"
)


def read(written: str) -> list[Happening]:
    """Return what a written trace tells; raises ValueError where it cannot be read."""
    told: list[Happening] = []
    for one in filter(None, (part.strip() for part in re.split(r"[,،\n]", written))):
        found = _ONE.fullmatch(one)
        if found is None:
            raise ValueError(f"{one!r} does not tell what happened")
        element = found["element"] or found["fa_element"]
        event = _KINDS[found["event"] or found["fa_event"]] if found["event"] or found["fa_event"] else ""
        times = int(text.to_latin(found["times"] or found["fa_times"] or "1"))
        told += [(event, element)] * times if event else [("entered", element), ("completed", element)]
    return told


def written(told: Sequence[Happening]) -> str:
    """Return a trace as scenarios write it in English."""
    parts: list[str] = []
    place = 0
    while place < len(told):
        event, element = told[place]
        times = next((n for n, one in enumerate(told[place:]) if one != told[place]), len(told) - place)
        alone = times == 1 and event == "entered" and told[place + 1 : place + 2] == [("completed", element)]
        alone = alone and told[place + 2 : place + 3] != [("completed", element)]
        parts.append(element if alone else f"{element} {event}" + (f" {times} times" if times > 1 else ""))
        place += 2 if alone else times
    return ", ".join(parts)


def of(lines: Sequence[dict[str, Any]], inside: frozenset[str]) -> list[Happening]:
    """Return what happened at these elements by the lines of a course, without flows and without the outcome."""
    return [(one["event"], one["element"]) for one in lines[:-1] if one["event"] != "flow" and one["element"] in inside]


def are_rounds(told: Sequence[Happening], expected: Sequence[Happening], rounds: int) -> bool:
    """Whether this is so often the expected trace, each round in its own order, however they run beside each other.

    >>> one = [("entered", "x"), ("completed", "x")]
    >>> are_rounds([one[0], one[0], one[1], one[1]], one, 2), are_rounds([one[0], one[1], one[1], one[0]], one, 2)
    (True, False)
    """
    if len(told) != len(expected) * rounds:
        return False
    reached = {(0,) * rounds}
    for one in told:
        reached = {
            tuple(sorted((*places[:n], place + 1, *places[n + 1 :])))
            for places in reached
            for n, place in enumerate(places)
            if place < len(expected) and expected[place] == one
        }
    return bool(reached)
