"""Rule `not-executable`: a process that is to run says that it is executable."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import Where
from engine.xml import line_of

RULE = Rule(
    "not-executable",
    "warning",
    "The process is not marked as executable; it is taken as if it were.",
    "Tick “executable” in the properties of the process, so that every tool understands it in the same way.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each process that lacks the mark."""
    for process in document.processes:
        if not process.marked:
            change = {"change": "set-attribute", "element": process.id, "attribute": "isExecutable", "value": "true"}
            yield RULE.at(Where(process.id, process.structure.name, line_of(process.element)), change=change)
