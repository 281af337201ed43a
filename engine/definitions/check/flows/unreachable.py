"""Rule `unreachable`: a path leads from the beginning of a process or sub-process to everything in it."""

from collections.abc import Iterator, Sequence

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.flows.paths import ahead, begins, begins_otherwise, instantiates, own, sources
from engine.definitions.check.kinds import by_event, free, undoing
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Graph, Node, Scope

RULE = Rule("unreachable", "error", SENTENCE, REMEDY)
_ALONE = Case(
    "Neither does a flow lead to {node} nor does one leave it, so it is never reached.",
    "Connect it to the flow, or delete it.",
)
_NO_WAY_IN = Case(
    "No flow leads to {node}, and it is no start event; beside a start event nothing begins by itself.",
    "Draw a flow to it, or delete it with the path behind it.",
)
_INSIDE = Case(
    "No flow leads to {node}; an event of this kind stands inside a path, never at its beginning.",
    "Draw a flow to it, or make it a start event.",
)
_NO_START = Case(
    "The path begins at {node} without a start event, although an end event is drawn; use both or neither.",
    "Draw a start event in front of it.",
)
_ISLAND = Case(
    "No path leads from the beginning to {node}; the flows around it only lead in a circle.",
    "Draw a flow from the rest of the process to it, or delete the circle.",
)
CASES = (_ALONE, _NO_WAY_IN, _INSIDE, _NO_START, _ISLAND)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give one finding for each beginning that nothing leads to (BPMN 2.0.2, 10.5.2 to 10.5.4)."""
    handlers = undoing(document.graph)
    for scope in document.graph.scopes.values():
        if scope.nodes and not free(scope):
            yield from _scope(document.graph, scope, handlers)


def _scope(graph: Graph, scope: Scope, handlers: frozenset[str]) -> Iterator[Finding]:
    nodes = own(graph, scope)
    started = any(node.type == "startEvent" for node in nodes)
    if by_event(scope) and not started:
        return  # rule event-sub-process
    starting = begins(graph, nodes, explicit=started)
    ended = any(node.type == "endEvent" for node in nodes) and not any(map(instantiates, nodes))
    undone_by = [node for node in nodes if node.id in handlers]  # a flow out of one is told by rule forbidden-flow
    reached = ahead(graph, [*starting, *undone_by], set())
    for node in nodes:
        if node.incoming or (started and node.id in reached) or node.id in handlers:
            continue
        case = _case(node, started=started, ended=ended)
        if case is not None:
            reached |= ahead(graph, [node], reached)
            yield case.at(RULE, node, change=_change(case, node), node=called(node))
    if starting:
        yield from _islands(graph, nodes, reached)


def _case(node: Node, *, started: bool, ended: bool) -> Case | None:
    """Return what is wrong with a node that no flow enters, None if it may begin a path."""
    if begins_otherwise(node):
        return None
    if (started or node.type == "endEvent") and not node.outgoing:
        return _ALONE
    if started:
        return _NO_WAY_IN
    if node.type in {"intermediateCatchEvent", "intermediateThrowEvent"}:
        return _INSIDE
    return _NO_START if ended else None


def _change(case: Case, node: Node) -> dict[str, object] | None:
    if case is _ALONE:
        return {"change": "remove", "element": node.id}
    return {"change": "add-start", "element": node.id} if case is _NO_START else None


def _islands(graph: Graph, nodes: Sequence[Node], reached: set[str]) -> Iterator[Finding]:
    """Tell of each circle that nothing leads to once: walking back from any of its nodes ends inside it."""
    for node in nodes:
        if node.id in reached:
            continue
        walked: dict[str, Node] = {}
        while node.id not in walked:
            walked[node.id] = node
            node = next(iter(sources(graph, node)))  # noqa: PLW2901  (an unreached node always has a source)
        reached |= ahead(graph, [node], reached)
        yield _ISLAND.at(RULE, node, node=called(node))
