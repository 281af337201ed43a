"""Rule `condition-event`: an event that waits for a condition says which one."""

from engine.definitions.check.kinds import executable
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.spiff.vocabulary import child_text

RULE = Rule(
    "condition-event",
    "error",
    "This event waits for a condition, but no condition is written.",
    "Write the condition in FEEL, for example: stock < 10.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each empty condition (BPMN 2.0.2, table 10.95).

    The standard asks for a formal condition only in executable processes; elsewhere it is a warning.
    """
    for node in document.graph.nodes.values():
        for cause in node.causes:
            if cause.kind == "conditional" and child_text(cause.xml, "condition") is None:
                yield RULE.at(node, severity="error" if executable(document, node.scope) else "warning")
