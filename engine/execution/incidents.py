"""Which cases stand still and why; must not mend them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

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


_INSERT = db.prepare(sa.insert(models.incident))
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
    """Return the id of the incident of an activity; an activity has at most one."""
    return f"{instance}-{activity}"


def store(ctx: Context, case: Instance, step: Step) -> None:
    """Write the incidents that a step opened and resolved."""
    ctx.db.many(
        _INSERT,
        [
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
        ],
    )
    ctx.db.many(_RESOLVE, [{"incident": incident_id(case.id, activity), "at": ctx.at} for activity in step.resolved])


def open_incidents(ctx: Context, case: str) -> list[Incident]:
    """Return the open incidents of a case of the actor's agency, oldest first."""
    rows = ctx.db.all(_OPEN, instance=case, agency=ctx.actor.agency)
    return [Incident(*row[:5], db.load(row.details), *row[6:]) for row in rows]
