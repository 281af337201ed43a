"""Rule `start-event`: a process begins at exactly one start event, into which no flow leads."""

from engine.definitions.check.reasons import of_rule
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "start-event",
    "error",
    "{reason}",
    "Draw one start event and let its flow lead to the first activity.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each reason of this kind."""
    yield from of_rule(document, RULE)
