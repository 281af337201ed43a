"""Promises of how stored things look: numbers, states, deadlines, pages of a list."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from web import notices, showing

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)  # 13:30 in Tehran


def at(query: str) -> object:
    app = Flask("test")
    app.add_url_rule("/list/<room>", "list", lambda room: room)
    return app.test_request_context(f"/list/a{query}")


def test_a_case_number_stays_in_one_piece_in_both_languages() -> None:
    assert showing.case_number("fa", "1405-00131").strip("\u2066\u2069") == "۱۴۰۵-۰۰۱۳۱"
    assert showing.case_number("en", "1405-00131").strip("\u2066\u2069") == "1405-00131"


def test_a_stored_moment_is_said_in_the_readers_calendar() -> None:
    stored = "2026-11-20T07:12:00.000000Z"
    assert showing.moment("fa", stored).words == "۱۴۰۵/۰۸/۲۹، ساعت ۱۰:۴۲"
    assert showing.moment("en", stored).words == "20 Nov 2026, 10:42"
    assert showing.moment("fa", None).words == ""


@pytest.mark.parametrize(
    ("stored", "tone"),
    [
        ("2026-11-18T10:00:00.000000Z", "late"),
        ("2026-11-21T12:00:00.000000Z", "soon"),
        ("2026-12-21T12:00:00.000000Z", ""),
    ],
)
def test_a_deadline_has_words_and_a_tone(stored: str, tone: str) -> None:
    found = showing.due("fa", stored, NOW)
    assert found is not None
    assert (found.tone, bool(found.words)) == (tone, True)


def test_no_deadline_is_none() -> None:
    assert showing.due("fa", None, NOW) is None


def test_days_change_at_midnight_in_tehran() -> None:
    assert showing.same_day("2026-11-20T20:29:00.000000Z", "2026-11-20T10:00:00.000000Z")
    assert not showing.same_day("2026-11-20T20:31:00.000000Z", "2026-11-20T10:00:00.000000Z")


def test_pages_of_a_list_keep_the_filters_of_the_address() -> None:
    with at("?q=%D8%B1%D8%B6%D8%A7&page=2"):
        found = showing.pages(50, showing.page_number())
        assert (found.number, found.last) == (2, 3)
        assert found.previous == "/list/a?q=%D8%B1%D8%B6%D8%A7&page=1"
        assert found.following == "/list/a?q=%D8%B1%D8%B6%D8%A7&page=3"


@pytest.mark.parametrize("asked", ["", "0", "-1", "x", "۲", "1e9", "9" * 30])
def test_a_strange_page_number_is_harmless(asked: str) -> None:
    with at(f"?page={asked}"):
        assert 1 <= showing.page_number() <= 10_000


def test_values_are_said_in_words_and_kept_short() -> None:
    assert showing.value("fa", True) == "آری"
    assert showing.value("fa", 42) == "۴۲"
    assert showing.value("en", {"a": 1}) == '{"a":1}'
    assert len(showing.value("en", "x" * 5_000)) < 500


def test_only_known_notices_are_said() -> None:
    with at("?done=claimed"):
        assert notices.flashes("en")[0]["words"] == "You have taken this task."
    with at("?done=%3Cscript%3E"):
        assert notices.flashes("en") == []
