"""Step `beside`: choreographies and conversations are kept as drawn; they describe talk between parties, not work."""

from typing import Final

from engine.definitions.assume.drawing import Drawing
from engine.definitions.assume.vocabulary import CHOREOGRAPHY, CONVERSATION
from engine.definitions.check.rule import Found, Rule
from engine.definitions.words import KINDS
from engine.xml import line_of

RULE = Rule(
    "beside",
    "warning",
    "The file holds elements of the kind “{kind}” ({count}). They are kept and drawn; no case runs through them.",
    "Nothing has to be done if they only explain. What is to be done by somebody belongs into a process.",
)
_KINDS: Final = ("choreography", *sorted(CHOREOGRAPHY), "globalChoreographyTask", *sorted(CONVERSATION))


def assume(drawing: Drawing) -> Found:
    """Count the parts of choreographies and conversations (BPMN 2.0.2, chapters 9.5 and 11: they are not executed)."""
    for kind in _KINDS:
        if found := drawing.of(kind):
            word = {"msgid": KINDS.get(kind, kind)}
            yield RULE.finding(str(found[0].get("id") or ""), line=line_of(found[0]), kind=word, count=len(found))
