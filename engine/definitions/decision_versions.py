"""Which versions of decisions an agency has, and which of them a published process asks; must not read or decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from engine import db, errors
from engine.context import Context
from engine.definitions import models
from engine.definitions.check import Finding
from engine.definitions.repository import DRAFT, PUBLISHED, RETIRED

_D, _P = models.decision_definition.c, models.pinned_decision.c


@dataclass(frozen=True, slots=True)
class DecisionVersion:
    """One immutable version of a decision; `key` is its id in its file, `requirements` the id of that file."""

    id: str
    agency: str
    key: str
    version: int
    name: str
    version_tag: str | None
    requirements: str | None
    deployment_id: str
    resource_id: str
    resource_name: str
    digest: str
    state: str
    author: str
    created_at: str
    published_at: str | None
    told: str = field(default="[]", repr=False)  # the findings as they are stored: most readers need none of them

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what was found in its file when it was imported."""
        return tuple(Finding.of(stored) for stored in db.load(self.told))

    @property
    def publishable(self) -> bool:
        """Tell whether no finding stands against publishing it."""
        return not any(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFilter:
    """Which versions: every part that is given must hold; `latest` keeps the newest published of each key.

    `also` compares columns of COMPARED.
    """

    ids: tuple[str, ...] | None = None
    key: str | None = None
    keys: tuple[str, ...] | None = None
    name: str | None = None
    version: int | None = None
    version_tag: str | None = None
    latest: bool = False
    states: tuple[str, ...] | None = None
    deployment: str | None = None
    resource_name: str | None = None
    requirements: str | None = None
    also: db.Comparisons = ()


#: What a list may be sorted by, and the columns behind it.
DECISION_SORTS: dict[str, Any] = {
    "id": _D.id,
    "key": _D.key,
    "name": _D.name,
    "version": _D.version,
    "deployment": _D.deployment_id,
    "created": _D.created_at,
    "version_tag": _D.version_tag,
    "requirements": _D.requirements,
}
#: What may be compared freely, by `DecisionFilter.also`.
COMPARED: dict[str, Any] = {
    name: _D[name] for name in ("created_at", "key", "name", "requirements", "resource_name", "version_tag")
}

_COLUMNS = [_D[name] for name in (*DecisionVersion.__slots__[:-1], "findings")]
_OWN = _D.agency == sa.bindparam("agency")
_OF_KEY = sa.select(*_COLUMNS).where(_OWN, _D.key == sa.bindparam("key")).order_by(_D.version.desc())
_BY_ID = db.prepare(sa.select(*_COLUMNS).where(db.besides(_D.agency), _D.id == sa.bindparam("id")))
_LATEST = db.prepare(_OF_KEY.limit(1))
_ALL_OF_KEY = db.prepare(_OF_KEY)
_LATEST_PUBLISHED = db.prepare(_OF_KEY.where(_D.state == PUBLISHED).limit(1))
_NUMBERED = db.prepare(_OF_KEY.where(_D.state == PUBLISHED, _D.version == sa.bindparam("version")))
_TAGGED = db.prepare(_OF_KEY.where(_D.state == PUBLISHED, _D.version_tag == sa.bindparam("tag")).limit(1))
_SAME = db.prepare(_OF_KEY.where(_D.digest == sa.bindparam("digest"), _D.state != RETIRED).limit(1))
_KEYS = db.prepare(sa.select(_D.key).distinct().where(_OWN, _D.state == PUBLISHED))
_INSERT = db.prepare(sa.insert(models.decision_definition))
_PUBLISH = db.prepare(
    sa.update(models.decision_definition)
    .where(db.besides(_D.agency), _D.id == sa.bindparam("decision_id"), _D.state == DRAFT)
    .values(state=PUBLISHED, published_at=sa.bindparam("at"))
)
_RETIRE = db.prepare(
    sa.update(models.decision_definition)
    .where(_OWN, _D.deployment_id == sa.bindparam("of_deployment"))
    .values(state=RETIRED)
)
_PIN = db.prepare(sa.insert(models.pinned_decision))
_PINNED = db.prepare(
    sa.select(_P.element, _P.decision).where(_P.definition == sa.bindparam("definition")).order_by(_P.element)
)


def decision_version(ctx: Context, decision_id: str) -> DecisionVersion:
    """Return a version of a decision of the actor's agency; raises NotFound."""
    row = ctx.db.one(_BY_ID, agency=ctx.actor.agency, id=decision_id)
    if row is None:
        raise errors.NotFound(kind="decision definition", id=decision_id)
    return DecisionVersion(*row)


def versions_of_decision(ctx: Context, key: str) -> tuple[DecisionVersion, ...]:
    """Return all versions of a decision, newest first."""
    return tuple(DecisionVersion(*row) for row in ctx.db.all(_ALL_OF_KEY, agency=ctx.actor.agency, key=key))


def newest_decision(ctx: Context, key: str) -> DecisionVersion | None:
    """Return the newest version of a decision in whatever state, or None."""
    return _one(ctx, _LATEST, key=key)


def latest_decision(ctx: Context, key: str) -> DecisionVersion | None:
    """Return the newest published version of a decision, or None."""
    return _one(ctx, _LATEST_PUBLISHED, key=key)


def numbered_decision(ctx: Context, key: str, version: int) -> DecisionVersion | None:
    """Return the published version of a decision with this number, or None."""
    return _one(ctx, _NUMBERED, key=key, version=version)


def tagged_decision(ctx: Context, key: str, tag: str) -> DecisionVersion | None:
    """Return the newest published version of a decision with this tag, or None."""
    return _one(ctx, _TAGGED, key=key, tag=tag)


def same_decision(ctx: Context, key: str, digest: str) -> DecisionVersion | None:
    """Return the version of a decision with the same bytes that is not withdrawn, or None."""
    return _one(ctx, _SAME, key=key, digest=digest)


def _one(ctx: Context, statement: db.Statement, **params: Any) -> DecisionVersion | None:
    row = ctx.db.one(statement, agency=ctx.actor.agency, **params)
    return None if row is None else DecisionVersion(*row)


def decision_keys(ctx: Context) -> frozenset[str]:
    """Return the keys of the agency's published decisions."""
    return frozenset(str(row.key) for row in ctx.db.all(_KEYS, agency=ctx.actor.agency))


def decisions_listed(
    ctx: Context,
    wanted: DecisionFilter | None = None,
    *,
    sort: tuple[tuple[str, bool], ...] = (),
    limit: int | None = None,
    offset: int = 0,
) -> tuple[DecisionVersion, ...]:
    """Return versions by key, newest first unless sorted; `sort` holds (name in DECISION_SORTS, descending)."""
    order = [DECISION_SORTS[name].desc() if down else DECISION_SORTS[name].asc() for name, down in sort]
    query = sa.select(*_COLUMNS).where(*_conditions(ctx, wanted or DecisionFilter()))
    query = query.order_by(*(order or [_D.key, _D.version.desc()]), _D.id).offset(offset)
    return tuple(DecisionVersion(*row) for row in ctx.db.select(query if limit is None else query.limit(limit)))


def count_decisions(ctx: Context, wanted: DecisionFilter | None = None) -> int:
    """Return how many versions match."""
    query = sa.select(sa.func.count()).select_from(models.decision_definition)
    return int(ctx.db.select(query.where(*_conditions(ctx, wanted or DecisionFilter())))[0][0])


def insert_decision(ctx: Context, made: DecisionVersion) -> None:
    """Store a new version; raises Conflict when somebody stored the same number at the same moment."""
    row = {name: getattr(made, name) for name in DecisionVersion.__slots__}
    row["findings"] = row.pop("told")
    try:
        ctx.db.run(_INSERT, **row)
    except Exception as error:
        if db.is_unique_violation(error):
            raise errors.Conflict from error
        raise


def mark_decision_published(ctx: Context, decision_id: str) -> bool:
    """Turn a draft into a published version; False if it is none. Called by execution.publishing alone."""
    return ctx.db.run(_PUBLISH, agency=ctx.actor.agency, decision_id=decision_id, at=ctx.at) == 1


def mark_decisions_retired(ctx: Context, deployment_id: str) -> bool:
    """Withdraw the decisions of a deployment: nothing new asks them. Called by execution.publishing alone."""
    return ctx.db.run(_RETIRE, agency=ctx.actor.agency, of_deployment=deployment_id) > 0


def pin(ctx: Context, definition: str, decisions: Mapping[str, str]) -> None:
    """Keep for ever which decision each business rule task of a version asks: element → id of the decision."""
    ctx.db.many(
        _PIN, [{"definition": definition, "element": element, "decision": one} for element, one in decisions.items()]
    )


def pinned(ctx: Context, definition: str) -> dict[str, str]:
    """Return which decision each business rule task of a version asks: element → id of the decision."""
    return {row.element: row.decision for row in ctx.db.all(_PINNED, definition=definition)}


def _conditions(ctx: Context, wanted: DecisionFilter) -> list[Any]:
    conditions: list[Any] = [_D.agency == ctx.actor.agency, *db.compared(COMPARED, wanted.also)]
    for name, condition in _CONDITIONS.items():
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(condition(value))
    if wanted.latest:
        other = models.decision_definition.alias("other")
        newest = sa.select(sa.func.max(other.c.version)).where(
            other.c.agency == ctx.actor.agency, other.c.key == _D.key, other.c.state == PUBLISHED
        )
        conditions.append(_D.version == newest.scalar_subquery())
    return conditions


_CONDITIONS: dict[str, Any] = {
    "ids": _D.id.in_,
    "key": lambda value: _D.key == value,
    "keys": _D.key.in_,
    "name": lambda value: _D.name == value,
    "version": lambda value: _D.version == value,
    "version_tag": lambda value: _D.version_tag == value,
    "states": _D.state.in_,
    "deployment": lambda value: _D.deployment_id == value,
    "resource_name": lambda value: _D.resource_name == value,
    "requirements": lambda value: _D.requirements == value,
}
