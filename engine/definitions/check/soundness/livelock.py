"""Rule `livelock`: from wherever a case may come, some way leads to an end."""

from engine.definitions.check.case import together
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.soundness.telling import told, troubles
from engine.definitions.graph import EVENTS, GATEWAYS, Graph

RULE = Rule(
    "livelock",
    "warning",
    "From {node} on a case can only go round and round through {round}; no way leads to an end. It comes there by: "
    "{way}.",
    "Put an exclusive gateway into the loop with one flow that leaves it, on a condition that can become true.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each part that cannot be left (van der Aalst 1998: option to complete)."""
    graph = document.graph
    for trouble in troubles(document, "trap"):
        nodes = [graph.nodes[key] for key in _working(graph, trouble.others) or trouble.others]
        yield told(RULE, graph, trouble, round=together(nodes))


def _working(graph: Graph, keys: tuple[str, ...]) -> list[str]:
    return [key for key in keys if graph.nodes[key].type not in GATEWAYS | EVENTS]
