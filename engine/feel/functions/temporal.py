"""Answers the functions on dates, times and durations; the present comes with the evaluation."""

from engine.feel import iso, numbers
from engine.feel.functions.registry import function
from engine.feel.numbers import Number
from engine.feel.run import Run, Value
from engine.feel.temporal import (
    HOUR,
    MAX_YEAR,
    MINUTE,
    SECOND,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Time,
    day_number,
    from_datetime,
    make_date,
    months_between,
    weekday,
)
from engine.text import Text

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _understood(run: Run, value: Value, text: str, what: str) -> Value:
    return run.null(Text("“{text}” is no {kind}.", {"text": text[:60], "kind": what})) if value is None else value


# --- making ---------------------------------------------------------------------------------------------


@function("date(from: string | date | date and time)")
def date(run: Run, value: str | Date | DateTime) -> Value:
    """The date of an ISO text or of a date and time."""
    if isinstance(value, str):
        return _understood(run, iso.read_date(value), value, "date")
    return value.date if isinstance(value, DateTime) else value


@function("date(year: whole number, month: whole number, day: whole number)")
def date_of_parts(run: Run, year: Number, month: Number, day: Number) -> Value:
    """The date of year, month and day (Gregorian)."""
    parts = [numbers.truncated(part, MAX_YEAR) for part in (year, month, day)]
    known = [part for part in parts if part is not None]
    found = make_date(*known) if len(known) == len(parts) else None
    return _understood(run, found, "-".join(numbers.plain(part)[:20] for part in (year, month, day)), "date")


@function("time(from: string | time | date | date and time)")
def time(run: Run, value: str | Time | Date | DateTime) -> Value:
    """The time of an ISO text or of a date and time."""
    if isinstance(value, str):
        return _understood(run, iso.read_time(value), value, "time")
    if isinstance(value, Date):
        return Time(0, 0)
    return value.time if isinstance(value, DateTime) else value


@function("time(hour: whole number, minute: whole number, second: number, offset: days and time duration | null?)")
def time_of_parts(run: Run, hour: Number, minute: Number, second: Number, offset: DaysDuration | None = None) -> Value:
    """The time of hour, minute, second and, if given, the offset from UTC."""
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        return run.null(Text("These are no hour, minute and second of a day."))
    clock = int(hour) * HOUR + int(minute) * MINUTE + int(numbers.multiply(second, SECOND) or 0)
    if offset is not None and abs(offset.nanoseconds) > iso.LARGEST_OFFSET * SECOND:
        return _understood(run, None, iso.write(offset), "time offset")
    return Time(clock, None if offset is None else offset.nanoseconds // SECOND)


@function("date and time(from: string | date | date and time)")
def date_and_time(run: Run, value: str | Date | DateTime) -> Value:
    """The moment of an ISO text, or midnight of a date."""
    if isinstance(value, str):
        return _understood(run, iso.read_date_time(value), value, "date and time")
    return DateTime(value, Time(0)) if isinstance(value, Date) else value


@function("date and time(date: date | date and time, time: time)")
def date_and_time_of_parts(run: Run, day: Date | DateTime, clock: Time) -> Value:
    """The moment of a date and a time."""
    return DateTime(day.date if isinstance(day, DateTime) else day, clock)


@function("duration(from: string | days and time duration | years and months duration)")
def duration(run: Run, value: Value) -> Value:
    """The duration of an ISO text such as P3D, PT1H30M or P1Y6M."""
    return _understood(run, iso.read_duration(value), value, "duration") if isinstance(value, str) else value


@function("years and months duration(from: date | date and time, to: date | date and time)")
def years_and_months_duration(run: Run, start: Date | DateTime, end: Date | DateTime) -> MonthsDuration:
    """Whole months from one date to another."""
    return months_between(start, end)


# --- the present ----------------------------------------------------------------------------------------


@function("now()")
def now(run: Run) -> Value:
    """The moment of this step, as it is kept in the history."""
    return run.null(Text("The present moment is not known here.")) if run.now is None else from_datetime(run.now)


@function("today()")
def today(run: Run) -> Value:
    """The day of this step."""
    moment = now(run)
    return None if moment is None else moment.date


# --- calendar -------------------------------------------------------------------------------------------


def _day(value: Date | DateTime) -> Date:
    return value.date if isinstance(value, DateTime) else value


@function("day of week(date: date | date and time)")
def day_of_week(run: Run, value: Date | DateTime) -> str:
    """Monday to Sunday."""
    return _DAYS[weekday(_day(value)) - 1]


@function("month of year(date: date | date and time)")
def month_of_year(run: Run, value: Date | DateTime) -> str:
    """January to December."""
    return _MONTHS[_day(value).month - 1]


@function("day of year(date: date | date and time)")
def day_of_year(run: Run, value: Date | DateTime) -> int:
    """1 to 366."""
    found = _day(value)
    return day_number(found) - day_number(Date(found.year, 1, 1)) + 1


@function("week of year(date: date | date and time)")
def week_of_year(run: Run, value: Date | DateTime) -> int:
    """The ISO 8601 week, 1 to 53: the one with the year's first Thursday is the first."""
    thursday = day_number(_day(value)) + 4 - weekday(_day(value))
    year = _year_of(thursday, _day(value).year)
    return (thursday - day_number(Date(year, 1, 1))) // 7 + 1


def _year_of(number: int, near: int) -> int:
    return next(year for year in (near + 1, near, near - 1) if number >= day_number(Date(year, 1, 1)))
