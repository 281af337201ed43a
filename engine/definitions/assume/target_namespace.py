"""Step `target-namespace`: a drawing without a target namespace is read like any other."""

from engine.definitions.assume.drawing import Drawing
from engine.definitions.check.rule import Found, Rule
from engine.xml import line_of

RULE = Rule(
    "target-namespace",
    "warning",
    "The drawing has no target namespace, which the standard asks for; its references were read without one.",
    "Save the drawing again with a modelling tool, or write an address of your own as targetNamespace.",
)


def assume(drawing: Drawing) -> Found:
    """Say that the namespace of a drawing's own ids is missing (BPMN 2.0.2, table 8.1)."""
    if not (drawing.root.get("targetNamespace") or "").strip():
        yield RULE.finding(line=line_of(drawing.root))
