"""Which cases stand still and why; must not mend them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from engine import db
from engine.context import Context
from engine.execution import models
from engine.execution.instances import Instance
from engine.spiff import Step


@dataclass(frozen=True, slots=True)
class Incident:
    """A place where a case cannot go on; `code` and `details` make its text (see `engine.spiff`)."""

    id: str
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
_OPEN = db.prepare(
    sa.select(*[models.incident.c[name] for name in Incident.__slots__])
    .where(
        models.incident.c.instance == sa.bindparam("instance"),
        models.incident.c.agency == sa.bindparam("agency"),
        models.incident.c.resolved_at.is_(None),
    )
    .order_by(models.incident.c.opened_at, models.incident.c.id)
)


def incident_id(instance: str, activity: int) -> str:
    """Return the id of the incident of an activity: at most one is open, and a later one takes its place."""
    return f"{instance}-{activity}"


def store(ctx: Context, case: Instance, step: Step) -> None:
    """Write the incidents that a step resolved and opened, in this order: one activity may do both."""
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


def open_incidents(ctx: Context, case: str) -> list[Incident]:
    """Return the open incidents of a case of the actor's agency, oldest first."""
    rows = ctx.db.all(_OPEN, instance=case, agency=ctx.actor.agency)
    return [Incident(**{**row._asdict(), "details": db.load(row.details)}) for row in rows]
