"""Rule `instantiating-task`: a receive task that begins a case has no flow into it (BPMN 2.0.2, 10.3.3)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "instantiating-task",
    "error",
    "The task begins a new case when its message comes, so nothing may lead into it; the flow “{flow}” does.",
    "Take the mark “instantiate” off the task, or remove the flow into it.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each instantiating receive task that a flow leads into."""
    for node in document.graph.nodes.values():
        if node.type == "receiveTask" and node.says("instantiate") and node.incoming:
            flow = node.incoming[0]
            change = {"change": "remove-attribute", "element": node.id, "attribute": "instantiate"}
            yield RULE.at(node, change=change, flow=flow.name or flow.id)
