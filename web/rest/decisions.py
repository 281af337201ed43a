"""/engine-rest/decision-definition: published decisions, and asking them outside a case; must not publish or decide."""

from typing import Any

from engine import definitions, errors, execution
from engine.context import Context
from engine.definitions import DecisionVersion
from engine.identity import Permission
from engine.xml import written_in
from web.answers import Reply, json_answer
from web.auth import requires
from web.context import reading
from web.rest import asking, shapes, values
from web.rest.blueprint import rest
from web.rest.questions import DECISIONS


@rest.get("/decision-definition")
@requires(Permission.DEFINITION_READ)
def list_decisions() -> Reply:
    """Return published versions of decisions."""
    sent = asking.asked()
    with reading() as ctx:
        found = definitions.decisions_listed(ctx, _wanted(ctx, sent), sort=DECISIONS.order(sent), **asking.paging())
    return json_answer([shapes.decision_definition(one) for one in found])


@rest.get("/decision-definition/count")
@requires(Permission.DEFINITION_READ)
def count_decisions() -> Reply:
    """Return how many versions match."""
    with reading() as ctx:
        return json_answer(shapes.count(definitions.count_decisions(ctx, _wanted(ctx, asking.asked()))))


@rest.get("/decision-definition/<decision_id>")
@requires(Permission.DEFINITION_READ)
def get_decision(decision_id: str) -> Reply:
    """Return one version, withdrawn or not: cases point at it for ever."""
    with reading() as ctx:
        return json_answer(shapes.decision_definition(_deployed(ctx, decision_id)))


@rest.get("/decision-definition/key/<key>")
@rest.get("/decision-definition/key/<key>/tenant-id/<tenant>", endpoint="get_decision_by_key_of_tenant")
@requires(Permission.DEFINITION_READ)
def get_decision_by_key(key: str, tenant: str = "") -> Reply:
    """Return the newest published version."""
    with reading() as ctx:
        return json_answer(shapes.decision_definition(_latest(ctx, key, tenant)))


@rest.get("/decision-definition/<decision_id>/xml")
@requires(Permission.DEFINITION_READ)
def get_decision_xml(decision_id: str) -> Reply:
    """Return the DMN file as text."""
    with reading() as ctx:
        return json_answer(_xml(ctx, _deployed(ctx, decision_id)))


@rest.get("/decision-definition/key/<key>/xml")
@rest.get("/decision-definition/key/<key>/tenant-id/<tenant>/xml", endpoint="get_decision_xml_by_key_of_tenant")
@requires(Permission.DEFINITION_READ)
def get_decision_xml_by_key(key: str, tenant: str = "") -> Reply:
    """Return the DMN file of the newest published version as text."""
    with reading() as ctx:
        return json_answer(_xml(ctx, _latest(ctx, key, tenant)))


@rest.post("/decision-definition/<decision_id>/evaluate")
@requires(Permission.DECISION_EVALUATE)
def evaluate(decision_id: str) -> Reply:
    """Ask a decision: {variables} → the rules that fit, each with the values of its columns. Nothing is stored."""
    with reading() as ctx:
        return _evaluated(ctx, _deployed(ctx, decision_id))


@rest.post("/decision-definition/key/<key>/evaluate")
@rest.post("/decision-definition/key/<key>/tenant-id/<tenant>/evaluate", endpoint="evaluate_by_key_of_tenant")
@requires(Permission.DECISION_EVALUATE)
def evaluate_by_key(key: str, tenant: str = "") -> Reply:
    """Ask the newest published version of a decision."""
    with reading() as ctx:
        return _evaluated(ctx, _latest(ctx, key, tenant))


def _evaluated(ctx: Context, decision: DecisionVersion) -> Reply:
    given = values.plain_all(asking.body().get("variables"))
    return json_answer([values.typed_all(row) for row in execution.ask_decision(ctx, decision, given)])


def _wanted(ctx: Context, sent: dict[str, Any]) -> definitions.DecisionFilter:
    """Return the filter; who names versions by id sees withdrawn ones too, since cases point at them."""
    given = DECISIONS.wanted(sent, ctx.actor.agency)
    shown = (definitions.PUBLISHED, definitions.RETIRED) if "ids" in given else (definitions.PUBLISHED,)
    return definitions.DecisionFilter(states=shown, **given)


def _deployed(ctx: Context, decision_id: str) -> DecisionVersion:
    """Return a version that this dialect knows: a draft is not deployed yet."""
    found = definitions.decision_version(ctx, decision_id)
    if found.state == definitions.DRAFT:
        raise errors.NotFound(kind="decision definition", id=decision_id)
    return found


def _latest(ctx: Context, key: str, tenant: str) -> DecisionVersion:
    found = definitions.latest_decision(ctx, key) if tenant in {"", ctx.actor.agency} else None
    if found is None:
        raise errors.NotFound(kind="decision definition", id=key)
    return found


def _xml(ctx: Context, decision: DecisionVersion) -> dict[str, Any]:
    content = definitions.content(ctx, decision.resource_id)
    mark, encoding = written_in(content)
    return {"id": decision.id, "dmnXml": content[len(mark) :].decode(encoding)}
