"""Laws of a difference on any drawing: nothing between equals, mirrored from the other side, one edit is one change."""
# ruff: noqa: E501  (what a file may hold is a list, not a sentence)

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.unit.definitions.difference.drawings import Flow, Node, Sheet, difference, file, renamed, shuffled

TYPES = [
    "task",
    "userTask",
    "serviceTask",
    "exclusiveGateway",
    "parallelGateway",
    "subProcess",
    "endEvent",
    "startEvent",
]
LANES = ("Front", "Back")


@st.composite
def sheets(draw, *, named=False):
    """A drawing; with `named`, every node has a name that no other has."""
    names = st.sampled_from(["", "", "Ask", "Check", "بررسی", "Sign & seal"])
    nodes = [
        Node(
            f"n{number}",
            draw(st.sampled_from(TYPES)),
            f"Step {number}" if named else draw(names),
            at=(draw(st.integers(0, 5)) * 100, number * 10),
            lane=draw(st.sampled_from(LANES)),
        )
        for number in range(draw(st.integers(2, 9)))
    ]
    ids = st.sampled_from([one.id for one in nodes])
    ends = draw(st.lists(st.tuples(ids, ids), max_size=14, unique=named))
    flows = [
        Flow(f"f{number}", *pair, name=draw(st.sampled_from(["", "", "yes", "no"]))) for number, pair in enumerate(ends)
    ]
    return Sheet(tuple(nodes), tuple(flows), LANES)


def rename(draw, sheet):
    one = draw(st.sampled_from(sheet.nodes))
    return sheet.changed(one.id, name="Something else"), {("changed", one.id)}


def assign(draw, sheet):
    one = draw(st.sampled_from(sheet.nodes))
    return sheet.changed(one.id, attributes={"camunda:candidateGroups": "registry"}), {("changed", one.id)}


def listen(draw, sheet):
    one = draw(st.sampled_from(sheet.nodes))
    inside = '<extensionElements><camunda:executionListener event="start" expression="x"/></extensionElements>'
    return sheet.changed(one.id, inside=inside), {("changed", one.id)}


def move(draw, sheet):
    one = draw(st.sampled_from(sheet.nodes))
    return sheet.changed(one.id, at=(one.at[0] + 7, one.at[1])), {("moved", one.id)}


def hand_over(draw, sheet):
    one = draw(st.sampled_from(sheet.nodes))
    return sheet.changed(one.id, lane=LANES[1 - LANES.index(one.lane)]), {("changed", one.id)}


def add(_draw, sheet):
    new = Node("new", "task", "New", at=(900, 900), lane="Front")
    return replace(sheet, nodes=(*sheet.nodes, new), flows=(*sheet.flows, Flow("to", sheet.nodes[0].id, "new"))), {
        ("added", "new"),
        ("added", "to"),
    }


def remove(draw, sheet):
    one = draw(st.sampled_from(sheet.nodes))
    gone = [flow.id for flow in sheet.flows if one.id in {flow.source, flow.target}]
    after = sheet.without(one.id)
    for flow in gone:
        after = after.without(flow)
    return after, {("removed", key) for key in (one.id, *gone)}


def condition(draw, sheet):
    if not sheet.flows:
        return assign(draw, sheet)
    one = draw(st.sampled_from(sheet.flows))
    return sheet.changed(one.id, condition="amount &gt; 5"), {("changed", one.id)}


def lead_elsewhere(draw, sheet):
    new = [flow for flow in sheet.flows if flow.target != sheet.nodes[-1].id]
    if not new:
        return assign(draw, sheet)
    one = draw(st.sampled_from(new))
    return sheet.changed(one.id, target=sheet.nodes[-1].id), {("changed", one.id)}


def publish(_draw, sheet):
    return replace(sheet, process={**sheet.process, "isExecutable": "true"}), {("changed", "work")}


EDITS = [rename, assign, listen, move, hand_over, add, remove, condition, lead_elsewhere, publish]


def found(before, after):
    return {(one.sort, one.place.id) for one in difference(before, after).changes}


@settings(max_examples=60)
@given(sheets())
def test_nothing_differs_from_itself(sheet):
    assert difference(sheet.tree(), sheet.tree()).changes == ()
    assert difference(sheet.tree(), sheet.tree()).identities == ()


@settings(max_examples=60)
@given(sheets(), sheets())
def test_from_the_other_side_the_difference_is_mirrored(one, other):
    for after in (other.tree(), renamed(other.tree())):
        there = difference(one.tree(), after)
        assert difference(after, one.tree()) == there.mirrored()
        assert there.mirrored().mirrored() == there


@settings(max_examples=60)
@given(sheets(), st.integers(0, 9), st.data())
def test_an_edit_is_found_and_nothing_else(sheet, number, data):
    after, expected = EDITS[number](data.draw, sheet)

    assert found(sheet.tree(), after.tree()) == expected


@settings(max_examples=60)
@given(sheets(), st.integers(0, 99))
def test_the_order_of_a_file_and_its_white_space_make_no_difference(sheet, seed):
    assert not difference(sheet.tree(), shuffled(sheet.tree(), seed))


@settings(max_examples=60)
@given(sheets(), st.integers(0, 99))
def test_new_ids_alone_are_no_difference(sheet, seed):
    found = difference(sheet.tree(), renamed(sheet.tree(), seed))

    assert found.changes == ()
    assert len(found.identities) == 1 + len(sheet.nodes) + len(sheet.flows) + len(LANES)


@settings(max_examples=60)
@given(sheets(named=True), st.integers(1, 9), st.integers(0, 99), st.data())
def test_an_edit_under_new_ids_is_found_and_nothing_else(sheet, number, seed, data):
    after, expected = EDITS[number](data.draw, sheet)
    changes = difference(sheet.tree(), shuffled(renamed(after.tree(), seed), seed)).changes

    kinds = {one.id: "sequenceFlow" for one in (*sheet.flows, *after.flows)} | {"work": "process"}
    types = [(one.sort, one.place.type) for one in changes]
    said = sorted((sort, type_ if type_ in {"sequenceFlow", "process"} else "node") for sort, type_ in types)
    assert said == sorted((sort, kinds.get(key, "node")) for sort, key in expected)


NAMES = st.sampled_from([
    "task", "sequenceFlow", "process", "lane", "laneSet", "flowNodeRef", "participant", "group", "categoryValue", "category",
    "dataObjectReference", "boundaryEvent", "timerEventDefinition", "extensionElements", "camunda:formField", "documentation",
    "ioSpecification", "dataInput", "dataInputAssociation", "sourceRef", "bpmndi:BPMNDiagram", "bpmndi:BPMNPlane",
    "bpmndi:BPMNShape", "dc:Bounds", "odd",
])  # fmt: skip
ATTRIBUTES = st.dictionaries(
    st.sampled_from(
        [
            "id",
            "name",
            "sourceRef",
            "targetRef",
            "attachedToRef",
            "default",
            "processRef",
            "bpmnElement",
            "x",
            "isExecutable",
        ]
    ),
    st.sampled_from(["a", "b", "c", "", " ", "a:b", "1"]),
    max_size=4,
)
ANYTHING = st.recursive(
    st.builds(lambda name, attributes, text: (name, attributes, text, ()), NAMES, ATTRIBUTES, st.sampled_from(["", "a", "b", " x "])),
    lambda inner: st.builds(lambda name, attributes, inside: (name, attributes, "", inside), NAMES, ATTRIBUTES, st.lists(inner, max_size=4)),
    max_leaves=25,
)  # fmt: skip


def _text(part):
    name, attributes, text, inside = part
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{text}{''.join(map(_text, inside))}</{name}>"


@settings(max_examples=100)
@given(st.lists(ANYTHING, max_size=4), st.lists(ANYTHING, max_size=4))
def test_no_file_is_too_odd_to_compare(one, other):
    before, after = file("".join(map(_text, one))), file("".join(map(_text, other)))
    written = [etree.tostring(side) for side in (before, after)]

    there = difference(before, after)
    assert difference(after, before) == there.mirrored()
    assert not difference(before, before)
    assert all(change.plain("fa")["words"] for change in there.changes)
    assert [etree.tostring(side) for side in (before, after)] == written
