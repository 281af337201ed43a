"""Decision tables as pages draw them: columns, rules, remarks, and what several rules come to; must not decide."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from engine.decisions import Decision, KnowledgeModel, Model
from engine.decisions.boxes import Box, LiteralBox, TableBox
from engine.text import Text, shortened, show_number, translate

#: Hit policy → what it means to a reader (DMN 1.5, 8.2.10).
_POLICIES: Final[Mapping[str, Text]] = {
    "U": Text("At most one rule fits."),
    "A": Text("Several rules may fit if they say the same."),
    "F": Text("The first rule that fits counts."),
    "P": Text("Of the rules that fit, the one with the most important result counts."),
    "R": Text("All rules that fit count, in this order."),
    "O": Text("All rules that fit count, the most important result first."),
    "C": Text("All rules that fit count."),
}
_AGGREGATED: Final[Mapping[str, Text]] = {
    "SUM": Text("The results of all rules that fit are added up."),
    "MIN": Text("The smallest result of all rules that fit counts."),
    "MAX": Text("The largest result of all rules that fit counts."),
    "COUNT": Text("The result is how many rules fit."),
}
_RULES = 200  # rules of one table that a page draws
_TABLES = 20
_LONGEST = 200


def tables(lang: str, model: Model, decision: str) -> list[dict[str, Any]]:
    """Return what a decision comes from, for a page: itself first, then what it requires.

    Each has id, name, policy (words), inputs and outputs and notes (headings), rules [{number, tests, results, notes}],
    more (rules that are not drawn), and text, the expression where it is no table.
    """
    found = []
    for name, box in _logic(model, decision):
        if isinstance(box, TableBox):
            found.append(_table(lang, name, box))
        elif isinstance(box, LiteralBox):
            found.append({"id": "", "name": name, "rules": [], "text": shortened(box.source, _LONGEST * 5)})
    return found[:_TABLES]


def _logic(model: Model, decision: str) -> Iterator[tuple[str, Box | None]]:
    """Give the logic of a decision and of all that it requires, each once."""
    key = model.named(decision)
    waiting, seen = ([key] if key else []), set[str]()
    while waiting:
        one = waiting.pop(0)
        part = model.part(one)
        if one in seen or not isinstance(part, Decision | KnowledgeModel):
            continue
        seen.add(one)
        if isinstance(part, Decision):
            yield part.title, part.logic
        elif part.logic is not None:
            yield part.title, part.logic.body
        waiting.extend(part.requires)


def _table(lang: str, name: str, box: TableBox) -> dict[str, Any]:
    headings = list(dict.fromkeys(heading for rule in box.rules for heading, _ in rule.notes))
    return {
        "id": box.id,
        "name": name,
        "policy": policy(lang, box),
        "inputs": [shortened(column.label or column.source, _LONGEST) for column in box.columns],
        "outputs": [shortened(clause.label or clause.name or name, _LONGEST) for clause in box.clauses],
        "notes": [heading or translate(lang, "Remark") for heading in headings],
        "rules": [
            {
                "number": show_number(lang, number),
                "tests": [shortened(test, _LONGEST) for test in rule.tests],
                "results": [shortened(result, _LONGEST) for result in rule.results],
                "notes": [dict(rule.notes).get(heading, "") for heading in headings],
            }
            for number, rule in enumerate(box.rules[:_RULES], 1)
        ],
        "more": max(0, len(box.rules) - _RULES),
        "text": "",
    }


def policy(lang: str, box: TableBox) -> str:
    """Return in words what becomes of several rules that fit."""
    letter = box.policy[:1]
    if letter == "C" and box.aggregation:
        return _AGGREGATED[box.aggregation].show(lang)
    return _POLICIES[letter].show(lang) if letter in _POLICIES else box.policy
