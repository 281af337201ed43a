"""Step `encoding`: bytes are read in the encoding that they are in, whatever the file says of them."""

from engine.definitions.assume.drawing import Drawing
from engine.definitions.check.rule import Found, Rule

RULE = Rule(
    "encoding",
    "warning",
    "{reason}",
    "Look whether all names are right. If they are, save the drawing again as UTF-8; if not, say in the first line how "
    "it is written.",
)
_FALSE = "The file says that it is written in {said}, but its bytes are {found}; they were read as {found}."
_DAMAGED = "Some bytes of this line are no character of UTF-8; they are shown as “�”."
TEXTS = (_FALSE, _DAMAGED)
_REASONS = {"encoding": _FALSE, "damaged": _DAMAGED}


def assume(drawing: Drawing) -> Found:
    """Say which encoding was taken for granted (XML 1.0, 4.3.3); the door has read the bytes already."""
    for note in drawing.notes:
        if note.code in _REASONS:
            reason = {"msgid": _REASONS[note.code], "params": dict(note.params)}
            yield RULE.finding(line=note.line, reason=reason)
