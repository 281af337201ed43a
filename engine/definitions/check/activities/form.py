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


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give a finding for each form that is missing or cannot be loaded, with the first reason."""
    for process in document.processes:
        for element, source in process.forms.items():
            try:
                form_sources.load(source, surroundings.files)
            except errors.FormNotUsable as problem:
                node = process.structure.nodes.get(element)
                name, line = (node.name, node.line) if node else ("", 0)
                yield RULE.finding(element, name, line, reason=_reason(problem))


def _reason(problem: errors.FormNotUsable) -> dict[str, object]:
    for field, messages in problem.fields.items():
        for message in messages:
            if isinstance(message, Text):
                told = plain(message)
                return {"msgid": "“{field}”: {told}", "params": {"field": field, "told": told}} if field else told
    return {"msgid": problem.template()}
