"""Rule `does-not-run`: everything drawn in a process is of a kind that runs here."""

from engine.definitions.check.reasons import of_rule
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "does-not-run",
    "error",
    "{reason}",
    "Replace it by what runs: user, manual or script task, exclusive or parallel gateway, plain start and end.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each reason of this kind."""
    yield from of_rule(document, RULE)
