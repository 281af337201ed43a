"""Rule `implicit-split`: where a path splits, a gateway says whether all ways are taken or one of them."""

from engine.definitions.check.case import called, listed, way
from engine.definitions.check.flows.paths import outside
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import GATEWAYS, Flow, Graph, Node

RULE = Rule(
    "implicit-split",
    "warning",
    "Several flows leave {node} without a gateway: {flows}. All of them are taken at once; many readers expect one.",
    "Put a parallel gateway behind it if all are meant, an exclusive one if one of them is.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each activity or event that several flows without conditions leave (BPMN 2.0.2, 13.3.1)."""
    graph = document.graph
    for node in graph.nodes.values():
        if node.type in GATEWAYS or len(node.outgoing) <= 1:
            continue
        always = (flow for flow in node.outgoing if flow.condition is None and flow.id != node.default)
        taken = list({to.id: flow for flow in always if (to := _ahead(graph, flow)) is not None}.values())
        if len(taken) > 1:
            change = {"change": "insert-gateway", "element": node.id, "type": "parallelGateway"}
            flows = listed([way(graph, flow) for flow in taken[:5]], len(taken))
            yield RULE.at(node, change=change, node=called(node), flows=flows)


def _ahead(graph: Graph, flow: Flow) -> Node | None:
    """Return what a flow leads to in its own scope, None where another rule speaks of the flow."""
    target = graph.nodes.get(flow.target or "")
    if target is None or target.type == "startEvent" or outside(target):
        return None
    return target if target.scope == flow.scope else None
