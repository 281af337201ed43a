"""Rule `process-missing`: a file holds a process with something in it."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "process-missing",
    "error",
    "The file holds no process with elements, so there is nothing to run.",
    "Draw the process inside a pool or on the empty canvas, then send the file again.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding when no process has a flow node."""
    if not any(process.structure.nodes for process in document.processes):
        yield RULE.finding()
