"""Rule `boundary-event`: a boundary event stands at an activity, waits for something and leads on."""

from collections.abc import Iterator
from typing import Final

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.events.wording import named_kinds
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import ACTIVITIES, Graph, Node
from engine.definitions.words import KINDS
from engine.spiff.vocabulary import local

RULE = Rule("boundary-event", "error", SENTENCE, REMEDY)
_ATTACH = "Attach the event to the activity during which it may happen."
_LOOSE = Case("The boundary event is attached to no activity.", _ATTACH)
_NO_HOST = Case("The boundary event is attached to “{host}”, which is not in the file.", _ATTACH)
_NO_ACTIVITY = Case("The boundary event is attached to a {kind} (“{host}”); it can only stand at an activity.", _ATTACH)
_ELSEWHERE = Case("The boundary event is attached to {host}, but drawn in another process or sub-process.", _ATTACH)
_NONE = Case(
    "The boundary event at {host} waits for nothing.",
    "Choose what it waits for: a message, timer, error, escalation, compensation, condition or signal.",
)
_KIND = Case(
    "A boundary event cannot be of the kind {kinds}.",
    "Choose what it waits for: a message, timer, error, escalation, compensation, condition or signal.",
)
_NO_TRANSACTION = Case(
    "The boundary event waits until {host} is cancelled; only a transaction can be cancelled.",
    "Make {host} a transaction, or wait for an error.",
)
_ALWAYS_STOPS = Case(
    "The boundary event says that {host} goes on; after an event of the kind {kinds} it never does.",
    "Make it an interrupting boundary event.",
)
_LEADS_NOWHERE = Case(
    "No flow leaves the boundary event at {host}; when it happens, nothing follows.",
    "Draw a flow to the step that follows, or to an end event.",
)
_TWICE = Case(
    "{host} has another boundary event for the same {kinds}; only one of them can catch it.",
    "Delete one of the two, or let them wait for different things.",
    "warning",
)
CASES = (
    _LOOSE, _NO_HOST, _NO_ACTIVITY, _ELSEWHERE, _NONE, _KIND, _NO_TRANSACTION, _ALWAYS_STOPS, _LEADS_NOWHERE, _TWICE,
)  # fmt: skip
_CATCHABLE: Final = frozenset({
    "message", "timer", "error", "escalation", "cancel", "compensate", "conditional", "signal",
})  # fmt: skip
_STOPPING: Final = frozenset({"error", "cancel"})
_REFERENCES: Final = {"error": "errorRef", "escalation": "escalationRef"}


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give the findings of all boundary events (BPMN 2.0.2, 10.5.4, tables 10.90 and 10.92, 10.7)."""
    graph = document.graph
    caught: set[tuple[str, str, str]] = set()
    for node in graph.nodes.values():
        if node.type == "boundaryEvent":
            yield from _host(graph, node)
            yield from _kind(graph, node)
            yield from _twice(graph, node, caught)


def _host(graph: Graph, node: Node) -> Iterator[Finding]:
    if node.host is None:
        yield _LOOSE.at(RULE, node)
        return
    host, drawn = graph.nodes.get(node.host), graph.target(node.host)
    if drawn is None:
        yield _NO_HOST.at(RULE, node, host=node.host)
    elif host is None or host.type not in ACTIVITIES:
        kind = {"msgid": KINDS.get(local(drawn) or "", "element")}
        yield _NO_ACTIVITY.at(RULE, node, kind=kind, host=drawn.get("name") or node.host)
    elif host.scope != node.scope:
        yield _ELSEWHERE.at(RULE, node, host=called(host))


def _kind(graph: Graph, node: Node) -> Iterator[Finding]:
    host = graph.nodes.get(node.host or "", node)
    kinds = set(node.kinds)
    if not kinds:
        yield _NONE.at(RULE, node, host=called(host))
    elif not kinds <= _CATCHABLE:
        yield _KIND.at(RULE, node, kinds=named_kinds(node, _CATCHABLE))
    elif "cancel" in kinds and host.type != "transaction":
        yield _NO_TRANSACTION.at(RULE, node, host=called(host))
    elif kinds & _STOPPING and not node.says("cancelActivity", otherwise=True):
        change = {"change": "set-attribute", "element": node.id, "attribute": "cancelActivity", "value": "true"}
        yield _ALWAYS_STOPS.at(RULE, node, change=change, host=called(host), kinds=named_kinds(node, kinds - _STOPPING))
    if not node.outgoing and "compensate" not in kinds and host is not node:
        change = {"change": "add-end", "element": node.id}
        yield _LEADS_NOWHERE.at(RULE, node, change=change, host=called(host))


def _twice(graph: Graph, node: Node, caught: set[tuple[str, str, str]]) -> Iterator[Finding]:
    """Tell of a second event for the same error or escalation at one activity."""
    host = graph.nodes.get(node.host or "")
    for cause in node.causes:
        if host is not None and cause.kind in _REFERENCES:
            key = (host.id, cause.kind, cause.xml.get(_REFERENCES[cause.kind]) or "")
            if key in caught:
                yield _TWICE.at(RULE, node, host=called(host), kinds=named_kinds(node, set(node.kinds) - {cause.kind}))
            caught.add(key)
