"""Rule `choreography-reference`: what is itself a choreography or conversation names none (BPMN 2.0.2, 9.3)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.spiff.vocabulary import bpmn, children, local

RULE = Rule(
    "choreography-reference",
    "error",
    "The {kind} names a choreography; only a collaboration may do so.",
    "Remove the reference in the drawing tool.",
)
_KINDS = {
    "choreography": "choreography",
    "globalChoreographyTask": "choreography task",
    "globalConversation": "conversation",
}
TEXTS = tuple(_KINDS.values())


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each choreography or global conversation that names a choreography."""
    for drawn in document.root.iter(*map(bpmn, _KINDS)):
        if next(children(drawn, "choreographyRef"), None) is not None:
            yield RULE.at(where(drawn), kind={"msgid": _KINDS[local(drawn) or ""]})
