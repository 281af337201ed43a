"""A decision on the page of a case: which rules made it, what they saw and gave, and their remarks; must not decide."""

from collections.abc import Iterable, Mapping
from typing import Any

from engine import definitions, errors
from engine.context import Context
from engine.decisions import Model
from engine.decisions.boxes import Box, TableBox
from engine.history import Happened
from engine.text import show_number, translate
from web.audit.telling import side_shown

#: The event that is told here.
TYPE = "decision.made"


def decided(ctx: Context, lang: str, entry: Happened, *, values: bool) -> list[dict[str, Any]]:
    """Return the looks into tables that an entry tells of; without `values` only the rules and their remarks.

    Each has name, inputs [(words, value)], none (words, where no rule fits), rules [{words, outputs, notes}].
    """
    if entry.type != TYPE:
        return []
    remarks = _remarks(ctx, str(entry.facts.get("decision", "")))
    told = entry.payload.get("tables", []) if values else _bare(entry)
    return [_look(lang, one, remarks.get(str(one.get("table")), {})) for one in told]


def _bare(entry: Happened) -> list[dict[str, Any]]:
    """Return the rules alone, which hold nothing personal."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table, rule in entry.facts.get("fired", []):
        found.setdefault(str(table), []).append({"rule": rule, "outputs": []})
    return [{"table": table, "name": table, "inputs": [], "rules": rules} for table, rules in found.items()]


def _look(lang: str, told: Mapping[str, Any], remarks: Mapping[int, Iterable[tuple[str, str]]]) -> dict[str, Any]:
    said = translate(lang, "Remark")
    rules = [
        {
            "words": translate(lang, "Rule {number}", number=show_number(lang, rule["rule"])),
            "outputs": _pairs(lang, rule["outputs"]),
            "notes": [(heading or said, words) for heading, words in remarks.get(rule["rule"], ())],
        }
        for rule in told["rules"]
    ]
    return {
        "name": told["name"],
        "inputs": _pairs(lang, told["inputs"]),
        "none": "" if rules else translate(lang, "No rule fits."),
        "rules": rules,
    }


def _pairs(lang: str, told: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(name), side_shown(lang, side)) for name, side in told]


def _remarks(ctx: Context, decision_id: str) -> dict[str, dict[int, tuple[tuple[str, str], ...]]]:
    """Return the remarks of rules by table and number; none where the version is not there, as in a foreign record."""
    try:
        model = definitions.decision_model(ctx, definitions.decision_version(ctx, decision_id))
    except errors.NotFound:
        return {}
    return {
        box.id or name: {number: rule.notes for number, rule in enumerate(box.rules, 1)} for name, box in _tables(model)
    }


def _tables(model: Model) -> Iterable[tuple[str, TableBox]]:
    models, seen = [model], set[str]()
    while models:
        one = models.pop()
        if one.namespace in seen:
            continue
        seen.add(one.namespace)
        models.extend(one.imports.values())
        for part in one.parts.values():
            logic: Box | None = getattr(part, "logic", None)
            body = getattr(logic, "body", logic)
            if isinstance(body, TableBox):
                yield part.title, body
