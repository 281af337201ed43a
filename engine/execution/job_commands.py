"""What operators do with jobs and incidents: new tries, now, stop, settled; must not know pages or clients."""

from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa

from engine import db, definitions, errors, events, spiff
from engine.context import Context
from engine.execution import doing, incidents, instances, jobs, models, times
from engine.execution.advance import advance
from engine.execution.failing import record
from engine.execution.incidents import Incident
from engine.execution.instances import SUSPENDED, Held
from engine.execution.jobs import FAILED, RUNNING, WAITING, Job
from engine.execution.retries import MOST_TRIES, policy
from engine.identity import Permission, authorize

_JOB = models.job.c
_RENEW = db.prepare(
    sa.update(models.job)
    .where(_JOB.id == sa.bindparam("job"))
    .values(state=WAITING, tries=0, tries_left=sa.bindparam("left"), due_at=sa.bindparam("at"))
)
_SET_DUE = db.prepare(
    sa.update(models.job)
    .where(_JOB.id == sa.bindparam("job"))
    .values(due_at=sa.bindparam("at"), payload=sa.bindparam("kept"))
)
_SET_SUSPENDED = db.prepare(
    sa.update(models.job).where(_JOB.id == sa.bindparam("job")).values(suspended=sa.bindparam("suspended"))
)


def retry_job(ctx: Context, job: str) -> None:
    """Give a job the tries it had at first and let it happen now, or as soon as its case goes on."""
    found = _seen(ctx, job, Permission.JOB_CHANGE)
    _renew(ctx, found, policy(found.retry_cycle).tries, now=True)


def set_retries(ctx: Context, job: str, retries: int) -> None:
    """Give a job so many tries; one whose tries were exhausted happens now. Raises TriesOutOfRange, JobRunning."""
    found = _seen(ctx, job, Permission.JOB_CHANGE)
    if not 1 <= retries <= MOST_TRIES:
        raise errors.TriesOutOfRange(most=MOST_TRIES)
    _renew(ctx, found, retries, now=found.state == FAILED)


def execute_job(ctx: Context, job: str) -> None:
    """Let a job happen now, in this transaction, whenever it is due. Raises what goes wrong in it.

    Raises JobRunning, JobAsksOutside, InstanceSuspended.
    """
    found = _seen(ctx, job, Permission.JOB_CHANGE)
    held = _held(ctx, found)
    found = _not_running(jobs.job(ctx, job))
    told = events.JobExecuted(job=found.id, kind=found.kind, element=found.element, activity=found.activity)
    if found.state == FAILED:
        _renew_locked(ctx, held, found, 1, now=True, first=[told])
        found = jobs.job(ctx, job)
    else:
        record(ctx, held, [told])
    doing.at_once(ctx, found)


def set_due(ctx: Context, job: str, due: datetime | None) -> None:
    """Let a job happen at another time, now for None; a cycle goes on as it was meant to. Raises JobRunning."""
    found = _seen(ctx, job, Permission.JOB_CHANGE)
    held = _held(ctx, found)
    found = _not_running(jobs.job(ctx, job))
    at = ctx.at if due is None else db.stamp(due)
    is_timer = "due" in found.payload  # of a case: the moment that its record tells
    kept = {**found.payload, "due": at} if is_timer else found.payload
    ctx.db.run(_SET_DUE, job=job, at=at, kept=db.dump(dict(kept)))
    told = events.JobDueSet(job=found.id, kind=found.kind, element=found.element, activity=found.activity, due=at)
    record(ctx, held, [told])
    jobs.wake(ctx, at)


def suspend_job(ctx: Context, job: str, *, suspended: bool) -> None:
    """Stop a job for a while, or let it go on; doing so twice changes nothing. Raises JobRunning."""
    found = _seen(ctx, job, Permission.JOB_CHANGE)
    held = _held(ctx, found)
    found = _not_running(jobs.job(ctx, job))
    if found.suspended == suspended:
        return
    ctx.db.run(_SET_SUSPENDED, job=job, suspended=int(suspended))
    kind: Callable[..., events.Event] = events.JobSuspended if suspended else events.JobResumed
    record(ctx, held, [kind(job=found.id, kind=found.kind, element=found.element, activity=found.activity)])
    jobs.wake(ctx, found.due_at)


def resolve_incident(ctx: Context, incident: str, reason: str) -> None:
    """Say why an incident is settled and let what stands still try again.

    Raises IncidentOver when it is not open, IncidentStands when it comes back at once: nothing is changed then.
    """
    authorize(ctx.actor, Permission.INCIDENT_RESOLVE)
    found = incidents.incident(ctx, incident)
    if found.resolved_at is not None:
        raise errors.IncidentOver
    told = events.IncidentExplained(
        incident=found.id, element=found.element, activity=found.activity, reason=reason.strip()
    )
    job = jobs.peek(ctx, incident)
    if job is not None and job.state == FAILED:
        held = _held(ctx, job)
        if held is not None and held.instance.status == SUSPENDED:
            raise errors.InstanceSuspended
        tries = policy(job.retry_cycle).tries
        _renew_locked(ctx, held, jobs.job(ctx, incident), tries, now=True, first=[told])
    else:
        _try_again(ctx, found, told)


def _try_again(ctx: Context, incident: Incident, told: events.Event) -> None:
    held = instances.hold(ctx, incident.instance)
    if held.instance.status == SUSPENDED:
        raise errors.InstanceSuspended
    if incident.activity not in _retry(ctx, held, incident.activity, [told]).resolved:
        raise errors.IncidentStands


def _retry(ctx: Context, held: Held, activity: int, first: list[events.Event]) -> spiff.Step:
    """Try again at one activity that stands still."""
    program = definitions.program(ctx, held.instance.definition)
    before = dict(held.scope.sides)
    step = spiff.retry(program, held.state, held.scope, **times.here(ctx), activity=activity)
    advance(ctx, held, step, before=before, first=first, status=held.instance.status)
    return step


def _seen(ctx: Context, job: str, permission: Permission) -> Job:
    authorize(ctx.actor, permission)
    found = jobs.peek(ctx, job)
    if found is None:
        raise errors.NotFound(kind="job", id=job)
    return found


def _held(ctx: Context, job: Job) -> Held | None:
    """Lock the case of a job before the job itself, as every command does; None where there is no case."""
    return instances.hold(ctx, job.instance) if job.instance else None


def _renew(ctx: Context, job: Job, left: int, *, now: bool) -> None:
    held = _held(ctx, job)
    if held is not None and held.instance.status == SUSPENDED:
        raise errors.InstanceSuspended
    found = _not_running(jobs.job(ctx, job.id))
    retried = events.JobRetried(
        job=found.id, kind=found.kind, element=found.element, activity=found.activity, left=left
    )
    _renew_locked(ctx, held, found, left, now=now, first=[retried])


def _renew_locked(
    ctx: Context, held: Held | None, job: Job, left: int, *, now: bool, first: list[events.Event]
) -> None:
    """Give new tries to a job that is locked with its case; an incident of it is over."""
    if job.state == FAILED and held is not None and job.activity is not None and jobs.is_wait(job):
        _retry(ctx, held, job.activity, first)
    elif job.state == FAILED:
        incidents.resolve(ctx, job.id)
        over = events.IncidentResolved(incident=job.id, element=job.element, activity=job.activity or 0)
        record(ctx, held, [*first, over])
    else:
        record(ctx, held, first)
    at = ctx.at if now else job.due_at
    ctx.db.run(_RENEW, job=job.id, left=left, at=at)
    jobs.wake(ctx, at)


def _not_running(job: Job) -> Job:
    if job.state == RUNNING:
        raise errors.JobRunning
    return job
