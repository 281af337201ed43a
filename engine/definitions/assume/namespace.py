"""Step `namespace`: an old, misspelt or missing namespace is read as that of BPMN where it clearly stands for it."""

from engine.definitions.assume.drawing import Drawing
from engine.definitions.check.rule import Found, Rule

RULE = Rule(
    "namespace",
    "warning",
    "{reason}",
    "Export the drawing anew as BPMN 2.0 XML; other tools may not recognise it as it is.",
)
_OTHER = "The namespace “{found}” is not one of BPMN 2.0; it was read as “{meant}”."
_NONE = "Elements of BPMN stand in no namespace; they were read as if they stood in that of BPMN 2.0."
_PICTURE = "The picture is written in the namespace of the model; it was read as if it stood in its own."
TEXTS = (_OTHER, _NONE, _PICTURE)
_REASONS = {"namespace": _OTHER, "no-namespace": _NONE, "picture-namespace": _PICTURE}


def assume(drawing: Drawing) -> Found:
    """Say which namespaces were taken for those of the standard (BPMN 2.0.2, 15.3); the door has replaced them."""
    for note in drawing.notes:
        if note.code in _REASONS:
            yield RULE.finding(line=note.line, reason={"msgid": _REASONS[note.code], "params": dict(note.params)})
