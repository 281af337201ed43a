"""How stored things look on every page: moments, deadlines, states, pages of a list; must not read the database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import request, url_for

from engine import calendar, db, definitions, execution
from engine.text import Text, to_persian, translate

#: Rows of one page of a list.
ROWS: Final = 20
_LONGEST: Final = 400
_ID: Final = "0" * 32
_ISOLATE, _END = "\u2066", "\u2069"

#: State of a case → its words and tone.
CASE_STATES: Final[Mapping[str, tuple[Text, str]]] = {
    execution.ACTIVE: (Text("Under way"), "info"),
    execution.SUSPENDED: (Text("Suspended"), "warn"),
    execution.COMPLETED: (Text("Completed"), "ok"),
    execution.CANCELLED: (Text("Ended early"), "quiet"),
}
#: State of a version → its words and tone.
VERSION_STATES: Final[Mapping[str, tuple[Text, str]]] = {
    definitions.DRAFT: (Text("Draft"), "warn"),
    definitions.PUBLISHED: (Text("Published"), "ok"),
    definitions.RETIRED: (Text("Retired"), "quiet"),
}


def addresses(endpoint: str, parameter: str) -> Callable[[str], str]:
    """Return what makes the addresses of many things of one kind, which differ in one opaque id alone."""
    before, _, after = url_for(endpoint, **{parameter: _ID}).partition(_ID)
    return lambda found: f"{before}{found}{after}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in words, and as programs read it."""

    words: str
    iso: str


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: words first, the date under them; tone late, soon or nothing."""

    words: str
    tone: str
    date: str
    iso: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a list the reader is; the addresses are None at the ends."""

    number: int
    last: int
    previous: str | None
    following: str | None


def case_number(lang: str, number: str) -> str:
    """Return a case's number in the reader's digits, kept together from left to right inside a sentence."""
    return f"{_ISOLATE}{to_persian(number) if lang == 'fa' else number}{_END}"


def moment(lang: str, stored: str | None) -> Moment:
    """Return a stored moment with date and hour."""
    return Moment(calendar.show_moment(lang, db.moment(stored)), stored) if stored else Moment("", "")


def hour(lang: str, stored: str) -> Moment:
    """Return a stored moment with its hour alone, for lists whose days are said elsewhere."""
    return Moment(calendar.show_time(lang, db.moment(stored)), stored)


def same_day(one: str, other: str) -> bool:
    """Tell whether two stored moments fall on one day in Tehran."""
    return calendar.local(db.moment(one)).date() == calendar.local(db.moment(other)).date()


def due(lang: str, stored: str | None, now: datetime) -> Due | None:
    """Return a deadline as it looks now, or None where there is none."""
    if not stored:
        return None
    found = calendar.deadline(lang, db.moment(stored), now)
    tone = {"late": "late", "today": "soon", "soon": "soon"}.get(found.urgency, "")
    return Due(found.words, tone, found.date, stored)


def state(lang: str, states: Mapping[str, tuple[Text, str]], value: str) -> dict[str, str]:
    """Return `state_word` and `tone` of a state, for a badge."""
    words, tone = states[value]
    return {"state_word": words.show(lang), "tone": tone}


def page_number() -> int:
    """Return which page of a list was asked for; the first when the address says no sane number."""
    asked = request.args.get("page", "1")
    return min(max(int(asked), 1), 10_000) if asked.isascii() and asked.isdigit() else 1


def pages(total: int, number: int, size: int = ROWS) -> Pages:
    """Return the neighbours of a page of a list; they keep the filters of the address."""
    last = max(1, -(-total // size))
    return Pages(
        number,
        last,
        same_page(page=number - 1) if number > 1 else None,
        same_page(page=number + 1) if number < last else None,
    )


def same_page(**changed: Any) -> str:
    """Return this page's address with some parts of its query changed; None takes a part away."""
    query = {**request.args.to_dict(), **changed}
    kept = {name: value for name, value in query.items() if value not in (None, "")}
    return url_for(str(request.endpoint), **(request.view_args or {}), **kept)


def value(lang: str, shown: Any) -> str:
    """Return a variable's value in words, shortened where it is long."""
    if isinstance(shown, bool):
        return translate(lang, "Yes") if shown else translate(lang, "No")
    text = shown if isinstance(shown, str) else db.dump(shown)
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return to_persian(short) if lang == "fa" and isinstance(shown, int | float) else short


def joined(lang: str, words: Sequence[str]) -> str:
    """Return words one after the other, as sentences of the language list them."""
    return translate(lang, ", ").join(words)
