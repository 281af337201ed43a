"""Rule `decision-hit-policy`: a table says in a known way what becomes of several rules that fit (DMN 1.5, 8.2.10)."""

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.decisions.document import DecisionDocument, Found, Table
from engine.definitions.check.rule import Rule

RULE = Rule("decision-hit-policy", "error", SENTENCE, REMEDY)
_UNKNOWN = Case(
    "There is no hit policy “{policy}”.",
    "Choose one of UNIQUE, ANY, FIRST, PRIORITY, RULE ORDER, OUTPUT ORDER and COLLECT.",
)
_HOW = Case("Results cannot be collected as “{how}”.", "Choose SUM, MIN, MAX or COUNT, or none of them.")
_ALONE = Case(
    "The results of the table are to be collected as {how}, but its hit policy is {policy}.",
    "Choose the hit policy COLLECT, or remove the aggregation.",
    "warning",
)
_SEVERAL = Case(
    "Results of several columns have no {how}.", "Leave one column of results, or collect them without an aggregation."
)
_ORDER = Case(
    "The hit policy {policy} orders results by the values of their column, but none are given.",
    "Write the values of the column of results, the most important one first.",
    "warning",
)
TEXTS = tuple(text for case in (_UNKNOWN, _HOW, _ALONE, _SEVERAL, _ORDER) for text in (case.sentence, case.remedy))
_LETTERS = {
    "U": "UNIQUE", "A": "ANY", "F": "FIRST", "P": "PRIORITY", "R": "RULE ORDER", "O": "OUTPUT ORDER", "C": "COLLECT",
}  # fmt: skip


def policy(table: Table) -> str:
    """Return the hit policy of a table, by its whole name where it has a known letter."""
    return _LETTERS.get(table.box.policy, table.box.policy)


def examine(document: DecisionDocument) -> Found:
    """Give a finding for each table whose hit policy is unknown or does not go with the rest of it."""
    for table in document.tables:
        named, how = policy(table), " ".join((table.xml.get("aggregation") or "").upper().split())
        if named not in _LETTERS.values():
            yield _UNKNOWN.at(RULE, table.part, policy=table.box.policy)
        elif how and how not in {"SUM", "MIN", "MAX", "COUNT", "LIST"}:
            yield _HOW.at(RULE, table.part, how=how)
        elif how and named != "COLLECT":
            yield _ALONE.at(RULE, table.part, how=how, policy=named)
        elif how in {"SUM", "MIN", "MAX"} and len(table.box.clauses) > 1:
            yield _SEVERAL.at(RULE, table.part, how=how)
        elif named in {"PRIORITY", "OUTPUT ORDER"} and not any(clause.values for clause in table.box.clauses):
            yield _ORDER.at(RULE, table.part, policy=named)
