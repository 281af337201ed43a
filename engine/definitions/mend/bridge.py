"""Change `bridge {element}`: a node with one way out goes, and what led to it leads on to what comes after."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.mend import remove
from engine.definitions.mend.source import Source

NAME = "bridge"
WORDS = "Leave it out and join its flows"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Take the node and its one outgoing flow out; raises ChangeDoesNotFit if there is not exactly one."""
    node = source.node(change.get("element"))
    if len(node.outgoing) != 1 or not node.incoming:
        raise errors.ChangeDoesNotFit
    after, leading = source.flow(node.outgoing[0].id), [source.flow(flow.id) for flow in node.incoming]
    target = source.graph.nodes.get(after.target or "")
    if target is None or target.id == node.id or any(flow.source == node.id for flow in leading):
        raise errors.ChangeDoesNotFit
    source.node(target.id)
    remove.out(source, {node.id: node.xml, after.id: after.xml})
    for flow in leading:
        source.writing.set(flow.xml, "targetRef", target.id)
        source.list_flow(target, "incoming", flow.id)
        source.diagram.connect(flow.id, flow.source or "", target.id)
