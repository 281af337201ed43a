"""Promises about working days, with the vectors of Iran's calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendar import IRAN, Calendar, parse_date, show_date
from engine.calendar.working_days import IRAN_HOLIDAYS
from tools.iran_holidays import rows

THURSDAY, FRIDAY = 3, 4
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_fifteen_working_days_over_nowruz_depend_on_the_weekend() -> None:
    start = parse_date("1401/12/20")
    assert show_date("fa", IRAN.add_working_days(start, 15)) == "۱۴۰۲/۰۱/۱۵"
    two_days_off = Calendar(weekend=frozenset({THURSDAY, FRIDAY}))
    assert show_date("fa", two_days_off.add_working_days(start, 15)) == "۱۴۰۲/۰۱/۱۹"


def test_a_term_that_ends_on_a_holiday_rolls_to_the_next_working_day() -> None:
    end = parse_date("1401/12/14") + timedelta(days=15)
    assert show_date("fa", end) == "۱۴۰۱/۱۲/۲۹"
    assert IRAN.holiday(end) == "روز ملی شدن صنعت نفت ایران"
    assert show_date("fa", IRAN.roll(end)) == "۱۴۰۲/۰۱/۰۵"


def test_an_agency_corrects_the_national_list() -> None:
    announced, moved = parse_date("1402/01/15"), parse_date("1402/01/12")
    corrected = Calendar(added={announced: "تعطیلی اعلام‌شده"}, removed=frozenset({moved}))
    assert not corrected.is_working_day(announced)
    assert corrected.is_working_day(moved)
    assert corrected.holiday(announced) == "تعطیلی اعلام‌شده"


@given(DAYS, st.integers(0, 60))
@settings(deadline=None, max_examples=60)
def test_counting_forth_and_measuring_back_agree(start: date, count: int) -> None:
    end = IRAN.add_working_days(start, count)
    assert IRAN.working_days_between(start, end) == count
    assert IRAN.roll(end) == end or count == 0


def test_impossible_questions_are_refused_and_never_hang() -> None:
    never = Calendar(weekend=frozenset(range(7)))
    with pytest.raises(ValueError, match="weekday"):
        never.roll(date(2026, 1, 1))
    with pytest.raises(ValueError, match="5000"):
        IRAN.add_working_days(date(2026, 1, 1), 10**9)
    assert IRAN.working_days_between(date(2026, 1, 2), date(2026, 1, 1)) == 0


def test_an_agency_calendar_survives_storage() -> None:
    kept = Calendar(
        frozenset({THURSDAY, FRIDAY}),
        national=False,
        added={date(2026, 1, 1): "x"},
        removed=frozenset({date(2026, 1, 2)}),
    )
    assert Calendar.from_json(kept.to_json()) == kept
    assert Calendar.from_json({}) == IRAN


def test_the_list_of_holidays_is_what_the_library_knows() -> None:
    assert IRAN_HOLIDAYS.read_text(encoding="utf-8").splitlines() == rows()
