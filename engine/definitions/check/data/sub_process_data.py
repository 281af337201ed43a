"""Rule `sub-process-data`: an embedded sub-process has no data inputs or outputs of its own (BPMN 2.0.2, 10.4.1)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import SUB_PROCESSES
from engine.spiff.vocabulary import children

RULE = Rule(
    "sub-process-data",
    "error",
    "The sub-process declares inputs and outputs of its own, but it sees the data of the process around it.",
    "Remove its inputs and outputs, or make it a process of its own and call that.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each such sub-process; a repeated one may need them for its items, so only a warning."""
    for node in document.graph.nodes.values():
        if node.type in SUB_PROCESSES and next(children(node.xml, "ioSpecification"), None) is not None:
            yield RULE.at(node, severity="warning" if node.repeated == "multiple" else "error")
