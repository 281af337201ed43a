"""Change `insert-gateway {element, type}`: the flows that leave a node leave a new gateway behind it instead."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.graph import GATEWAYS, Node
from engine.definitions.mend.diagram import GATEWAY
from engine.definitions.mend.made import bpmn
from engine.definitions.mend.source import Source
from engine.definitions.words import KINDS

NAME = "insert-gateway"
WORDS = "Put a gateway there: {type}"
PARAMS = {"type": KINDS}


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Draw the gateway; its node keeps one flow, to it. Raises ChangeDoesNotFit where fewer than two flows leave."""
    node, kind = source.node(change.get("element")), str(change.get("type"))
    moved = [source.flow(flow.id) for flow in node.outgoing]
    if len(moved) < 2 or kind not in GATEWAYS:
        raise errors.ChangeDoesNotFit
    gateway, first = source.new_id(f"Split_{node.id}"), source.new_id(f"Flow_Split_{node.id}")
    _write(source, node, kind, (gateway, first))
    source.enter_lane(gateway, node.host or node.id)
    source.diagram.place(gateway, node.id, GATEWAY, below=node.type == "boundaryEvent")
    source.diagram.connect(first, node.id, gateway)
    for flow in moved:
        source.writing.set(flow.xml, "sourceRef", gateway)
        source.diagram.connect(flow.id, gateway, flow.target or "")


def _write(source: Source, node: Node, kind: str, new: tuple[str, str]) -> None:
    """Write gateway and flow behind the node, and move the default and the lists of flows over."""
    gateway, first = new
    lists = source.lists_flows(node)
    entries = [bpmn("incoming", first), *(bpmn("outgoing", flow.id) for flow in node.outgoing)] if lists else []
    default = {"default": node.default} if node.default else {}
    source.writing.after(node.xml, bpmn(kind, id=gateway, children=tuple(entries), **default))
    source.writing.after(node.xml, bpmn("sequenceFlow", id=first, sourceRef=node.id, targetRef=gateway))
    if node.default:
        source.writing.set(node.xml, "default", None)
    source.list_flow(node, "outgoing", first)
    for flow in node.outgoing:
        if (entry := source.listed(node, "outgoing", flow.id)) is not None:
            source.writing.drop(entry)
