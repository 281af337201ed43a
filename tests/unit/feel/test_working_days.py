"""Promises about the days on which an agency works, as expressions count them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from engine import feel
from engine.calendar import Calendar

NOW = datetime(2023, 3, 11, 9, tzinfo=ZoneInfo("Asia/Tehran"))
FRIDAY, BOTH = Calendar(), Calendar(weekend=frozenset({3, 4}))


def value(source, calendar=None):
    return feel.parse(source).evaluate({}, now=NOW, calendar=calendar)


@pytest.mark.parametrize(("calendar", "due"), [(None, "2023-04-04"), (FRIDAY, "2023-04-04"), (BOTH, "2023-04-08")])
def test_fifteen_working_days_go_by_the_agencys_calendar(calendar, due):
    """1402/01/15 where only Friday is free, 1402/01/19 where Thursday is too (facts/administration.md 3.3)."""
    assert value('add working days(date("2023-03-11"), 15)', calendar) == due


def test_the_time_of_day_stays():
    assert value("add working days(now(), 1)") == "2023-03-12T09:00:00@Asia/Tehran"


def test_a_deadline_that_ends_on_a_holiday_rolls_to_the_next_working_day():
    assert value('next working day(date("2023-03-20"))') == "2023-03-25"
    assert value('next working day(date("2023-03-12"))') == "2023-03-12"


def test_an_agency_has_free_days_of_its_own():
    own = Calendar(added={date(2023, 3, 12): "storm"})
    assert value('is working day(date("2023-03-12"))') is True
    assert value('is working day(date("2023-03-12"))', own) is False


def test_working_days_are_counted():
    assert value('count working days(date("2023-03-11"), date("2023-04-04"))') == 15
    assert value('count working days(date("2023-04-04"), date("2023-03-11"))') == 0


@pytest.mark.parametrize("days", ["-1", "5001", "1000000000000"])
def test_what_cannot_be_counted_is_null(days):
    assert value(f'add working days(date("2023-03-11"), {days})') is None
    assert value('next working day(date("999999-03-11"))') is None
