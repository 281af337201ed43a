"""How many timers and other jobs one worker gets through, and what a timer costs from its claim to its commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import perf_counter, process_time
from typing import Any

from benchmarks.places import SMALL, Place
from engine import db, execution
from engine.actor import system
from engine.context import Context, transaction
from engine.execution import doing, jobs
from engine.execution.instances import Held
from engine.execution.jobs import Job
from engine.worker import Worker

TIMERS, JOBS = 300, 1_000
_PAUSE = (
    '<process id="pause" isExecutable="true"><startEvent id="begin"/><intermediateCatchEvent id="rest">'
    "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>"
    '<endEvent id="done"/><sequenceFlow id="a" sourceRef="begin" targetRef="rest"/>'
    '<sequenceFlow id="b" sourceRef="rest" targetRef="done"/></process></definitions>'
)


def measure(place: Place) -> Iterator[tuple[str, float, float]]:
    """Give (what, so many a second, ms of processor time each) of one worker, with every commit on disk."""
    key = place.publish(SMALL.partition("<process")[0] + _PAUSE)
    for _ in range(TIMERS):
        with transaction(place.database, place.actor) as ctx:
            execution.start_latest(ctx, key, {})
    yield ("timers, each moving a case to its end", *_worked(place, TIMERS))
    with _empty_kind():
        _write(place)
        yield ("jobs without an effect of their own", *_worked(place, JOBS))


def _worked(place: Place, expected: int) -> tuple[float, float]:
    worker = Worker(place.database, clock=lambda: datetime.now(UTC) + timedelta(hours=2))
    at, spent = perf_counter(), process_time()
    done = worker.drain()
    seconds, cost = perf_counter() - at, process_time() - spent
    if done != expected:
        raise RuntimeError(f"{done} jobs were done instead of {expected}")
    return expected / seconds, cost / expected * 1000


def _write(place: Place) -> None:
    now = db.stamp(datetime.now(UTC))
    usual = {"agency": place.actor.agency, "definition": "", "process_key": "", "element": "", "kind": "bench"}
    made = [jobs.made(id=f"b{n}", lock=f"b{n}", due_at=now, created_at=now, **usual) for n in range(JOBS)]
    with transaction(place.database, system(place.actor.agency)) as ctx:
        jobs.write(ctx, made)


@contextmanager
def _empty_kind() -> Iterator[None]:
    doing.KINDS["bench"] = doing.Kind(_nothing, holds=False)
    try:
        yield
    finally:
        del doing.KINDS["bench"]


def _nothing(_ctx: Context, _job: Job, _held: Held | None, _answer: Any) -> None:
    """Do nothing: what is measured is the way there."""
