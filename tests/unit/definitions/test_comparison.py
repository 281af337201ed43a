"""Promises of comparing files as they come: what was only assumed about one of them is no difference."""

import pytest

from engine import errors
from engine.definitions.comparison import compare

FILE = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  targetNamespace="https://ravand.example/tests">{inside}</definitions>"""
PROCESS = (
    '<process id="p"><startEvent id="s"/>{flow}<userTask id="t" name="Ask" camunda:formKey="ask.json"/>{more}</process>'
)
FLOW = '<sequenceFlow sourceRef="s" targetRef="t"/>'


def file(inside):
    return FILE.format(inside=inside).encode()


def found(before, after, **beside):
    return compare(file(before), file(after), size=100_000, **beside).difference


def test_flows_without_ids_are_known_by_what_they_connect():
    before = PROCESS.format(flow=FLOW, more="")
    after = PROCESS.format(flow="", more='<sequenceFlow sourceRef="t" targetRef="e"/><endEvent id="e"/>' + FLOW)

    there = found(before, after)
    assert sorted((one.sort, one.place.type) for one in there.changes) == [
        ("added", "endEvent"),
        ("added", "sequenceFlow"),
    ]
    assert there.identities == ()


def test_an_id_that_was_given_is_no_new_identity():
    there = found(
        PROCESS.format(flow=FLOW, more=""),
        PROCESS.format(flow=FLOW.replace("<sequenceFlow", '<sequenceFlow id="f"'), more=""),
    )

    assert (there.changes, there.identities) == ((), ())


def test_a_name_that_was_assumed_is_no_difference():
    inside = '<message id="{0}"/><process id="p"><receiveTask id="r" messageRef="{0}"/></process>'

    there = found(inside.format("m"), inside.format("other"))
    assert there.changes == ()
    assert [(one.before.id, one.after.id) for one in there.identities] == [("m", "other")]


def test_files_without_namespaces_are_read_as_they_are_meant():
    plain = b'<definitions><process id="p"><task id="t" name="A"/></process></definitions>'

    there = compare(plain, file('<process id="p"><task id="t" name="B"/></process>'), size=1_000).difference
    assert [(one.sort, one.place.id) for one in there.changes if one.place.type == "task"] == [("changed", "t")]
    assert {one.place.type for one in there.changes} <= {"task", "definitions"}


def test_what_is_drawn_stands_under_the_ids_that_marks_go_by():
    compared = compare(file(PROCESS.format(flow="", more="")), file(PROCESS.format(flow=FLOW, more="")), size=9_000)

    [added] = compared.difference.changes
    assert [one.get("id") for one in compared.after.iter() if one.get("sourceRef")] == [added.place.id]


def test_forms_beside_the_drawings_are_compared_leaf_by_leaf():
    drawing = PROCESS.format(flow=FLOW, more="")
    one = b'{"schema": {"required": ["days"], "properties": {"days": {"type": "integer", "minimum": 1}}}}'
    other = one.replace(b'"minimum": 1', b'"maximum": 9').replace(b'["days"]', b'["days", "why"]')

    [change] = found(drawing, drawing, beside_before={"ask.json": one}, beside_after={"ask.json": other}).changes
    assert change.place.id == "t"
    assert [("/".join(said.path), said.before, said.after) for said in change.properties] == [
        ("form file/schema/properties/days/maximum", None, "9"),
        ("form file/schema/properties/days/minimum", "1", None),
        ("form file/schema/required/2", None, "why"),
    ]
    assert change.properties[0].words().show("en") == "contents of the form: schema: properties: days: maximum"


@pytest.mark.parametrize("broken", [b"", b"{", b"[" * 500, b"\xff"])
def test_a_form_that_cannot_be_read_says_nothing(broken):
    drawing = PROCESS.format(flow=FLOW, more="")

    assert not found(drawing, drawing, beside_before={"ask.json": broken}, beside_after={"ask.json": broken})


@pytest.mark.parametrize("data", [b"", b"no drawing", b"<html/>"])
def test_what_is_no_drawing_is_refused(data):
    with pytest.raises(errors.RavandError):
        compare(data, file("<process/>"), size=1_000)
    with pytest.raises(errors.TooLarge):
        compare(file("<process/>"), file("<process/>"), size=10)
