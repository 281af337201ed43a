"""G5: a claimed job is leased and fenced; a lapsed lease counts as a try; exhausted tries become an incident."""

from datetime import timedelta

import pytest

from engine.actor import system
from engine.context import reading
from engine.execution import incidents
from engine.execution.jobs import FAILED, WAITING
from engine.execution.retries import TRIES
from tests.support.probes import AGENCY, BEGINNING, Probes, probes

__all__ = ["probes"]


def test_a_claimed_job_is_nobody_elses_until_its_lease_has_lapsed(probes: Probes) -> None:
    probes.write("j1")
    assert [job.id for job in probes.claim("one")] == ["j1"]
    probes.later(seconds=59)
    assert probes.worker().drain() == 0
    probes.later(seconds=2)
    assert probes.worker().drain() == 1
    assert probes.done == {"j1": 1}


def test_a_lapsed_lease_counts_as_a_try(probes: Probes) -> None:
    probes.write("j1", "j2")
    probes.claim("one", most=1)
    probes.later(seconds=61)
    (lapsed,) = (job for job in probes.claim("two") if job.id == "j1")
    assert (lapsed.tries, lapsed.tries_left) == (1, TRIES - 1)


def test_who_comes_back_after_the_lease_finds_the_fence_moved(probes: Probes) -> None:
    probes.write("j1")
    (stale,) = probes.claim("one")
    probes.later(seconds=61)
    (fresh,) = probes.claim("two")
    assert fresh.fence > stale.fence
    assert not probes.run(stale)
    assert probes.done == {}
    assert probes.run(fresh)
    assert not probes.run(stale)
    assert probes.done == {"j1": 1}


def test_a_failed_job_is_tried_again_after_pauses_that_double_and_then_is_an_incident(probes: Probes) -> None:
    probes.write("j1")
    probes.breaks = lambda _job: True
    pauses = []
    for _ in range(TRIES - 1):
        probes.worker().drain()
        waiting = probes.job("j1")
        assert waiting is not None
        pauses.append((_moment(waiting.due_at) - probes.now) / timedelta(seconds=10))
        probes.now = _moment(waiting.due_at)
    probes.worker().drain()
    assert probes.tries == list(range(TRIES))
    assert all(2**n <= pause <= 1.25 * 2**n for n, pause in enumerate(pauses)), pauses
    exhausted = probes.job("j1")
    assert exhausted is not None
    assert (exhausted.state, exhausted.tries_left, exhausted.error) == (FAILED, 0, "Broken: j1")
    assert _incidents(probes) == [("j1", "tries-exhausted", {"tries": TRIES, "reason": "Broken: j1"})]
    probes.later(days=300)
    assert probes.worker().drain() == 0


def test_the_drawing_says_how_often_and_how_long(probes: Probes) -> None:
    probes.write("j1", retry_cycle="R3/PT10M")
    probes.breaks = lambda _job: True
    for minutes in (0, 9, 1, 10):
        probes.later(minutes=minutes)
        probes.worker().drain()
    assert probes.tries == [0, 1, 2]
    assert [found[0] for found in _incidents(probes)] == ["j1"]


def test_a_job_that_kills_its_workers_becomes_an_incident_too(probes: Probes) -> None:
    probes.write("j1", retry_cycle="R3/PT10M")
    for owner in ("one", "two", "three"):
        assert [job.id for job in probes.claim(owner)] == ["j1"]
        probes.later(seconds=61)
    probes.worker().drain()
    assert probes.done == {}
    assert [found[0] for found in _incidents(probes)] == ["j1"]


def test_a_worker_that_stops_gives_back_what_it_has_not_begun(probes: Probes) -> None:
    probes.write("j1", "j2", "j3")
    worker = probes.worker()
    probes.breaks = lambda _job: bool(worker.stop())
    worker.run()
    assert sum(probes.done.values()) == 1
    states = [found for name in ("j1", "j2", "j3") if (found := probes.job(name)) is not None]
    assert [(job.state, job.tries, job.lease_owner) for job in states] == [(WAITING, 0, None)] * 2
    assert probes.worker().drain() == 2


def test_a_lease_of_a_clock_that_was_turned_back_has_lapsed(probes: Probes) -> None:
    probes.write("j1", due=BEGINNING - timedelta(days=2))
    probes.claim("one")
    probes.later(days=-1)
    assert probes.worker().drain() == 1


@pytest.mark.parametrize("tries", [1, TRIES])
def test_what_was_written_again_is_new(probes: Probes, tries: int) -> None:
    probes.write("j1", tries_left=tries)
    (stale,) = probes.claim("one")
    assert probes.run(stale)
    probes.write("j1", tries_left=tries)
    probes.claim("one")
    assert not probes.run(stale)
    assert probes.done == {"j1": 1}


def _moment(text: str) -> object:
    return type(BEGINNING).fromisoformat(text)


def _incidents(probes: Probes) -> list[tuple[str, str, object]]:
    with reading(probes.database, system(AGENCY)) as ctx:
        return [(one.id, one.code, dict(one.details)) for one in incidents.open_incidents(ctx, "")]
