"""Rule `gateway-flows`: where a gateway decides, it is said of every way when it is taken."""

from collections.abc import Iterator

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called, listed, way
from engine.definitions.check.kinds import runs
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Flow, Graph, Node

RULE = Rule("gateway-flows", "error", SENTENCE, REMEDY)
_WRITE = "Write a condition at each of these flows, or make one of them the default flow."
_ONE = Case(
    "At {node} nothing says when {flows} is taken; it has no condition and is not the default flow.",
    "Make it the default flow, or write a condition at it.",
)
_SEVERAL = Case("At {node} nothing says when to take {flows}; they have no conditions.", _WRITE)
_ALWAYS = Case(
    "At {node} a way without a condition is always taken: {flows}. Perhaps a condition is missing.", _WRITE, "warning"
)
CASES = (_ONE, _SEVERAL, _ALWAYS)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each split with a flow of which nothing says when it is taken (BPMN 2.0.2, 10.6.2, 10.6.3).

    Only processes that are to run need that; the standard allows gateways that are only drawn.
    """
    running = runs(document)
    for node in document.graph.nodes.values():
        if node.type in {"exclusiveGateway", "inclusiveGateway"} and len(node.outgoing) > 1:
            unsaid = [flow for flow in node.outgoing if flow.condition is None and flow.id != node.default]
            if unsaid and document.graph.process_of(node.scope).id in running and not _meant(node, unsaid):
                yield from _told(document.graph, node, unsaid)


def _meant(node: Node, unsaid: list[Flow]) -> bool:
    """Whether the one flow without a condition is most likely the default flow that `default-reference` asks for."""
    return len(unsaid) == 1 and node.default is not None and all(flow.id != node.default for flow in node.outgoing)


def _told(graph: Graph, node: Node, unsaid: list[Flow]) -> Iterator[Finding]:
    flows = listed([way(graph, flow) for flow in unsaid[:5]], len(unsaid))
    if node.type == "inclusiveGateway":
        yield _ALWAYS.at(RULE, node, node=called(node), flows=flows)
    elif len(unsaid) == 1 and node.default is None:
        change = {"change": "set-default", "element": node.id, "flow": unsaid[0].id}
        yield _ONE.at(RULE, node, change=change, node=called(node), flows=flows)
    else:
        case = _ONE if len(unsaid) == 1 else _SEVERAL
        yield case.at(RULE, node, change={"change": "ask-which", "element": node.id}, node=called(node), flows=flows)
