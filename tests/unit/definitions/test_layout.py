"""Files without coordinates are laid out so that people can read them: nothing covers anything, everything is there."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from engine import xml
from engine.definitions import assume
from engine.definitions.drawing import interchange
from engine.definitions.drawing.geometry import Box, Point
from engine.definitions.drawing.layered import Sheet, lay_out
from engine.definitions.mend import mend
from tests.unit.definitions.mend.drawings import BIRTH

NS = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'


def file(*parts: str) -> bytes:
    return f'<definitions {NS} id="defs" targetNamespace="t">{"".join(parts)}</definitions>'.encode()


def process(inner: str, key: str = "p") -> str:
    return f'<process id="{key}">{inner}</process>'


def flows(*pairs: tuple[str, str]) -> str:
    return "".join(
        f'<sequenceFlow id="f{one}-{two}-{place}" sourceRef="{one}" targetRef="{two}"/>'
        for place, (one, two) in enumerate(pairs)
    )


def laid(data: bytes) -> tuple[Sheet, ...]:
    return lay_out(assume.complete(xml.parse(data)).root)


def covers(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def holds(around: Box, box: Box) -> bool:
    return around.x <= box.x and around.y <= box.y and box.right <= around.right and box.bottom <= around.bottom


def on_border(point: Point, box: Box) -> bool:
    level = abs(point.y - box.y) < 1 or abs(point.y - box.bottom) < 1
    upright = abs(point.x - box.x) < 1 or abs(point.x - box.right) < 1
    return (level or upright) and holds(box.grown(1), Box(point.x, point.y, 0, 0))


KINDS = ["task", "userTask", "exclusiveGateway", "endEvent", "startEvent", "parallelGateway"]


@st.composite
def drawings(draw) -> tuple[bytes, int, list[tuple[int, int]]]:
    count = draw(st.integers(1, 14))
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=24))
    lanes = draw(st.integers(0, 3))
    nodes = "".join(f'<{draw(st.sampled_from(KINDS))} id="n{one}" name="step {one}"/>' for one in range(count))
    refs = [f"<flowNodeRef>n{one}</flowNodeRef>" for one in range(count)]
    held = "".join(
        f'<lane id="l{lane}">{"".join(refs[one] for one in range(count) if one % (lanes + 1) == lane)}</lane>'
        for lane in range(lanes)
    )
    drawn = "".join(
        f'<sequenceFlow id="f{place}" sourceRef="n{one}" targetRef="n{two}"/>' for place, (one, two) in enumerate(pairs)
    )
    lane_set = f'<laneSet id="ls">{held}</laneSet>' if lanes else ""
    return file(process(lane_set + nodes + drawn)), count, pairs


@given(drawings())
def test_nothing_covers_anything_and_every_flow_joins_its_ends(drawn: tuple[bytes, int, list[tuple[int, int]]]) -> None:
    data, count, pairs = drawn
    (sheet,) = laid(data)
    boxes = [sheet.boxes[f"n{one}"] for one in range(count)]
    assert not [pair for pair in combinations(boxes, 2) if covers(*pair)]
    for place, (one, two) in enumerate(pairs):
        points = sheet.lines[f"f{place}"]
        assert on_border(points[0], boxes[one]), points
        assert on_border(points[-1], boxes[two]), points
        assert all(first.x == last.x or first.y == last.y for first, last in pairwise(points)), points


@given(drawings())
def test_every_node_lies_in_its_lane_and_lanes_lie_under_each_other(drawn) -> None:
    data, count, _ = drawn
    (sheet,) = laid(data)
    lanes = [box for key, box in sheet.boxes.items() if key.startswith("l")]
    assert not [pair for pair in combinations(lanes, 2) if covers(*pair)]
    for one in range(count):
        if lanes and one % (len(lanes) + 1) < len(lanes):
            assert holds(lanes[one % (len(lanes) + 1)], sheet.boxes[f"n{one}"])


def test_a_main_path_is_a_straight_line() -> None:
    nodes = "".join(f'<task id="{one}"/>' for one in "abcd") + '<task id="side"/>'
    (sheet,) = laid(file(process(nodes + flows(("a", "b"), ("b", "c"), ("c", "d"), ("b", "side"), ("side", "d")))))
    assert len({sheet.boxes[one].centre.y for one in "abcd"}) == 1
    assert [sheet.boxes[one].x for one in "abcd"] == sorted(sheet.boxes[one].x for one in "abcd")
    assert sheet.boxes["side"].y > sheet.boxes["c"].bottom


def test_a_sub_process_holds_what_is_in_it_and_boundary_events_sit_on_their_activity() -> None:
    inner = '<subProcess id="s"><task id="a"/><task id="b"/>' + flows(("a", "b")) + "</subProcess>"
    inner += '<boundaryEvent id="e" attachedToRef="s"><timerEventDefinition/></boundaryEvent><task id="late"/>'
    (sheet,) = laid(file(process(inner + flows(("e", "late")))))
    assert holds(sheet.boxes["s"], sheet.boxes["a"])
    assert holds(sheet.boxes["s"], sheet.boxes["b"])
    assert sheet.expanded == {"s"}
    assert sheet.boxes["e"].centre.y == sheet.boxes["s"].bottom
    assert not covers(sheet.boxes["late"], sheet.boxes["s"])


def test_pools_hold_their_process_black_boxes_are_bands_and_messages_join_them() -> None:
    pools = '<participant id="A" processRef="p"/><participant id="B"/><participant id="C" processRef="q"/>'
    messages = '<messageFlow id="m" sourceRef="a" targetRef="B"/><messageFlow id="n" sourceRef="B" targetRef="c"/>'
    (sheet,) = laid(
        file(
            f'<collaboration id="k">{pools}{messages}</collaboration>',
            process('<task id="a"/>'),
            process('<task id="c"/>', "q"),
        )
    )
    assert sheet.plane == "k"
    assert holds(sheet.boxes["A"], sheet.boxes["a"])
    assert holds(sheet.boxes["C"], sheet.boxes["c"])
    assert not [pair for pair in combinations([sheet.boxes[key] for key in "ABC"], 2) if covers(*pair)]
    assert on_border(sheet.lines["m"][0], sheet.boxes["a"])
    assert on_border(sheet.lines["m"][-1], sheet.boxes["B"])
    assert on_border(sheet.lines["n"][-1], sheet.boxes["c"])


def test_notes_and_data_lie_beside_their_node() -> None:
    inner = '<task id="a"/><textAnnotation id="t"><text>x</text></textAnnotation><dataObjectReference id="o" name="o"/>'
    inner += '<association id="as" sourceRef="a" targetRef="t"/><association id="at" sourceRef="o" targetRef="a"/>'
    (sheet,) = laid(file(process(inner)))
    assert not [pair for pair in combinations(sheet.boxes.values(), 2) if covers(*pair)]
    assert {"as", "at"} <= set(sheet.lines)


def test_the_longest_drawing_that_is_let_in_is_laid_out() -> None:
    count = 3000
    nodes = "".join(f'<task id="n{one}"/>' for one in range(count))
    pairs = [(f"n{one}", f"n{one + 1}") for one in range(count - 1)] + [
        (f"n{one}", f"n{count - one - 1}") for one in range(count // 2)
    ]
    (sheet,) = laid(file(process(nodes + flows(*pairs))))
    assert len(sheet.boxes) == count
    assert len(sheet.lines) == len(pairs)


def test_what_is_laid_out_is_written_into_the_file_and_read_again() -> None:
    bare = BIRTH[: BIRTH.index(b"  <bpmndi:BPMNDiagram")] + b"</bpmn:definitions>\n"
    changed = mend(bare, [{"change": "lay-out"}]).data
    (picture,) = interchange.pictures(xml.parse(changed), "en")
    (sheet,) = laid(bare)
    assert {one.id: one.box for one in picture.shapes} == {
        key: Box(*(round(side, 1) for side in (box.x, box.y, box.w, box.h))) for key, box in sheet.boxes.items()
    }
    assert {one.id for one in picture.lines} == set(sheet.lines)
    assert changed.startswith(bare[: bare.index(b"</bpmn:definitions>")].rstrip())


def test_ids_that_were_given_are_written_with_the_drawing() -> None:
    data = file(process('<task id="a"/><task id="b"/><sequenceFlow sourceRef="a" targetRef="b"/>'))
    changed = mend(data, [{"change": "lay-out"}]).data
    (picture,) = interchange.pictures(xml.parse(changed), "en")
    assert len(picture.lines) == 1
