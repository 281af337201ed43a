"""Rule `flow-lists`: what an element lists as its flows lead into and out of it (BPMN 2.0.2, 8.4.13)."""

from engine.definitions.check.case import SENTENCE
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import Flow, Graph, Node
from engine.spiff.vocabulary import bpmn

RULE = Rule(
    "flow-lists",
    "error",
    SENTENCE,
    "Draw the flow again, or save the drawing anew with its tool; then both say the same.",
)
_OTHER = "It lists the flow “{flow}” as one that {way} it, but the flow itself says otherwise."
_LACKS = "Its list of flows leaves out “{flow}”, which {way} it; the flow counts."
_WAYS = {bpmn("incoming"): "leads into", bpmn("outgoing"): "leaves"}
_ONLY = "It does not list the flow “{flow}”, which {way} it; all other flows of the file are listed at both their ends."
TEXTS = (*_WAYS.values(), _OTHER, _LACKS, _ONLY)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each listed flow that connects other elements, and one where a list is not whole.

    Tools write all lists or none; a file that lists all its flows but one says two things of that one.
    """
    graph = document.graph
    only = _only_unlisted(document)
    if only is not None:
        yield from _unlisted(graph, only)
    for node in graph.nodes.values():
        if only is None or node.id not in {only.source, only.target}:
            yield from _node(node, graph)


def _only_unlisted(document: Document) -> Flow | None:
    """Return the flow that alone is not listed at its ends; None where there are several, or none is listed."""
    graph = document.graph
    flows = [flow for flow in graph.flows.values() if flow.source in graph.nodes and flow.target in graph.nodes]
    unlisted = [flow for flow in flows if any(not _lists(*end) for end in _ends(graph, flow))]
    alone = len(unlisted) == 1 and len(flows) > 1 and unlisted[0].id not in document.given
    return unlisted[0] if alone else None


def _ends(graph: Graph, flow: Flow) -> tuple[tuple[Node, str, str], ...]:
    leaving, reached = graph.nodes[flow.source or ""], graph.nodes[flow.target or ""]
    return (leaving, bpmn("outgoing"), flow.id), (reached, bpmn("incoming"), flow.id)


def _lists(node: Node, tag: str, flow: str) -> bool:
    return any((child.text or "").strip().rpartition(":")[2] == flow for child in node.xml.iterchildren(tag))


def _unlisted(graph: Graph, flow: Flow) -> Found:
    for node, tag, key in _ends(graph, flow):
        if not _lists(node, tag, key):
            change = {"change": "list-flow", "element": node.id, "flow": flow.id}
            yield RULE.at(node, change=change, reason=_said(_ONLY, flow, _WAYS[tag]))


def _node(node: Node, graph: Graph) -> Found:
    listed: dict[str, set[str]] = {}
    wrong = False
    for child in node.xml:
        way = _WAYS.get(str(child.tag))
        if way is None:
            continue
        flow = graph.flows.get((child.text or "").strip().rpartition(":")[2])
        listed.setdefault(way, set()).add("" if flow is None else flow.id)
        end = None if flow is None else flow.target if way == "leads into" else flow.source
        if flow is not None and end != node.id and end in graph.nodes:
            wrong = True
            yield RULE.at(node, reason=_said(_OTHER, flow, way))
    if not wrong:
        yield from _lacking(node, listed)


def _lacking(node: Node, listed: dict[str, set[str]]) -> Found:
    """Tell the first flow that a list leaves out: tools write whole lists or none."""
    for way, flows in (("leads into", node.incoming), ("leaves", node.outgoing)):
        left = next((flow for flow in flows if flow.id not in listed[way]), None) if way in listed else None
        if left is not None:
            yield RULE.at(node, severity="warning", reason=_said(_LACKS, left, way))


def _said(sentence: str, flow: Flow, way: str) -> dict[str, object]:
    return {"msgid": sentence, "params": {"flow": flow.name or flow.id, "way": {"msgid": way}}}
