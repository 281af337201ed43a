"""How this process answers outside work itself, through connectors: claimed, asked, answered; knows no provider.

Each inquiry is two transactions with the call between them (G4). The lock is the lease: whoever comes back after it was
given to somebody else finds that its fence has moved, and has no effect (G5).
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from engine import db, errors, spiff
from engine import definitions as repository
from engine.actor import system
from engine.connectors import UNAVAILABLE, Answered, Connector, Erred, Failed, Inquiry, Outcome
from engine.context import Context, again, reading, transaction
from engine.db import Database
from engine.execution import external_changes, external_work, instances, retries
from engine.execution.external_fetch import Fetched, Topic, fetch_and_lock, offered
from engine.execution.external_tasks import ExternalTask, bell
from engine.execution.external_work import Failure

_LOG = logging.getLogger("ravand.outside")
#: How long an inquiry is nobody else's: longer than a connector may wait.
LEASE: Final = timedelta(seconds=60)
#: Inquiries that may wait for their answers at the same time.
CALLS: Final = 8
#: Seconds until the next look when nothing rings, and between looks for workers that never answer.
LONGEST_SLEEP, SILENCE = 1.0, 60.0


def _utc() -> datetime:
    return datetime.now(UTC)


class Inquirer:
    """Answers the topics of its connectors in one database, from one thread and `calls` more that wait for answers.

    With no calls beside everything happens in the caller's thread.
    """

    def __init__(
        self,
        database: Database,
        connectors: Sequence[Connector],
        *,
        clock: Callable[[], datetime] = _utc,
        calls: int = CALLS,
    ) -> None:
        """Begin with nothing claimed."""
        self.database, self.clock = database, clock
        self.by_topic = {topic: connector for connector in connectors for topic in connector.topics}
        self.owner = f"ravand:{socket.gethostname()[:100]}:{os.getpid()}:{db.new_id()}"
        self._most = max(calls, 1)
        self._calls = ThreadPoolExecutor(calls, "ravand-inquiry") if calls else None
        self._under_way: set[Future[None]] = set()
        self._changed = threading.Condition()
        self._rung = self._stopping = False
        self._looked_for_silence = 0.0
        bell.listen(self)

    def run(self) -> None:
        """Work until `stop`, and finish what is under way; an outage is waited out."""
        while not self._stopping:
            try:
                done = self.round()
            except errors.Unavailable:
                _LOG.warning("the database cannot be reached; inquiries wait")
                done = 0
            if not done:
                self._sleep()
        if self._calls is not None:
            self._calls.shutdown(wait=True)

    def stop(self) -> None:
        """Ask `run` to end; may be called from any thread or signal."""
        self._stopping = True
        self.ring()

    def ring(self) -> None:
        """Look for work now."""
        with self._changed:
            self._rung = True
            self._changed.notify()

    def round(self) -> int:
        """Claim what is there and see to its answers; returns how many inquiries that were. Raises Unavailable."""
        self._under_way = {call for call in self._under_way if not call.done()}
        free = self._most - len(self._under_way)
        begun = 0
        for agency, topics in self._offers().items() if free > 0 else ():
            if free - begun <= 0:
                break
            for fetched in self._claim(agency, topics, free - begun):
                begun += 1
                if self._calls is None:
                    self._see_to(fetched)
                else:
                    self._under_way.add(self._calls.submit(self._see_to, fetched))
        return begun

    def stop_silent(self) -> int:
        """Make incidents of outside work that was fetched again and again and never answered; return how many."""
        with reading(self.database, system(""), now=self.clock()) as ctx:
            found = external_changes.silent(ctx)
        for agency, task in found:
            with transaction(self.database, system(agency), now=self.clock()) as ctx:
                external_changes.stop_silent(ctx, task)
        return len(found)

    def _sleep(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._rung, LONGEST_SLEEP)
            self._rung = False
        self._looked_for_silence += LONGEST_SLEEP
        if self._looked_for_silence >= SILENCE:
            self._looked_for_silence = 0.0
            try:
                self.stop_silent()
            except errors.RavandError as error:
                _LOG.warning("outside work without answers: %s", type(error).__qualname__)

    def _offers(self) -> dict[str, list[str]]:
        with reading(self.database, system(""), now=self.clock()) as ctx:
            found = offered(ctx, self.by_topic) if self.by_topic else set()
        agencies: dict[str, list[str]] = {}
        for agency, topic in sorted(found):
            agencies.setdefault(agency, []).append(topic)
        return agencies

    def _claim(self, agency: str, topics: Sequence[str], most: int) -> list[Fetched]:
        wanted = [Topic(name=topic, lock=LEASE) for topic in topics]
        with transaction(self.database, system(agency), now=self.clock()) as ctx:
            return fetch_and_lock(ctx, self.owner, wanted, most=most)

    def _see_to(self, fetched: Fetched) -> None:
        """Ask, without a transaction, and write what came of it in one. An outage leaves it to the next lease."""
        task = fetched.task
        try:
            again(partial(self._written, task, self._asked(fetched)))
        except errors.Unavailable:
            _LOG.warning("the database cannot be reached; task %s is asked again when its lock has run out", task.id)
        except (errors.NotFound, errors.ExternalTaskLocked, errors.ExternalTaskNotLocked, errors.InstanceSuspended):
            return  # the case went another way, waits, or somebody else has the task: this answer is nobody's
        except errors.RavandError as error:  # what was answered cannot be written: another try will not help
            self._give_up(task, error)
        except Exception:  # noqa: BLE001  (told; the lock runs out, and after some more it is an incident)
            _LOG.exception("task %s could not be answered", task.id)
        self.ring()

    def _asked(self, fetched: Fetched) -> Outcome:
        task = fetched.task
        inquiry = Inquiry(task.topic, task.agency, task.id, fetched.variables)
        try:
            return self.by_topic[task.topic].ask(inquiry)
        except errors.Unavailable:
            raise
        except Exception as error:  # noqa: BLE001  (whatever it is counts as a try and is told)
            _LOG.exception("the connector of %s broke", task.topic)
            return Failed("broken", type(error).__name__)

    def _written(self, task: ExternalTask, outcome: Outcome) -> None:
        with transaction(self.database, system(task.agency), now=self.clock()) as ctx:
            self._write(ctx, task, outcome)

    def _write(self, ctx: Context, task: ExternalTask, outcome: Outcome) -> None:
        if isinstance(outcome, Answered):
            external_work.complete(ctx, task.id, self.owner, outcome.values, fence=task.fence)
        elif isinstance(outcome, Erred):
            external_work.raise_error(
                ctx, task.id, self.owner, outcome.code, outcome.message, outcome.values, fence=task.fence
            )
        else:
            self._note_failure(ctx, task, outcome)

    def _note_failure(self, ctx: Context, task: ExternalTask, outcome: Failed) -> None:
        """Count a try. After the last one the drawing's fallback goes on, or an operator has to look."""
        policy = _policy(task)
        left = (policy.tries if task.retries is None else task.retries) - 1
        tried = max(policy.tries - left, 1)
        if not outcome.again or left <= 0:
            left = 0
        if not left and outcome.again and _is_caught(ctx, task):
            external_work.raise_error(ctx, task.id, self.owner, UNAVAILABLE, outcome.message, fence=task.fence)
            return
        failure = Failure(
            message=outcome.message, retries=left, pause=policy.pause(tried) if left else timedelta(0),
            reason=outcome.reason,
        )  # fmt: skip
        external_work.fail(ctx, task.id, self.owner, failure, fence=task.fence)

    def _give_up(self, task: ExternalTask, error: errors.RavandError) -> None:
        failure = Failure(message=error.message(), reason="unreadable")
        with transaction(self.database, system(task.agency), now=self.clock()) as ctx:
            external_work.fail(ctx, task.id, self.owner, failure, fence=task.fence)


def _policy(task: ExternalTask) -> retries.Policy:
    """Return how often an inquiry is tried: as drawn (Camunda's cycle, Zeebe's retries), else as every job is."""
    cycle = task.details.get("retry_cycle")
    if cycle:
        return retries.policy(str(cycle))
    drawn = task.details.get("retries")
    if isinstance(drawn, int) and not isinstance(drawn, bool) and drawn > 0:
        return retries.Policy(min(drawn, retries.MOST_TRIES))
    return retries.USUAL


def _is_caught(ctx: Context, task: ExternalTask) -> bool:
    """Tell whether the drawing says what happens when the provider cannot be reached."""
    held = instances.hold(ctx, task.instance)
    program = repository.program(ctx, task.definition)
    return spiff.catches(program, held.state, task.activity, UNAVAILABLE)
