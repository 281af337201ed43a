"""Rule `collection-mark`: data is marked as a list exactly if its item definition is one (BPMN 2.0.2, 10.4.1)."""

from engine.definitions.check.data.types import type_of
from engine.definitions.check.rule import Document, Found, Rule, Severity, Surroundings
from engine.definitions.check.where import Where, where
from engine.definitions.graph import yes
from engine.spiff.vocabulary import bpmn, clean

RULE = Rule(
    "collection-mark",
    "error",
    "{reason}",
    "Set or take away the mark “collection” so that both say the same.",
)
_LIST = "“{data}” is marked as a list, but its item definition describes a single item."
_SINGLE = "“{data}” is a single item, but its item definition describes a list."
TEXTS = (_LIST, _SINGLE)
_MARKED = tuple(bpmn(name) for name in ("dataObject", "dataInput", "dataOutput"))


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each data object, input and output whose mark contradicts its item definition."""
    for data in document.root.iter(*_MARKED):
        described = type_of(document.graph, data)
        marked = yes(data.get("isCollection"))
        if described is not None and described.collection != marked:
            key, name = str(data.get("id") or ""), clean(data.get("name"))
            value = "true" if described.collection else "false"
            change = {"change": "set-attribute", "element": key, "attribute": "isCollection", "value": value}
            reason = {"msgid": _LIST if marked else _SINGLE, "params": {"data": name or key}}
            # Tools keep one definition for each basic type, for single items and lists alike: wrong, but clear.
            weight: Severity = "warning" if marked else "error"
            yield RULE.at(Where(key, name, where(data).line), severity=weight, change=change, reason=reason)
