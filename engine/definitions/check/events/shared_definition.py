"""Rule `shared-definition`: events share what is defined at the top of the file, not what another event holds."""

from engine.definitions.check.case import called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "shared-definition",
    "error",
    "{node} uses the definition inside {owner}; what belongs to one event cannot be shared.",
    "Give the event a definition of its own, or define it once at the top of the file.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each reference into another event (BPMN 2.0.2, tables 10.82 and 10.83)."""
    graph = document.graph
    for node in graph.nodes.values():
        for cause in node.causes:
            around = cause.xml.getparent() if cause.shared else None
            owner = None if around is None else graph.nodes.get(around.get("id") or "")
            if owner is not None:
                yield RULE.at(node, node=called(node), owner=called(owner))
