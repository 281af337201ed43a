"""Answers how Persian and English readers write a day and an hour; must not know about deadlines or agencies."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

import jdatetime

from engine.text import to_latin, to_persian, translate

__all__ = [
    "MONTHS",
    "TEHRAN",
    "date_from_parts",
    "date_parts",
    "local",
    "parse_date",
    "show_date",
    "show_long_date",
    "show_moment",
    "show_time",
]

TEHRAN: Final = ZoneInfo("Asia/Tehran")
MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "fa": (
        *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
        *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_FIRST_GREGORIAN_YEAR: Final = 1700  # below it a year is read as Jalali; Jalali 1700 is Gregorian 2321
_FIRST_JALALI_YEAR: Final = 1000
_DATE: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")


def local(moment: datetime) -> datetime:
    """An aware moment on Tehran's clock; ValueError for a naive one, which could mean anything."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(TEHRAN)


def _day(value: date) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def date_parts(lang: str, value: date) -> tuple[int, int, int]:
    """Year, month and day as readers of `lang` count them: Jalali in Persian, Gregorian in English."""
    day = _day(value)
    if lang != "fa" or day.year < _FIRST_GREGORIAN_YEAR:
        return day.year, day.month, day.day
    return _jalali(day)


@lru_cache(maxsize=1_024)  # the same days come again and again, and the library asks for the locale each time
def _jalali(day: date) -> tuple[int, int, int]:
    shown = jdatetime.date.fromgregorian(date=day)
    return shown.year, shown.month, shown.day


def date_from_parts(lang: str, year: int, month: int, day: int) -> date:
    """The day that readers of `lang` mean; a year from 1700 on is Gregorian and one below Jalali, in both languages.

    ValueError for a day that does not exist (1404/12/30) or a year outside 1000 to 9000.
    """
    if not _FIRST_JALALI_YEAR <= year <= 9000:
        raise ValueError(f"year {year} for {lang} is outside 1000 to 9000")
    if year >= _FIRST_GREGORIAN_YEAR:
        return date(year, month, day)
    found: date = jdatetime.date(year, month, day).togregorian()
    return found


def parse_date(text: str) -> date:
    """The day in `۱۴۰۵/۸/۳۰`, `1405-08-30` or `2026-11-21` (any digits); ValueError when it is none."""
    match = _DATE.fullmatch(to_latin(text).strip())
    if match is None:
        raise ValueError(f"not a date: {text[:40]!r}")
    year, month, day = (int(part) for part in match.groups())
    return date_from_parts("fa", year, month, day)


def show_date(lang: str, value: date) -> str:
    """`۱۴۰۵/۰۸/۳۰` or `21 Nov 2026`; a moment is taken on Tehran's day."""
    year, month, day = date_parts(lang, value)
    if lang == "fa":
        return to_persian(f"{year:04}/{month:02}/{day:02}")
    return f"{day} {MONTHS['en'][month - 1][:3]} {year}"


def show_long_date(lang: str, value: date) -> str:
    """`۳۰ آبان ۱۴۰۵` or `21 November 2026`."""
    year, month, day = date_parts(lang, value)
    shown = f"{day} {MONTHS[lang][month - 1]} {year}"
    return to_persian(shown) if lang == "fa" else shown


def show_time(lang: str, moment: datetime) -> str:
    """The hour and minute in Tehran: `۱۰:۴۲` or `10:42`."""
    shown = local(moment).strftime("%H:%M")
    return to_persian(shown) if lang == "fa" else shown


def show_moment(lang: str, moment: datetime) -> str:
    """Date and time in Tehran: `۱۴۰۵/۰۸/۲۹، ساعت ۱۰:۴۲` or `20 Nov 2026, 10:42`."""
    return translate(lang, "{date}, {time}", date=show_date(lang, moment), time=show_time(lang, moment))
