"""Rule `start-event`: a start event stands where it may, waits for what may begin there, and leads on."""

from collections.abc import Iterator
from typing import Final

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.events.wording import named_kinds
from engine.definitions.check.kinds import level_of
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Node, Scope

RULE = Rule("start-event", "error", SENTENCE, REMEDY)
_NOTHING_BEGINS = Case(
    "Nothing begins {scope}: it is empty, or a flow leads into everything that is drawn in it.",
    "Draw one start event and let its flow lead to the first activity.",
)
_KIND = Case(
    "A process cannot begin with an event of the kind {kinds}.",
    "Use a plain start event, or one that waits for a message, time, condition or signal.",
)
_INSIDE = Case(
    "{scope} begins when the flow reaches it; its start event waits for an event of the kind {kinds} besides.",
    "Use a plain start event here, or make the sub-process an event sub-process.",
)
_SECOND = Case(
    "{scope} has more than one start event; a sub-process begins at exactly one.",
    "Keep one start event and let a parallel gateway behind it lead to all first steps.",
)
_HANDLES = Case(
    "An event sub-process cannot begin with an event of the kind {kinds}.",
    "Use a message, timer, error, escalation, compensation, condition or signal.",
)
_NO_TRIGGER = Case(
    "The start event of {scope} waits for nothing, so this event sub-process never begins.",
    "Choose what begins it: a message, timer, error, escalation, compensation, condition or signal.",
)
_ALWAYS_STOPS = Case(
    "This start event says that the work around it goes on; after an error or for a compensation that cannot be.",
    "Make it an interrupting start event.",
)
_LEADS_NOWHERE = Case(
    "No flow leaves this start event, so nothing ever happens behind it.",
    "Draw a flow to the first step, or delete the start event.",
)
CASES = (_NOTHING_BEGINS, _KIND, _INSIDE, _SECOND, _HANDLES, _NO_TRIGGER, _ALWAYS_STOPS, _LEADS_NOWHERE)
_TOP: Final = frozenset({"message", "timer", "conditional", "signal"})
_EVENT: Final = _TOP | {"error", "escalation", "compensate"}
_STOPPING: Final = frozenset({"error", "compensate"})


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give the findings of all start events (BPMN 2.0.2, 10.3.5, 10.5.2, tables 10.84 to 10.86, 13.3.4)."""
    graph = document.graph
    for process in document.processes:
        if any(problem.code == "no-start" for problem in process.problems):
            scope = graph.scopes[process.id]
            yield _NOTHING_BEGINS.at(RULE, scope, scope=called(scope))
    for scope in graph.scopes.values():
        starts = [node for node in scope.of_type("startEvent") if graph.nodes.get(node.id) is node]
        if starts:
            yield from _scope(scope, starts)


def _scope(scope: Scope, starts: list[Node]) -> Iterator[Finding]:
    level = level_of(scope)
    for node in starts:
        if not node.outgoing:
            yield _LEADS_NOWHERE.at(RULE, node)
        if level == "event":
            yield from _of_event(scope, node)
        elif level == "process":
            if not _TOP.issuperset(node.kinds):
                yield _KIND.at(RULE, node, kinds=named_kinds(node, _TOP))
        elif level == "embedded" and node.kinds:
            yield _INSIDE.at(RULE, node, scope=called(scope), kinds=named_kinds(node))
    if level == "embedded":
        yield from (_SECOND.at(RULE, node, scope=called(scope)) for node in starts[1:])


def _of_event(scope: Scope, node: Node) -> Iterator[Finding]:
    if not node.causes:
        yield _NO_TRIGGER.at(RULE, node, scope=called(scope))
    elif not _EVENT.issuperset(node.kinds):
        yield _HANDLES.at(RULE, node, kinds=named_kinds(node, _EVENT))
    elif not _STOPPING.isdisjoint(node.kinds) and not node.says("isInterrupting", otherwise=True):
        change = {"change": "set-attribute", "element": node.id, "attribute": "isInterrupting", "value": "true"}
        yield _ALWAYS_STOPS.at(RULE, node, change=change)
