"""Which nodes of one scope can be reached by flows, and from where; must not judge what that means."""

from collections.abc import Iterable, Sequence

from engine.definitions.check.kinds import by_event, catches_link, compensates
from engine.definitions.graph import ACTIVITIES, Graph, Node, Scope


def outside(node: Node) -> bool:
    """Whether a node is begun by something else than a flow: a boundary event, handler or event sub-process."""
    return node.type == "boundaryEvent" or (node.type in ACTIVITIES and (by_event(node) or compensates(node)))


def instantiates(node: Node) -> bool:
    """Whether a receive task or event-based gateway begins cases by itself (BPMN 2.0.2, 10.3.3 and 10.6.6)."""
    return node.type in {"receiveTask", "eventBasedGateway"} and node.says("instantiate") and not node.incoming


def own(graph: Graph, scope: Scope) -> list[Node]:
    """Return the nodes of a scope that the graph knows under their ids: the first one where an id stands twice."""
    return [node for key, node in scope.nodes.items() if graph.nodes.get(key) is node]


def sources(graph: Graph, node: Node) -> Iterable[Node]:
    """Give the nodes in the same scope from which flows arrive."""
    found = (graph.nodes.get(flow.source or "") for flow in node.incoming)
    return (one for one in found if one is not None and one.scope == node.scope)


def begins(graph: Graph, nodes: Sequence[Node], *, explicit: bool) -> list[Node]:
    """Return where paths of a scope begin; `explicit` says that it has a start event, so nothing else begins by itself.

    What a flow from nowhere or from another scope leads to counts as reached: another rule speaks of that flow.
    """
    return [node for node in nodes if _begins(graph, node, explicit=explicit)]


def begins_otherwise(node: Node) -> bool:
    """Whether a node needs no flow that leads to it, whatever stands beside it."""
    return node.type == "startEvent" or outside(node) or catches_link(node) or instantiates(node)


def _begins(graph: Graph, node: Node, *, explicit: bool) -> bool:
    if begins_otherwise(node):
        return True
    if not node.incoming:
        return not explicit
    return not all(_within(graph, node, flow.source) for flow in node.incoming)


def _within(graph: Graph, node: Node, end: str | None) -> bool:
    other = graph.nodes.get(end or "")
    return other is not None and other.scope == node.scope


def ahead(graph: Graph, beginning: Iterable[Node], known: set[str]) -> set[str]:
    """Return the ids of the nodes to which flows lead from some nodes inside their scope, leaving out `known` ones."""
    waiting = list(beginning)
    found: set[str] = set()
    while waiting:
        node = waiting.pop()
        if node.id in found or node.id in known:
            continue
        found.add(node.id)
        waiting.extend(targets(graph, node))
    return found


def targets(graph: Graph, node: Node) -> Iterable[Node]:
    """Give the nodes in the same scope to which flows lead."""
    found = (graph.nodes.get(flow.target or "") for flow in node.outgoing)
    return (one for one in found if one is not None and one.scope == node.scope)
