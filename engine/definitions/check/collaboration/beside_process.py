"""Rule `beside-process`: choreographies and conversations are kept, but do not run (BPMN 2.0.2, 9 and 11)."""

from engine.definitions.check.rule import Document, Found, Rule, Severity, Surroundings
from engine.definitions.check.where import where
from engine.definitions.words import KINDS
from engine.spiff.vocabulary import bpmn, children, local

RULE = Rule(
    "beside-process",
    "info",
    "{reason}",
    "Nothing is to be done; what is to run belongs into a process.",
)
_KEPT = "The {kind} is kept in the drawing, but only processes run."
_REFERS = "A {kind} cannot itself refer to a choreography."
TEXTS = (_KEPT, _REFERS, "choreography", "conversation", "sub-conversation", "called conversation")
_CHOREOGRAPHIES = tuple(bpmn(name) for name in ("choreography", "globalChoreographyTask", "globalConversation"))
_CONVERSATIONS = tuple(bpmn(name) for name in ("conversation", "subConversation", "callConversation"))


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a remark for each choreography and conversation; an error where one refers to a choreography."""
    for drawn in document.root.iter(*_CHOREOGRAPHIES, *_CONVERSATIONS):
        name = local(drawn) or ""
        kind = {"msgid": KINDS.get(name, "conversation" if name == "globalConversation" else "choreography")}
        refers = drawn.tag in _CHOREOGRAPHIES and next(children(drawn, "choreographyRef"), None) is not None
        weight: Severity = "error" if refers else "info"
        reason = {"msgid": _REFERS if refers else _KEPT, "params": {"kind": kind}}
        yield RULE.at(where(drawn), severity=weight, reason=reason)
