"""Step `process-assumed`: a file without a process is kept under an empty one, so that it can be stored and drawn."""

import re
from typing import Final

from lxml import etree

from engine.definitions.assume.drawing import Drawing
from engine.definitions.assume.vocabulary import bpmn
from engine.definitions.check.rule import Found, Rule
from engine.xml import line_of

RULE = Rule(
    "process-assumed",
    "info",
    "The file holds no process; an empty one named “{given}” stands for it, so that the drawing can be kept.",
    "Draw the steps of one party as a process if something is to run.",
)
_NOT_IN_IDS: Final = re.compile(r"[^\w.-]+")
_KINDS: Final = ("collaboration", "choreography", "globalConversation")
_LONGEST: Final = 100


def assume(drawing: Drawing) -> Found:
    """Add an empty process where there is none (BPMN 2.0.2, 8.1.2: a file may hold any part of a model)."""
    if drawing.of("process") or not len(drawing.root):
        return
    shown = next(iter(drawing.of(*_KINDS)), drawing.root)
    named = shown.get("id") or drawing.root.get("id") or drawing.root.get("name") or "drawing"
    given = drawing.take(f"process.{_NOT_IN_IDS.sub('-', named)[:_LONGEST]}")
    made = etree.SubElement(drawing.root, bpmn("process"), id=given)
    if name := shown.get("name") or drawing.root.get("name"):
        made.set("name", name)
    drawing.given.add(given)
    drawing.changed()
    yield RULE.finding(given, made.get("name"), line_of(shown), given=given)
