"""Rule `other-start`: a process has one plain start event; a case does not begin at several."""

from engine.definitions.check.case import called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "other-start",
    "warning",
    "A case of this process begins at {first}; this other start event begins one only for whoever names it.",
    "Keep one plain start event, or put an exclusive gateway behind it that asks which way to go.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each further plain start event of a process that leads on (BPMN 2.0.2, 10.5.2)."""
    for scope in document.graph.processes:
        plain = [node for node in scope.of_type("startEvent") if not node.causes and node.outgoing]
        for node in plain[1:]:
            yield RULE.at(node, first=called(plain[0]))
