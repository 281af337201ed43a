"""Step `no-diagram`: a file without coordinates is shown in columns, and can be laid out."""

from dataclasses import replace
from typing import Final

from engine.definitions.assume.drawing import Drawing
from engine.definitions.assume.vocabulary import NODES
from engine.definitions.check.rule import Found, Rule
from engine.xml import BPMNDI

RULE = Rule(
    "no-diagram",
    "info",
    "The file says where nothing is drawn; its elements are shown in columns.",
    "Let them be laid out here, or open the file in a drawing tool and arrange them.",
)
_SHAPES: Final = (f"{{{BPMNDI}}}BPMNShape", f"{{{BPMNDI}}}BPMNEdge")


def assume(drawing: Drawing) -> Found:
    """Say that there is no picture (BPMN 2.0.2, 12.1: it may be left out)."""
    if next(drawing.root.iter(*_SHAPES), None) is None and drawing.of(*NODES):
        yield replace(RULE.finding(), change={"change": "lay-out"})
