"""Which jobs there are: what a case or a definition waits to do by itself, as rows; must not run them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from secrets import randbelow
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import db, errors
from engine.context import Context
from engine.execution import models, retries
from engine.execution.instances import Instance
from engine.spiff import Step, Wait

WAITING, RUNNING, FAILED = "waiting", "running", "failed"
TIMER, START = "timer", "start"
#: A case that was stored before it came to rest moves further.
GO_ON: Final = "go-on"


@dataclass(frozen=True, slots=True)
class Job:
    """Something that happens by itself at `due_at`. Its id is stable over all tries: the key of an outside call.

    `lock` names what it may not run beside; `tries_left` counts down to the incident, at which its state is "failed".
    """

    id: str
    agency: str
    lock: str
    instance: str | None
    definition: str
    process_key: str
    kind: str
    element: str
    activity: int | None
    name: str
    state: str
    suspended: bool
    due_at: str
    tries: int
    tries_left: int
    retry_cycle: str
    lease_owner: str | None
    lease_until: str | None
    fence: int
    payload: Mapping[str, Any]
    error: str | None
    created_at: str


#: Where fences begin at most: they stay whole numbers of 32 bits.
_FENCES: Final = 2**30
_JOB = models.job.c
COLUMNS = [_JOB[name] for name in Job.__slots__]
_UPSERT = {
    dialect: db.prepare(
        insert.on_conflict_do_update(
            index_elements=["id"],
            set_={name: insert.excluded[name] for name in Job.__slots__ if name not in {"id", "created_at", "fence"}},
        )
    )
    for dialect, insert in (("sqlite", sqlite.insert(models.job)), ("postgresql", postgresql.insert(models.job)))
}
_DELETE = db.prepare(sa.delete(models.job).where(_JOB.id == sa.bindparam("job")))
_OF_LOCK = db.prepare(sa.delete(models.job).where(_JOB.lock == sa.bindparam("of")))
_SUSPEND = db.prepare(
    sa.update(models.job).where(_JOB.lock == sa.bindparam("of")).values(suspended=sa.bindparam("suspended"))
)
_PEEK = sa.select(*COLUMNS).where(_JOB.id == sa.bindparam("id"), db.besides(_JOB.agency))
_GET, _LOCKED = db.prepare(_PEEK), db.prepare(_PEEK.with_for_update())
_OF_CASE = db.prepare(
    sa.select(*COLUMNS)
    .where(_JOB.lock == sa.bindparam("instance"), db.besides(_JOB.agency))
    .order_by(_JOB.due_at, _JOB.id)
)


def of_row(row: db.Row) -> Job:
    """Read a row of the table."""
    values = dict(zip(Job.__slots__, row, strict=True))
    return Job(**{**values, "suspended": bool(values["suspended"]), "payload": db.load(values["payload"])})


def job_id(instance: str, activity: int) -> str:
    """Return the id of the job that an activity of a case waits for: at most one is open."""
    return f"{instance}-{activity}"


def is_wait(job: Job) -> bool:
    """Tell whether an activity of a case waits for the job itself, as for a timer; nobody waits for a message out."""
    return job.instance is not None and job.activity is not None and job.id == job_id(job.instance, job.activity)


def store(ctx: Context, case: Instance, step: Step, hops: int = 0) -> None:
    """Write the timers that a step set, after those that it ended, and that it goes on; nothing costs no statement."""
    if step.ended or step.resolved:
        ctx.db.many(_DELETE, [{"job": job_id(case.id, one)} for one in dict.fromkeys((*step.ended, *step.resolved))])
    set_now = [_of_wait(case, wait, ctx.at) for wait in step.waits if wait.kind == TIMER]
    if step.paused:
        set_now.append(_going_on(case, ctx.at, hops))
    if set_now:
        write(ctx, set_now)


def _going_on(case: Instance, at: str, hops: int) -> Job:
    return made(
        id=f"{case.id}-{GO_ON}",
        agency=case.agency,
        lock=case.id,
        instance=case.id,
        definition=case.definition,
        process_key=case.process_key,
        kind=GO_ON,
        element="",
        due_at=at,
        payload={"hops": hops},
        created_at=at,
    )


def _of_wait(case: Instance, wait: Wait, at: str) -> Job:
    due = at if wait.due is None else db.stamp(wait.due)
    return made(
        id=job_id(case.id, wait.activity),
        agency=case.agency,
        lock=case.id,
        instance=case.id,
        definition=case.definition,
        process_key=case.process_key,
        kind=TIMER,
        element=wait.element,
        activity=wait.activity,
        name=wait.name or "",
        due_at=due,
        retry_cycle=str(wait.details.get("retry_cycle") or ""),
        payload={"due": due},
        created_at=at,
    )


def made(**given: Any) -> Job:
    """Return a job that nobody has tried yet; what is not said has its usual value.

    Fences begin anywhere: one that is written again under its old id must not look like the one before.
    """
    cycle = given.get("retry_cycle", "")
    fresh: dict[str, Any] = {
        "instance": None, "activity": None, "name": "", "state": WAITING, "suspended": False, "tries": 0,
        "tries_left": retries.policy(cycle).tries, "retry_cycle": "", "lease_owner": None, "lease_until": None,
        "fence": randbelow(_FENCES), "payload": {}, "error": None,
    }  # fmt: skip
    return Job(**{**fresh, **given})


def write(ctx: Context, jobs: Sequence[Job]) -> None:
    """Write jobs in the transaction of what they follow from; one of the same id takes the place of the old one."""
    ctx.db.many(_UPSERT[ctx.db.dialect.name], [_row(job) for job in jobs])
    due = [job.due_at for job in jobs if job.state == WAITING]
    if due:
        wake(ctx, min(due))


def _row(job: Job) -> dict[str, Any]:
    values = {name: getattr(job, name) for name in Job.__slots__}
    return {**values, "suspended": int(job.suspended), "payload": db.dump(dict(job.payload))}


def remove(ctx: Context, jobs: Sequence[str]) -> None:
    """Take jobs away that are no longer meant to happen."""
    ctx.db.many(_DELETE, [{"job": job} for job in jobs])


def remove_all(ctx: Context, lock: str) -> None:
    """Take every job away that runs under one lock."""
    ctx.db.run(_OF_LOCK, of=lock)


def suspend(ctx: Context, case: str, *, suspended: bool) -> None:
    """Let the jobs of a case wait with it, or go on; a step that is under way sees the case's own state."""
    ctx.db.run(_SUSPEND, of=case, suspended=int(suspended))
    if not suspended:
        wake(ctx, ctx.at)


def wake(ctx: Context, due: str) -> None:
    """Wake whoever runs jobs in this process once this transaction is committed: there is one at `due`."""
    ctx.afterwards.append(partial(ctx.db.alarm.ring, due))


def job(ctx: Context, job: str) -> Job:
    """Return a job of the actor's agency, locked until the transaction ends; raises NotFound for any other."""
    row = ctx.db.one(_LOCKED, id=job, agency=ctx.actor.agency)
    if row is None:
        raise errors.NotFound(kind="job", id=job)
    return of_row(row)


def peek(ctx: Context, job: str) -> Job | None:
    """Return a job of the actor's agency, unlocked, or None."""
    row = ctx.db.one(_GET, id=job, agency=ctx.actor.agency)
    return None if row is None else of_row(row)


def timers(ctx: Context, case: str) -> list[Job]:
    """Return the timers that are set in a case of the actor's agency, without those whose tries are exhausted."""
    return [job for job in of_case(ctx, case) if job.kind == TIMER and job.state != FAILED]


def of_case(ctx: Context, case: str) -> list[Job]:
    """Return the jobs that a case of the actor's agency waits for, the next one first."""
    return [of_row(row) for row in ctx.db.all(_OF_CASE, instance=case, agency=ctx.actor.agency)]
