"""Rule `unreachable`: a path leads from the start event to every element."""

from engine.definitions.check.reasons import of_rule
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "unreachable",
    "error",
    "{reason}",
    "Connect the element to the flow, or delete it.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each reason of this kind."""
    yield from of_rule(document, RULE)
