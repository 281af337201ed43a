"""Rule `expression`: every condition and every computed value is FEEL, or can be translated to it."""

from engine.definitions.check.reasons import of_rule
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "expression",
    "error",
    "{reason}",
    'Write it in FEEL, for example: amount > 1000 and region = "North".',
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each reason of this kind."""
    yield from of_rule(document, RULE)
