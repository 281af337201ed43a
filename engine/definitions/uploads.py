"""Which files an agency has uploaded together, and their exact bytes; must not read what is in them."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine import db, errors
from engine.context import Context
from engine.definitions import models
from engine.definitions.decision_versions import DecisionVersion
from engine.definitions.repository import RETIRED, Version

_D, _R = models.deployment.c, models.resource.c


@dataclass(frozen=True, slots=True)
class Deployment:
    """Files that came together; what they stand for, `versions` and `decisions`, is filled by the import alone."""

    id: str
    agency: str
    name: str
    source: str
    author: str
    created_at: str
    versions: tuple[Version, ...] = ()
    decisions: tuple[DecisionVersion, ...] = ()

    @property
    def new(self) -> tuple[Version, ...]:
        """Return the versions that this deployment brought, without those that were there before."""
        return tuple(version for version in self.versions if version.deployment_id == self.id)


@dataclass(frozen=True, slots=True)
class Resource:
    """One file of a deployment, without its bytes."""

    id: str
    deployment_id: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentFilter:
    """Which deployments: every part that is given must hold; `also` compares columns of COMPARED.

    A deployment is hidden when it brought versions and every one of them is withdrawn.
    """

    ids: tuple[str, ...] | None = None
    name: str | None = None
    name_like: str | None = None
    source: str | None = None
    before: str | None = None
    after: str | None = None
    hidden: bool | None = None
    also: db.Comparisons = ()


#: What a list may be sorted by, and the columns behind it.
DEPLOYMENT_SORTS: dict[str, Any] = {"id": _D.id, "name": _D.name, "created": _D.created_at}
#: What may be compared freely, by `DeploymentFilter.also`.
COMPARED: dict[str, Any] = {name: _D[name] for name in ("created_at", "name", "source")}
_KINDS = (models.process_definition, models.decision_definition)
_BROUGHT = [sa.select(kind.c.id).where(kind.c.deployment_id == _D.id) for kind in _KINDS]
_ALIVE = [brought.where(kind.c.state != RETIRED) for kind, brought in zip(_KINDS, _BROUGHT, strict=True)]
_HIDDEN = sa.and_(sa.or_(*(brought.exists() for brought in _BROUGHT)), *(sa.not_(alive.exists()) for alive in _ALIVE))

_COLUMNS = [_D[name] for name in ("id", "agency", "name", "source", "author", "created_at")]
_BY_ID = db.prepare(sa.select(*_COLUMNS).where(db.besides(_D.agency), _D.id == sa.bindparam("id")))
_INSERT = db.prepare(sa.insert(models.deployment))
_INSERT_RESOURCE = db.prepare(sa.insert(models.resource))
_OWNED = models.resource.join(models.deployment, _D.id == _R.deployment_id)
_OWN = _D.agency == sa.bindparam("agency")
_FILES = [_R[name] for name in Resource.__slots__]
_OF_DEPLOYMENT = db.prepare(
    sa.select(*_FILES).select_from(_OWNED).where(_OWN, _R.deployment_id == sa.bindparam("deployment")).order_by(_R.name)
)
_RESOURCE = db.prepare(sa.select(*_FILES).select_from(_OWNED).where(db.besides(_D.agency), _R.id == sa.bindparam("id")))
_BYTES = db.prepare(sa.select(_R.bytes).select_from(_OWNED).where(db.besides(_D.agency), _R.id == sa.bindparam("id")))
_ALL_BYTES = db.prepare(
    sa.select(_R.name, _R.bytes).select_from(_OWNED).where(_OWN, _R.deployment_id == sa.bindparam("deployment"))
)


def deployment(ctx: Context, deployment_id: str) -> Deployment:
    """Return a deployment of the actor's agency; raises NotFound."""
    row = ctx.db.one(_BY_ID, agency=ctx.actor.agency, id=deployment_id)
    if row is None:
        raise errors.NotFound(kind="deployment", id=deployment_id)
    return Deployment(*row)


def deployments(
    ctx: Context,
    wanted: DeploymentFilter | None = None,
    *,
    sort: tuple[tuple[str, bool], ...] = (),
    limit: int | None = None,
    offset: int = 0,
) -> tuple[Deployment, ...]:
    """Return deployments, newest first unless sorted; `sort` holds (name in DEPLOYMENT_SORTS, descending)."""
    order = [DEPLOYMENT_SORTS[name].desc() if down else DEPLOYMENT_SORTS[name].asc() for name, down in sort]
    query = sa.select(*_COLUMNS).where(*_conditions(ctx, wanted or DeploymentFilter()))
    query = query.order_by(*(order or [_D.created_at.desc()]), _D.id.desc()).offset(offset)
    return tuple(Deployment(*row) for row in ctx.db.select(query if limit is None else query.limit(limit)))


def count_deployments(ctx: Context, wanted: DeploymentFilter | None = None) -> int:
    """Return how many deployments match."""
    query = sa.select(sa.func.count()).select_from(models.deployment)
    return int(ctx.db.select(query.where(*_conditions(ctx, wanted or DeploymentFilter())))[0][0])


def resources(ctx: Context, deployment_id: str) -> tuple[Resource, ...]:
    """Return the files of a deployment by name; raises NotFound for a deployment that is not there."""
    deployment(ctx, deployment_id)
    rows = ctx.db.all(_OF_DEPLOYMENT, agency=ctx.actor.agency, deployment=deployment_id)
    return tuple(Resource(*row) for row in rows)


def resource(ctx: Context, resource_id: str) -> Resource:
    """Return one file; raises NotFound."""
    row = ctx.db.one(_RESOURCE, agency=ctx.actor.agency, id=resource_id)
    if row is None:
        raise errors.NotFound(kind="file", id=resource_id)
    return Resource(*row)


def content(ctx: Context, resource_id: str) -> bytes:
    """Return the exact bytes of a file; raises NotFound."""
    row = ctx.db.one(_BYTES, agency=ctx.actor.agency, id=resource_id)
    if row is None:
        raise errors.NotFound(kind="file", id=resource_id)
    return bytes(row.bytes)


def files(ctx: Context, deployment_id: str) -> dict[str, bytes]:
    """Return the bytes of all files of a deployment by name; none for a deployment that is not there."""
    rows = ctx.db.all(_ALL_BYTES, agency=ctx.actor.agency, deployment=deployment_id)
    return {row.name: bytes(row.bytes) for row in rows}


def insert(ctx: Context, made: Deployment, stored: list[tuple[Resource, bytes]]) -> None:
    """Store a deployment with its files."""
    ctx.db.run(_INSERT, **{column.name: getattr(made, column.name) for column in _COLUMNS})
    rows = [{**{name: getattr(one, name) for name in Resource.__slots__}, "bytes": data} for one, data in stored]
    ctx.db.many(_INSERT_RESOURCE, rows)


def _conditions(ctx: Context, wanted: DeploymentFilter) -> list[Any]:
    conditions: list[Any] = [_D.agency == ctx.actor.agency, *db.compared(COMPARED, wanted.also)]
    for name, condition in _CONDITIONS.items():
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(condition(value))
    return conditions


_CONDITIONS: dict[str, Any] = {
    "ids": _D.id.in_,
    "name": lambda value: _D.name == value,
    "name_like": lambda value: sa.func.lower(_D.name).like(value.lower()),
    "source": lambda value: _D.source == value,
    "before": lambda value: _D.created_at < value,
    "after": lambda value: _D.created_at > value,
    "hidden": lambda value: _HIDDEN if value else sa.not_(_HIDDEN),
}
