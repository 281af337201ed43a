"""Change `add-condition {element, condition}`: a flow gets this condition, in FEEL."""

from collections.abc import Mapping

from engine.definitions.graph import Flow
from engine.definitions.mend.made import XSI, Made
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import children
from engine.xml import BPMN

NAME = "add-condition"
WORDS = "Give it the condition “{condition}”"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Write the condition in place of one that is there."""
    put(source, source.flow(change.get("element")), str(change.get("condition") or ""))


def put(source: Source, flow: Flow, condition: str) -> None:
    """Give a flow a condition in FEEL."""
    for old in children(flow.xml, "conditionExpression"):
        source.writing.drop(old)
    kind = f"{source.writing.spans[flow.xml].prefix}tFormalExpression"
    attributes = {f"{{{XSI}}}type": kind, "language": "feel"}
    made = Made(f"{{{BPMN}}}conditionExpression", attributes, text=condition.removeprefix("=").strip())
    source.writing.last(flow.xml, made)
