"""G6: timers happen never early, never twice and never not, over jumps of the clock, outages and lost workers."""

import os
from datetime import timedelta
from random import Random

from engine import db
from tests.support.probes import BEGINNING, Probes, probes

__all__ = ["probes"]

#: RAVAND_TIMERS=10000 is the long form.
TIMERS = int(os.environ.get("RAVAND_TIMERS", "200"))
DAY = 86_400


def test_timers_over_jumps_of_the_clock_outages_and_lost_workers(probes: Probes) -> None:
    random = Random(TIMERS)
    due = {f"t{number}": BEGINNING + timedelta(seconds=random.uniform(0, DAY)) for number in range(TIMERS)}
    cases = TIMERS // 4
    probes.write_all([probes.made(name, at, lock=f"case {random.randrange(cases)}") for name, at in due.items()])
    while probes.now < BEGINNING + timedelta(days=1, minutes=10):
        probes.now += timedelta(seconds=random.choice([60, 600, 3_600, 3 * 3_600, -3_600, -60]))
        if random.random() < 0.3:
            probes.claim("a worker that is lost", most=3)
        probes.worker().drain()
    probes.later(seconds=61)  # what the last lost worker claimed
    probes.worker().drain()
    assert {name for name in due if not probes.done[name]} == set(), "missed"
    assert {name for name in due if probes.done[name] > 1} == set(), "double"
    assert {name for name in due if probes.seen[name] < due[name]} == set(), "early"


def test_a_timer_is_not_early_by_a_microsecond(probes: Probes) -> None:
    probes.write("t", due=BEGINNING + timedelta(microseconds=1))
    probes.write("u")
    assert probes.worker().drain() == 1
    probes.later(microseconds=1)
    assert probes.worker().drain() == 1


def test_a_clock_that_is_turned_back_during_the_work_does_not_date_it_before_it_is_due(probes: Probes) -> None:
    probes.write("t")
    (claimed,) = probes.claim("one")
    probes.later(hours=-1)
    probes.run(claimed)
    assert db.stamp(probes.at["t"]) == db.stamp(BEGINNING)


def test_after_an_outage_what_is_longest_due_happens_first(probes: Probes) -> None:
    names = [f"t{number}" for number in range(40)]
    for number, name in enumerate(reversed(names)):
        probes.write(name, due=BEGINNING + timedelta(minutes=40 - number))
    probes.later(days=3)
    probes.worker().drain()
    assert list(probes.done) == names
    probes.later(seconds=61)
    assert probes.worker().drain() == 0
