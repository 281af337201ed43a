"""Answers how dates, times and durations are read from and written as ISO 8601 text; it must not compute with them."""

import re
from typing import Final

from engine.feel.regex import regex
from engine.feel.temporal import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    Date,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Time,
    make_date,
    named_zone,
)

Temporal = Date | DateTime | Time | DaysDuration | MonthsDuration

_LONGEST: Final = 100  # characters; longer texts are no dates, and need not be looked at
_DATE: Final = r"(-?(?:[1-9][0-9]{4,8}|[0-9]{4}))-([0-9]{2})-([0-9]{2})"
_TIME: Final = (
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:([Zz])|([+-])([0-9]{2}):([0-5][0-9])(?::([0-5][0-9]))?|@([A-Za-z0-9_+/-]+))?"
)
_MONTHS: Final = r"(-)?P(?:([0-9]{1,12})Y)?(?:([0-9]{1,12})M)?"
_DAYS: Final = r"(-)?P(?:([0-9]{1,12})D)?(?:T(?:([0-9]{1,12})H)?(?:([0-9]{1,12})M)?(?:([0-9]{1,12})(?:\.([0-9]+))?S)?)?"
LARGEST_OFFSET: Final = 18 * 3_600  # seconds east or west of UTC
_FRACTION_DIGITS: Final = 9


def read_date(text: str) -> Date | None:
    """The date of `2026-11-21`; None when it is none."""
    found = regex(_DATE).fullmatch(text) if len(text) <= _LONGEST else None
    return None if found is None else make_date(int(found[1]), int(found[2]), int(found[3]))


def read_time(text: str) -> Time | None:
    """The time of `08:30:00`, `08:30:00.5Z`, `08:30:00+03:30` or `08:30:00@Asia/Tehran`; None when it is none."""
    found = regex(_TIME).fullmatch(text.removeprefix("T")) if len(text) <= _LONGEST else None
    if found is None or int(found[1]) > 23 or int(found[2]) > 59 or int(found[3]) > 59:
        return None
    clock = int(found[1]) * HOUR + int(found[2]) * MINUTE + int(found[3]) * SECOND + _fraction(found[4])
    if found[10]:
        return Time(clock, None, found[10]) if named_zone(found[10]) else None
    offset = 0 if found[5] else _offset(found)
    return None if offset is not None and abs(offset) > LARGEST_OFFSET else Time(clock, offset)


def _fraction(digits: str | None) -> int:
    return int(digits[:_FRACTION_DIGITS].ljust(_FRACTION_DIGITS, "0")) if digits else 0


def _offset(found: re.Match[str]) -> int | None:
    if not found[6]:
        return None
    seconds = int(found[7]) * 3_600 + int(found[8]) * 60 + int(found[9] or 0)
    return -seconds if found[6] == "-" else seconds


def read_date_time(text: str) -> DateTime | None:
    """The moment of `2026-11-21T08:30:00Z` (forms of the time as in `read_time`); a date alone is its midnight."""
    day, letter, clock = text.partition("T")
    date = read_date(day)
    time = read_time(clock) if letter else Time(0)
    return None if date is None or time is None or clock.startswith("T") else DateTime(date, time)


def read_duration(text: str) -> DaysDuration | MonthsDuration | None:
    """The duration of `P1Y6M` or `P3DT4H5M6.7S`; None when it is none, or mixes years and months with days."""
    if len(text) > _LONGEST or text[-1:] in ("P", "T", "-"):
        return None
    if found := regex(_MONTHS).fullmatch(text):
        months = int(found[2] or 0) * 12 + int(found[3] or 0)
        return MonthsDuration(-months if found[1] else months)
    found = regex(_DAYS).fullmatch(text)
    if found is None:
        return None
    units = zip(found.groups()[1:5], (DAY, HOUR, MINUTE, SECOND), strict=True)
    total = sum(int(count or 0) * unit for count, unit in units) + _fraction(found[6])
    return DaysDuration(-total if found[1] else total)


def read_any(text: str) -> Temporal | None:
    """What an at-literal such as @"2026-11-21" means; None when the text is no date, time or duration."""
    if "P" in text[:2]:
        return read_duration(text)
    return (read_date_time(text) if "T" in text[1:] else read_date(text)) or read_time(text)


# --- writing --------------------------------------------------------------------------------------------


def write(value: Temporal) -> str:
    """The ISO text of a date, time or duration; reading it gives the same value."""
    if isinstance(value, Date):
        return write_date(value)
    if isinstance(value, Time):
        return write_time(value)
    if isinstance(value, DateTime):
        return f"{write_date(value.date)}T{write_time(value.time)}"
    return write_months(value.months) if isinstance(value, MonthsDuration) else write_days(value.nanoseconds)


def write_date(date: Date) -> str:
    """`2026-11-21`."""
    sign = "-" if date.year < 0 else ""
    return f"{sign}{abs(date.year):04}-{date.month:02}-{date.day:02}"


def write_time(time: Time) -> str:
    """`08:30:00+03:30`; the fraction of a second only when there is one."""
    clock = time.nanoseconds
    text = f"{clock // HOUR:02}:{clock // MINUTE % 60:02}:{_seconds(clock % MINUTE):0>2}"
    return text + (f"@{time.zone}" if time.zone else _written_offset(time.offset))


def _seconds(nanoseconds: int) -> str:
    whole, fraction = divmod(nanoseconds, SECOND)
    return f"{whole:02}" + (f".{fraction:09}".rstrip("0") if fraction else "")


def _written_offset(offset: int | None) -> str:
    if not offset:
        return "" if offset is None else "Z"
    hours, rest = divmod(abs(offset), 3_600)
    minutes, seconds = divmod(rest, 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def write_months(months: int) -> str:
    """`P1Y2M`, `-P3M`, and `P0M` for none."""
    years, rest = divmod(abs(months), 12)
    text = (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    return ("-" if months < 0 else "") + "P" + (text or "0M")


def write_days(nanoseconds: int) -> str:
    """`P3DT4H5M6.7S`, and `PT0S` for none."""
    days, clock = divmod(abs(nanoseconds), DAY)
    hours, clock = divmod(clock, HOUR)
    minutes, clock = divmod(clock, MINUTE)
    time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    time += f"{_seconds(clock).removeprefix('0')}S" if clock else ""
    text = (f"{days}D" if days else "") + (f"T{time}" if time else "")
    return ("-" if nanoseconds < 0 else "") + "P" + (text or "T0S")
