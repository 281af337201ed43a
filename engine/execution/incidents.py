"""Which cases stand still and why; must not mend them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import db, errors
from engine.context import Context
from engine.execution import models
from engine.execution.instances import Instance
from engine.execution.jobs import Job
from engine.spiff import Step


@dataclass(frozen=True, slots=True)
class Incident:
    """A place where a case cannot go on; `code` and `details` make its text (see `engine.spiff`)."""

    id: str
    agency: str
    instance: str
    element: str
    activity: int
    code: str
    details: Mapping[str, Any]
    opened_at: str
    resolved_at: str | None


_OPENED = {
    dialect: db.prepare(
        opened.on_conflict_do_update(
            index_elements=["id"],
            set_={name: opened.excluded[name] for name in ("code", "details", "opened_at", "resolved_at")},
        )
    )
    for dialect, opened in (
        ("sqlite", sqlite.insert(models.incident)),
        ("postgresql", postgresql.insert(models.incident)),
    )
}
_RESOLVE = db.prepare(
    sa.update(models.incident)
    .where(models.incident.c.id == sa.bindparam("incident"))
    .values(resolved_at=sa.bindparam("at"))
)
_GET = db.prepare(
    sa.select(*[models.incident.c[name] for name in Incident.__slots__]).where(
        models.incident.c.id == sa.bindparam("id"), db.besides(models.incident.c.agency)
    )
)
_OPEN = db.prepare(
    sa.select(*[models.incident.c[name] for name in Incident.__slots__])
    .where(
        models.incident.c.instance == sa.bindparam("instance"),
        db.besides(models.incident.c.agency),
        models.incident.c.resolved_at.is_(None),
    )
    .order_by(models.incident.c.opened_at, models.incident.c.id)
)


def incident_id(instance: str, activity: int) -> str:
    """Return the id of the incident of an activity: at most one is open, and a later one takes its place."""
    return f"{instance}-{activity}"


def store(ctx: Context, case: Instance, step: Step) -> None:
    """Write the incidents that a step resolved and opened, in this order: one activity may do both."""
    if not step.resolved and not step.incidents:
        return
    ctx.db.many(_RESOLVE, [{"incident": incident_id(case.id, activity), "at": ctx.at} for activity in step.resolved])
    opened = [
        {
            "id": incident_id(case.id, found.activity),
            "agency": case.agency,
            "instance": case.id,
            "element": found.element,
            "activity": found.activity,
            "code": found.code,
            "details": db.dump(dict(found.params)),
            "opened_at": ctx.at,
            "resolved_at": None,
        }
        for found in step.incidents
    ]
    ctx.db.many(_OPENED[ctx.db.dialect.name], opened)


def open_for_job(ctx: Context, job: Job, code: str, details: Mapping[str, Any]) -> None:
    """Open the incident of a job that no activity waits for; its id is the job's. Without a case `instance` is ""."""
    row = {
        "id": job.id,
        "agency": job.agency,
        "instance": job.instance or "",
        "element": job.element,
        "activity": job.activity or 0,
        "code": code,
        "details": db.dump(dict(details)),
        "opened_at": ctx.at,
        "resolved_at": None,
    }
    ctx.db.many(_OPENED[ctx.db.dialect.name], [row])


def resolve(ctx: Context, incident: str) -> None:
    """Note that an incident is over that no step of the engine ends."""
    ctx.db.many(_RESOLVE, [{"incident": incident, "at": ctx.at}])


def incident(ctx: Context, id: str) -> Incident:
    """Return an incident of the actor's agency, open or over; raises NotFound for any other."""
    row = ctx.db.one(_GET, id=id, agency=ctx.actor.agency)
    if row is None:
        raise errors.NotFound(kind="incident", id=id)
    return of_values(row)


def open_incidents(ctx: Context, case: str) -> list[Incident]:
    """Return the open incidents of a case of the actor's agency, oldest first."""
    rows = ctx.db.all(_OPEN, instance=case, agency=ctx.actor.agency)
    return [of_values(row) for row in rows]


def of_values(row: Sequence[Any]) -> Incident:
    """Read the columns of an incident, in the order of its fields."""
    values = dict(zip(Incident.__slots__, row, strict=True))
    return Incident(**{**values, "details": db.load(values["details"])})
