"""Rule `connection`: every flow connects two elements of its process, and every element has an id."""

from engine.definitions.check.reasons import of_rule
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "connection",
    "error",
    "{reason}",
    "Delete the flow or element in the drawing tool, draw it again and save.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each reason of this kind."""
    yield from of_rule(document, RULE)
