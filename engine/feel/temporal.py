"""Answers what dates, times and durations are and how they add; it must not read a clock or know text forms."""

from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from engine.frozen import Ordered, Record

SECOND: Final = 1_000_000_000  # durations and times of day are whole nanoseconds
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
MAX_YEAR: Final = 999_999_999  # DMN's bound; Python's own dates end at 9999
_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Date(Ordered):
    """A day of the Gregorian calendar, extended to all years."""

    year: int
    month: int
    day: int


class Time(Record):
    """A time of day in nanoseconds; `offset` in seconds east of UTC, or a named `zone`, or neither (local)."""

    nanoseconds: int
    offset: int | None = None
    zone: str | None = None


class DateTime(Record):
    """A day and a time of day."""

    date: Date
    time: Time


class DaysDuration(Ordered):
    """A length of time in nanoseconds: days, hours, minutes and seconds."""

    nanoseconds: int


class MonthsDuration(Ordered):
    """A length of time in calendar months: years and months."""

    months: int


# --- days ---------------------------------------------------------------------------------------------


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """The number of days of a month."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def make_date(year: int, month: int, day: int) -> Date | None:
    """The date, or None where the calendar has no such day."""
    if not (-MAX_YEAR <= year <= MAX_YEAR and 1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return None
    return Date(year, month, day)


def day_number(date: Date) -> int:
    """Days since 0000-03-01, the start of the era counting that makes leap days the last day of a year."""
    year = date.year - (date.month <= 2)
    of_year = (153 * ((date.month + 9) % 12) + 2) // 5 + date.day - 1
    return 365 * year + year // 4 - year // 100 + year // 400 + of_year


def date_of(number: int) -> Date | None:
    """The date with this day number; None beyond the bounds of years."""
    era, rest = divmod(number, 146_097)
    of_era = (rest - rest // 1_460 + rest // 36_524 - rest // 146_096) // 365
    of_year = rest - (365 * of_era + of_era // 4 - of_era // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return make_date(era * 400 + of_era + (month <= 2), month, day)


def weekday(date: Date) -> int:
    """1 for Monday to 7 for Sunday, as ISO 8601 counts (0000-03-01 was a Wednesday)."""
    return (day_number(date) + 2) % 7 + 1


# --- zones and instants ---------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def named_zone(name: str) -> ZoneInfo | None:
    """The rules of a named zone such as Asia/Tehran; None when it is not known."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return None


def offset_at(moment: DateTime) -> int | None:
    """Seconds east of UTC at this moment; None when it is a local time without zone."""
    time = moment.time
    if time.zone is None:
        return time.offset
    rules = named_zone(time.zone)
    if rules is None:
        return None
    date = moment.date
    year = min(max(date.year, 2), 9_998)  # beyond Python's years the last known rule holds
    day = min(date.day, month_length(year, date.month))
    seconds = time.nanoseconds // SECOND
    local = datetime(year, date.month, day, tzinfo=rules) + timedelta(seconds=seconds)
    offset = local.utcoffset()
    return None if offset is None else int(offset.total_seconds())


def instant(moment: DateTime) -> tuple[bool, int]:
    """Whether the moment is fixed on the time line, and its nanoseconds (UTC if fixed, else local)."""
    offset = offset_at(moment)
    local = day_number(moment.date) * DAY + moment.time.nanoseconds
    return (False, local) if offset is None else (True, local - offset * SECOND)


def time_instant(time: Time) -> tuple[str, int]:
    """The kind of a time of day (local, with offset, in a zone) and its nanoseconds; only the same kinds compare."""
    if time.zone is not None:
        return time.zone, time.nanoseconds
    return ("", time.nanoseconds) if time.offset is None else ("UTC", time.nanoseconds - time.offset * SECOND)


def from_datetime(moment: datetime) -> DateTime:
    """Python's date and time as ours; the offset is kept, and a named zone by its name."""
    since_midnight = ((moment.hour * 60 + moment.minute) * 60 + moment.second) * SECOND + moment.microsecond * 1_000
    zone = moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else None
    offset = None if zone or (gap := moment.utcoffset()) is None else int(gap.total_seconds())
    return DateTime(Date(moment.year, moment.month, moment.day), Time(since_midnight, offset, zone))


# --- arithmetic -----------------------------------------------------------------------------------------


def plus_months(date: Date, months: int) -> Date | None:
    """`months` later; the last day of a shorter month where the day does not exist (31 January + 1 month)."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return make_date(year, month + 1, min(date.day, month_length(year, month + 1)))


def plus_duration(
    start: Date | DateTime | Time, duration: DaysDuration | MonthsDuration, sign: int
) -> Date | DateTime | Time | None:
    """`start` moved by a duration (`sign` -1: backwards); None when the calendar ends or the kinds do not fit."""
    if isinstance(start, Time):
        return _turned(start, sign * duration.nanoseconds) if isinstance(duration, DaysDuration) else None
    if isinstance(duration, MonthsDuration):
        return _months_later(start, sign * duration.months)
    if isinstance(start, Date):
        return date_of(day_number(start) + sign * duration.nanoseconds // DAY)
    days, nanoseconds = divmod(start.time.nanoseconds + sign * duration.nanoseconds, DAY)
    date = date_of(day_number(start.date) + days)
    return None if date is None else DateTime(date, Time(nanoseconds, start.time.offset, start.time.zone))


def _months_later(start: Date | DateTime, months: int) -> Date | DateTime | None:
    if isinstance(start, Date):
        return plus_months(start, months)
    date = plus_months(start.date, months)
    return None if date is None else DateTime(date, start.time)


def _turned(time: Time, nanoseconds: int) -> Time:
    return Time((time.nanoseconds + nanoseconds) % DAY, time.offset, time.zone)


def difference(left: Date | DateTime | Time, right: Date | DateTime | Time) -> DaysDuration | None:
    """The time from `right` to `left`; None when one is local and the other fixed, or the kinds differ.

    A date beside a moment is its midnight in UTC: beside a local moment there is nothing to tell (DMN 1.5, 10.3.2).
    """
    if isinstance(left, Time) or isinstance(right, Time):
        if not (isinstance(left, Time) and isinstance(right, Time)):
            return None
        (left_kind, left_time), (right_kind, right_time) = time_instant(left), time_instant(right)
        return DaysDuration(left_time - right_time) if left_kind == right_kind else None
    (left_fixed, later), (right_fixed, earlier) = instant(_at_midnight(left)), instant(_at_midnight(right))
    return DaysDuration(later - earlier) if left_fixed == right_fixed else None


def _at_midnight(value: Date | DateTime) -> DateTime:
    return DateTime(value, Time(0, 0)) if isinstance(value, Date) else value


def months_between(start: Date | DateTime, end: Date | DateTime) -> MonthsDuration:
    """Whole calendar months from `start` to `end`, counted towards zero by the days alone, as DMN does."""
    first, last, sign = _day(start), _day(end), 1
    if last < first:
        first, last, sign = last, first, -1
    months = (last.year - first.year) * 12 + last.month - first.month
    return MonthsDuration(sign * (months - (last.day < first.day)))


def _day(value: Date | DateTime) -> Date:
    return value.date if isinstance(value, DateTime) else value
