"""Which versions of a process definition an agency has; must not read diagrams or decide who may publish."""

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from engine import db, errors
from engine.context import Context
from engine.definitions import models
from engine.definitions.check import Finding

DRAFT, PUBLISHED, RETIRED = "draft", "published", "retired"

_V = models.process_definition.c


@dataclass(frozen=True, slots=True)
class Version:
    """One immutable version; `key` is the id of its process, `author` the opaque id of who imported it."""

    id: str
    agency: str
    key: str
    version: int
    name: str
    version_tag: str | None
    category: str | None
    description: str | None
    deployment_id: str
    resource_id: str
    resource_name: str
    digest: str
    state: str
    note: str
    author: str
    created_at: str
    published_at: str | None
    retired_at: str | None
    told: str = field(default="[]", repr=False)  # the findings as they are stored: most readers need none of them

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what was found when it was imported."""
        return tuple(Finding.of(stored) for stored in db.load(self.told))

    @property
    def publishable(self) -> bool:
        """Tell whether no finding stands against publishing it."""
        return not any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which versions: every part that is given must hold; `latest` keeps the newest of each key among `states`.

    `also` compares columns of COMPARED.
    """

    ids: tuple[str, ...] | None = None
    key: str | None = None
    keys: tuple[str, ...] | None = None
    key_like: str | None = None
    name: str | None = None
    name_like: str | None = None
    version: int | None = None
    version_tag: str | None = None
    latest: bool = False
    states: tuple[str, ...] | None = None
    deployment: str | None = None
    resource_name: str | None = None
    also: db.Comparisons = ()


#: What a list may be sorted by, and the columns behind it.
SORTS: dict[str, Any] = {
    "id": _V.id,
    "key": _V.key,
    "name": _V.name,
    "version": _V.version,
    "deployment": _V.deployment_id,
    "created": _V.created_at,
    "version_tag": _V.version_tag,
    "category": _V.category,
}
#: What may be compared freely, by `Filter.also`.
COMPARED: dict[str, Any] = {
    name: _V[name] for name in ("category", "created_at", "key", "name", "resource_name", "version_tag")
}

_COLUMNS = [_V[name] for name in (*Version.__slots__[:-1], "findings")]
_OWN = _V.agency == sa.bindparam("agency")
_BY_ID = db.prepare(sa.select(*_COLUMNS).where(db.besides(_V.agency), _V.id == sa.bindparam("id")))
_KEYS = db.prepare(sa.select(_V.key).distinct().where(_OWN, _V.state != RETIRED))
_OF_KEY = sa.select(*_COLUMNS).where(_OWN, _V.key == sa.bindparam("key")).order_by(_V.version.desc())
_ALL_OF_KEY = db.prepare(_OF_KEY)
_LATEST = db.prepare(_OF_KEY.limit(1))
_LATEST_PUBLISHED = db.prepare(_OF_KEY.where(_V.state == PUBLISHED).limit(1))
_SAME = db.prepare(_OF_KEY.where(_V.digest == sa.bindparam("digest"), _V.state != RETIRED).limit(1))
_OTHER = models.process_definition.alias("other")
_NEWER = sa.select(_OTHER.c.id).where(
    _OTHER.c.agency == _V.agency, _OTHER.c.key == _V.key, _OTHER.c.version > _V.version
)
_NEWEST_OF_ALL = db.prepare(
    sa.select(_V.id, _V.key, _V.name).where(_OWN, sa.not_(_NEWER.exists())).order_by(_V.name, _V.id)
)
_CHANGE = sa.update(models.process_definition).where(db.besides(_V.agency), _V.id == sa.bindparam("version_id"))
_PUBLISH = db.prepare(_CHANGE.where(_V.state == DRAFT).values(state=PUBLISHED, published_at=sa.bindparam("at")))
_RETIRE = db.prepare(_CHANGE.where(_V.state != RETIRED).values(state=RETIRED, retired_at=sa.bindparam("at")))
_INSERT = db.prepare(sa.insert(models.process_definition))


def version(ctx: Context, version_id: str) -> Version:
    """Return a version of the actor's agency; raises NotFound."""
    row = ctx.db.one(_BY_ID, agency=ctx.actor.agency, id=version_id)
    if row is None:
        raise errors.NotFound(kind="process definition", id=version_id)
    return Version(*row)


def latest(ctx: Context, key: str) -> Version | None:
    """Return the newest version of a process in whatever state, or None."""
    row = ctx.db.one(_LATEST, agency=ctx.actor.agency, key=key)
    return None if row is None else Version(*row)


def latest_published(ctx: Context, key: str) -> Version | None:
    """Return the newest published version of a process, or None."""
    row = ctx.db.one(_LATEST_PUBLISHED, agency=ctx.actor.agency, key=key)
    return None if row is None else Version(*row)


def keys(ctx: Context) -> frozenset[str]:
    """Return the keys of the agency's processes, without those of which every version is retired."""
    return frozenset(str(row.key) for row in ctx.db.all(_KEYS, agency=ctx.actor.agency))


def newest(ctx: Context) -> tuple[tuple[str, str, str], ...]:
    """Return id, key and name of the newest version of each process, by name."""
    return tuple((row.id, row.key, row.name) for row in ctx.db.all(_NEWEST_OF_ALL, agency=ctx.actor.agency))


def versions(ctx: Context, key: str) -> tuple[Version, ...]:
    """Return all versions of a process, newest first."""
    return tuple(Version(*row) for row in ctx.db.all(_ALL_OF_KEY, agency=ctx.actor.agency, key=key))


def listing(
    ctx: Context,
    wanted: Filter | None = None,
    *,
    sort: tuple[tuple[str, bool], ...] = (),
    limit: int | None = None,
    offset: int = 0,
) -> tuple[Version, ...]:
    """Return versions by key, newest first unless sorted; `sort` holds (name in SORTS, descending)."""
    order = [SORTS[name].desc() if down else SORTS[name].asc() for name, down in sort] or [_V.key, _V.version.desc()]
    query = sa.select(*_COLUMNS).where(*_conditions(ctx, wanted or Filter())).order_by(*order, _V.id).offset(offset)
    rows = ctx.db.select(query if limit is None else query.limit(limit))
    return tuple(Version(*row) for row in rows)


def count(ctx: Context, wanted: Filter | None = None) -> int:
    """Return how many versions match."""
    query = sa.select(sa.func.count()).select_from(models.process_definition)
    return int(ctx.db.select(query.where(*_conditions(ctx, wanted or Filter())))[0][0])


def mark_published(ctx: Context, version_id: str) -> bool:
    """Turn a draft into a published version; False if it is no draft. Called by execution.publishing alone."""
    return ctx.db.run(_PUBLISH, agency=ctx.actor.agency, version_id=version_id, at=ctx.at) == 1


def mark_retired(ctx: Context, version_id: str) -> bool:
    """Withdraw a version; False if it is withdrawn already. Called by execution.publishing alone."""
    return ctx.db.run(_RETIRE, agency=ctx.actor.agency, version_id=version_id, at=ctx.at) == 1


def same(ctx: Context, key: str, digest: str) -> Version | None:
    """Return the version of a process with the same files that is not withdrawn, or None."""
    row = ctx.db.one(_SAME, agency=ctx.actor.agency, key=key, digest=digest)
    return None if row is None else Version(*row)


def insert(ctx: Context, made: Version) -> None:
    """Store a new version; raises Conflict when somebody stored the same number at the same moment."""
    row = {name: getattr(made, name) for name in Version.__slots__}
    row["findings"] = row.pop("told")
    try:
        ctx.db.run(_INSERT, **row)
    except Exception as error:
        if db.is_unique_violation(error):
            raise errors.Conflict from error
        raise


def _conditions(ctx: Context, wanted: Filter) -> list[Any]:
    conditions: list[Any] = [_V.agency == ctx.actor.agency, *db.compared(COMPARED, wanted.also)]
    for name, condition in _CONDITIONS.items():
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(condition(value))
    if wanted.latest:
        conditions.append(_V.version == _newest(ctx, wanted.states))
    return conditions


def _newest(ctx: Context, states: tuple[str, ...] | None) -> Any:
    """Build the number of the newest version of the same key, for a condition."""
    other = models.process_definition.alias("other")
    query = sa.select(sa.func.max(other.c.version)).where(other.c.agency == ctx.actor.agency, other.c.key == _V.key)
    return (query if states is None else query.where(other.c.state.in_(states))).scalar_subquery()


_CONDITIONS: dict[str, Any] = {
    "ids": _V.id.in_,
    "key": lambda value: _V.key == value,
    "keys": _V.key.in_,
    "key_like": lambda value: sa.func.lower(_V.key).like(value.lower()),
    "name": lambda value: _V.name == value,
    "name_like": lambda value: sa.func.lower(_V.name).like(value.lower()),
    "version": lambda value: _V.version == value,
    "version_tag": lambda value: _V.version_tag == value,
    "states": _V.state.in_,
    "deployment": lambda value: _V.deployment_id == value,
    "resource_name": lambda value: _V.resource_name == value,
}
