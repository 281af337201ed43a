"""Which version of a process is meant when another calls it by its key; must not begin anything."""

import sqlalchemy as sa

from engine import db
from engine.context import Context
from engine.definitions import models, repository
from engine.definitions.repository import PUBLISHED, Version

_V, _R = models.process_definition.c, models.resource
_THERE, _HERE = _R.alias("there"), _R.alias("here")
#: Versions whose diagram came with a deployment, also one that was there before and came again unchanged.
_OF_DEPLOYMENT = db.prepare(
    sa.select(_V.id)
    .where(
        _V.agency == sa.bindparam("agency"),
        _V.key == sa.bindparam("key"),
        _V.state == PUBLISHED,
        _V.resource_id.in_(
            sa.select(_THERE.c.id)
            .join_from(_HERE, _THERE, _HERE.c.sha256 == _THERE.c.sha256)
            .where(_HERE.c.deployment_id == sa.bindparam("deployment"))
        ),
    )
    .order_by(_V.version.desc())
    .limit(1)
)


def bound(
    ctx: Context, key: str, *, binding: str = "latest", version: str = "", tag: str = "", caller: str = ""
) -> Version | None:
    """Return the published version that a call means, None where there is none.

    `binding` is latest, version (a number), versionTag, or deployment: the one that came with the version `caller`.
    """
    if binding == "deployment":
        brought = repository.version(ctx, caller).deployment_id
        row = ctx.db.one(_OF_DEPLOYMENT, agency=ctx.actor.agency, key=key, deployment=brought)
        return None if row is None else repository.version(ctx, row.id)
    if binding == "latest":
        return repository.latest_published(ctx, key)
    published = [one for one in repository.versions(ctx, key) if one.state == PUBLISHED]
    if binding == "version":
        return next((one for one in published if str(one.version) == version.strip()), None)
    return next((one for one in published if one.version_tag == tag), None)
