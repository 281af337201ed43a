"""Which cases begin by themselves at a time: the timers of the newest published version; must not run jobs."""

import hashlib
from typing import Any

import sqlalchemy as sa

from engine import db, definitions, spiff
from engine.context import Context
from engine.execution import jobs, models, times
from engine.execution.instances import Held
from engine.execution.jobs import START, Job
from engine.execution.starting import start_at

_JOB = models.job.c
_OF_PROCESS = sa.and_(
    _JOB.agency == sa.bindparam("agency"), _JOB.process_key == sa.bindparam("process"), _JOB.kind == START
)
_SET = db.prepare(sa.select(_JOB.definition).where(_OF_PROCESS))
_REMOVE = db.prepare(
    sa.delete(models.job).where(
        _JOB.agency == sa.bindparam("of"), _JOB.process_key == sa.bindparam("process"), _JOB.kind == START
    )
)


def renew(ctx: Context, key: str) -> None:
    """Let the timers of a process's newest published version begin cases, and those of no other version.

    What it set before goes on counting.
    """
    version = definitions.latest_published(ctx, key)
    standing = {row.definition for row in ctx.db.all(_SET, agency=ctx.actor.agency, process=key)}
    if version is not None and standing == {version.id}:
        return
    if standing:
        ctx.db.run(_REMOVE, of=ctx.actor.agency, process=key)
    if version is not None:
        _set(ctx, version)


def begin(ctx: Context, job: Job, _held: Held | None, _answer: Any) -> None:
    """Begin the case whose time has come and set the timer anew, counted from this time and not from now."""
    version = definitions.version(ctx, job.definition)
    if version.state != definitions.PUBLISHED:
        return
    start_at(ctx, version, job.element, {})
    following = spiff.next_start(job.payload["timer"])
    if following is not None:
        jobs.write(ctx, [_job(ctx, version, job.element, job.name, *following)])


def _set(ctx: Context, version: definitions.Version) -> None:
    program = definitions.program(ctx, version.id)
    made = []
    for start in program.starts:
        if start.kind != jobs.TIMER:
            continue
        first = spiff.first_start(program, start.element, **times.here(ctx))
        if first is not None:
            made.append(_job(ctx, version, start.element, start.name or "", *first))
    if made:
        jobs.write(ctx, made)


def _job(ctx: Context, version: definitions.Version, element: str, name: str, at: Any, row: list[Any]) -> Job:
    named = f"{version.id}-{hashlib.sha256(element.encode()).hexdigest()[:32]}"
    return jobs.made(
        id=named,
        agency=version.agency,
        lock=named,
        definition=version.id,
        process_key=version.key,
        kind=START,
        element=element,
        name=name,
        due_at=db.stamp(at),
        payload={"timer": row},
        created_at=ctx.at,
    )
