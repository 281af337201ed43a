"""Jobs of kinds that only tests know, on a clock that only tests move; what they did counts once it is committed."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine import db
from engine.actor import system
from engine.context import Context, reading, transaction
from engine.db import Database
from engine.execution import doing, jobs, leases
from engine.execution.jobs import Job
from engine.worker import Worker

BEGINNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
AGENCY = "probes"


class Broken(Exception):
    """What a probe does went wrong."""


class Probes:
    """A database with a clock; `done` counts effects that were committed, `asked` calls that went outside."""

    def __init__(self, database: Database) -> None:
        self.database, self.now = database, BEGINNING
        self.done: Counter[str] = Counter()
        self.at: dict[str, datetime] = {}  # the moment that the effect bears
        self.seen: dict[str, datetime] = {}  # what the clock said then
        self.asked: Counter[str] = Counter()
        self.tries: list[int] = []
        self.breaks: Callable[[Job], bool] = lambda _job: False

    def clock(self) -> datetime:
        return self.now

    def worker(self, **options: Any) -> Worker:
        return Worker(self.database, clock=self.clock, **options)

    def write(self, *names: str, due: datetime | None = None, **given: Any) -> None:
        """Write jobs; each has a lock of its own unless one is given."""
        self.write_all([self.made(name, due or self.now, **given) for name in names])

    def made(self, name: str, due: datetime, **given: Any) -> Job:
        usual = {"lock": name, "kind": "probe", "agency": AGENCY, "definition": "d", "process_key": "p", "element": "e"}
        return jobs.made(id=name, due_at=db.stamp(due), created_at=db.stamp(self.now), **{**usual, **given})

    def write_all(self, made: list[Job]) -> None:
        with transaction(self.database, system(AGENCY), now=self.now) as ctx:
            jobs.write(ctx, made)

    def claim(self, owner: str, most: int = 16, kinds: tuple[str, ...] = ("probe", "question")) -> list[Job]:
        with transaction(self.database, system(""), now=self.now) as ctx:
            return leases.claim(ctx, owner, kinds, most=most)

    def run(self, job: Job) -> bool:
        return doing.run(self.database, job, self.clock)

    def job(self, name: str) -> Job | None:
        with reading(self.database, system(AGENCY)) as ctx:
            return jobs.peek(ctx, name)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def effect(self, ctx: Context, job: Job, _held: object, _answer: Any) -> None:
        """The effect of a probe."""
        self.tries.append(job.tries)
        if self.breaks(job):
            raise Broken(job.id)
        ctx.afterwards.append(lambda: self._did(job, ctx.now))

    def _did(self, job: Job, now: datetime) -> None:
        self.done[job.id] += 1
        self.at[job.id], self.seen[job.id] = now, self.now

    def ask(self, job: Job) -> str:
        """What goes outside for a question, under the id of the job."""
        self.asked[job.id] += 1
        return f"answer to {job.id}"


@pytest.fixture
def probes(database: Database, monkeypatch: pytest.MonkeyPatch) -> Probes:
    """A database whose jobs are probes ("probe"), and probes that ask outside first ("question")."""
    made = Probes(database)
    monkeypatch.setitem(doing.KINDS, "probe", doing.Kind(made.effect, holds=False))
    monkeypatch.setitem(doing.KINDS, "question", doing.Kind(made.effect, call=made.ask, holds=False))
    return made
