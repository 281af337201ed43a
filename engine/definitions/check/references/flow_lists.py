"""Rule `flow-lists`: what an element lists as its flows lead into and out of it (BPMN 2.0.2, 8.4.13)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.spiff.vocabulary import bpmn

RULE = Rule(
    "flow-lists",
    "warning",
    "It lists the flow “{flow}” as one that {way} it, but the flow itself says otherwise; the flow counts.",
    "Draw the flow again, or save the drawing anew with its tool; then both say the same.",
)
_WAYS = {bpmn("incoming"): "leads into", bpmn("outgoing"): "leaves"}
TEXTS = tuple(_WAYS.values())


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each listed flow that connects other elements."""
    flows = document.graph.flows
    for node in document.graph.nodes.values():
        for child in node.xml:
            way = _WAYS.get(str(child.tag))
            flow = flows.get((child.text or "").strip().rpartition(":")[2]) if way else None
            if flow is None or way is None:
                continue
            end = flow.target if way == "leads into" else flow.source
            if end != node.id:
                yield RULE.at(node, flow=flow.name or flow.id, way={"msgid": way})
