"""Rule `default-reference`: the default flow of an element leaves this element and has no condition."""

from collections.abc import Iterator

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import ACTIVITIES, Graph, Node

RULE = Rule("default-reference", "error", SENTENCE, REMEDY)
_UNKNOWN = Case(
    "The default flow of {node} is “{flow}”, which is no sequence flow of this file.",
    "Choose one of the flows that leave the element as its default flow.",
)
_FOREIGN = Case(
    "The default flow of {node} is {flow}, which leaves another element.",
    "Choose one of the flows that leave this element as its default flow.",
)
_NOT_HERE = Case(
    "{node} has a default flow, but nothing is decided here; it does not choose among its flows.",
    "Take the default away, or put an exclusive gateway where a way is chosen.",
)
_CONDITION = Case(
    "The default flow of {node} has a condition; it is ignored, because the default is taken when no other flow is.",
    "Delete the condition of the default flow, or choose another default flow.",
    "warning",
)
CASES = (_UNKNOWN, _FOREIGN, _NOT_HERE, _CONDITION)
_CHOOSING = ACTIVITIES | {"exclusiveGateway", "inclusiveGateway", "complexGateway"}


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each default flow that cannot be one (BPMN 2.0.2, 8.4.13, tables 10.3 and 10.110)."""
    for node in document.graph.nodes.values():
        if node.default is not None:
            yield from _node(document.graph, node, node.default)


def _node(graph: Graph, node: Node, default: str) -> Iterator[Finding]:
    flow = graph.flows.get(default)
    change = _change(node)
    if node.type not in _CHOOSING:
        yield _NOT_HERE.at(RULE, node, change=change, node=called(node))
    elif flow is None:
        yield _UNKNOWN.at(RULE, node, change=change, node=called(node), flow=default)
    elif flow.source != node.id:
        yield _FOREIGN.at(RULE, node, change=change, node=called(node), flow=called(flow))
    elif flow.condition is not None:
        change = {"change": "remove-condition", "element": flow.id}
        yield _CONDITION.at(RULE, flow, change=change, node=called(node))


def _change(node: Node) -> dict[str, str]:
    """Return what mends a wrong default: the one flow that could be meant, or none at all."""
    unsaid = [flow for flow in node.outgoing if flow.condition is None]
    if node.type in _CHOOSING and len(node.outgoing) > 1 and len(unsaid) == 1:
        return {"change": "set-default", "element": node.id, "flow": unsaid[0].id}
    return {"change": "remove-attribute", "element": node.id, "attribute": "default"}
