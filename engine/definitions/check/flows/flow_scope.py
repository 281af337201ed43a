"""Rule `flow-scope`: a sequence flow stays inside its pool and its sub-process."""

from typing import Any

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Flow, Graph, Node, Scope

RULE = Rule("flow-scope", "error", SENTENCE, REMEDY)
_POOL = Case(
    "The sequence flow leads from {source} in {one} to {target} in {other}; it may not cross the border of a pool.",
    "Draw a message flow between the pools, and let each pool's own sequence flow go on to its own end.",
)
_IN = Case(
    "The sequence flow leads from {source} outside to {target} inside {other}; it may not cross its border.",
    "Let the flow end at the border of the sub-process; inside, a start event of its own leads to the first step.",
)
_OUT = Case(
    "The sequence flow leads from {source} inside {one} to {target} outside; it may not cross its border.",
    "Let the path inside end at an end event, and draw the flow from the border of the sub-process.",
)
_FILED = Case(
    "The sequence flow from {source} to {target} is filed in {other}, not where the two are drawn.",
    "Save the drawing again with a modelling tool, which files the flow where it belongs.",
    "warning",
)
CASES = (_POOL, _IN, _OUT, _FILED)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each flow between two levels or two processes (BPMN 2.0.2, 7.5.1 and 10.3.5)."""
    graph = document.graph
    for flow in graph.flows.values():
        source, target = graph.nodes.get(flow.source or ""), graph.nodes.get(flow.target or "")
        if source is None or target is None:
            continue  # rule connection
        if source.scope != target.scope:
            yield _crossing(graph, flow, source, target)
        elif flow.scope != source.scope:
            other = called(graph.scopes[flow.scope])
            yield _FILED.at(RULE, flow, source=called(source), target=called(target), other=other)


def _crossing(graph: Graph, flow: Flow, source: Node, target: Node) -> Finding:
    one, other = graph.scopes[source.scope], graph.scopes[target.scope]
    if graph.process_of(one.id) != graph.process_of(other.id):
        case = _POOL
        one, other = graph.process_of(one.id), graph.process_of(other.id)
    else:
        case = _IN if _within(graph, other, one) else _OUT
    names: dict[str, Any] = {
        "source": called(source),
        "target": called(target),
        "one": called(one),
        "other": called(other),
    }
    return case.at(RULE, flow, **names)


def _within(graph: Graph, inner: Scope, outer: Scope) -> bool:
    """Whether a scope lies inside another one, at whatever depth."""
    around = inner.parent
    while around is not None and around != outer.id:
        around = graph.scopes[around].parent
    return around == outer.id
