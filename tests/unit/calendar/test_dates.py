"""Promises about Jalali and Gregorian dates, their reading and their showing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import calendar

DAYS = st.dates(date(1850, 1, 1), date(2250, 1, 1))
NOON = datetime(2026, 11, 20, 7, 12, tzinfo=UTC)


@given(DAYS, st.sampled_from(["fa", "en"]))
@settings(deadline=None, max_examples=300)
def test_a_day_taken_apart_and_put_together_is_the_same_day(day: date, lang: str) -> None:
    assert calendar.date_from_parts(lang, *calendar.date_parts(lang, day)) == day


@given(DAYS)
@settings(deadline=None, max_examples=300)
def test_a_shown_persian_date_can_be_read_again(day: date) -> None:
    assert calendar.parse_date(calendar.show_date("fa", day)) == day


@given(st.text(max_size=20) | st.from_regex(r"[0-9۰-۹]{1,5}[-/.][0-9۰-۹]{1,3}[-/.][0-9]{1,3}", fullmatch=True))
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_day_or_a_value_error(text: str) -> None:
    try:
        found = calendar.parse_date(text)
    except ValueError:
        return
    assert isinstance(found, date)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("۱۳۶۰/۷/۱۵", date(1981, 10, 7)),
        ("1405/08/30", date(2026, 11, 21)),
        ("١٤٠٥-٠٨-٣٠", date(2026, 11, 21)),
        ("2026-11-21", date(2026, 11, 21)),
        (" ۱۴۰۳/۱۲/۳۰ ", date(2025, 3, 20)),
    ],
)
def test_a_date_is_read_in_any_digits(text: str, day: date) -> None:
    assert calendar.parse_date(text) == day


@pytest.mark.parametrize(
    "text", ["1405/13/1", "1404/12/30", "2026-02-29", "0999/1/1", "9999-1-1", "60/7/15", "1405/8", ""]
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        calendar.parse_date(text)


def test_dates_and_times_are_shown_in_tehran_in_each_language() -> None:
    assert calendar.show_date("fa", NOON) == "۱۴۰۵/۰۸/۲۹"
    assert calendar.show_date("en", NOON) == "20 Nov 2026"
    assert calendar.show_long_date("fa", NOON) == "۲۹ آبان ۱۴۰۵"
    assert calendar.show_long_date("en", NOON) == "20 November 2026"
    assert calendar.show_moment("fa", NOON) == "۱۴۰۵/۰۸/۲۹، ساعت ۱۰:۴۲"
    assert calendar.show_moment("en", NOON) == "20 Nov 2026, 10:42"


def test_the_day_begins_at_midnight_in_tehran() -> None:
    assert calendar.show_date("en", datetime(2026, 11, 20, 20, 30, tzinfo=UTC)) == "21 Nov 2026"


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        calendar.show_date("fa", datetime(2026, 11, 20))  # noqa: DTZ001


def at(day: int, hour: int) -> datetime:
    """November 2026 on Tehran's clock; the 21st is a Saturday, the 20th a Friday."""
    return datetime(2026, 11, day, hour, 0, tzinfo=calendar.TEHRAN)


PLAIN = calendar.Calendar(national=False)


@pytest.mark.parametrize(
    ("due", "now", "persian", "english", "urgency"),
    [
        (at(18, 14), at(21, 10), "دو روز کاری دیرکرد", "2 working days late", "late"),
        (at(19, 14), at(21, 10), "یک روز کاری دیرکرد", "1 working day late", "late"),
        (
            at(19, 14),
            at(20, 10),
            "گذشته از مهلت، پیش از نخستین روز کاری",
            "Late, no working day has passed since",
            "late",
        ),
        (at(21, 14), at(21, 15), "از ساعت ۱۴:۰۰ امروز گذشته", "Late since 14:00 today", "late"),
        (at(21, 14), at(21, 10), "امروز، ساعت ۱۴:۰۰", "Today, 14:00", "today"),
        (at(21, 23) + timedelta(minutes=59), at(21, 10), "تا پایان امروز", "By end of today", "today"),
        (at(22, 14), at(21, 10), "فردا، ساعت ۱۴:۰۰", "Tomorrow, 14:00", "soon"),
        (at(24, 14), at(21, 10), "سه روز کاری مانده", "3 working days left", "later"),
        (at(30, 14), at(8, 10), "۱۹ روز کاری مانده", "19 working days left", "later"),
    ],
)
def test_a_deadline_is_said_in_words(due: datetime, now: datetime, persian: str, english: str, urgency: str) -> None:
    assert calendar.deadline("fa", due, now, PLAIN).words == persian
    shown = calendar.deadline("en", due, now, PLAIN)
    assert (shown.words, shown.urgency) == (english, urgency)


def test_a_deadline_on_a_long_weekend_is_before_the_next_working_day() -> None:
    long_weekend = calendar.Calendar(weekend=frozenset({3, 4, 5}), national=False)
    assert calendar.deadline("en", at(21, 12), at(19, 10), long_weekend).words == "Before the next working day"
