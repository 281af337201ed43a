"""Rule `idle-gateway`: a gateway joins or splits paths; with one flow on each side it does neither."""

from engine.definitions.check.case import called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import GATEWAYS

RULE = Rule(
    "idle-gateway",
    "error",
    "{node} neither joins nor splits paths: one flow leads to it and one leaves it.",
    "Delete the gateway and draw one flow instead, or draw the flow that is missing.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each gateway with one flow in and one out (BPMN 2.0.2, 10.6.1: it MUST have several)."""
    for node in document.graph.nodes.values():
        if node.type in GATEWAYS and node.type != "eventBasedGateway" and len(node.incoming) == len(node.outgoing) == 1:
            yield RULE.at(node, change={"change": "bridge", "element": node.id}, node=called(node))
