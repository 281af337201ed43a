"""Whether anybody in the agency could ever take a message; must not know who waits for it now."""

from engine import definitions
from engine.context import Context


def anybody(ctx: Context, kind: str, name: str) -> bool:
    """Tell whether a published process of the actor's agency draws that it waits for this message or signal."""
    wanted = definitions.Filter(states=(definitions.PUBLISHED,), latest=True)
    return any(definitions.program(ctx, version.id).hears(kind, name) for version in definitions.listing(ctx, wanted))
