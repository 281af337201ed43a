"""Which decisions may be asked from now on, and which a published version asks for ever; must not decide itself."""

from collections.abc import Callable, Mapping
from typing import Final

from engine import decisions, definitions, errors, events, history
from engine.context import Context
from engine.decisions import Rows
from engine.definitions import DecisionVersion
from engine.execution.times import here
from engine.identity import Permission, authorize
from engine.spiff import Asked


def publish_decisions(ctx: Context, deployment: str) -> tuple[DecisionVersion, ...]:
    """Publish the drafts among the decisions of a deployment's files; raises DecisionNotPublishable."""
    authorize(ctx.actor, Permission.DEFINITION_PUBLISH)
    drafts = [one for one in definitions.decisions_beside(ctx, deployment) if one.state == definitions.DRAFT]
    for one in drafts:
        wrong = [finding for finding in one.findings if finding.severity == "error"]
        if wrong:
            raise errors.DecisionNotPublishable(name=one.name, count=len(wrong))
        definitions.mark_decision_published(ctx, one.id)
    told = [events.DecisionPublished(decision=one.id, key=one.key, number=one.version) for one in drafts]
    history.append_to_agency(ctx, told)
    return tuple(definitions.decision_version(ctx, one.id) for one in drafts)


def retire_decisions(ctx: Context, deployment: str) -> None:
    """Withdraw the decisions that a deployment brought: nothing new asks them, versions that ask them go on."""
    authorize(ctx.actor, Permission.DEFINITION_PUBLISH)
    if definitions.mark_decisions_retired(ctx, deployment):
        history.append_to_agency(ctx, [events.DecisionsRetired(deployment=deployment)])


def pin_decisions(ctx: Context, version: definitions.Version) -> dict[str, str]:
    """Find the decision that each business rule task of a version asks, and keep it: element → id of the decision.

    Raises DecisionMissing where one is not there.
    """
    asked = definitions.opened(ctx, version.id).asked
    if not asked:
        return {}
    publish_decisions(ctx, version.deployment_id)
    pins = {element: _found(ctx, version, one).id for element, one in asked.items()}
    definitions.pin(ctx, version.id, pins)
    return pins


def _found(ctx: Context, version: definitions.Version, asked: Asked) -> DecisionVersion:
    found = _sought(ctx, version, asked)
    if found is None:
        raise errors.DecisionMissing(name=asked.decision, version=asked.wanted or asked.binding)
    return found


def _sought(ctx: Context, version: definitions.Version, asked: Asked) -> DecisionVersion | None:
    return None if asked.computed else _BINDINGS[asked.binding](ctx, version, asked)


def _of_deployment(ctx: Context, version: definitions.Version, asked: Asked) -> DecisionVersion | None:
    """Return the decision that came with the process, also where its bytes had come before."""
    beside = definitions.decisions_beside(ctx, version.deployment_id)
    return next((one for one in beside if one.key == asked.decision), None)


def _latest(ctx: Context, version: definitions.Version, asked: Asked) -> DecisionVersion | None:
    return _of_deployment(ctx, version, asked) or definitions.latest_decision(ctx, asked.decision)


def _numbered(ctx: Context, _version: definitions.Version, asked: Asked) -> DecisionVersion | None:
    wanted = asked.wanted or ""
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
        return None
    return definitions.numbered_decision(ctx, asked.decision, int(wanted))


def _tagged(ctx: Context, _version: definitions.Version, asked: Asked) -> DecisionVersion | None:
    return definitions.tagged_decision(ctx, asked.decision, asked.wanted or "")


_BINDINGS: Final[Mapping[str, Callable[[Context, definitions.Version, Asked], DecisionVersion | None]]] = {
    "deployment": _of_deployment,
    "latest": _latest,
    "version": _numbered,
    "versionTag": _tagged,
}


def ask_decision(ctx: Context, decision: DecisionVersion, given: Mapping[str, object]) -> Rows:
    """Return what a decision comes to outside a case, as rules with the values of their columns; stores nothing.

    Raises DecisionFailed where nobody should go on with the result.
    """
    authorize(ctx.actor, Permission.DECISION_EVALUATE)
    model = definitions.decision_model(ctx, decision)
    outcome = decisions.decide(model, given, decision.key, **here(ctx))
    if (refusal := outcome.refusal) is not None:
        raise errors.DecisionFailed(name=decision.name, reason=refusal.text)
    return decisions.rows(model, decision.key, outcome)


def asked_decisions(ctx: Context, version: definitions.Version) -> dict[str, DecisionVersion]:
    """Return the decision that each business rule task of a version asks; of a draft, the one it would ask today."""
    pins = definitions.pinned(ctx, version.id)
    if pins:
        return {element: definitions.decision_version(ctx, one) for element, one in pins.items()}
    asked = definitions.opened(ctx, version.id).asked
    found = {element: _sought(ctx, version, one) for element, one in asked.items()}
    return {element: one for element, one in found.items() if one is not None}
