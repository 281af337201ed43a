"""How a new node enters the flow beside another: element, flow, lists, lane, drawing; must not decide which."""

from engine.definitions.graph import Node
from engine.definitions.mend.diagram import EVENT
from engine.definitions.mend.made import bpmn
from engine.definitions.mend.source import Source


def event_beside(source: Source, node: Node, kind: str, wanted: str, *, before: bool = False) -> str:
    """Draw a new event in front of a node or behind it, joined by a new flow, and return the event's id."""
    event, flow = source.new_id(wanted), source.new_id(f"Flow_{wanted}")
    begin, end = (event, node.id) if before else (node.id, event)
    role, other = ("incoming", "outgoing") if before else ("outgoing", "incoming")
    listed = (bpmn(other, flow),) if source.lists_flows(node) else ()
    made = bpmn(kind, id=event, children=listed)
    drawn = bpmn("sequenceFlow", id=flow, sourceRef=begin, targetRef=end)
    for one in (made, drawn):
        if before:
            source.writing.before(node.xml, one)
        else:
            source.writing.after(node.xml, one)
    source.list_flow(node, role, flow)
    source.enter_lane(event, node.host or node.id)
    below = node.type == "boundaryEvent"
    source.diagram.place(event, node.id, EVENT, before=before, below=below)
    source.diagram.connect(flow, begin, end)
    return event
