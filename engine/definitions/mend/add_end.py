"""Change `add-end {element}`: a new end event behind a node from which no flow leads on."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.mend.flow_making import event_beside
from engine.definitions.mend.source import Source

NAME = "add-end"
WORDS = "Draw an end event behind it"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Draw the end event; raises ChangeDoesNotFit if a flow leaves the node or nothing may."""
    node = source.node(change.get("element"))
    if node.outgoing or node.type == "endEvent":
        raise errors.ChangeDoesNotFit
    event_beside(source, node, "endEvent", f"End_{node.id}")
