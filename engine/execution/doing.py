"""How a claimed job happens: outside first, then its effect in one transaction; must not choose which job is next."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from engine import db, definitions, errors, spiff
from engine.actor import system
from engine.context import Context, again, transaction
from engine.db import Database
from engine.execution import delivery, failing, instances, jobs, leases, outbox, start_timers, subscriptions, times
from engine.execution.advance import advance
from engine.execution.instances import SUSPENDED, Held
from engine.execution.jobs import Job

_LOG = logging.getLogger("ravand.jobs")
_ANSWER: Final = "answer"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of job does.

    `do` is its effect, in one transaction; it gets the case locked where `holds`, and the answer of `call`. `call` goes
    outside before, without a transaction, under the job's id as its stable key: its answer is stored before anything
    follows from it, so that the effect may be tried again without asking twice.
    """

    do: Callable[[Context, Job, Held | None, Any], None]
    call: Callable[[Job], Any] | None = None
    holds: bool = True


def _occur(ctx: Context, job: Job, held: Held | None, _answer: Any) -> None:
    """Let a case go on because its time has come."""
    assert held is not None and job.activity is not None, "a timer has a case and an activity"  # noqa: S101, PT018
    program = definitions.program(ctx, held.instance.definition)
    before = dict(held.scope.sides)
    step = spiff.occur(program, held.state, held.scope, job.activity, {}, **times.here(ctx))
    advance(ctx, held, step, before=before)


def _go_on(ctx: Context, job: Job, held: Held | None, _answer: Any) -> None:
    """Let a case move further that was stored before it came to rest, unless something else has moved it since."""
    assert held is not None, "a case goes on, nothing else does"  # noqa: S101
    if spiff.is_paused(held.state):
        before = dict(held.scope.sides)
        program = definitions.program(ctx, held.instance.definition)
        step = spiff.go_on(program, held.state, held.scope, **times.here(ctx))
        advance(ctx, held, step, before=before, hops=job.payload["hops"])


#: What jobs do, by their kind.
KINDS: dict[str, Kind] = {
    jobs.TIMER: Kind(_occur),
    jobs.GO_ON: Kind(_go_on),
    jobs.START: Kind(start_timers.begin, holds=False),
    outbox.SIGNAL_TO: Kind(delivery.deliver_signal),
    subscriptions.MESSAGE: Kind(delivery.deliver_message, holds=False),
    subscriptions.SIGNAL: Kind(delivery.spread_signal, holds=False),
}


class _LostError(Exception):
    """The job is no longer ours: its lease lapsed, or its case went another way."""


def inside() -> frozenset[str]:
    """Return the kinds of jobs that are done by a transaction alone."""
    return frozenset(name for name, kind in KINDS.items() if kind.call is None)


def outside() -> frozenset[str]:
    """Return the kinds of jobs that ask somebody else first, and may take their time."""
    return frozenset(name for name, kind in KINDS.items() if kind.call is not None)


def run(database: Database, job: Job, clock: Callable[[], datetime]) -> bool:
    """Let a claimed job happen and tell whether it did. What goes wrong in it is a try, noted with the job.

    What lost to another command is run again. Raises Unavailable, after which the job is still claimed: nothing can be
    noted then.
    """
    kind = KINDS[job.kind]
    try:
        if job.tries_left <= 0:
            raise failing.LeaseLapsedError
        answer = _asked(database, kind, job, clock) if kind.call else None
        again(partial(_in_transaction, database, kind, job, answer, clock))
    except _LostError:
        return False
    except errors.Unavailable:
        raise
    except Exception as error:  # noqa: BLE001  (whatever it is counts as a try and is told)
        _LOG.warning("job %s (%s at %s) failed", job.id, job.kind, job.element, exc_info=error)
        with transaction(database, system(job.agency), now=_now(clock, job)) as ctx:
            failing.fail(ctx, job, error)
        return False
    return True


def at_once(ctx: Context, job: Job) -> None:
    """Let a job happen in the transaction of somebody who does not wait for its time. Raises what goes wrong in it.

    Raises InstanceSuspended while the case is, and JobAsksOutside for a job that asks somebody outside.
    """
    kind = KINDS[job.kind]
    if kind.call is not None:
        raise errors.JobAsksOutside
    held = instances.hold(ctx, job.instance) if kind.holds and job.instance else None
    if held is not None and held.instance.status == SUSPENDED:
        raise errors.InstanceSuspended
    jobs.remove(ctx, [job.id])
    kind.do(ctx, job, held, None)


def _asked(database: Database, kind: Kind, job: Job, clock: Callable[[], datetime]) -> Any:
    """Return what the outside answered: now, or at an earlier try whose effect did not come about."""
    if _ANSWER in job.payload:
        return job.payload[_ANSWER]
    assert kind.call is not None, "asked for kinds that call"  # noqa: S101
    answer = kind.call(job)
    with transaction(database, system(job.agency), now=_now(clock, job)) as ctx:
        if not leases.keep(ctx, job, {**job.payload, _ANSWER: answer}):
            raise _LostError
    return answer


def _in_transaction(database: Database, kind: Kind, job: Job, answer: Any, clock: Callable[[], datetime]) -> None:
    with transaction(database, system(job.agency), now=_now(clock, job)) as ctx:
        _effect(ctx, kind, job, answer)


def _effect(ctx: Context, kind: Kind, job: Job, answer: Any) -> None:
    """Take the job away and do what it is for. A case is locked before its jobs, as every command does it."""
    held = instances.hold(ctx, job.instance) if kind.holds and job.instance else None
    if held is not None and held.instance.status == SUSPENDED:
        jobs.suspend(ctx, held.instance.id, suspended=True)
        leases.release(ctx, job)
        return
    if not leases.take(ctx, job):
        raise _LostError
    if held is None or not held.instance.ended:
        kind.do(ctx, job, held, answer)


def _now(clock: Callable[[], datetime], job: Job) -> datetime:
    """Return the moment of the effect: never before the job is due, also when the clock was turned back since."""
    return max(clock(), db.moment(job.due_at))
