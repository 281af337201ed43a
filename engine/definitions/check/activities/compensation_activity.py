"""Rule `compensation-activity`: what undoes work stands outside the flow, tied to its event (BPMN 2.0.2, 10.7)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import ACTIVITIES, Graph

RULE = Rule(
    "compensation-activity",
    "error",
    "{reason}",
    "Remove its sequence flows and connect it by an association with the compensation event at the work it undoes.",
)
_FLOW = "It undoes other work (compensation), so no sequence flow may lead into it or out of it."
_LOOSE = "It undoes other work (compensation), but no compensation event is connected with it; it will never be done."
TEXTS = (_FLOW, _LOOSE)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each compensation activity in the flow, or outside it without an event."""
    graph = document.graph
    undoing = [one for one in graph.nodes.values() if one.type in ACTIVITIES and one.says("isForCompensation")]
    tied = _tied(graph) if undoing else frozenset()
    for node in undoing:
        if node.incoming or node.outgoing:
            yield RULE.at(node, reason={"msgid": _FLOW})
        elif node.id not in tied:
            yield RULE.at(node, severity="warning", reason={"msgid": _LOOSE})


def _tied(graph: Graph) -> frozenset[str | None]:
    """Return what associations connect with compensation events."""
    events = {one.id for one in graph.nodes.values() if one.type == "boundaryEvent" and "compensate" in one.kinds}
    ends = [(link.source, link.target) for link in graph.associations if link.type == "association"]
    return frozenset(
        [target for source, target in ends if source in events]
        + [source for source, target in ends if target in events]
    )
