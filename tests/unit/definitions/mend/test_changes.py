"""Each kind of change does what it says, in the flow, in the lists of flows, in lanes and on the drawing."""

import pytest

from engine import errors, text, xml
from engine.definitions import mend as room
from engine.definitions.drawing import interchange
from engine.definitions.mend import CHANGES, mend, words
from engine.definitions.mend.transliterating import variable_name
from tests.unit.definitions.mend.drawings import BIRTH, drawing, mended, seen, shape

FLOW = '<b:sequenceFlow id="{0}" sourceRef="{1}" targetRef="{2}"{3}/>'


def flow(key: str, source: str, target: str, more: str = "") -> str:
    return FLOW.format(key, source, target, more)


SPLIT = (
    '<b:userTask id="u" name="Look"/><b:exclusiveGateway id="g" name="Is it all there?"/>'
    '<b:task id="a"/><b:task id="b"/>'
    + flow("f0", "u", "g")
    + flow("f1", "g", "a", ' name="Yes"')
    + flow("f2", "g", "b", ' name="No, \u00abnot\u00bb"')
)


def test_a_default_flow_is_marked_and_loses_its_condition() -> None:
    data = drawing(
        SPLIT.replace('name="Yes"/>', 'name="Yes"><b:conditionExpression>x</b:conditionExpression></b:sequenceFlow>')
    )
    changed = seen(mended(data, "set-default", element="g", flow="f1"))
    assert changed.nodes["g"].default == "f1"
    assert changed.flows["f1"].condition is None
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(data, "set-default", element="g", flow="f0")


def test_an_end_is_drawn_behind_a_node_and_beside_nobody() -> None:
    drawn = shape("a", 100, 100) + shape("b", 240, 100)
    changed = mended(drawing('<b:task id="a"/><b:task id="b"/>', drawn), "add-end", element="a")
    made = seen(changed)
    assert [one.target for one in made.nodes["a"].outgoing] == ["End_a"]
    (picture,) = interchange.pictures(xml.parse(changed), "en")
    boxes = {one.id: one.box for one in picture.shapes}
    assert set(boxes) == {"a", "b", "End_a"}
    end, other = boxes["End_a"], boxes["b"]
    assert end.right < other.x or end.y > other.bottom or end.bottom < other.y
    (line,) = picture.lines
    assert (line.points[0].x, line.points[-1].y) == (boxes["a"].right, end.centre.y)
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(changed, "add-end", element="a")


def test_a_start_is_drawn_in_front_and_a_pool_that_is_too_narrow_grows() -> None:
    inner = '<b:laneSet id="ls"><b:lane id="l"><b:flowNodeRef>a</b:flowNodeRef></b:lane></b:laneSet><b:task id="a"/>'
    drawn = shape("l", 100, 50, 200, 200) + shape("a", 140, 100)
    changed = mended(drawing(inner, drawn), "add-start", element="a")
    (picture,) = interchange.pictures(xml.parse(changed), "en")
    boxes = {one.id: one.box for one in picture.shapes}
    assert boxes["l"].x <= boxes["Start_a"].x - 20
    assert boxes["l"].right == 300
    assert seen(changed).nodes["Start_a"].outgoing[0].target == "a"
    assert changed.count(b"<b:flowNodeRef>Start_a</b:flowNodeRef>") == 1


def test_an_event_at_the_border_gets_its_end_below() -> None:
    inner = '<b:task id="a"/><b:boundaryEvent id="e" attachedToRef="a"><b:timerEventDefinition/></b:boundaryEvent>'
    changed = mended(drawing(inner, shape("a", 100, 100) + shape("e", 130, 162, 36, 36)), "add-end", element="e")
    (picture,) = interchange.pictures(xml.parse(changed), "en")
    boxes = {one.id: one.box for one in picture.shapes}
    assert boxes["End_e"].y > boxes["e"].bottom


def test_a_task_gets_a_type_and_keeps_all_else() -> None:
    changed = mended(
        drawing('<b:task id="a" name="n"><b:documentation>d</b:documentation></b:task>'),
        "retype",
        element="a",
        type="userTask",
    )
    assert b'<b:userTask id="a" name="n"><b:documentation>d</b:documentation></b:userTask>' in changed
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(changed, "retype", element="a", type="endEvent")


def test_attributes_are_set_and_removed() -> None:
    data = drawing('<b:task id="a" startQuantity="2" xmlns:c="http://camunda.org/schema/1.0/bpmn" c:assignee="x"/>')
    assert b'startQuantity="1"' in mended(data, "set-attribute", element="a", attribute="startQuantity", value="1")
    name = "{http://camunda.org/schema/1.0/bpmn}assignee"
    assert b"assignee" not in mended(data, "remove-attribute", element="a", attribute=name)
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(data, "remove-attribute", element="a", attribute="nothing")


def test_what_is_removed_takes_its_flows_entries_and_drawing_along() -> None:
    changed = mended(BIRTH, "remove", element="Complete")
    made, text_ = seen(changed), changed.decode()
    assert "Complete" not in made.nodes
    assert all("Complete" not in (one.source, one.target) for one in made.flows.values())
    assert 'bpmnElement="Complete"' not in text_
    gone = {one.id for one in seen(BIRTH).flows.values() if "Complete" in (one.source, one.target)}
    assert gone
    assert not any(f">{one}<" in text_ or f'"{one}"' in text_ for one in gone)
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(BIRTH, "remove", element=made.processes[0].id)


def test_a_condition_takes_the_place_of_another() -> None:
    changed = mended(drawing(SPLIT), "add-condition", element="f1", condition="= x > 1")
    changed = mended(changed, "add-condition", element="f1", condition="x > 2")
    assert seen(changed).flows["f1"].condition == "x > 2"
    assert changed.count(b"conditionExpression") == 2
    assert b'xsi:type="b:tFormalExpression" language="feel">x &gt; 2<' in changed


def test_a_condition_is_taken_away() -> None:
    conditioned = mended(drawing(SPLIT), "add-condition", element="f1", condition="x > 2")
    changed = mended(conditioned, "remove-condition", element="f1")
    assert seen(changed).flows["f1"].condition is None
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(changed, "remove-condition", element="f1")


def test_an_idle_node_is_left_out_and_its_flows_joined() -> None:
    inner = '<b:task id="a"/><b:task id="c"/><b:exclusiveGateway id="g"><b:incoming>f</b:incoming></b:exclusiveGateway>'
    inner += '<b:task id="b"><b:incoming>h</b:incoming></b:task>'
    drawn = shape("a", 0, 0) + shape("c", 0, 100) + shape("g", 150, 15, 50, 50) + shape("b", 300, 0)
    data = drawing(inner + flow("f", "a", "g") + flow("i", "c", "g") + flow("h", "g", "b"), drawn)
    changed = mended(data, "bridge", element="g")
    made = seen(changed)
    assert "g" not in made.nodes
    assert {(one.id, one.source, one.target) for one in made.flows.values()} == {("f", "a", "b"), ("i", "c", "b")}
    assert b"<b:incoming>h</b:incoming>" not in changed
    assert changed.count(b"<b:incoming>f</b:incoming>") == 1
    (picture,) = interchange.pictures(xml.parse(changed), "en")
    assert {one.id for one in picture.shapes} == {"a", "b", "c"}
    assert {one.id for one in picture.lines} == {"f", "i"}


def test_which_way_is_asked_in_the_form_before_the_gateway() -> None:
    changed = mended(drawing(SPLIT), "ask-which", element="g")
    made = seen(changed)
    assert made.flows["f1"].condition == 'is_it_all_there = "Yes"'
    assert made.flows["f2"].condition == 'is_it_all_there = "No, \u00abnot\u00bb"'
    assert b'formField id="is_it_all_there" label="Is it all there?" type="enum"' in changed
    unnamed = SPLIT.replace(' name="Yes"', "").replace('<b:task id="a"/>', '<b:task id="a" name="Go on"/>')
    assert seen(mended(drawing(unnamed), "ask-which", element="g")).flows["f1"].condition == 'is_it_all_there = "Go on"'
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(drawing(SPLIT.replace("userTask", "serviceTask")), "ask-which", element="g")
    begun = SPLIT.replace("userTask", "startEvent")
    assert b'<b:startEvent id="u" name="Look">' in mended(drawing(begun), "ask-which", element="g")


def test_a_question_in_a_sub_process_is_asked_before_it() -> None:
    inner = '<b:userTask id="t"/><b:subProcess id="s"><b:startEvent id="u"/>' + SPLIT.partition("/>")[2]
    changed = mended(drawing(inner + "</b:subProcess>" + flow("f9", "t", "s")), "ask-which", element="g")
    assert changed.index(b"formField") < changed.index(b"<b:subProcess")


def test_a_gateway_from_which_nothing_leads_on_becomes_the_end() -> None:
    inner = '<b:task id="a"/><b:exclusiveGateway id="g" gatewayDirection="Diverging"/>' + flow("f", "a", "g")
    changed = mended(drawing(inner, shape("a", 0, 0) + shape("g", 200, 15, 50, 50)), "add-end", element="g")
    assert b'<b:endEvent id="g"/>' in changed
    assert b'x="207" y="22" width="36" height="36"' in changed


def test_names_of_variables_are_latin_and_mean_something() -> None:
    assert variable_name("Is it all there?") == "is_it_all_there"
    assert variable_name("مدارک کامل است؟") == "mdark_kaml_ast"
    assert variable_name("می\u200cپذیرید") == "my_pzyryd"
    assert variable_name("؟") == "answer"
    assert variable_name("2 of 3") == "answer_2_of_3"
    assert variable_name("not") == "answer_not"


def test_a_gateway_is_put_behind_a_task_with_several_flows() -> None:
    inner = '<b:task id="t" default="f2"><b:outgoing>f1</b:outgoing><b:outgoing>f2</b:outgoing></b:task>'
    inner += '<b:task id="a"/><b:task id="b"/>'
    drawn = shape("t", 100, 100) + shape("a", 300, 100) + shape("b", 300, 220)
    data = drawing(inner + flow("f1", "t", "a") + flow("f2", "t", "b"), drawn)
    changed = mended(data, "insert-gateway", element="t", type="exclusiveGateway")
    made = seen(changed)
    gateway = made.nodes["Split_t"]
    assert (gateway.type, gateway.default, made.nodes["t"].default) == ("exclusiveGateway", "f2", None)
    assert [one.id for one in gateway.outgoing] == ["f1", "f2"]
    assert [one.target for one in made.nodes["t"].outgoing] == ["Split_t"]
    assert changed.count(b"<b:outgoing>f1</b:outgoing>") == 1
    (picture,) = interchange.pictures(xml.parse(changed), "en")
    assert {one.id for one in picture.lines} == {"f1", "f2", "Flow_Split_t"}
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(drawing('<b:task id="t"/>'), "insert-gateway", element="t", type="exclusiveGateway")


def test_groups_go_to_lanes_and_tasks() -> None:
    inner = '<b:laneSet id="ls"><b:lane id="l"/></b:laneSet><b:userTask id="t"/>'
    assert b'<b:lane id="l" name="clerks"/>' in mended(drawing(inner), "set-group", element="l", group="clerks")
    assert b'camunda:candidateGroups="clerks"' in mended(drawing(inner), "set-group", element="t", group="clerks")


def test_an_event_gets_its_time() -> None:
    timer = '<b:timerEventDefinition id="td"><b:timeDate>x</b:timeDate></b:timerEventDefinition>'
    inner = f'<b:intermediateCatchEvent id="e">{timer}</b:intermediateCatchEvent>'
    for element in ("e", "td"):
        changed = mended(drawing(inner), "add-timer", element=element, kind="timeDuration", value="P2D")
        assert b"timeDate" not in changed
        assert b'<b:timeDuration xsi:type="b:tFormalExpression">P2D</b:timeDuration>' in changed
    bare = drawing('<b:intermediateCatchEvent id="e"/>')
    assert seen(mended(bare, "add-timer", element="e", value="P2D")).nodes["e"].kinds == ("timer",)
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(bare, "add-timer", element="e", kind="timeOut")


def test_many_changes_go_together_and_what_no_longer_fits_is_left() -> None:
    data = drawing("".join(f'<b:task id="t{one}"/>' for one in range(40)))
    changes = [{"change": "add-end", "element": f"t{one}"} for one in range(40)]
    made = mend(data, [*changes, *changes[:2], {"change": "set-name", "element": "t0", "name": "n"}])
    assert (len(made.done), made.left) == (41, tuple(changes[:2]))
    assert sum(one.type == "endEvent" for one in seen(made.data).nodes.values()) == 40


def test_a_change_that_does_not_fit_leaves_nothing_behind() -> None:
    for name in CHANGES:
        for element in ("f1", "g", "u", "nowhere", "d"):
            change = {"change": name, "element": element, "flow": "f0", "type": "endEvent", "attribute": "none"}
            kept = {"change": "set-name", "element": "a", "name": "kept"}
            data = drawing(SPLIT)
            made = mend(data, [kept, change])
            if change in made.left:
                assert made.data == mended(data, "set-name", element="a", name="kept")


def test_every_change_has_words_in_both_languages() -> None:
    persian = text.catalogue("fa")
    assert sorted(one.WORDS for one in CHANGES.values() if one.WORDS not in persian) == []
    said = words({"change": "retype", "element": "t", "type": "userTask"})
    assert said is not None
    assert "user task" in said.show("en")
    assert words({"change": "paint-it-red"}) is None
    assert room.CHANGES.keys() == CHANGES.keys()


def test_ids_that_xml_does_not_allow_are_written_anew_wherever_they_are_named() -> None:
    inner = (
        '<b:exclusiveGateway id="1 way" name="Which?" default="the\u200cflow 2"/><b:task id="a:b"/><b:task id="b"/>'
        + flow("f1", "1 way", "a:b")
        + flow("the\u200cflow 2", "1 way", "b")
    )
    changed = mended(drawing(inner, shape("1 way", 100, 100)), "write-ids")
    made = seen(changed)
    assert set(made.nodes) == {"_1_way", "a.b", "b"}
    assert made.nodes["_1_way"].default == "the\u200cflow_2"
    assert [one.target for one in made.nodes["_1_way"].outgoing] == ["a.b", "b"]
    assert b'bpmnElement="_1_way"' in changed
    assert b"a:b" not in changed
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(changed, "write-ids")


def test_the_id_of_a_process_is_left_to_a_person() -> None:
    data = drawing('<b:task id="1a"/>').replace(b'id="p"', b'id="1 p"')
    changed = mended(data, "write-ids")
    assert b'id="1 p"' in changed
    assert b'id="_1a"' in changed
    with pytest.raises(errors.ChangeDoesNotFit):
        mended(changed, "write-ids")


def test_changes_beside_new_ids_are_made_too() -> None:
    """They speak of the old ids or of the new ones: whoever presses once gets what still fits."""
    data = drawing('<b:task id="1a"/><b:task id="b"/>')
    done = mend(data, [{"change": "set-name", "element": "b", "name": "n"}, {"change": "write-ids"}])
    assert (len(done.done), b'id="_1a"' in done.data, b'name="n"' in done.data) == (2, True, True)
    done = mend(data, [{"change": "write-ids"}, {"change": "set-name", "element": "b", "name": "n"}])
    assert (len(done.done), b'id="_1a"' in done.data, b'name="n"' in done.data) == (2, True, True)


def test_changes_that_get_in_each_others_way_are_left_once_the_file_was_read_often_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = drawing('<b:task id="a"/>')
    monkeypatch.setattr(room, "_READ", 3 * len(data) + 100)
    done = mend(data, [{"change": "set-name", "element": "a", "name": str(one)} for one in range(10)])
    assert 1 <= len(done.done) <= 3
    assert len(done.done) + len(done.left) == 10
