"""When something of given kinds happens by itself next, in one agency; must not claim or run anything."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

import sqlalchemy as sa

from engine import db
from engine.context import Context
from engine.execution import models
from engine.execution.jobs import WAITING

_JOB = models.job.c


def next_due(ctx: Context, kinds: Iterable[str]) -> datetime | None:
    """Return when the next job of these kinds is due in the actor's agency; None where there is none."""
    row = ctx.db.one(_next(tuple(sorted(kinds))), agency=ctx.actor.agency)
    return None if row is None or row.due is None else db.moment(row.due)


@cache
def _next(kinds: tuple[str, ...]) -> db.Statement:
    of_agency = _JOB.agency == sa.bindparam("agency")
    waiting = sa.and_(_JOB.state == WAITING, _JOB.suspended == 0, sa.or_(*[_JOB.kind == kind for kind in kinds]))
    return db.prepare(sa.select(sa.func.min(_JOB.due_at).label("due")).where(of_agency, waiting))
