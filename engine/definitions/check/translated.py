"""Rule `translated`: an expression of another language that was read as FEEL is confirmed by a person."""

from engine.definitions.check.reasons import plain
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "translated",
    "info",
    "{reason}",
    "Confirm that this is meant, or write the expression in FEEL yourself.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each remark on a translated expression."""
    for process in document.processes:
        for remark in process.remarks:
            yield RULE.finding(remark.element, remark.name, remark.line, reason=plain(remark.text))
