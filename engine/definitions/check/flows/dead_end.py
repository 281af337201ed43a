"""Rule `dead-end`: every path comes to an end event, so that a reader sees with what result a case ends."""

from collections.abc import Iterator

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.flows.paths import outside, own
from engine.definitions.check.kinds import free, throws_link
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Graph, Node, Scope

RULE = Rule("dead-end", "error", SENTENCE, REMEDY)
_NAME_IT = "Draw an end event behind it and name the result."
_BREAKS_OFF = Case("The path breaks off at {node} without an end event, although other paths have one.", _NAME_IT)
_NO_END = Case("The path breaks off at {node}; where a start event is drawn, an end event must be drawn too.", _NAME_IT)
_INSIDE = Case("No flow leaves {node}; an event of this kind stands inside a path, never at its end.", _NAME_IT)
_UNSAID = Case(
    "The path breaks off at {node} without an end event; the case ends without saying with what result.",
    _NAME_IT,
    "warning",
)
_ROUND = Case(
    "A start event is drawn, but no end event; all paths lead in a circle.",
    "Draw a way out of the circle that leads to an end event.",
)
CASES = (_BREAKS_OFF, _NO_END, _INSIDE, _UNSAID, _ROUND)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each path that breaks off (BPMN 2.0.2, 10.5.3 and 10.5.4).

    A level without start and end events may break off, so that is only a warning.
    """
    for scope in document.graph.scopes.values():
        if scope.nodes and not free(scope):
            yield from _scope(document.graph, scope)


def _scope(graph: Graph, scope: Scope) -> Iterator[Finding]:
    nodes = own(graph, scope)
    start = next((node for node in nodes if node.type == "startEvent"), None)
    ended = any(node.type == "endEvent" for node in nodes)
    loose = [node for node in nodes if not node.outgoing and not _ends_otherwise(node)]
    for node in loose:
        if node.incoming or not (start or ended):  # else rule unreachable speaks of it
            case = _case(node, started=start is not None, ended=ended)
            yield case.at(RULE, node, change={"change": "add-end", "element": node.id}, node=called(node))
    if start is not None and start.outgoing and not ended and not loose:
        yield _ROUND.at(RULE, start)


def _ends_otherwise(node: Node) -> bool:
    """Whether no flow needs to leave a node, or another rule asks for it."""
    return node.type in {"endEvent", "startEvent"} or outside(node) or throws_link(node)


def _case(node: Node, *, started: bool, ended: bool) -> Case:
    if node.type in {"intermediateCatchEvent", "intermediateThrowEvent"}:
        return _INSIDE
    if ended:
        return _BREAKS_OFF
    return _NO_END if started else _UNSAID
