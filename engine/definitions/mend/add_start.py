"""Change `add-start {element}`: a new start event in front of a node to which no flow leads."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.mend.flow_making import event_beside
from engine.definitions.mend.source import Source

NAME = "add-start"
WORDS = "Draw a start event in front of it"
_NEVER = frozenset({"startEvent", "boundaryEvent"})


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Draw the start event; raises ChangeDoesNotFit if a flow leads to the node or none may."""
    node = source.node(change.get("element"))
    if node.incoming or node.type in _NEVER:
        raise errors.ChangeDoesNotFit
    event_beside(source, node, "startEvent", f"Start_{node.id}", before=True)
