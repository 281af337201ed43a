"""Rule `forbidden-flow`: no flow leads into what begins by itself, and none leaves what ends."""

from collections.abc import Iterator

from engine.definitions.check.case import REMEDY, SENTENCE, Case, together
from engine.definitions.check.kinds import by_event, catches_link, compensates, throws_link
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import ACTIVITIES, Flow, Graph, Node

RULE = Rule("forbidden-flow", "error", SENTENCE, REMEDY)
_INTO_START = Case(
    "A flow leads into this start event, from {others}; a start event begins a path, nothing comes before it.",
    "Let the flow end at the first step behind the start event instead.",
)
_OUT_OF_END = Case(
    "A flow leaves this end event, to {others}; at an end event the path is over.",
    "Remove the flow, or make the end event an intermediate event if the path goes on.",
)
_INTO_BOUNDARY = Case(
    "A flow leads into this boundary event, from {others}; only what happens during the activity reaches it.",
    "Let the flow end at the activity, or at a step behind the boundary event.",
)
_OUT_OF_COMPENSATION = Case(
    "A sequence flow leaves this compensation event, to {others}; only an association leads to what undoes work.",
    "Replace the sequence flow by an association to an activity that is marked as compensation.",
)
_EVENT_SUB_PROCESS = Case(
    "A flow ties this event sub-process to {others}; only its own start event begins it.",
    "Remove the flow, or make it an ordinary sub-process if the flow is to lead through it.",
)
_HANDLER = Case(
    "A flow ties this compensation activity to {others}; it stands outside the flow and only undoes other work.",
    "Remove the flow and draw an association from a compensation boundary event, or take the compensation mark away.",
)
_INTO_LINK = Case(
    "A flow leads into this catching link event, from {others}; only its throwing link leads to it.",
    "Let the flow end at the step behind the link, or at a throwing link of the same name.",
)
_OUT_OF_LINK = Case(
    "A flow leaves this throwing link event, to {others}; the path goes on at its catching link.",
    "Let the flow begin at the catching link of the same name, or remove it.",
)
CASES = (
    _INTO_START, _OUT_OF_END, _INTO_BOUNDARY, _OUT_OF_COMPENSATION, _EVENT_SUB_PROCESS, _HANDLER, _INTO_LINK,
    _OUT_OF_LINK,
)  # fmt: skip


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each node that a flow may not enter or leave (BPMN 2.0.2, 7.6.1, 10.3.5, 10.5, 10.7)."""
    graph = document.graph
    for node in graph.nodes.values():
        if node.incoming or node.outgoing:
            yield from _node(graph, node)


def _node(graph: Graph, node: Node) -> Iterator[Finding]:
    if node.type == "startEvent":
        yield from _told(graph, node, _INTO_START, node.incoming)
    elif node.type == "endEvent":
        yield from _told(graph, node, _OUT_OF_END, node.outgoing)
    elif node.type == "boundaryEvent":
        yield from _told(graph, node, _INTO_BOUNDARY, node.incoming)
        if node.kinds == ("compensate",):
            yield from _told(graph, node, _OUT_OF_COMPENSATION, node.outgoing)
    elif throws_link(node):
        yield from _told(graph, node, _OUT_OF_LINK, node.outgoing)
    elif catches_link(node):
        yield from _told(graph, node, _INTO_LINK, node.incoming)
    elif node.type in ACTIVITIES and by_event(node):
        yield from _told(graph, node, _EVENT_SUB_PROCESS, [*node.incoming, *node.outgoing])
    elif node.type in ACTIVITIES and compensates(node):
        yield from _told(graph, node, _HANDLER, [*node.incoming, *node.outgoing])


def _told(graph: Graph, node: Node, case: Case, flows: list[Flow]) -> Iterator[Finding]:
    own = [flow for flow in flows if _both_ends_here(graph, node, flow)]
    if not own:
        return
    ends = [flow.source if flow.target == node.id else flow.target for flow in own]
    others = [graph.nodes[end] for end in ends if end is not None and end in graph.nodes and end != node.id] or [node]
    yield case.at(RULE, node, change=_change(node, case, own), others=together(others))


def _change(node: Node, case: Case, flows: list[Flow]) -> dict[str, object] | None:
    if case is _OUT_OF_END and not set(node.kinds) - {"message", "signal", "escalation", "compensate"}:
        return {"change": "retype", "element": node.id, "type": "intermediateThrowEvent"}
    return {"change": "remove", "element": flows[0].id} if len(flows) == 1 else None


def _both_ends_here(graph: Graph, node: Node, flow: Flow) -> bool:
    """Whether a flow connects two nodes of one scope; else rule connection or flow-scope speaks of it."""
    ends = (graph.nodes.get(flow.source or ""), graph.nodes.get(flow.target or ""))
    return all(end is not None and end.scope == node.scope for end in ends)
