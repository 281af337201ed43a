"""Rule `gateway-flows`: only gateways split, and only an exclusive gateway asks for conditions."""

from engine.definitions.check.reasons import of_rule
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "gateway-flows",
    "error",
    "{reason}",
    "Put an exclusive gateway where one way is chosen, a parallel gateway where all ways are taken.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each reason of this kind."""
    yield from of_rule(document, RULE)
