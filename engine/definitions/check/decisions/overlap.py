"""Rule `decision-overlap`: of a UNIQUE table one rule alone fits, and rules of an ANY table agree (DMN 1.5, 8.2.10)."""

from itertools import islice

from engine.decisions.regions import Meeting, axes, meetings
from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.decisions.document import DecisionDocument, Found, Table
from engine.definitions.check.decisions.hit_policy import policy
from engine.definitions.check.rule import Rule

RULE = Rule("decision-overlap", "warning", SENTENCE, REMEDY)
_UNIQUE = Case(
    "Rules {first} and {second} both fit for {example}, but only one rule of this table may.",
    "Change one of the rules, or choose the hit policy FIRST if the upper one is meant to win.",
)
_ANY = Case(
    "Rules {first} and {second} both fit for {example} and say different things.",
    "Let both say the same, or change one of the rules.",
)
TEXTS = tuple(text for case in (_UNIQUE, _ANY) for text in (case.sentence, case.remedy))
_MOST = 5


def regions(table: Table) -> tuple[list[list[str]], list[str | None]]:
    """Return the cells of each column of conditions, and the values allowed in it."""
    columns = [
        [rule.tests[at] if at < len(rule.tests) else "-" for rule in table.box.rules]
        for at in range(len(table.box.columns))
    ]
    return columns, [column.values for column in table.box.columns]


def shown(table: Table, parts: tuple[str, ...]) -> str:
    """Return values as a reader sees them: column by column, without those that may be anything."""
    said = [f"{table.column(at)}: {part}" for at, part in enumerate(parts) if part != "-"]
    return "; ".join(said) or "-"


def examine(document: DecisionDocument) -> Found:
    """Give a finding for each pair of rules that must not fit together and do, the first of them for each table."""
    for table in document.tables:
        named = policy(table)
        if named not in {"UNIQUE", "ANY"} or table.box.language is not None:
            continue
        found = meetings(axes(*regions(table)), len(table.box.rules))
        wrong = (one for one in found if named == "UNIQUE" or _differ(table, one))
        for one in islice(wrong, _MOST):
            place = table.part.at(table.rules[one.second - 1])
            case = _UNIQUE if named == "UNIQUE" else _ANY
            yield case.at(RULE, place, first=one.first, second=one.second, example=shown(table, one.example))


def _differ(table: Table, met: Meeting) -> bool:
    return table.box.rules[met.first - 1].results != table.box.rules[met.second - 1].results
