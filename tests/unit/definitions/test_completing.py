"""Completing a drawing is the same at every reading, leaves nothing to complete, loses nothing and never fails."""

import copy
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine import xml
from engine.definitions import assume, conformity, graph
from engine.definitions.assume.vocabulary import ELEMENTS, NODES

BPMN = xml.BPMN
OWN = "http://example.org/own"
NAMES = sorted(ELEMENTS)
#: What drawings are mostly made of, in the shapes of the published reference models.
COMMON = [
    "process", "process", "collaboration", "participant", "laneSet", "lane", "childLaneSet", "flowNodeRef",
    "subProcess", "startEvent", "endEvent", "task", "userTask", "exclusiveGateway", "sequenceFlow", "sequenceFlow",
    "incoming", "outgoing", "message", "extensionElements", "choreography", "dataObject", "boundaryEvent", "TASK",
]  # fmt: skip
ATTRIBUTES = [
    "id", "id", "name", "sourceRef", "targetRef", "default", "processRef", "attachedToRef", "isExecutable",
    "targetNamespace",    f"{{{BPMN}}}name", f"{{{OWN}}}colour", "errorCode", "triggeredByEvent",
]  # fmt: skip
VALUES = ["a", "b", "c", "a b", "7", "x:a", " a ", "", "True", "no", "flow.1", "task.1", "a.2", "process", "نام"]


def grown(seed: int) -> xml.Element:
    """Grow a tree of elements with few ids, so that they collide, and with everything in every place."""
    chance = Random(seed)
    root = etree.Element(f"{{{BPMN}}}definitions", nsmap={None: BPMN, "own": OWN, "di": xml.BPMNDI})
    open_ones = [root]
    for _ in range(chance.randint(0, 40)):
        around = chance.choice(open_ones[-6:])
        element = etree.SubElement(around, tag(chance))
        for name in chance.sample(ATTRIBUTES, chance.randint(0, 4)):
            element.set(name, chance.choice(VALUES))
        if chance.random() < 0.3:
            element.text = chance.choice(VALUES)
        open_ones.append(element)
    return root


def tag(chance: Random) -> str:
    kind = chance.random()
    if kind < 0.8:
        return f"{{{BPMN}}}{chance.choice(COMMON)}"
    if kind < 0.9:
        return f"{{{BPMN}}}{chance.choice(NAMES)}"
    return chance.choice([f"{{{OWN}}}thing", "thing", f"{{{xml.BPMNDI}}}BPMNShape"])


def drawn(root: xml.Element) -> int:
    """Count nodes and flows, those in extensions left out."""
    kinds = {name.casefold() for name in NODES | {"sequenceFlow"}}
    found = [one for one in root.iter(f"{{{BPMN}}}*") if etree.QName(one).localname.casefold() in kinds]
    return sum(not in_extension(one) for one in found)


def in_extension(element: xml.Element) -> bool:
    return next(element.iterancestors(f"{{{BPMN}}}extensionElements"), None) is not None


@given(st.integers(0, 10**9))
@example(6)
@settings(max_examples=300, deadline=None)
def test_a_completed_drawing_is_whole_and_stays_so(seed: int) -> None:
    root = grown(seed)
    other = copy.deepcopy(root)
    before = drawn(root)
    completed = assume.complete(root)
    assert drawn(root) == before, "nothing is dropped, nothing is added to the flow"
    assert etree.tostring(root) == etree.tostring(assume.complete(other).root), "the same bytes give the same drawing"
    assert [found.stored() for found in completed.assumed] == [
        found.stored() for found in assume.complete(grown(seed)).assumed
    ]
    ids = [key for one in root.iter(f"{{{BPMN}}}*") if (key := one.get("id")) is not None and not in_extension(one)]
    assert len(ids) == len(set(ids)), "every element has an id of its own"
    written = etree.tostring(root)
    again = assume.complete(root)
    assert (etree.tostring(root), again.given) == (written, set()), "completing it again changes nothing"


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_every_node_and_flow_of_a_completed_drawing_is_in_its_graph(seed: int) -> None:
    root = assume.complete(grown(seed)).root
    read = graph.read(root)
    beside = [one for one in root.iter(f"{{{BPMN}}}choreography", f"{{{BPMN}}}subChoreography") for _ in one]
    if not beside:
        assert len(read.nodes) + len(read.flows) == drawn(root)


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_the_schema_is_asked_about_any_completed_drawing(seed: int) -> None:
    for one in conformity.breaks(assume.complete(grown(seed)).root):
        assert one.kind
        assert one.place is None or one.place.getroottree() is not None


def test_thousands_of_anything_are_completed_with_few_words() -> None:
    many = 3_000
    for part in (
        '<task id="x"/><sequenceFlow id="x" sourceRef="x" targetRef="x"/>',
        "<task/><sequenceFlow/>",
        '<lane id="a b"><flowNodeRef>x</flowNodeRef></lane>',
        '<o:w xmlns:o="urn:o"><task isForCompensation="True"/></o:w>',
        "<laneSet><lane><task/></lane></laneSet>",
        "<lane><laneSet/></lane><task><laneSet/></task>",
    ):
        root = etree.fromstring(f'<definitions xmlns="{BPMN}"><process>{part * many}</process></definitions>')
        assert len(assume.complete(root).assumed) < 300
        assert len(conformity.breaks(root)) <= 200


def test_lanes_are_nested_as_deep_as_the_door_allows() -> None:
    root = etree.fromstring(
        f'<definitions xmlns="{BPMN}"><process>{"<lane>" * 48}{"</lane>" * 48}</process></definitions>'
    )
    assume.complete(root)
    assert len(list(root.iter(f"{{{BPMN}}}lane"))) == 48


def test_a_form_field_with_the_id_of_a_task_is_not_meant_by_a_flow() -> None:
    """Ids of foreign elements are no ids of the drawing: they may say the same, and no reference means them."""
    fields = '<extensionElements><o:field xmlns:o="urn:o" id="t"/><o:field xmlns:o="urn:o" id="t"/></extensionElements>'
    body = f'<startEvent id="s">{fields}</startEvent><task id="t"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>'
    root = etree.fromstring(
        f'<definitions xmlns="{BPMN}" targetNamespace="x"><process id="p">{body}</process></definitions>'
    )
    told = assume.complete(root).assumed
    assert {found.rule for found in told} == {"foreign", "no-diagram"}
    assert graph.read(root).elements["t"].tag == f"{{{BPMN}}}task"
