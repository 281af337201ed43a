"""Rule `deadlock`: every token can go on until it comes to an end; a join waits only for what can come."""

from typing import Any

from engine.definitions.check.case import together
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.soundness.change import retyped
from engine.definitions.check.soundness.telling import told, troubles
from engine.definitions.graph import Graph
from engine.definitions.soundness import Trouble

RULE = Rule(
    "deadlock",
    "warning",
    "A case can stop here for ever: {way}; then {node} waits for the flow from {missing}, where nothing can come.",
    "Join the paths by the kind of gateway that split them: where one of several ways is chosen, an exclusive gateway; "
    "where some are, an inclusive one.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each join that can wait for ever (van der Aalst 1998: option to complete)."""
    graph = document.graph
    for trouble in troubles(document, "deadlock"):
        yield told(RULE, graph, trouble, retyped(graph, trouble), missing=_missing(graph, trouble))


def _missing(graph: Graph, trouble: Trouble) -> dict[str, Any]:
    sources = dict.fromkeys(graph.flows[flow].source or "" for flow in trouble.others if flow in graph.flows)
    nodes = [graph.nodes[key] for key in sources if key in graph.nodes]
    return together(nodes or [graph.nodes[trouble.element]])
