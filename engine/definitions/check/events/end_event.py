"""Rule `end-event`: an end event throws what may be thrown at an end, and only a transaction can be cancelled."""

from collections.abc import Iterator
from typing import Final

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.events.wording import named_kinds
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Graph, Node

RULE = Rule("end-event", "error", SENTENCE, REMEDY)
_KIND = Case(
    "A path cannot end with an event of the kind {kinds}.",
    "Use a plain end event, or one of the kind message, error, escalation, compensation, signal or terminate.",
)
_CANCEL = Case(
    "This end event cancels a transaction, but it does not stand inside one.",
    "Make the sub-process around it a transaction, or use an error or terminate end event.",
)
CASES = (_KIND, _CANCEL)
_RESULTS: Final = frozenset({
    "message", "error", "escalation", "cancel", "compensate", "signal", "terminate",
})  # fmt: skip


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each end event of a kind that cannot end a path (BPMN 2.0.2, 10.5.3 and table 10.88)."""
    for node in document.graph.nodes.values():
        if node.type == "endEvent" and node.causes:
            yield from _end(document.graph, node)


def _end(graph: Graph, node: Node) -> Iterator[Finding]:
    if not _RESULTS.issuperset(node.kinds):
        change = (
            {"change": "retype", "element": node.id, "type": "intermediateThrowEvent"}
            if node.kinds == ("link",)
            else None
        )
        yield _KIND.at(RULE, node, change=change, kinds=named_kinds(node, _RESULTS))
    elif "cancel" in node.kinds and not _in_transaction(graph, node):
        yield _CANCEL.at(RULE, node)


def _in_transaction(graph: Graph, node: Node) -> bool:
    scope = graph.scopes[node.scope]
    while scope.type != "transaction" and scope.parent is not None:
        scope = graph.scopes[scope.parent]
    return scope.type == "transaction"
