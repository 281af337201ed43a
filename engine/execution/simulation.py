"""What operators do with the simulated registry: look at it, say how it behaves; must not answer inquiries."""

from engine import connectors, events
from engine.connectors import Asked
from engine.context import Context
from engine.history import append_to_agency
from engine.identity import Permission, authorize


def behave(ctx: Context, topic: str, mode: str) -> None:
    """Let a simulated provider be up, down, slow, or find nothing; the same again changes nothing.

    Raises NotFound, WrongType.
    """
    authorize(ctx.actor, Permission.CONNECTOR_CHANGE)
    if connectors.behave(ctx, topic, mode):
        append_to_agency(ctx, [events.ProviderSimulated(topic=topic, mode=mode)])


def modes(ctx: Context) -> dict[str, str]:
    """Return how each simulated provider behaves: topic → mode."""
    authorize(ctx.actor, Permission.CONNECTOR_READ)
    return connectors.modes(ctx)


def asked(ctx: Context, *, limit: int, offset: int = 0) -> tuple[int, list[Asked]]:
    """Return how many inquiries there were, and some of them with their values masked, newest first."""
    authorize(ctx.actor, Permission.CONNECTOR_READ)
    return connectors.asked_count(ctx), connectors.asked(ctx, limit=limit, offset=offset)
