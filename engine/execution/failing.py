"""What follows when a job fails: another try later, or an incident; must not run jobs."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from engine import definitions, errors, events, spiff
from engine.context import Context
from engine.execution import incidents, instances, jobs, leases, retries, times
from engine.execution.advance import advance
from engine.execution.instances import Held
from engine.execution.jobs import FAILED, Job
from engine.history import append, append_to_agency

#: The code of an incident whose cause is a job that failed at every try.
EXHAUSTED: Final = "tries-exhausted"
#: As much of an error is kept.
_SAID: Final = 2_000


class LeaseLapsedError(Exception):
    """Whoever ran it did not come back in time."""


def fail(ctx: Context, job: Job, error: Exception) -> None:
    """Note that a claimed job failed: it is tried again later, or its tries are exhausted and an incident opens.

    Nothing happens when the job is no longer ours.
    """
    held = instances.hold(ctx, job.instance) if job.instance else None
    said = reason(error)
    left = 0 if isinstance(error, errors.BeginsForEver) else job.tries_left - 1  # it would be so again
    failed = events.JobFailed(
        job=job.id, kind=job.kind, element=job.element, activity=job.activity, left=max(left, 0), reason=said
    )
    if left > 0:
        due = ctx.now + retries.policy(job.retry_cycle).pause(job.tries + 1)
        if leases.postpone(ctx, job, due, said):
            record(ctx, held, [failed])
    elif leases.take(ctx, job):
        _exhaust(ctx, held, replace(job, error=said), failed)


def reason(error: Exception) -> str:
    """Return what went wrong, in English: it is kept with the job."""
    said = error.message() if isinstance(error, errors.RavandError) else f"{type(error).__name__}: {error}"
    return (error.__doc__ or "" if isinstance(error, LeaseLapsedError) else said).replace("\0", "�")[:_SAID]


def record(ctx: Context, held: Held | None, told: Sequence[events.Event]) -> None:
    """Append to the record of a case, or of the agency where there is none."""
    if held is None:
        append_to_agency(ctx, told)
    else:
        instances.appended(ctx, held.chain, append(ctx, held.chain, told, held.instance.definition))


def _exhaust(ctx: Context, held: Held | None, job: Job, failed: events.Event) -> None:
    """Open the incident; the job stays, so that it can be given new tries."""
    kept = replace(
        job, state=FAILED, tries=job.tries + 1, tries_left=0, lease_owner=None, lease_until=None, fence=job.fence + 1
    )
    details = {"tries": kept.tries, "reason": job.error}
    if held is not None and job.activity is not None and jobs.is_wait(job):
        program = definitions.program(ctx, held.instance.definition)
        before = dict(held.scope.sides)
        step = spiff.stop(program, held.state, held.scope, job.activity, EXHAUSTED, details, **times.here(ctx))
        advance(ctx, held, step, before=before, first=[failed])
    else:
        incidents.open_for_job(ctx, kept, EXHAUSTED, details)
        record(ctx, held, [failed, events.JobExhausted(incident=job.id, kind=job.kind, element=job.element)])
    jobs.write(ctx, [kept])
