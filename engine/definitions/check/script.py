"""Rule `script`: a script task holds a FEEL context or names the variable that takes its value."""

from engine.definitions.check.reasons import of_rule
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "script",
    "error",
    "{reason}",
    "Write a FEEL context, for example {{total: price * number}}, with the script format feel.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each reason of this kind."""
    yield from of_rule(document, RULE)
