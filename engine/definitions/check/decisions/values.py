"""Rule `decision-values`: what a table tests and gives is among the values that its columns allow (DMN 1.5, 8.3)."""

from typing import Any

from engine.decisions.cells import Cell, Kind, cell
from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.decisions.document import DecisionDocument, Found
from engine.definitions.check.rule import Rule
from engine.errors import FeelLimit, FeelSyntaxError
from engine.feel import UnaryTests, parse_unary_tests

RULE = Rule("decision-values", "warning", SENTENCE, REMEDY)
_RESULT = Case(
    "Rule {number} gives {value}, which is not among the values of “{column}”: {allowed}.",
    "Correct the cell, or add the value to those of the column.",
)
_TEST = Case(
    "Rule {number} waits for {value}, which is not among the values allowed in “{column}”: {allowed}.",
    "Correct the cell, or add the value to those of the column; as it is, the rule may never fit.",
)
_TYPE = Case(
    "Rule {number}: {value} in “{column}” is of another type than the column, which is “{type}”.",
    "Correct the cell, or the type of the column. Texts stand in quotation marks, numbers do not.",
)
TEXTS = tuple(text for case in (_RESULT, _TEST, _TYPE) for text in (case.sentence, case.remedy))
_OF_TYPE: dict[str, Kind] = {"string": "text", "number": "number", "boolean": "truth", "date": "date",
                           "integer": "number", "long": "number", "double": "number"}  # fmt: skip


def examine(document: DecisionDocument) -> Found:
    """Give a finding for each cell with a constant that its column does not allow, or of another type."""
    for table in document.tables:
        for number, rule in enumerate(table.box.rules, 1):
            place = table.part.at(table.rules[number - 1])
            for at, (source, column) in enumerate(zip(rule.tests, table.box.columns, strict=False)):
                said: dict[str, Any] = {"number": number, "value": source, "column": table.column(at)}
                found = cell(source)
                if found is not None and _is_other_type(found, column.type):
                    yield _TYPE.at(RULE, place, type=column.type, **said)
                elif found is not None and not found.negated and _is_outside(found, column.values):
                    yield _TEST.at(RULE, place, allowed=column.values, **said)
            for at, (source, clause) in enumerate(zip(rule.results, table.box.clauses, strict=False)):
                said = {"number": number, "value": source, "column": table.output(at)}
                found = _constant(source)
                if found is not None and _is_other_type(found, clause.type):
                    yield _TYPE.at(RULE, place, type=clause.type, **said)
                elif found is not None and _is_outside(found, clause.values):
                    yield _RESULT.at(RULE, place, allowed=clause.values, **said)


def _constant(source: str) -> Cell | None:
    found = cell(source)
    return found if found is not None and len(found.points) == 1 and not found.spans and not found.negated else None


def _is_other_type(found: Cell, written: str | None) -> bool:
    wanted = _OF_TYPE.get((written or "").rpartition(":")[2])
    return wanted is not None and found.kind is not None and found.kind != wanted


def _is_outside(found: Cell, allowed: str | None) -> bool:
    tests = _tests(allowed) if allowed else None
    return tests is not None and any(tests.matches(point, {}) is False for point in found.points)


def _tests(allowed: str) -> UnaryTests | None:
    try:
        return parse_unary_tests(allowed)
    except (FeelSyntaxError, FeelLimit):
        return None
