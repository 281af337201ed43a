"""Rule `default-flow`: what decides by conditions has a default flow, so that no case is stuck at it."""

from engine.definitions.check.case import called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import ACTIVITIES

RULE = Rule(
    "default-flow",
    "warning",
    "{node} has no default flow; a case for which no condition is true stops here.",
    "Mark one of its flows as the default flow.",
)

_DECIDING = ACTIVITIES | {"exclusiveGateway", "inclusiveGateway"}


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each split whose flows all have conditions (BPMN 2.0.2, 8.4.13, 10.6.2 and 10.6.3)."""
    for node in document.graph.nodes.values():
        decides = node.type in _DECIDING and len(node.outgoing) > 1
        if not decides or node.default is not None:
            continue
        if all(flow.condition is not None for flow in node.outgoing):  # else rule gateway-flows speaks of it
            change = {"change": "set-default", "element": node.id, "flow": node.outgoing[-1].id}
            yield RULE.at(node, change=change, node=called(node))
