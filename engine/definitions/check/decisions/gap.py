"""Rule `decision-gap`: a table decides for every value that may come, or has a default (DMN 1.5, 8.2.11)."""

from engine.decisions.regions import axes, gaps
from engine.definitions.check.decisions.document import DecisionDocument, Found
from engine.definitions.check.decisions.hit_policy import policy
from engine.definitions.check.decisions.overlap import regions, shown
from engine.definitions.check.rule import Rule

RULE = Rule(
    "decision-gap",
    "info",
    "No rule of this table fits for {values}; the result is null then.",
    "Add a rule for it, or a default result, unless these values never come.",
)


def examine(document: DecisionDocument) -> Found:
    """Give a finding for each table of single results that leaves values without a rule, with up to three of them."""
    for table in document.tables:
        box = table.box
        several = policy(table) in {"COLLECT", "RULE ORDER", "OUTPUT ORDER"}
        if several or not box.rules or box.language is not None or any(clause.default for clause in box.clauses):
            continue
        found = gaps(axes(*regions(table)), len(box.rules))
        if found:
            yield RULE.at(table.part, values=" | ".join(shown(table, parts) for parts in found))
