"""What dates, times and durations promise."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import iso, parse
from engine.feel.temporal import Date, DaysDuration, MonthsDuration, date_of, day_number, weekday
from tests.unit.feel.evaluating import value, why

FEW = settings(max_examples=60, deadline=None)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('date("2024-02-29")', "2024-02-29"),
        ("date(2024, 2, 29)", "2024-02-29"),
        ('date("2023-02-29")', None),
        ('date("2024-2-9")', None),
        ('date("۲۰۲۴-۰۱-۰۱")', None),
        ('time("10:30:00")', "10:30:00"),
        ('time("10:30:00.500+03:30")', "10:30:00.5+03:30"),
        ('time("10:30:00z")', "10:30:00Z"),
        ("time(10, 30, 0, null)", "10:30:00"),
        ('time("24:00:00")', None),
        ('time("10:30:00@Asia/Tehran")', "10:30:00@Asia/Tehran"),
        ('time("10:30:00@No/Where")', None),
        ("time(10, 30, 0)", "10:30:00"),
        ('time(10, 30, 1.5, duration("PT1H"))', "10:30:01.5+01:00"),
        ('date and time("2024-01-31T10:00:00Z")', "2024-01-31T10:00:00Z"),
        ('date and time(date("2024-01-31"), time("10:00:00"))', "2024-01-31T10:00:00"),
        ('date(date and time("2024-01-31T10:00:00Z"))', "2024-01-31"),
        ('time(date and time("2024-01-31T10:00:00Z"))', "10:00:00Z"),
        ('duration("P1DT2H3M4.5S")', "P1DT2H3M4.5S"),
        ('duration("PT90M")', "PT1H30M"),
        ('duration("P14M")', "P1Y2M"),
        ('duration("-P1Y")', "-P1Y"),
        ('duration("P0D")', "PT0S"),
        ('duration("P1Y1D")', None),
        ('duration("P")', None),
        ('duration("PT")', None),
        ('years and months duration(date("2024-01-31"), date("2025-03-01"))', "P1Y1M"),
        ('date("2024-01-31") + duration("P1M")', "2024-02-29"),
        ('date("2023-01-31") + duration("P1M")', "2023-02-28"),
        ('date("2024-03-31") - duration("P1M")', "2024-02-29"),
        ('date("2024-02-28") + duration("P2D")', "2024-03-01"),
        ('duration("P1D") + date("2024-02-28")', "2024-02-29"),
        ('date("2024-03-01") - date("2024-02-28")', "P2D"),
        ('date and time("2024-01-01T23:00:00Z") + duration("PT2H")', "2024-01-02T01:00:00Z"),
        ('time("23:00:00") + duration("PT2H")', "01:00:00"),
        ('date and time("2024-01-01T10:00:00+03:30") - date and time("2024-01-01T06:00:00Z")', "PT30M"),
        ('time("10:00:00") - time("09:00:00")', "PT1H"),
        ('duration("P1D") * 1.5', "P1DT12H"),
        ('2 * duration("P1M")', "P2M"),
        ('duration("P1D") / 2', "PT12H"),
        ('duration("P1D") / duration("PT6H")', 4),
        ('duration("P1D") - duration("PT1H")', "PT23H"),
        ('-duration("P1D")', "-P1D"),
        ('abs(-duration("P1M"))', "P1M"),
        ('date("2024-01-01") + 1', None),
        ('date("2024-01-01") < date("2024-01-02")', True),
        ('date and time("2024-01-01T10:00:00+03:30") = date and time("2024-01-01T06:30:00Z")', True),
        ('date and time("2024-01-01T10:00:00") < date and time("2024-01-01T10:00:00Z")', None),
        ('duration("PT24H") = duration("P1D")', True),
        ('duration("P1M") > duration("P30D")', None),
        ('date("2024-01-01") + duration("P999999999999Y")', None),
        (
            'date and time("2024-03-31T00:00:00@Europe/Paris") - date and time("2024-04-01T00:00:00@Europe/Paris")',
            "-PT23H",
        ),
    ],
)
def test_dates_times_and_durations_compute(source: str, expected: object) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('date("2024-02-29").year', 2024),
        ('date("2024-02-29").month', 2),
        ('date("2024-02-29").day', 29),
        ('date("2024-02-29").weekday', 4),
        ('time("10:20:30").minute', 20),
        ('date and time("2024-02-29T10:20:30Z").hour', 10),
        ('date and time("2024-02-29T10:20:30+03:30").time offset', "PT3H30M"),
        ('date and time("2024-02-29T10:20:30@Asia/Tehran").timezone', "Asia/Tehran"),
        ('date and time("2024-02-29T10:20:30@Asia/Tehran").time offset', "PT3H30M"),
        ('duration("P1DT2H3M4S").hours', 2),
        ('duration("-P1DT2H").days', -1),
        ('duration("P14M").years', 1),
        ('duration("P14M").months', 2),
        ("[1..3].end", 3),
        ('day of week(date("2026-11-21"))', "Saturday"),
        ('month of year(date("2026-11-21"))', "November"),
        ('day of year(date("2024-12-31"))', 366),
        ('week of year(date("2021-01-03"))', 53),
        ('date("2024-02-29").hour', None),
    ],
)
def test_components_lie_behind_a_point(source: str, expected: object) -> None:
    assert value(source) == expected


def test_now_and_today_come_with_the_evaluation_and_in_its_zone() -> None:
    assert value("now()") == "2026-11-21T12:30:00+03:30"
    assert value("today()") == "2026-11-21"
    before_midnight_utc = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
    assert parse("today()").evaluate({}, now=before_midnight_utc) == "2026-11-20"


def test_without_a_moment_now_is_null_and_says_why() -> None:
    found, reasons = parse("now()").evaluate_with_reasons({})
    assert found is None
    assert reasons[0].text.msgid == "The present moment is not known here."


def test_iso_texts_of_the_scope_stay_texts_until_converted() -> None:
    assert value("due < today()", due="2026-01-01") is None
    assert value("date(due) < today()", due="2026-01-01") is True


def test_an_unreadable_date_says_what_was_written() -> None:
    assert why('date("tomorrow")') == ["“tomorrow” is no date."]


@given(st.dates())
@FEW
def test_days_are_counted_as_pythons_calendar_counts_them(day: date) -> None:
    ours = Date(day.year, day.month, day.day)
    assert date_of(day_number(ours)) == ours
    assert weekday(ours) == day.isoweekday()
    assert day_number(ours) - day_number(Date(1970, 1, 1)) == day.toordinal() - date(1970, 1, 1).toordinal()
    assert value("day of year(date(d))", d=day.isoformat()) == day.timetuple().tm_yday
    assert value("week of year(date(d))", d=day.isoformat()) == day.isocalendar().week


@given(st.datetimes(), st.timedeltas(min_value=timedelta(days=-400_000), max_value=timedelta(days=400_000)))
@FEW
def test_moments_move_as_pythons_moments_move(moment: datetime, gap: timedelta) -> None:
    micros = gap // timedelta(microseconds=1)
    moved = value("date and time(m) + duration(d)", m=moment.isoformat(), d=iso.write(DaysDuration(micros * 1_000)))
    try:
        expected = moment + gap
    except OverflowError:
        return
    assert datetime.fromisoformat(moved.ljust(26, "0") if "." in moved else moved) == expected


@given(st.integers(min_value=-(10**20), max_value=10**20), st.integers(min_value=-(10**10), max_value=10**10))
@FEW
def test_what_is_written_as_iso_is_read_as_the_same(nanoseconds: int, months: int) -> None:
    for length in (DaysDuration(nanoseconds), MonthsDuration(months)):
        assert iso.read_duration(iso.write(length)) == length or iso.write(length) == "P0M"


def test_a_date_beside_a_moment_is_its_midnight_in_utc() -> None:
    assert value('date and time("2026-11-22T06:00:00Z") - date("2026-11-21")') == "P1DT6H"
    assert value('date and time("2026-11-22T06:00:00") - date("2026-11-21")') is None
    assert value('date and time("2026-11-22T06:00:00") - date and time("2026-11-21T06:00:00")') == "P1D"
    assert value('date("2026-11-22") - date and time("2026-11-21T12:00:00+03:30")') == "PT15H30M"


def test_moments_are_compared_by_the_second() -> None:
    assert value('time("10:30:00.0001") = time("10:30:00.9")') is True
    assert value('time("10:30:00.9") < time("10:30:01")') is True
