"""Rule `does-not-run`: everything drawn in a process is of a kind that runs here."""

from engine.definitions.check.reasons import of_rule
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "does-not-run",
    "error",
    "{reason}",
    "docs/bpmn-support.md lists what runs, element by element and place by place.",
)

_MISPLACED = frozenset({"misplaced", "elsewhere"})


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each reason of this kind; what stands where it may not is told by the rules on its place."""
    places = (one.place for one in document.breaks if one.kind in _MISPLACED)
    elsewhere = {place.get("id") for place in places if place is not None}
    yield from (found for found in of_rule(document, RULE) if not found.element or found.element not in elsewhere)
