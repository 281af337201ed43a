"""A worker wakes when there is work, sleeps when there is none, waits an outage out, and ends when told to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from engine import errors, execution
from engine.config import Settings
from engine.context import Context
from engine.execution import doing, leases
from engine.worker import Worker
from tests.integration.jobs.conftest import pause
from tests.support.commands import Said, ravand
from tests.support.databases import open_database
from tests.support.house import House
from tests.support.probes import Probes, probes

__all__ = ["probes", "ravand"]

#: Seconds after which a test gives up; nothing is measured by it.
PATIENCE = 60


@contextmanager
def working(worker: Worker) -> Iterator[None]:
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield
    finally:
        worker.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


@pytest.fixture
def done(probes: Probes, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Is set when a job was done."""
    event = threading.Event()

    def effect(ctx: Context, *_: object) -> None:
        ctx.afterwards.append(event.set)

    monkeypatch.setitem(doing.KINDS, "probe", doing.Kind(effect, holds=False))
    return event


def test_a_sleeping_worker_is_woken_by_the_commit_that_writes_a_job(probes: Probes, done: threading.Event) -> None:
    with working(probes.worker(longest_sleep=3_600)):
        probes.write("first")
        assert done.wait(PATIENCE)
        done.clear()
        probes.write("second")
        assert done.wait(PATIENCE)


def test_a_worker_without_work_asks_the_database_once(probes: Probes, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = leases.next_due
    looked = threading.Event()

    def counting(*arguments: Any) -> Any:
        asked.append("next due")
        looked.set()
        return real(*arguments)

    monkeypatch.setattr(leases, "next_due", counting)
    with working(probes.worker(longest_sleep=3_600)):
        assert looked.wait(PATIENCE)
        probes.database.alarm.ring("9999")  # what is due later than it wakes by itself anyway
        threading.Event().wait(0.3)
        assert len(asked) <= 2


def test_an_outage_is_waited_out(probes: Probes, done: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    real, outages = leases.claim, iter([errors.Unavailable()])

    def claim(*arguments: Any, **options: Any) -> Any:
        for outage in outages:
            raise outage
        return real(*arguments, **options)

    monkeypatch.setattr(leases, "claim", claim)
    monkeypatch.setattr("engine.worker.OUTAGE_SLEEP", 0.01)
    probes.write("job")
    with working(probes.worker()):
        assert done.wait(PATIENCE)


def test_a_question_that_hangs_holds_up_no_timer(probes: Probes, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, timer = threading.Event(), threading.Event()

    def effect(ctx: Context, *_: object) -> None:
        ctx.afterwards.append(timer.set)

    monkeypatch.setitem(doing.KINDS, "probe", doing.Kind(effect, holds=False))
    monkeypatch.setitem(
        doing.KINDS, "question", doing.Kind(probes.effect, call=lambda _job: answer.wait(PATIENCE), holds=False)
    )
    probes.write("slow", kind="question")
    probes.write("timer")
    with working(probes.worker()):
        assert timer.wait(PATIENCE)
        answer.set()
    assert probes.done == {"slow": 1}


def test_ravand_worker_does_what_is_due(ravand: Callable[..., Said], database_url: str) -> None:
    database = open_database(database_url)
    house = House(database)
    house.publish(pause("PT0.000001S"))
    case = house.start("pause").instance
    assert ravand("worker", "--once").code == 0
    assert house.see("auditor", execution.case, case).status == execution.COMPLETED
    database.close()


def test_the_server_may_leave_jobs_to_others() -> None:
    told = Settings.from_environment({"RAVAND_JOBS": "0", "RAVAND_LEASE": "30"})
    assert (told.jobs, told.lease) == (False, 30)
    assert Settings.from_environment({}).jobs
    for wrong in ("0", "100000"):
        with pytest.raises(ValueError, match="RAVAND_LEASE"):
            Settings.from_environment({"RAVAND_LEASE": wrong})
