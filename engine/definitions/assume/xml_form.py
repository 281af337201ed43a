"""Step `xml-form`: what is almost XML is read as the XML that it clearly stands for."""

from typing import Final

from engine.definitions.assume.drawing import Drawing
from engine.definitions.check.rule import Found, Rule

RULE = Rule(
    "xml-form",
    "warning",
    "{reason}",
    "Open the drawing in its tool and save it again, so that every tool can read it.",
)
_REASONS: Final = {
    "late-declaration": "There are blanks before the XML declaration; they were passed over.",
    "control-characters": "Invisible control characters stand in the text, mostly from pasting; they were left out.",
    "ampersand": "“{found}” stands in the text as XML does not allow it; it was read as the sign it means.",
    "prefix": "The prefix “{prefix}” is declared nowhere; it was taken for what it usually stands for.",
    "address": "The namespace “{found}” is no address; it was read as “{meant}”.",
    "root-name": "The root is called “{found}”; it was read as “definitions”.",
    "root-missing": "The drawing begins with “{found}” itself; “definitions” was put around it.",
    "wrapper": "The drawing is wrapped in “{found}”; only the drawing inside was read.",
}
TEXTS = tuple(_REASONS.values())


def assume(drawing: Drawing) -> Found:
    """Say what was taken for granted while the bytes were read (XML 1.0, 2.2, 2.4, 2.8); the door has done it."""
    for note in drawing.notes:
        if note.code in _REASONS:
            yield RULE.finding(line=note.line, reason={"msgid": _REASONS[note.code], "params": dict(note.params)})
