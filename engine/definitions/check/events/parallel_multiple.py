"""Rule `parallel-multiple`: an event that waits for several things at once names several things."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "parallel-multiple",
    "warning",
    "This event says that it waits for several things together, but names {count}.",
    "Add what else it waits for, or take the mark away.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each event marked so with less than two definitions (BPMN 2.0.2, table 10.82)."""
    for node in document.graph.nodes.values():
        if len(node.causes) < 2 and node.xml.get("parallelMultiple") and node.says("parallelMultiple"):
            change = {"change": "remove-attribute", "element": node.id, "attribute": "parallelMultiple"}
            yield RULE.at(node, change=change, count=len(node.causes))
