"""When a drawn timer is due: dates, durations and cycles of ISO 8601, or expressions for them; must watch no clock."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from engine.spiff.expressions import FEEL, Environment, Formula, Unreadable, read
from engine.spiff.occasions import Occasion
from engine.spiff.reasons import Stuck

_N: Final = r"(\d{1,9})"
_DURATION: Final = re.compile(
    rf"P(?=[\dT])(?:{_N}Y)?(?:{_N}M)?(?:{_N}W)?(?:{_N}D)?(?:T(?=\d)(?:{_N}H)?(?:{_N}M)?(?:(\d{{1,9}}(?:[.,]\d{{1,9}})?)S)?)?"
)
_REPEATED: Final = re.compile(r"R(-1|\d{0,9})")
_CRON: Final = re.compile(r"(?:[\d*,/?LW#A-Za-z-]+\s+){4,6}[\d*,/?LW#A-Za-z-]+")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: whole months, and the rest; both are not negative."""

    months: int
    rest: timedelta

    def after(self, base: datetime, times: int = 1) -> datetime:
        """Return the moment so many spans after `base`: months first, a missing day becomes the month's last.

        Counted from the base and not from one to the next, so that P1M from 31 January comes back to the 31st.
        Raises OverflowError or ValueError where the calendar ends.
        """
        moved = base
        months = self.months * times
        if months:
            year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
            moved = _in_month(base, year, month + 1)
        return moved + self.rest * times


def _in_month(base: datetime, year: int, month: int) -> datetime:
    day = base.day
    while day > 28:
        try:
            return base.replace(year=year, month=month, day=day)
        except ValueError:
            day -= 1
    return base.replace(year=year, month=month, day=day)


@dataclass(frozen=True, slots=True)
class Due:
    """The next moment of a timer, and what is needed to compute those after it."""

    at: datetime
    every: str | None = None
    base: datetime | None = None
    count: int = 1
    left: int | None = None
    """How often it still comes, this time included; None for ever."""
    end: datetime | None = None

    def next(self) -> "Due | None":
        """Return the moment after this one, None where it comes no more. A missed one is not left out."""
        if self.every is None or self.left == 1:
            return None
        span = span_of(self.every)
        try:
            at = span.after(self.base or self.at, self.count + 1) if span is not None else None
        except (OverflowError, ValueError):
            return None
        if at is None or (self.end is not None and at > self.end):
            return None
        return replace(self, at=at, count=self.count + 1, left=None if self.left is None else self.left - 1)

    def row(self) -> list[Any]:
        """Return the timer as stored."""
        moments = [None if one is None else one.isoformat() for one in (self.at, self.base, self.end)]
        return [*moments, self.every, self.count, self.left]

    @classmethod
    def of_row(cls, row: list[Any]) -> "Due":
        """Return the timer that a row describes."""
        at, base, end = (None if one is None else datetime.fromisoformat(one) for one in row[:3])
        return cls(at or datetime.max.replace(tzinfo=UTC), row[3], base, row[4], row[5], end)


@dataclass(frozen=True, slots=True)
class Timing:
    """A timer as drawn, read once per version."""

    way: str
    source: str
    formula: Formula | None  # None: the text is ISO 8601 itself

    @classmethod
    def of(cls, drawn: Occasion, report: Callable[[Unreadable], None]) -> "Timing | None":
        """Read a timer; what cannot be read is reported."""
        if drawn.text is None or drawn.way is None:
            report(Unreadable("timer-empty"))
            return None
        text = drawn.text
        try:
            if _is_written(text):
                return cls(drawn.way, text, None)
            if _CRON.fullmatch(text):
                raise Unreadable("timer-cron", value=text)
            return cls(drawn.way, text, read(text, drawn.language if text[:1] in "=$#" else FEEL))
        except Unreadable as problem:
            report(problem if problem.code == "timer-cron" else Unreadable("timer-unreadable", **problem.params))
            return None

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """The expression of the timer, where it is one."""
        return () if self.formula is None else (self.formula,)

    def first(self, environment: Environment, scope: Mapping[str, Any], now: datetime) -> Due:
        """Return when the timer is due, counted from `now` (aware, in the agency's zone). Raises Stuck."""
        value: Any = self.source if self.formula is None else environment.evaluate(self.formula, scope)
        try:
            due = _due(value, now, repeats=self.way == "timeCycle") if isinstance(value, str) else None
        except (ValueError, OverflowError):
            due = None
        if due is None:
            raise Stuck("timer", source=self.source)
        return due


def _is_written(text: str) -> bool:
    """Whether a text is a moment, a duration or a cycle itself and no expression."""
    return len(text) <= _LONGEST and (_date(text, UTC) is not None or (text[0] in "PR" and _parts(text) is not None))


def span_of(text: str) -> Span | None:
    """Return the length that an ISO 8601 duration says, None when it is none."""
    found = _DURATION.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups()[:6])
    seconds = float((found[7] or "0").replace(",", "."))
    rest = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return Span(years * 12 + months, rest)


def _parts(text: str) -> tuple[int | None, str | None, str, str | None] | None:
    """Return (how often, beginning, length, end) of a cycle or a bare duration."""
    first, *others = text.split("/")
    found = _REPEATED.fullmatch(first)
    often = None
    if found is None:
        others = [first, *others]
    elif found[1] not in {"", "-1"}:
        often = int(found[1])
    lengths = [number for number, part in enumerate(others) if _DURATION.fullmatch(part)]
    if not 1 <= len(others) <= 2 or len(lengths) != 1:
        return None
    at = lengths[0]
    begin = others[0] if at == 1 else None
    end = others[1] if len(others) == 2 and at == 0 else None
    return often, begin, others[at], end


def _date(text: str, zone: Any) -> datetime | None:
    """Return the moment of an ISO 8601 date or time: a bare date is its beginning, without zone it is the agency's."""
    clock, _, named = text.partition("@")
    try:
        at = datetime.fromisoformat(clock)
        if len(clock) <= len("2026-W01-1"):
            at = datetime.combine(at, time.min)
        return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(named) if named else zone)
    except (ValueError, ZoneInfoNotFoundError):
        return None


def _due(text: str, now: datetime, *, repeats: bool) -> Due | None:
    at = _date(text, now.tzinfo)
    if at is not None:
        return Due(at.astimezone(UTC))
    found = _parts(text)
    if found is None:
        return None
    often, begin, length, end = found
    span = span_of(length)
    first = now if begin is None else _date(begin, now.tzinfo)
    last = None if end is None else _date(end, now.tzinfo)
    if span is None or first is None or (end is not None and last is None):
        return None
    if not repeats and not text.startswith("R"):
        return Due(span.after(first).astimezone(UTC))
    if often == 0 or span.after(first) <= first:
        return None
    counted = 0 if begin is not None else 1
    at = span.after(first, counted)
    return Due(at.astimezone(UTC), length, first, counted, often, None if last is None else last.astimezone(UTC))
