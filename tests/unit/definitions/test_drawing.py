"""What a drawing shows, and that nothing in a file can become markup, script or style in it."""

import gzip
import re
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from engine import definitions, xml
from engine.definitions import words
from engine.definitions.drawing import labels, nodes, style
from engine.definitions.drawing.geometry import Box

SVG = "{http://www.w3.org/2000/svg}"
BIRTH = (Path(__file__).parent / "files" / "birth.bpmn").read_bytes()
NS = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:r="https://ravand.example/bpmn"'
)
SHAPES = sorted((set(words.KINDS) | {"somethingNew"}) - {
    "sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation", "conversationLink",
    "process",
})  # fmt: skip
LINES = [
    "sequenceFlow",
    "messageFlow",
    "association",
    "dataInputAssociation",
    "dataOutputAssociation",
    "conversationLink",
]
DEFINITIONS = [
    "message", "timer", "signal", "error", "escalation", "conditional", "link", "compensate", "cancel", "terminate",
]  # fmt: skip
ALL_CHANGES = {f"{of}-{what}" for of in ("node", "flow") for what in ("added", "removed", "changed", "moved", "path")}


def file(inner: str, drawn: str) -> bytes:
    plane = f'<bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="P" bpmnElement="p">{drawn}</bpmndi:BPMNPlane>'
    return f'<definitions {NS}><process id="p">{inner}</process>{plane}</bpmndi:BPMNDiagram></definitions>'.encode()


def shape(of: str, more: str = "", size: tuple[float, float] = (100, 80)) -> str:
    bounds = f'<dc:Bounds x="10" y="20" width="{size[0]}" height="{size[1]}"/>'
    return f'<bpmndi:BPMNShape bpmnElement="{of}" {more}>{bounds}</bpmndi:BPMNShape>'


def line(of: str, *points: tuple[int, int], more: str = "") -> str:
    bends = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points or ((0, 0), (50, 50)))
    return f'<bpmndi:BPMNEdge bpmnElement="{of}" {more}>{bends}</bpmndi:BPMNEdge>'


def one(element: str, drawn: str = "") -> str:
    return svg(file(element, drawn or shape("x")))


def svg(data: bytes, marks: definitions.Marks | None = None, **options) -> str:
    return definitions.draw(xml.parse(data), marks or definitions.Marks(), **{"lang": "en", **options})


def tree(drawn: str):
    return etree.fromstring(drawn.encode())


def texts(drawn: str) -> list[str]:
    return [node.text for node in tree(drawn).iter(f"{SVG}text")]


def classes_of(drawn: str, element: str) -> set[str]:
    return {
        name for node in tree(drawn).iter() if node.get("data-element") == element for name in node.get("class").split()
    }


@pytest.mark.parametrize("kind", SHAPES)
def test_every_kind_of_element_is_drawn_with_its_name_and_kind(kind: str) -> None:
    inner = "<text>Nice name</text>" if kind == "textAnnotation" else ""
    category = '<categoryValue id="v" value="Nice name"/>' if kind == "group" else ""
    drawn = one(f'<{kind} id="x" name="Nice name" categoryValueRef="v">{inner}</{kind}>{category}')
    assert "Nice name" in " ".join(texts(drawn))
    (title,) = tree(drawn).xpath("//*[@data-element='x']/*[local-name()='title']")
    assert title.text == f"Nice name ({words.KINDS.get(kind, 'element')})"


@pytest.mark.parametrize("kind", LINES)
def test_every_kind_of_line_is_drawn_with_its_name(kind: str) -> None:
    drawn = one(f'<{kind} id="x" name="goes"/>', line("x"))
    assert "goes" in texts(drawn)
    assert tree(drawn).xpath("//*[@data-element='x']//*[local-name()='path']")


@pytest.mark.parametrize("kind", sorted(nodes.EVENTS))
@pytest.mark.parametrize("definition", DEFINITIONS)
def test_every_event_shows_its_sign(kind: str, definition: str) -> None:
    drawn = one(f'<{kind} id="x"><{definition}EventDefinition/></{kind}>', shape("x", size=(36, 36)))
    assert 'class="icon' in drawn
    filled = kind in {"endEvent", "intermediateThrowEvent"} or definition == "terminate"
    assert ("icon-filled" in drawn) is filled


def test_an_event_with_several_definitions_shows_the_sign_for_several() -> None:
    two = "<messageEventDefinition/><timerEventDefinition/>"
    assert (
        nodes.event_sign(xml.parse(file(f'<startEvent id="x">{two}</startEvent>', "")).find(".//{*}startEvent"))
        == "multiple"
    )
    element = xml.parse(file(f'<startEvent id="x" parallelMultiple="true">{two}</startEvent>', "")).find(
        ".//{*}startEvent"
    )
    assert nodes.event_sign(element) == "parallelMultiple"


def test_a_boundary_event_that_does_not_interrupt_has_a_broken_border() -> None:
    assert "broken" in one('<boundaryEvent id="x" cancelActivity="false"/>')
    assert "broken" not in one('<boundaryEvent id="x"/>')


def test_repetition_compensation_and_hidden_insides_have_their_markers() -> None:
    several = '<multiInstanceLoopCharacteristics isSequential="true"/>'
    element = xml.parse(file(f'<adHocSubProcess id="x" isForCompensation="true">{several}</adHocSubProcess>', ""))
    assert nodes.markers(element.find(".//{*}adHocSubProcess")) == ["sequential", "compensation", "adHoc"]
    assert one('<subProcess id="x"/>') != one('<subProcess id="x"/>', shape("x", 'isExpanded="true"'))


def test_a_gateway_may_hide_its_cross() -> None:
    shown, hidden = (
        one('<exclusiveGateway id="x"/>', shape("x", f'isMarkerVisible="{yes}"')) for yes in ("true", "false")
    )
    assert "icon" in shown
    assert "icon" not in hidden


def test_default_and_conditional_flows_have_their_signs() -> None:
    flow = '<sequenceFlow id="f" sourceRef="a" targetRef="b">{}</sequenceFlow>'
    plain = svg(file('<task id="a"/>' + flow.format(""), line("f")))
    default = svg(file('<task id="a" default="f"/>' + flow.format(""), line("f")))
    conditional = svg(file('<task id="a"/>' + flow.format("<conditionExpression>x</conditionExpression>"), line("f")))
    assert len({plain.count("<path"), default.count("<path")}) == 2
    assert conditional.count("open") == plain.count("open") + 1


def test_marks_show_where_a_case_is_has_been_and_cannot_go_on() -> None:
    marks = definitions.Marks(
        tokens={"Review": 3, "ChooseName": 1},
        trodden=frozenset({"Notice", "F1", "Inquiry", "ChooseName"}),
        incidents=frozenset({"Sign"}),
        badges={"Complete": (definitions.Badge("7", "warning"),)},
    )
    drawn = svg(BIRTH, marks, lang="fa")
    assert "node-now" in classes_of(drawn, "Review")
    assert classes_of(drawn, "ChooseName") & {"node-now", "node-been"} == {"node-now"}
    assert "node-been" in classes_of(drawn, "Notice")
    assert "node-incident" in classes_of(drawn, "Sign")
    assert "flow-been" in classes_of(drawn, "F1")
    assert "flow-been" not in classes_of(drawn, "F7")
    assert {"۳", "!", "7"} <= set(texts(drawn))
    assert "badge-warning" in drawn
    assert "پرونده این‌جاست" in drawn


def test_differences_are_outlined_on_shapes_and_flows() -> None:
    changes = {"Review": "added", "F1": "removed", "Sign": "changed", "F7": "moved"}
    drawn = svg(BIRTH, definitions.Marks(changes=changes, path=frozenset({"F1", "Sign"})))
    assert {element: classes_of(drawn, element) & ALL_CHANGES for element in changes} == {
        "Review": {"node-added"},
        "F1": {"flow-removed", "flow-path"},
        "Sign": {"node-changed", "node-path"},
        "F7": {"flow-moved"},
    }


def test_badges_stand_at_flows_too_and_lead_to_the_list() -> None:
    badge = definitions.sign("added", title="Added: the flow", anchor="at-1", href="#change-1")
    drawn = svg(BIRTH, definitions.Marks(badges={"F1": (badge,)}))
    (mark,) = [node for node in tree(drawn).iter() if node.get("data-badge") == "F1"]
    assert (mark.get("id"), mark.getparent().get("href")) == ("at-1", "#change-1")
    assert [node.text for node in mark.iter(f"{SVG}title")] == ["Added: the flow"]
    assert tree(drawn).get("role") == "group"


def test_badges_of_a_pool_stand_below_each_other_so_that_its_lane_keeps_its_own() -> None:
    badges = tuple(definitions.Badge(text) for text in "ab")
    drawn = svg(BIRTH, definitions.Marks(badges={"Pool": badges, "Parents": badges}))

    places = re.findall(r'<circle class="halo" cx="([\d.]+)" cy="([\d.]+)"', drawn)
    assert len(set(places)) == 4
    assert len({x for x, _ in places}) == 3


def test_many_badges_of_an_element_are_counted_and_every_anchor_stands_once() -> None:
    badges = tuple(definitions.Badge(str(one), anchor=f"at-{one}", href=f"#f-{one}") for one in range(1, 6))
    twice = shape("x") + shape("x")
    drawn = tree(svg(file('<task id="x"/>', twice), definitions.Marks(badges={"x": badges})))
    assert sorted(node.get("id") for node in drawn.iter() if node.get("id")) == [f"at-{one}" for one in range(1, 6)]
    assert [node.text for node in drawn.iter(f"{SVG}text")] == ["1", "2", "+3"] * 2


def test_a_badge_of_what_is_not_drawn_stands_at_what_holds_it() -> None:
    inner = '<subProcess id="s"><task id="hidden"><extensionElements id="deep"/></task></subProcess>'
    badges = {one: (definitions.Badge(one, anchor=one),) for one in ("deep", "p", "nowhere")}
    pool = '<collaboration id="c"><participant id="pool" processRef="p"/></collaboration>'
    data = file(inner, shape("s") + shape("pool")).replace(b"<process", pool.encode() + b"<process")
    drawn = tree(svg(data, definitions.Marks(badges=badges)))
    assert {node.get("data-badge") for node in drawn.iter() if node.get("data-badge")} == {"s", "pool"}


def test_marks_for_elements_that_are_not_drawn_change_nothing() -> None:
    assert svg(BIRTH, definitions.Marks(tokens={"nowhere": 1})) == svg(BIRTH)


def test_the_same_file_gives_the_same_drawing() -> None:
    assert svg(BIRTH) == svg(BIRTH)


def test_persian_lines_are_written_from_right_to_left() -> None:
    drawn = tree(svg(BIRTH))
    directions = {node.text: node.get("direction") for node in drawn.iter(f"{SVG}text")}
    assert directions["کامل است؟"] == "rtl"
    assert directions["(Review!)"] is None


def test_names_in_english_are_shown_to_english_readers() -> None:
    named = '<task id="x" name="بررسی" r:nameEn="Review"/>'
    data = file(named, shape("x"))
    assert texts(svg(data, lang="en")) == ["Review"]
    assert texts(svg(data, lang="fa")) == ["بررسی"]


def test_it_says_aloud_what_it_is_and_scales() -> None:
    root = tree(svg(BIRTH, name="Case 17"))
    assert (root.get("role"), root.get("aria-label")) == ("img", "Case 17")
    left, top, width, height = map(float, root.get("viewBox").split())
    assert (left, top) == (0, 0)
    assert (float(root.get("width")), float(root.get("height"))) == (width, height)


def test_a_page_gets_classes_only() -> None:
    drawn = svg(BIRTH)
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|href|\sid=|url\(", drawn)
    used = {name for node in tree(drawn).iter() for name in (node.get("class") or "").split()}
    plain = {"node", "event", "activity", "gateway", "flow", "diagram", "shape", "arrow"}
    assert used - plain <= {name for name in used if f".{name}" in style.RULES}


def test_a_drawing_of_its_own_brings_its_rules() -> None:
    drawn = svg(BIRTH, standalone=True)
    assert tree(drawn).find(f"{SVG}style").text.startswith(".diagram{")


hostile = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60) | st.sampled_from([
    "<script>alert(1)</script>", '"/><image href=x onerror=alert(1)>', "]]><x>", "&lt;b&gt; &amp; 'q'", "{name}", "%s",
])  # fmt: skip
xml_text = hostile.map(lambda text: re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text))


@given(name=xml_text, identifier=xml_text, badge=xml_text)
def test_whatever_a_name_holds_stays_text(name: str, identifier: str, badge: str) -> None:
    element = f"<userTask id={quoteattr(identifier)} name={quoteattr(name)}/>"
    data = file(element, shape("x").replace('"x"', quoteattr(identifier)))
    drawn = svg(data, definitions.Marks(badges={identifier: (definitions.Badge(badge),)}), name=name)
    assert {node.tag for node in tree(drawn).iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "g", "title", "rect", "path", "text", "circle")
    }


@given(st.lists(st.floats(allow_nan=True) | st.sampled_from([1e308, -1, 0]), min_size=4, max_size=4))
def test_odd_coordinates_never_break_a_drawing(numbers: list[float]) -> None:
    x, y, width, height = numbers
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    kinds = (
        "task",
        "startEvent",
        "exclusiveGateway",
        "dataObjectReference",
        "dataStoreReference",
        "textAnnotation",
        "lane",
    )
    inner = "".join(f'<{kind} id="{kind}" name="N"/>' for kind in kinds) + '<sequenceFlow id="f"/>'
    shapes = "".join(f'<bpmndi:BPMNShape bpmnElement="{kind}">{bounds}</bpmndi:BPMNShape>' for kind in kinds)
    edge = f'<bpmndi:BPMNEdge bpmnElement="f"><di:waypoint x="{x}" y="{y}"/><di:waypoint x="{width}" y="{height}"/>'
    drawn = svg(file(inner, shapes + edge + "</bpmndi:BPMNEdge>"))
    assert "nan" not in drawn
    assert "inf" not in drawn
    tree(drawn)


def test_a_file_without_coordinates_is_laid_out_and_says_so() -> None:
    bare = re.sub(rb"<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", b"", BIRTH, flags=re.DOTALL)
    drawn = svg(bare)
    assert "This file holds no drawing of its own; its elements are shown in columns." in texts(drawn)
    shown = {node.get("data-element") for node in tree(drawn).iter() if node.get("data-element")}
    drawn_elements = {"Notice", "Inquiry", "ChooseName", "Review", "Complete", "Sign", "Issued"}
    drawn_elements |= {"Pool", "Parents", "Registry"}
    assert shown == drawn_elements | {f"F{number}" for number in range(1, 8)}


def test_an_empty_file_is_still_a_picture() -> None:
    assert "its elements are shown in columns" in svg(f"<definitions {NS}/>".encode())


def test_everything_placed_in_the_file_is_on_the_drawing() -> None:
    root = xml.parse(BIRTH)
    placed = {node.get("bpmnElement") for node in root.iter() if str(node.tag).endswith(("Shape", "Edge"))}
    assert {node.get("data-element") for node in tree(svg(BIRTH)).iter() if node.get("data-element")} == placed


def test_diagrams_of_another_process_stay_out() -> None:
    def diagram(process: str, task: str) -> str:
        plane = f'<bpmndi:BPMNPlane id="P{process}" bpmnElement="{process}">{shape(task)}</bpmndi:BPMNPlane>'
        return f'<bpmndi:BPMNDiagram id="D{process}" name="Second">{plane}</bpmndi:BPMNDiagram>'

    processes = '<process id="p"><task id="a"/></process><process id="q"><task id="b"/></process>'
    data = f"<definitions {NS}>{processes}{diagram('p', 'a')}{diagram('q', 'b')}</definitions>".encode()
    assert 'data-element="b"' not in svg(data, process="p")
    both = svg(data)
    assert 'data-element="a"' in both
    assert 'data-element="b"' in both
    assert "Second" in texts(both), "the lower one is headed by its name"


def test_a_drawing_travels_in_few_bytes() -> None:
    assert len(gzip.compress(svg(BIRTH).encode())) < 3_000


@given(xml_text, st.floats(5, 300))
def test_lines_hold_all_words_of_a_name(text: str, room: float) -> None:
    lines = labels.wrap(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_name_too_long_for_its_box_is_cut_with_an_ellipsis() -> None:
    lines = labels.fit("very long words " * 20, Box(0, 0, 80, 40))
    assert lines.lines[-1].endswith("…")
    assert lines.height <= 40


def test_a_long_persian_word_is_never_divided() -> None:
    word = "نمی‌توانستیمشان" * 3
    assert labels.wrap(word, 30) == (word,)


def test_lines_of_a_name_are_about_equally_long() -> None:
    assert labels.wrap("شناسنامه صادر شد", 96) in {("شناسنامه صادر شد",), ("شناسنامه", "صادر شد")}


def test_evening_out_lines_never_divides_a_word() -> None:
    assert labels.wrap("Employee Details", 90) == ("Employee", "Details")


def test_of_a_huge_drawing_the_beginning_is_painted_and_it_says_so() -> None:
    nodes = "".join(f'<task id="t{one}"/>' for one in range(3_000))
    data = f'<definitions {NS} targetNamespace="urn:t"><process id="p">{nodes}</process></definitions>'.encode()
    ((document, _),) = definitions.examine({"a.bpmn": data}).values()
    painted = definitions.draw(document.root, lang="en")
    assert painted.count('<rect class="shape"') == 2_000
    assert "Of 3000 elements the first 2000 are drawn here." in painted
