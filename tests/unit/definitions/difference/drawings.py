"""Drawings for tests of differences: made of plain values, so that a test can change one of them; must not compare."""

import copy
import random
from dataclasses import dataclass, field, replace

from engine import xml
from engine.definitions import difference as room

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"'
    ' targetNamespace="https://ravand.example/tests">'
)


@dataclass(frozen=True)
class Node:
    """A flow node: its attributes beside id and name, and what stands inside."""

    id: str
    type: str = "task"
    name: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    inside: str = ""
    at: tuple[int, int] = (100, 100)
    lane: str = ""


@dataclass(frozen=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole drawing of one process."""

    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    lanes: tuple[str, ...] = ()
    process: dict[str, str] = field(default_factory=lambda: {"id": "work", "name": "Work"})

    def changed(self, id: str, **values: object) -> "Sheet":
        """The same drawing with some values of one node or flow changed."""
        return replace(
            self,
            nodes=tuple(replace(one, **values) if one.id == id else one for one in self.nodes),
            flows=tuple(replace(one, **values) if one.id == id else one for one in self.flows),
        )

    def without(self, id: str) -> "Sheet":
        """The same drawing without one node or flow."""
        return replace(
            self,
            nodes=tuple(one for one in self.nodes if one.id != id),
            flows=tuple(one for one in self.flows if one.id != id),
        )

    def tree(self) -> xml.Element:
        """The drawing as a tree."""
        return tree(self.text())

    def text(self) -> str:
        """The drawing as BPMN."""
        lanes = "".join(
            f'<lane id="{lane}" name="{lane}">'
            + "".join(f"<flowNodeRef>{one.id}</flowNodeRef>" for one in self.nodes if one.lane == lane)
            + "</lane>"
            for lane in self.lanes
        )
        lanes = f'<laneSet id="lanes">{lanes}</laneSet>' if lanes else ""
        nodes = "".join(_node(one) for one in self.nodes)
        flows = "".join(_flow(one) for one in self.flows)
        shapes = "".join(
            f'<bpmndi:BPMNShape id="shape-{one.id}" bpmnElement="{one.id}">'
            f'<dc:Bounds x="{one.at[0]}" y="{one.at[1]}" width="100" height="80"/></bpmndi:BPMNShape>'
            for one in self.nodes
        )
        return (
            f"{HEAD}<process{written(self.process)}>{lanes}{nodes}{flows}</process>"
            f'<bpmndi:BPMNDiagram id="sheet"><bpmndi:BPMNPlane id="plane" bpmnElement="{self.process["id"]}">'
            f"{shapes}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"
        )


def written(attributes: dict[str, str]) -> str:
    """Attributes as they stand in a file."""
    escaped = {
        key: value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        for key, value in attributes.items()
    }
    return "".join(f' {key}="{value}"' for key, value in escaped.items())


def _node(one: Node) -> str:
    named = {"name": one.name} if one.name else {}
    return f"<{one.type}{written({'id': one.id, **named, **one.attributes})}>{one.inside}</{one.type}>"


def _flow(one: Flow) -> str:
    named = {"name": one.name} if one.name else {}
    ends = written({"id": one.id, "sourceRef": one.source, "targetRef": one.target, **named})
    condition = f"<conditionExpression>{one.condition}</conditionExpression>" if one.condition else ""
    return f"<sequenceFlow{ends}>{condition}</sequenceFlow>"


def tree(text: str) -> xml.Element:
    """The tree of a file."""
    return xml.parse(text.encode(), limits=xml.Limits(size=50_000_000, elements=200_000))


def file(inner: str) -> xml.Element:
    """The tree of a file that holds this."""
    return tree(f"{HEAD}{inner}</definitions>")


def difference(before: xml.Element, after: xml.Element) -> room.Difference:
    """What differs between two trees."""
    return room.difference(room.Side(before), room.Side(after))


def renamed(root: xml.Element, seed: int = 0) -> xml.Element:
    """The same drawing as another tool would write it: every id anew, every reference with it."""
    root, new, chance = copy.deepcopy(root), {}, random.Random(seed)
    own = [one for one in root.iter() if isinstance(one.tag, str) and "BPMN/20100524" in one.tag]
    for element in own:
        if (key := element.get("id")) is not None and key not in new:
            new[key] = f"x{chance.getrandbits(60)}"
    for element in own:
        for name, value in element.attrib.items():
            if name not in {"name", "value"} and not name.startswith("{") and value in new:
                element.set(name, new[value])
        if element.text and element.text.strip() in new and not element.tag.endswith(("}text", "}documentation")):
            element.text = new[element.text.strip()]
    return root


def shuffled(root: xml.Element, seed: int = 0) -> xml.Element:
    """The same drawing with its flow elements and diagrams in another order, and odd white space between them."""
    root, chance = copy.deepcopy(root), random.Random(seed)
    for parent in root.iter():
        if isinstance(parent.tag, str) and parent.tag.endswith(
            ("}process", "}subProcess", "}BPMNPlane", "}definitions")
        ):
            children = list(parent)
            chance.shuffle(children)
            parent[:] = children
    for element in root.iter():
        element.tail = chance.choice([" ", "\n\t", ""])
    return root
