"""Which kind of gateway would mend a flaw, tried out before it is proposed; must not change the drawing."""

from dataclasses import replace
from typing import Any, Final

from engine.definitions.check.soundness.telling import found
from engine.definitions.graph import Graph, Node
from engine.definitions.soundness import Effort, Trouble, examine_scope

#: What to try instead of a gateway, the most natural first.
_INSTEAD: Final = {
    ("deadlock", "parallelGateway"): ("exclusiveGateway", "inclusiveGateway"),
    ("unsafe", "exclusiveGateway"): ("parallelGateway", "inclusiveGateway"),
}
_LEFT: Final = "soundness.tries"
#: Trying goes on until scopes with so many nodes in all were looked at again: one large one, or many small ones.
_NODES: Final = 1_200
_EFFORT: Final = Effort(states=400, nodes=2_000)


def retyped(graph: Graph, trouble: Trouble) -> dict[str, Any] | None:
    """Return the change that makes a joining gateway fit, None if none does or too many were tried in this file."""
    node = graph.nodes[trouble.element]
    if len(node.outgoing) > 1:
        return None
    for kind in _INSTEAD.get((trouble.kind, node.type), ()):
        left = graph.kept.get(_LEFT, _NODES)
        if left <= 0:
            return None
        graph.kept[_LEFT] = left - len(graph.scopes[trouble.scope].nodes)
        if _sound(graph, trouble, replace(node, type=kind)):
            return {"change": "retype", "element": node.id, "type": kind}
    return None


def _sound(graph: Graph, trouble: Trouble, node: Node) -> bool:
    """Whether the scope has this flaw no more, and no other instead, with this node in the place of the drawn one."""
    scope = graph.scopes[trouble.scope]
    changed = replace(scope, nodes={**scope.nodes, node.id: node})
    before = {(one.kind, one.element) for one in found(graph) if one.scope == scope.id}
    after = {(one.kind, one.element) for one in examine_scope(graph, changed, replace(_EFFORT))}
    return after < before and not any(element == node.id for _kind, element in after)
