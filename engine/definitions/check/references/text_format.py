"""Rule `text-format`: the format of a note or a documentation is a MIME type (BPMN 2.0.2, 8.2.1 and 8.4.1)."""

import re

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.spiff.vocabulary import bpmn

RULE = Rule(
    "text-format",
    "error",
    "The format of the text is “{found}”, which is no MIME type such as text/plain.",
    "Write the format as a MIME type, or take it away: text/plain is what is meant then.",
)
_TEXTS = (bpmn("documentation"), bpmn("textAnnotation"))
_MIME = re.compile(r"\s*[\w.+-]{1,100}/[\w.+*-]{1,100}\s*(?:;.*)?", re.DOTALL)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each text whose format is no MIME type."""
    for described in document.root.iter(*_TEXTS):
        found = described.get("textFormat")
        if found is not None and _MIME.fullmatch(found) is None:
            place = where(described)
            own = described.get("id") == place.id
            change = {"change": "remove-attribute", "element": place.id, "attribute": "textFormat"} if own else None
            yield RULE.at(place, change=change, found=found[:60])
