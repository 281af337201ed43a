"""Promises of the sign-in limit: counted per key in a sliding window, in bounded memory."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.identity.attempts import Attempts

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
KEY = ("clerk", "127.0.0.1")


def after(seconds):
    return NOW + timedelta(seconds=seconds)


def test_five_failures_are_free_and_the_sixth_try_waits_until_the_first_is_five_minutes_old():
    attempts = Attempts()
    for second in range(5):
        assert attempts.wait(KEY, after(second)) == 0
        attempts.failed(KEY, after(second))

    assert attempts.wait(KEY, after(10)) == 290
    assert attempts.wait(KEY, after(299.5)) == 1
    assert attempts.wait(KEY, after(300)) == 0


def test_another_person_or_another_address_does_not_wait():
    attempts = Attempts(allowed=1)
    attempts.failed(KEY, NOW)

    assert attempts.wait(KEY, NOW) > 0
    assert attempts.wait(("analyst", "127.0.0.1"), NOW) == 0
    assert attempts.wait(("clerk", "10.0.0.1"), NOW) == 0


def test_a_success_forgets_the_failures():
    attempts = Attempts(allowed=1)
    attempts.failed(KEY, NOW)
    attempts.succeeded(KEY)

    assert attempts.wait(KEY, NOW) == 0


def test_memory_is_bounded_however_many_names_are_tried():
    attempts = Attempts(keys=100)
    for number in range(1000):
        attempts.failed((f"name{number}", "10.0.0.1"), NOW)

    assert len(attempts._failures) == 100


@given(st.lists(st.floats(min_value=0, max_value=2000), max_size=40))
def test_never_more_failures_than_allowed_get_through_in_any_window(moments):
    attempts, through = Attempts(), []
    for moment in sorted(moments):
        if attempts.wait(KEY, after(moment)) == 0:
            attempts.failed(KEY, after(moment))
            through.append(moment)

    for start in through:
        assert sum(start <= moment < start + 299.9 for moment in through) <= 5
