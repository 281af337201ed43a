"""Rule `intermediate-event`: what an event inside a path waits for or throws is of a kind that can be there."""

from collections.abc import Iterator
from typing import Final

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.events.wording import named_kinds
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Node

RULE = Rule("intermediate-event", "error", SENTENCE, REMEDY)
_CATCHES = Case(
    "An event inside a path cannot wait for an event of the kind {kinds}; that is caught at the border of an activity.",
    "Attach it to an activity as a boundary event, or wait for a message, time, condition or signal.",
)
_ONLY_THROWN = Case(
    "This event waits for an event of the kind {kinds}, which is never waited for.",
    "Wait for a message, time, condition or signal instead, or throw the event.",
)
_THROWS = Case(
    "An event inside a path cannot throw an event of the kind {kinds}; that can only be waited for.",
    "Make it an event that waits.",
)
_ENDS = Case(
    "An event inside a path cannot throw an event of the kind {kinds}; that ends the path.",
    "Make it an end event, or throw an escalation if the path goes on.",
)
_WAITS_FOR_NOTHING = Case(
    "This event waits, but it is not said for what.",
    "Choose what it waits for, or make it an event that throws.",
)
CASES = (_CATCHES, _ONLY_THROWN, _THROWS, _ENDS, _WAITS_FOR_NOTHING)
_CATCHABLE: Final = frozenset({"message", "timer", "conditional", "link", "signal"})
_THROWABLE: Final = frozenset({"message", "escalation", "compensate", "link", "signal"})
_AT_BORDERS: Final = frozenset({"error", "escalation", "cancel", "compensate"})
_ONLY_CAUGHT: Final = frozenset({"timer", "conditional"})


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each intermediate event of a wrong kind (BPMN 2.0.2, 10.5.4 and table 10.89)."""
    for node in document.graph.nodes.values():
        if node.type == "intermediateCatchEvent":
            yield from _catch(node)
        elif node.type == "intermediateThrowEvent" and not _THROWABLE.issuperset(node.kinds):
            yield _throw(node)


def _catch(node: Node) -> Iterator[Finding]:
    if not node.causes:
        yield _WAITS_FOR_NOTHING.at(RULE, node, change=_retype(node, "intermediateThrowEvent"))
    elif not _CATCHABLE.issuperset(node.kinds):
        case = _ONLY_THROWN if _AT_BORDERS.isdisjoint(node.kinds) else _CATCHES
        throws = _THROWABLE.issuperset(node.kinds)
        change = _retype(node, "intermediateThrowEvent") if throws else None
        yield case.at(RULE, node, change=change, kinds=named_kinds(node, _CATCHABLE))


def _throw(node: Node) -> Finding:
    if _ONLY_CAUGHT.isdisjoint(node.kinds):
        change = _retype(node, "endEvent") if not node.outgoing else None
        return _ENDS.at(RULE, node, change=change, kinds=named_kinds(node, _THROWABLE))
    change = _retype(node, "intermediateCatchEvent") if _CATCHABLE.issuperset(node.kinds) else None
    return _THROWS.at(RULE, node, change=change, kinds=named_kinds(node, _THROWABLE))


def _retype(node: Node, kind: str) -> dict[str, object]:
    return {"change": "retype", "element": node.id, "type": kind}
