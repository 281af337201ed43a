"""Rule `event-sub-process`: an event sub-process has exactly one start event, and no twin that waits for the same."""

from collections.abc import Iterator
from typing import Final

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.kinds import by_event
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Node, Scope, bare

RULE = Rule("event-sub-process", "error", SENTENCE, REMEDY)
_NO_START = Case(
    "{scope} is an event sub-process without a start event, so nothing ever begins it.",
    "Draw one start event in it and choose what it waits for.",
)
_SECOND = Case(
    "{scope} has more than one start event; an event sub-process has exactly one.",
    "Draw an event sub-process of its own for the other event.",
)
_TWIN = Case(
    "{scope} waits for the same event as {other}; only one event sub-process may interrupt the work for it.",
    "Delete one of the two, or let them wait for different things.",
)
CASES = (_NO_START, _SECOND, _TWIN)
_NAMES: Final = {
    "message": "messageRef", "signal": "signalRef", "error": "errorRef", "escalation": "escalationRef",
}  # fmt: skip


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give the findings of all event sub-processes (BPMN 2.0.2, 10.3.5, 10.5.2 and 10.5.6)."""
    graph = document.graph
    waiting: dict[tuple[str, str, str], Scope] = {}
    for scope in graph.scopes.values():
        if scope.parent is None or not by_event(scope):
            continue
        starts = [node for node in scope.of_type("startEvent") if graph.nodes.get(node.id) is node]
        if not starts and scope.nodes:
            yield _NO_START.at(RULE, scope, scope=called(scope))
        for start in starts[1:]:
            yield _SECOND.at(RULE, start, scope=called(scope))
        for start in starts[:1]:
            yield from _twins(scope, start, waiting)


def _twins(scope: Scope, start: Node, waiting: dict[tuple[str, str, str], Scope]) -> Iterator[Finding]:
    if len(start.causes) != 1 or not start.says("isInterrupting", otherwise=True):
        return
    cause = start.causes[0]
    name = bare(cause.xml.get(_NAMES[cause.kind])) if cause.kind in _NAMES else None
    if name is None and cause.kind != "error":
        return  # a time or condition, or rule event-name
    key = (scope.parent or "", cause.kind, name or "")
    if key in waiting:
        yield _TWIN.at(RULE, start, scope=called(scope), other=called(waiting[key]))
    else:
        waiting[key] = scope
