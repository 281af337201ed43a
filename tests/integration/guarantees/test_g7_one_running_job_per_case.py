"""G7: the jobs of one case run one after the other, those of different cases side by side."""

import threading
from collections import Counter

import pytest

from engine.context import Context
from engine.execution import doing
from engine.execution.jobs import Job
from tests.support.probes import Probes, probes

__all__ = ["probes"]


def test_of_one_case_one_job_is_claimed_and_of_others_theirs(probes: Probes) -> None:
    probes.write("a1", "a2", "a3", lock="a")
    probes.write("b1", lock="b")
    assert sorted(job.lock for job in probes.claim("one")) == ["a", "b"]
    assert probes.claim("two") == []


def test_the_next_job_of_a_case_waits_until_the_one_before_is_done(probes: Probes) -> None:
    probes.write("a1", "a2", lock="a")
    (first,) = probes.claim("one")
    assert probes.claim("two") == []
    probes.run(first)
    (second,) = probes.claim("two")
    assert {first.id, second.id} == {"a1", "a2"}


def test_workers_side_by_side_never_run_two_jobs_of_one_case(probes: Probes, monkeypatch: pytest.MonkeyPatch) -> None:
    under_way: Counter[str] = Counter()
    together: list[str] = []
    lock = threading.Lock()

    def outside(job: Job) -> str:
        with lock:
            under_way[job.lock] += 1
            together.extend(name for name, many in under_way.items() if many > 1)
        threading.Event().wait(0.002)
        with lock:
            under_way[job.lock] -= 1
        return "done"

    def effect(ctx: Context, job: Job, _held: object, _answer: object) -> None:
        ctx.afterwards.append(lambda: probes.done.update([job.id]))

    monkeypatch.setitem(doing.KINDS, "slow", doing.Kind(effect, call=outside, holds=False))
    for case in range(6):
        probes.write(*(f"{case}.{number}" for number in range(5)), lock=f"case {case}", kind="slow")
    workers = [probes.worker() for _ in range(3)]
    threads = [threading.Thread(target=_until_done, args=(worker, probes)) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert probes.done == {f"{case}.{number}": 1 for case in range(6) for number in range(5)}
    assert together == []


def _until_done(worker: object, probes: Probes) -> None:
    while len(probes.done) < 30:
        worker.drain()  # type: ignore[attr-defined]
