"""Rule `form`: every form that an element names comes with the drawing and can be shown."""

from engine import errors
from engine.definitions import form_sources
from engine.definitions.check.reasons import plain
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.text import Text

RULE = Rule(
    "form",
    "error",
    "The form of this element cannot be used: {reason}",
    "Correct the form and send it together with the drawing.",
)
_FOREIGN = "“{form}” is a screen of another product; people get a plain form without fields instead."
TEXTS = (_FOREIGN,)


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give a finding for each form that is missing or cannot be loaded, with the first reason."""
    for process in document.processes:
        for node in process.structure.nodes.values():
            if node.form_key is not None and form_sources.is_foreign(node.form_key):
                reason = {"msgid": _FOREIGN, "params": {"form": node.form_key}}
                yield RULE.at(node, severity="warning", reason=reason)
        for element, source in process.forms.items():
            try:
                form_sources.load(source, surroundings.files)
            except errors.FormNotUsable as problem:
                asks = process.structure.nodes.get(element)
                name, line = (asks.name, asks.line) if asks else ("", 0)
                yield RULE.finding(element, name, line, reason=_reason(problem))


def _reason(problem: errors.FormNotUsable) -> dict[str, object]:
    for field, messages in problem.fields.items():
        for message in messages:
            if isinstance(message, Text):
                told = plain(message)
                return {"msgid": "“{field}”: {told}", "params": {"field": field, "told": told}} if field else told
    return {"msgid": problem.template()}
