"""Rule `complex-gateway`: a complex gateway that joins paths says which of them it waits for."""

from engine.definitions.check.case import called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.spiff.vocabulary import child_text

RULE = Rule(
    "complex-gateway",
    "warning",
    "{node} joins {count} paths, but does not say which of them it waits for.",
    "Write its activation condition, or use a parallel, inclusive or exclusive gateway.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each joining complex gateway without an activation condition (BPMN 2.0.2, 10.6.5)."""
    for node in document.graph.nodes.values():
        joins = node.type == "complexGateway" and len(node.incoming) > 1
        if joins and child_text(node.xml, "activationCondition") is None:
            yield RULE.at(node, node=called(node), count=len(node.incoming))
