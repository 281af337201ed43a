"""The machine's door: takes jobs that are due and lets them happen, until told to stop; must not know what they do."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Final

from engine import context, db, errors
from engine.actor import system
from engine.db import Database
from engine.execution import doing, leases
from engine.execution.jobs import Job

_LOG = logging.getLogger("ravand.jobs")
#: Jobs claimed at once: a claim is a commit of its own.
BATCH: Final = 16
#: Jobs that ask others and may be waited for at the same time.
CALLS: Final = 8
#: Longest sleep in seconds: what other processes wrote, and lapsed leases, are found by then.
LONGEST_SLEEP: Final = 15.0
#: Sleep in seconds when something is due that nobody may claim yet, and after the database could not be reached.
SHORT_SLEEP, OUTAGE_SLEEP = 0.5, 1.0


def _utc() -> datetime:
    return datetime.now(UTC)


class Worker:
    """Runs the jobs of one database, from one thread; those that ask others wait in threads beside it.

    `clock` is what it takes for now; `share` is the part of the time it may work while there is much to do, the rest
    is left to the pages of the same process.
    """

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], datetime] = _utc,
        lease: timedelta = leases.LEASE,
        longest_sleep: float = LONGEST_SLEEP,
        share: float = 1.0,
    ) -> None:
        """Begin with nothing claimed."""
        self.database, self.clock, self.lease = database, clock, lease
        self.owner = f"{socket.gethostname()[:100]}:{os.getpid()}:{db.new_id()}"
        self.longest_sleep, self.share = longest_sleep, share
        self._stopping = threading.Event()
        self._calls = ThreadPoolExecutor(CALLS, "ravand-call")
        self._under_way: set[Future[None]] = set()
        self._next: str | None = None

    def run(self) -> None:
        """Work until `stop`; what is claimed and not begun by then is given back. An outage is waited out."""
        while not self._stopping.is_set():
            try:
                if not self.round():
                    self._sleep()
            except errors.Unavailable:
                _LOG.warning("the database cannot be reached; jobs wait")
                self._stopping.wait(OUTAGE_SLEEP)
        self._calls.shutdown(wait=True)
        self._give_back()

    def stop(self) -> None:
        """Ask `run` to end after the job under way; may be called from any thread or signal."""
        self._stopping.set()
        self.database.alarm.ring()

    def round(self) -> int:
        """Claim what is due and let it happen; returns how many jobs that were. Raises Unavailable."""
        begun = time.monotonic()
        self._next = self._next_due()
        if self._next is None or self._next > db.stamp(self.clock()):
            return 0
        self._under_way = {call for call in self._under_way if not call.done()}
        done = self._ask(CALLS - len(self._under_way)) + self._do()
        if done and self.share < 1:
            self._stopping.wait((time.monotonic() - begun) * (1 - self.share) / self.share)
        return done

    def drain(self) -> int:
        """Work until nothing is due at the clock's now, and return how many jobs that were."""
        total = 0
        while done := self.round():
            total += done
            for call in tuple(self._under_way):
                call.result()
        return total

    def _do(self) -> int:
        """Do what is a transaction alone, in this thread."""
        claimed = self._claim(doing.inside(), BATCH)
        for number, job in enumerate(claimed):
            if self._stopping.is_set():
                self._give_back()
                return number
            doing.run(self.database, job, self.clock)
        return len(claimed)

    def _ask(self, most: int) -> int:
        """Begin what asks others, in threads beside."""
        kinds = doing.outside()
        if not kinds or most <= 0:
            return 0
        claimed = self._claim(kinds, most)
        self._under_way |= {self._calls.submit(self._call, job) for job in claimed}
        return len(claimed)

    def _call(self, job: Job) -> None:
        try:
            doing.run(self.database, job, self.clock)
        except errors.Unavailable:
            _LOG.warning("the database cannot be reached; job %s is tried again when its lease has lapsed", job.id)
        self.database.alarm.ring()

    def _claim(self, kinds: frozenset[str], most: int) -> list[Job]:
        with context.transaction(self.database, system(""), now=self.clock()) as ctx:
            return leases.claim(ctx, self.owner, kinds, most=most, lease=self.lease)

    def _next_due(self) -> str | None:
        with context.reading(self.database, system(""), now=self.clock()) as ctx:
            return leases.next_due(ctx, self.lease)

    def _sleep(self) -> None:
        """Sleep until something is due, until somebody in this process writes a job, or a while."""
        due = self._next
        left = self.longest_sleep if due is None else (db.moment(due) - self.clock()).total_seconds()
        self.database.alarm.sleep(min(left if left > 0 else SHORT_SLEEP, self.longest_sleep), until=due or "")

    def _give_back(self) -> None:
        try:
            with context.transaction(self.database, system(""), now=self.clock()) as ctx:
                leases.release_all(ctx, self.owner)
        except errors.Unavailable:
            _LOG.warning("leases could not be given back; they lapse by themselves")
