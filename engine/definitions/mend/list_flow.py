"""Change `list-flow {element, flow}`: a node lists a flow that leads into it or leaves it, as the others do."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.mend.source import Source

NAME = "list-flow"
WORDS = "List the flow at this element"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """List it; raises ChangeDoesNotFit if the flow is listed there, or ends elsewhere."""
    node, flow = source.node(change.get("element")), source.flow(change.get("flow"))
    ends = {"incoming": flow.target, "outgoing": flow.source}
    roles = [role for role, end in ends.items() if end == node.id and source.listed(node, role, flow.id) is None]
    if not roles:
        raise errors.ChangeDoesNotFit
    for role in roles:
        source.list_flow(node, role, flow.id)
