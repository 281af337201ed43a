"""Answers the functions on the days on which an agency works; its calendar comes with the evaluation."""

import datetime as dt

from engine.calendar import IRAN
from engine.feel.functions.registry import function
from engine.feel.numbers import Number
from engine.feel.numbers import truncated as whole
from engine.feel.run import Run, Value
from engine.feel.temporal import Date, DateTime
from engine.text import Text

_MOST = 5_000
_CHARGE = 8  # fuel for looking at one day


def _plain(value: Date | DateTime) -> dt.date | None:
    day = value.date if isinstance(value, DateTime) else value
    return dt.date(day.year, day.month, day.day) if 1 <= day.year <= dt.MAXYEAR - 100 else None


def _moved(value: Date | DateTime, day: dt.date) -> Date | DateTime:
    found = Date(day.year, day.month, day.day)
    return DateTime(found, value.time) if isinstance(value, DateTime) else found


def _far(run: Run) -> Value:
    return run.null(Text("Working days are counted up to {most}, and only in years of four digits.", {"most": _MOST}))


@function("add working days(from: date | date and time, days: whole number)")
def add_working_days(run: Run, value: Date | DateTime, days: Number) -> Value:
    """The date so many working days of the agency later (the first day is not counted), at the same time of day."""
    count, start = whole(days, _MOST), _plain(value)
    if count is None or start is None or not 0 <= count <= _MOST:
        return _far(run)
    run.charge(_CHARGE * (count + 1))
    return _moved(value, (run.calendar or IRAN).add_working_days(start, count))


@function("next working day(from: date | date and time)")
def next_working_day(run: Run, value: Date | DateTime) -> Value:
    """The date itself if the agency works on it, else the next on which it does; at the same time of day."""
    start = _plain(value)
    return _far(run) if start is None else _moved(value, (run.calendar or IRAN).roll(start))


@function("is working day(date: date | date and time)")
def is_working_day(run: Run, value: Date | DateTime) -> Value:
    """Whether the agency works on that day."""
    day = _plain(value)
    return _far(run) if day is None else (run.calendar or IRAN).is_working_day(day)


@function("count working days(from: date | date and time, to: date | date and time)")
def count_working_days(run: Run, start: Date | DateTime, end: Date | DateTime) -> Value:
    """How many working days of the agency come after the first day, up to and with the last."""
    first, last = _plain(start), _plain(end)
    if first is None or last is None:
        return _far(run)
    run.charge(_CHARGE * min(max((last - first).days, 0) + 1, _MOST))
    return (run.calendar or IRAN).working_days_between(first, last)
