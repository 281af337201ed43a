"""Rule `flow-lists`: what an element lists as its flows lead into and out of it (BPMN 2.0.2, 8.4.13)."""

from collections.abc import Mapping

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
_IN, _OUT = bpmn("incoming"), bpmn("outgoing")
_WAYS = {_IN: "leads into", _OUT: "leaves"}
_ONLY = "It does not list the flow “{flow}”, which {way} it; all other flows of the file are listed at both their ends."
_Lists = list[tuple[str, str]]
TEXTS = (*_WAYS.values(), _OTHER, _LACKS, _ONLY)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each listed flow that connects other elements, and one where a list is not whole.

    Tools write all lists or none; a file that lists all its flows but one says two things of that one.
    """
    graph = document.graph
    listed = {key: _listed(node) for key, node in graph.nodes.items()}
    only = _only_unlisted(document, listed)
    if only is not None:
        yield from _unlisted(graph, only, listed)
    for node in graph.nodes.values():
        if only is None or node.id not in {only.source, only.target}:
            yield from _node(node, graph, listed[node.id])


def _listed(node: Node) -> _Lists:
    """Return the flows that an element lists, by their ids, in the order of the file: (tag, id of the flow)."""
    return [(str(child.tag), (child.text or "").strip().rpartition(":")[2]) for child in node.xml.iterchildren(*_WAYS)]


def _only_unlisted(document: Document, listed: Mapping[str, _Lists]) -> Flow | None:
    """Return the flow that alone is not listed at its ends; None where there are several, or none is listed."""
    graph = document.graph
    flows = [flow for flow in graph.flows.values() if flow.source in graph.nodes and flow.target in graph.nodes]
    said = {(key, *one) for key, lists in listed.items() for one in lists}
    unlisted = [flow for flow in flows if not said.issuperset(_ends(flow))]
    alone = len(unlisted) == 1 and len(flows) > 1 and unlisted[0].id not in document.given
    return unlisted[0] if alone else None


def _ends(flow: Flow) -> tuple[tuple[str, str, str], ...]:
    return (flow.source or "", _OUT, flow.id), (flow.target or "", _IN, flow.id)


def _unlisted(graph: Graph, flow: Flow, listed: Mapping[str, _Lists]) -> Found:
    for key, tag, _ in _ends(flow):
        if (tag, flow.id) not in listed[key]:
            change = {"change": "list-flow", "element": key, "flow": flow.id}
            yield RULE.at(graph.nodes[key], change=change, reason=_said(_ONLY, flow, _WAYS[tag]))


def _node(node: Node, graph: Graph, lists: _Lists) -> Found:
    listed: dict[str, set[str]] = {}
    wrong = False
    for tag, key in lists:
        way, flow = _WAYS[tag], graph.flows.get(key)
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
