"""Whether anybody in the agency could ever take a message; must not know who waits for it now.

What a version listens to never changes, so it is read once per process of the operating system.
"""

from typing import Final

from engine import definitions
from engine.context import Context
from engine.spiff import Program

#: Where messages and signals come in (BPMN 2.0.2, 10.5).
_LISTENING: Final = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask"})
#: What a computed name begins with or holds: it may be any.
_COMPUTED: Final = ("=", "${", "#{")
#: Stands for every name.
_ANY: Final = None
#: So many versions are remembered.
_MOST: Final = 1_000
_KNOWN: dict[str, frozenset[tuple[str, str | None]]] = {}


def anybody(ctx: Context, kind: str, name: str) -> bool:
    """Tell whether a published process of the actor's agency, as it is newest, draws that it waits for this name."""
    wanted = definitions.Filter(states=(definitions.PUBLISHED,), latest=True)
    for version in definitions.listing(ctx, wanted):
        heard = _known(ctx, version.id)
        if (kind, name) in heard or (kind, _ANY) in heard:
            return True
    return False


def _known(ctx: Context, version: str) -> frozenset[tuple[str, str | None]]:
    if version not in _KNOWN:
        while len(_KNOWN) >= _MOST:
            _KNOWN.pop(next(iter(_KNOWN)))
        _KNOWN[version] = _heard(definitions.program(ctx, version))
    return _KNOWN[version]


def _heard(program: Program) -> frozenset[tuple[str, str | None]]:
    return frozenset(
        (drawn.kind, _ANY if drawn.named is None or drawn.named.startswith(_COMPUTED) else drawn.named)
        for node in program.structure.nodes.values()
        if node.type in _LISTENING
        for drawn in node.occasions
        if drawn.kind in {"message", "signal"}
    )
