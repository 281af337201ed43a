"""How often a failed job is tried, and when: as the drawing says, else ever more rarely; pure."""

from datetime import timedelta

import pytest

from engine.execution.retries import FIRST_PAUSE, LONGEST, MOST_TRIES, TRIES, USUAL, policy


@pytest.mark.parametrize(
    ("cycle", "tries", "minutes"),
    [
        ("R3/PT10M", 3, [10, 10, 10]),
        ("R1/PT1H30M", 1, [90]),
        ("PT5M", 2, [5, 5]),
        ("PT1M, PT10M,PT1H", 4, [1, 10, 60, 60]),
        ("R0/PT1M", 1, [1]),
        (f"R{MOST_TRIES + 1}/P1D", MOST_TRIES, [24 * 60]),
    ],
)
def test_what_the_drawing_says_holds(cycle: str, tries: int, minutes: list[int]) -> None:
    found = policy(cycle)
    assert found.tries == tries
    assert [found.pause(failed) for failed in range(1, len(minutes) + 1)] == [timedelta(minutes=one) for one in minutes]


@pytest.mark.parametrize(
    "cycle", ["", "often", "R3", "R3/", "R/PT1M", "PT1M,soon", "P1M", "-PT1M", "R3/PT1M/PT1M", "R-1/PT1M"]
)
def test_what_cannot_be_read_is_the_usual(cycle: str) -> None:
    assert policy(cycle) == USUAL


def test_pauses_double_and_differ_by_at_most_a_quarter() -> None:
    least = [USUAL.pause(failed, lambda: 0.0) / FIRST_PAUSE for failed in range(1, TRIES)]
    most = [USUAL.pause(failed, lambda: 1.0) / FIRST_PAUSE for failed in range(1, TRIES)]
    assert least == [2**n for n in range(TRIES - 1)]
    assert most == [1.25 * 2**n for n in range(TRIES - 1)]


def test_no_number_of_tries_makes_a_pause_without_end() -> None:
    assert USUAL.pause(MOST_TRIES, lambda: 1.0) < timedelta(days=1)
    assert policy("R3/P999999999D").pause(1) == LONGEST
