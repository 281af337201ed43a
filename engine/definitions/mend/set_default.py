"""Change `set-default {element, flow}`: one of the flows that leave a node becomes its default flow."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import children

NAME = "set-default"
WORDS = "Mark a default flow"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Mark the flow; its condition goes, since nobody would ask it (BPMN 2.0.2, 8.3.13)."""
    node, flow = source.node(change.get("element")), source.flow(change.get("flow"))
    if flow.source != node.id:
        raise errors.ChangeDoesNotFit
    source.writing.set(node.xml, "default", flow.id)
    for condition in children(flow.xml, "conditionExpression"):
        source.writing.drop(condition)
