"""Which jobs and incidents an operator or client sees; must not change them."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa

from engine import db, errors
from engine.context import Context
from engine.execution import models
from engine.execution.incidents import Incident, of_values
from engine.execution.jobs import COLUMNS, FAILED, START, TIMER, WAITING, Job, of_row
from engine.identity import Permission, authorize

_JOB, _INCIDENT, _CASE = models.job.c, models.incident.c, models.instance.c
_OUTSIDE = "outside-%"

#: What lists of jobs may be sorted by and compared with.
JOB_COLUMNS: dict[str, Any] = {
    name: _JOB[name]
    for name in (
        "id", "instance", "definition", "process_key", "element", "kind", "due_at", "created_at", "tries_left", "error",
        "state",
    )
}  # fmt: skip
_DEFINITION = sa.func.coalesce(_CASE.definition, _JOB.definition)
_PROCESS = sa.func.coalesce(_CASE.process_key, _JOB.process_key)
#: What lists of incidents may be sorted by and compared with.
INCIDENT_COLUMNS: dict[str, Any] = {
    **{name: _INCIDENT[name] for name in ("id", "instance", "element", "code", "opened_at", "resolved_at")},
    "definition": _DEFINITION,
    "process_key": _PROCESS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """Which jobs: every part that is given must hold. `also` compares JOB_COLUMNS."""

    ids: tuple[str, ...] | None = None
    left: bool | None = None
    executable: bool | None = None
    timers: bool | None = None
    messages: bool | None = None
    failing: bool | None = None
    suspended: bool | None = None
    also: db.Comparisons = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """Which incidents: every part that is given must hold. `outside` means: of outside work."""

    ids: tuple[str, ...] | None = None
    open: bool | None = None
    outside: bool | None = None
    also: db.Comparisons = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """An incident with the case that stands still by it, where there is one, and whether a job of its own failed."""

    incident: Incident
    definition: str
    process_key: str
    process_name: str
    case_number: str
    job: str | None
    root: str | None


def jobs_where(
    ctx: Context, wanted: Jobs, *, sort: tuple[tuple[str, bool], ...] = (), limit: int, offset: int = 0
) -> list[Job]:
    """Return jobs of the actor's agency, the next one first unless sorted by (name in JOB_COLUMNS, descending)."""
    authorize(ctx.actor, Permission.JOB_READ)
    query = sa.select(*COLUMNS).where(*_of_jobs(ctx, wanted)).order_by(*_order(JOB_COLUMNS, sort, _JOB.due_at), _JOB.id)
    return [of_row(row) for row in ctx.db.select(query.limit(limit).offset(offset))]


def jobs_count(ctx: Context, wanted: Jobs) -> int:
    """Return how many jobs of the actor's agency match."""
    authorize(ctx.actor, Permission.JOB_READ)
    query = sa.select(sa.func.count()).select_from(models.job).where(*_of_jobs(ctx, wanted))
    return int(ctx.db.select(query)[0][0])


def incidents_where(
    ctx: Context, wanted: Incidents, *, sort: tuple[tuple[str, bool], ...] = (), limit: int, offset: int = 0
) -> list[Standing]:
    """Return incidents of the actor's agency, newest first unless sorted by (name in INCIDENT_COLUMNS, descending)."""
    authorize(ctx.actor, Permission.INCIDENT_READ)
    order = _order(INCIDENT_COLUMNS, sort, _INCIDENT.opened_at.desc())
    query = _standing().where(*_of_incidents(ctx, wanted)).order_by(*order, _INCIDENT.id)
    return [_read(row) for row in ctx.db.select(query.limit(limit).offset(offset))]


def incidents_count(ctx: Context, wanted: Incidents) -> int:
    """Return how many incidents of the actor's agency match."""
    authorize(ctx.actor, Permission.INCIDENT_READ)
    found = _standing().where(*_of_incidents(ctx, wanted))
    counted = found.with_only_columns(sa.func.count(), maintain_column_froms=True)
    return int(ctx.db.select(counted)[0][0])


def incident_of(ctx: Context, id: str) -> Standing:
    """Return one incident of the actor's agency, open or over; raises NotFound."""
    found = incidents_where(ctx, Incidents(ids=(id,)), limit=1)
    if not found:
        raise errors.NotFound(kind="incident", id=id)
    return found[0]


def _standing() -> Any:
    own = [_INCIDENT[name] for name in Incident.__slots__]
    of_case = sa.and_(_CASE.id == _INCIDENT.instance, _CASE.agency == _INCIDENT.agency)
    failed = sa.and_(_JOB.id == _INCIDENT.id, _JOB.agency == _INCIDENT.agency, _JOB.state == FAILED)
    sources = models.incident.outerjoin(models.instance, of_case).outerjoin(models.job, failed)
    beside = (_DEFINITION, _PROCESS, _CASE.process_name, _CASE.number, _JOB.id, _CASE.root)
    return sa.select(*own, *beside).select_from(sources)


def _read(row: Any) -> Standing:
    own = len(Incident.__slots__)
    definition, process, name, number, job, root = row[own:]
    named = name or process or ""
    return Standing(of_values(row[:own]), definition or "", process or "", named, number or "", job, root)


def _order(columns: Mapping[str, Any], sort: tuple[tuple[str, bool], ...], usual: Any) -> list[Any]:
    return [columns[name].desc() if down else columns[name].asc() for name, down in sort] or [usual]


def _of_jobs(ctx: Context, wanted: Jobs) -> list[Any]:
    now = {
        True: sa.and_(_JOB.state == WAITING, _JOB.suspended == 0, _JOB.due_at <= ctx.at, _JOB.tries_left > 0),
        False: sa.or_(_JOB.state != WAITING, _JOB.due_at > ctx.at),
    }
    conditions = [_JOB.agency == ctx.actor.agency, *db.compared(JOB_COLUMNS, wanted.also)]
    if wanted.executable is not None:
        conditions.append(now[wanted.executable])
    return conditions + _plain(_JOB_CONDITIONS, wanted)


def _of_incidents(ctx: Context, wanted: Incidents) -> list[Any]:
    own = [_INCIDENT.agency == ctx.actor.agency, *db.compared(INCIDENT_COLUMNS, wanted.also)]
    return own + _plain(_INCIDENT_CONDITIONS, wanted)


def _plain(conditions: Mapping[str, Any], wanted: Jobs | Incidents) -> list[Any]:
    given = {one.name: getattr(wanted, one.name) for one in fields(wanted) if one.name in conditions}
    return [conditions[name](value) for name, value in given.items() if value is not None]


_JOB_CONDITIONS: dict[str, Any] = {
    "ids": _JOB.id.in_,
    "left": lambda value: _JOB.tries_left > 0 if value else _JOB.tries_left <= 0,
    "timers": lambda value: _JOB.kind.in_([TIMER, START]) if value else _JOB.kind.not_in([TIMER, START]),
    "messages": lambda value: _JOB.kind.not_in([TIMER, START]) if value else _JOB.kind.in_([TIMER, START]),
    "failing": lambda value: _JOB.error.is_not(None) if value else _JOB.error.is_(None),
    "suspended": lambda value: _JOB.suspended == int(value),
}
_INCIDENT_CONDITIONS: dict[str, Any] = {
    "ids": _INCIDENT.id.in_,
    "open": lambda value: _INCIDENT.resolved_at.is_(None) if value else _INCIDENT.resolved_at.is_not(None),
    "outside": lambda value: _INCIDENT.code.like(_OUTSIDE) if value else _INCIDENT.code.not_like(_OUTSIDE),
}
