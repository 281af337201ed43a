"""Rule `decision-table`: a table has columns and rules, and every rule a cell for each column (DMN 1.5, 8.2)."""

from engine.decisions import Decision
from engine.decisions.names import child
from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.decisions.document import DecisionDocument, Found, Part
from engine.definitions.check.rule import Rule

RULE = Rule("decision-table", "error", SENTENCE, REMEDY)
_CELLS = Case(
    "Rule {number} has {count} cells for {columns} columns.", "Write a cell for each column; “-” lets everything in."
)
_NO_RULES = Case("The table has no rule, so that it decides nothing.", "Write its rules.", "warning")
_NO_OUTPUT = Case("The table has no column of results.", "Add a column that says what is decided.")
_NO_LOGIC = Case("It is not said how this is decided.", "Draw a decision table, or write an expression.", "warning")
TEXTS = tuple(text for case in (_CELLS, _NO_RULES, _NO_OUTPUT, _NO_LOGIC) for text in (case.sentence, case.remedy))
_BESIDE = ("description", "question", "allowedAnswers", "variable", "extensionElements")


def examine(document: DecisionDocument) -> Found:
    """Give a finding for each table that lacks something, and for each decision without any logic."""
    for table in document.tables:
        inputs, outputs = len(table.box.columns), len(table.box.clauses)
        if not outputs:
            yield _NO_OUTPUT.at(RULE, table.part)
        elif not table.rules:
            yield _NO_RULES.at(RULE, table.part)
        for number, (rule, drawn) in enumerate(zip(table.box.rules, table.rules, strict=True), 1):
            if (len(rule.tests), len(rule.results)) != (inputs, outputs):
                count, columns = len(rule.tests) + len(rule.results), inputs + outputs
                yield _CELLS.at(RULE, table.part.at(drawn), number=number, count=count, columns=columns)
    yield from (_NO_LOGIC.at(RULE, part) for part in document.parts if _is_empty(part, document))


def _is_empty(part: Part, document: DecisionDocument) -> bool:
    if not str(part.xml.tag).endswith("}decision") or child(part.xml, "decisionTable") is not None:
        return False
    found = document.model.parts.get(f"{document.model.namespace}#{part.id}")
    return isinstance(found, Decision) and found.logic is None
