"""Rule `join-and-fork`: a gateway joins paths or splits them; one that does both at once is hard to read."""

from engine.definitions.check.case import called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import GATEWAYS

RULE = Rule(
    "join-and-fork",
    "warning",
    "{node} joins paths and splits them at once; readers easily miss one of the two.",
    "Draw two gateways, one that joins and behind it one that splits.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each gateway that does both without saying so by its direction (BPMN 2.0.2, 10.6.1)."""
    for node in document.graph.nodes.values():
        if node.type not in GATEWAYS or node.type == "eventBasedGateway":
            continue
        unsaid = node.xml.get("gatewayDirection") in {None, "Unspecified"}
        if unsaid and min(len(node.incoming), len(node.outgoing)) > 1:
            yield RULE.at(node, node=called(node))
