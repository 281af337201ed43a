"""When a version may be used: publish and retire; must not read or draw diagrams."""

from engine import definitions, errors, events, history, identity
from engine.context import Context
from engine.execution import start_events, start_timers
from engine.execution.deciding import pin_decisions
from engine.identity import Permission, authorize


def publish(ctx: Context, version_id: str) -> definitions.Version:
    """Publish a draft: cases may begin on it, also by messages; the groups its lanes stand for exist from now on.

    Its decisions are published with it. Raises NotPublishable while a finding of severity error is open,
    WrongVersionState, DecisionMissing, MessageNameTaken, MessageTwice, NotFound.
    """
    authorize(ctx.actor, Permission.DEFINITION_PUBLISH)
    version = definitions.version(ctx, version_id)
    wrong = [finding for finding in version.findings if finding.severity == "error"]
    if wrong:
        raise errors.NotPublishable(version=version.version, name=version.name, count=len(wrong))
    if not definitions.mark_published(ctx, version.id):
        raise errors.WrongVersionState(version=version.version, state=version.state)
    pins = pin_decisions(ctx, version)
    published = events.DefinitionPublished(version=version.id, key=version.key, number=version.version, decisions=pins)
    lanes = definitions.program(ctx, version.id).structure.lanes
    groups = [made for lane in lanes for made in identity.ensure_group(ctx, lane)[1]]
    history.append_to_agency(ctx, [*groups, published])
    start_events.renew(ctx, version.key)
    start_timers.renew(ctx, version.key)
    return definitions.version(ctx, version_id)


def retire(ctx: Context, version_id: str) -> definitions.Version:
    """Withdraw a version: no case begins on it any more; running cases, bytes and record stay."""
    authorize(ctx.actor, Permission.DEFINITION_PUBLISH)
    version = definitions.version(ctx, version_id)
    if not definitions.mark_retired(ctx, version.id):
        raise errors.WrongVersionState(version=version.version, state=version.state)
    retired = events.DefinitionRetired(version=version.id, key=version.key, number=version.version)
    history.append_to_agency(ctx, [retired])
    start_events.renew(ctx, version.key)
    start_timers.renew(ctx, version.key)
    return definitions.version(ctx, version_id)
