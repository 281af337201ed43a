"""Who may run which job just now: claimed with a lease and a fence, taken, given back; must not run anything.

A lease that lapsed counts as a try. Whoever comes back after that finds that the fence has moved, and has no effect.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from engine import db
from engine.context import Context
from engine.execution import jobs, models
from engine.execution.jobs import COLUMNS, RUNNING, WAITING, Job

#: How long a claimed job is nobody else's.
LEASE: Final = timedelta(seconds=60)
#: What stands as the error of a job whose lease lapsed.
LAPSED: Final = "lease"
#: PostgreSQL's advisory lock that claims stand in line for: two of them must not see the same case as free.
_CLAIMING: Final = 7_205_759_403

#: So many of the jobs longest due are looked at for one claim.
_AHEAD: Final = 256

_JOB = models.job.c
_FREE: dict[str, Any] = {"state": WAITING, "lease_owner": None, "lease_until": None}
_MINE = sa.and_(
    _JOB.id == sa.bindparam("job"),
    db.besides(_JOB.state, RUNNING),
    _JOB.lease_owner == sa.bindparam("owner"),
    _JOB.lease_until == sa.bindparam("until"),
    _JOB.fence == sa.bindparam("fenced"),
)
_IN_LINE = db.prepare(sa.select(sa.cast(sa.func.pg_advisory_xact_lock(_CLAIMING), sa.Text).label("held")))
_LAPSE = db.prepare(
    sa.update(models.job)
    .where(
        _JOB.state == RUNNING,
        sa.or_(_JOB.lease_until < sa.bindparam("now"), _JOB.lease_until > sa.bindparam("never")),
    )
    .values(**_FREE, tries=_JOB.tries + 1, tries_left=_JOB.tries_left - 1, error=LAPSED)
)
_TAKE = db.prepare(sa.delete(models.job).where(_MINE))
_RELEASE = db.prepare(sa.update(models.job).where(_MINE).values(**_FREE))
_RELEASE_ALL = db.prepare(
    sa.update(models.job).where(_JOB.state == RUNNING, _JOB.lease_owner == sa.bindparam("owner")).values(**_FREE)
)
_POSTPONE = db.prepare(
    sa.update(models.job)
    .where(_MINE)
    .values(
        **_FREE,
        due_at=sa.bindparam("at"),
        tries=_JOB.tries + 1,
        tries_left=_JOB.tries_left - 1,
        error=sa.bindparam("failure"),
    )
)
_KEEP = db.prepare(sa.update(models.job).where(_MINE).values(payload=sa.bindparam("kept")))
_NEXT = db.prepare(
    sa.select(
        sa.select(sa.func.min(_JOB.due_at)).where(_JOB.state == WAITING, _JOB.suspended == 0).scalar_subquery(),
        sa.select(sa.func.min(_JOB.lease_until)).where(_JOB.state == RUNNING).scalar_subquery(),
    )
)


def claim(ctx: Context, owner: str, kinds: Iterable[str], *, most: int, lease: timedelta = LEASE) -> list[Job]:
    """Claim jobs of these kinds that are due, the longest due first, at most one of each lock; in a transaction alone.

    Lapsed leases are taken away before. A lease that ends further away than any lasts belongs to a clock that was
    turned back since, and has lapsed too.
    """
    if not ctx.db.dialect.name.startswith("sqlite"):
        ctx.db.one(_IN_LINE)
    ctx.db.run(_LAPSE, now=ctx.at, never=db.stamp(ctx.now + lease))
    statement = _claiming(tuple(sorted(kinds)))
    until = db.stamp(ctx.now + lease)
    found = ctx.db.all(statement, now=ctx.at, most=most, owner=owner, until=until)
    return sorted(map(jobs.of_row, found), key=lambda job: (job.due_at, job.id))


@cache
def _claiming(kinds: tuple[str, ...]) -> db.Statement:
    """Return the statement that claims jobs of these kinds: of those longest due the first of each lock.

    Only so many are looked at, whatever is due after an outage. What a command holds locked just now is left out: a
    claim waits for nobody.
    """
    one, other = models.job.alias("one").c, models.job.alias("other").c
    wanted: list[Any] = [sa.bindparam(f"kind_{number}", kind) for number, kind in enumerate(kinds)]
    running = sa.exists().where(other.lock == one.lock, other.state == RUNNING)
    waits = sa.and_(one.state == WAITING, one.suspended == 0, one.due_at <= sa.bindparam("now"), one.kind.in_(wanted))
    ahead = (
        sa.select(one.id, one.lock, one.due_at)
        .where(waits, ~running)
        .order_by(one.due_at, one.id)
        .limit(sa.literal(_AHEAD, sa.Integer))
        .cte("ahead")
    )
    turn = sa.func.row_number().over(partition_by=ahead.c.lock, order_by=(ahead.c.due_at, ahead.c.id)).label("turn")
    ranked = sa.select(ahead.c.id, ahead.c.due_at, turn).cte("ranked")
    first = (
        sa.select(ranked.c.id)
        .where(ranked.c.turn == 1)
        .order_by(ranked.c.due_at, ranked.c.id)
        .limit(sa.bindparam("most", type_=sa.Integer))
    )
    free = models.job.alias("free")
    due = sa.select(free.c.id).where(free.c.id.in_(first)).with_for_update(skip_locked=True, of=free).cte("due")
    return db.prepare(
        sa.update(models.job)
        .where(_JOB.id.in_(sa.select(due.c.id)), _JOB.state == WAITING)
        .values(
            state=RUNNING,
            lease_owner=sa.bindparam("owner"),
            lease_until=sa.bindparam("until"),
            fence=_JOB.fence + 1,
        )
        .returning(*COLUMNS)
    )


def take(ctx: Context, job: Job) -> bool:
    """Take a claimed job away because its effect happens in this transaction; False when it is no longer ours."""
    return ctx.db.run(_TAKE, **_mine(job)) == 1


def release(ctx: Context, job: Job) -> None:
    """Give a claimed job back untried."""
    ctx.db.run(_RELEASE, **_mine(job))


def release_all(ctx: Context, owner: str) -> int:
    """Give everything back that somebody holds, untried, and return how much it was."""
    return ctx.db.run(_RELEASE_ALL, owner=owner)


def postpone(ctx: Context, job: Job, due: datetime, error: str) -> bool:
    """Note that a try failed and when the next one is due; False when the job is no longer ours."""
    done = ctx.db.run(_POSTPONE, **_mine(job), at=db.stamp(due), failure=error) == 1
    jobs.wake(ctx, db.stamp(due))
    return done


def keep(ctx: Context, job: Job, payload: Any) -> bool:
    """Keep what an outside call answered before anything follows from it; False when the job is no longer ours."""
    return ctx.db.run(_KEEP, **_mine(job), kept=db.dump(payload)) == 1


def next_due(ctx: Context, lease: timedelta = LEASE) -> str | None:
    """Return when there is next something to do: a job that is due, or a lease that lapses; None for nothing."""
    row = ctx.db.one(_NEXT)
    due, lapses = row or (None, None)
    if lapses is not None and lapses > db.stamp(ctx.now + lease):
        lapses = ctx.at  # the clock was turned back, see `claim`
    return min((at for at in (due, lapses) if at is not None), default=None)


def _mine(job: Job) -> dict[str, Any]:
    return {"job": job.id, "owner": job.lease_owner, "until": job.lease_until, "fenced": job.fence}
