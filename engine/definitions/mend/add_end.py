"""Change `add-end {element}`: a new end event behind a node from which no flow leads on, or in place of a gateway."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.graph import GATEWAYS
from engine.definitions.mend.diagram import EVENT
from engine.definitions.mend.flow_making import event_beside
from engine.definitions.mend.source import Source

NAME = "add-end"
_OF_GATEWAYS = ("gatewayDirection", "default", "instantiate", "eventGatewayType")
WORDS = "Draw an end event behind it"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Draw the end event; raises ChangeDoesNotFit if a flow leaves the node or nothing may."""
    node = source.node(change.get("element"))
    if node.outgoing or node.type == "endEvent":
        raise errors.ChangeDoesNotFit
    if node.type in GATEWAYS and len(node.incoming) == 1:  # it would neither split nor join
        source.writing.rename(node.xml, "endEvent")
        for attribute in _OF_GATEWAYS:
            source.writing.set(node.xml, attribute, None)
        source.diagram.resize(node.id, EVENT)
        return
    event_beside(source, node, "endEvent", f"End_{node.id}")
