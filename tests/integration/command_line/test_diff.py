"""Promises of `ravand diff`: what differs, for people and for programs, and exit codes that say whether."""

import pytest

DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  targetNamespace="https://ravand.example/tests">
  <process id="leave" isExecutable="true">
    <startEvent id="begin"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="ask"/>
    <userTask id="ask" name="درخواست" camunda:assignee="ali"/>
    <sequenceFlow sourceRef="ask" targetRef="done"/>
    <endEvent id="done"/>
  </process>
</definitions>
"""


@pytest.fixture
def database_kind():
    """A comparison asks no database."""
    return "sqlite"


@pytest.fixture
def file(tmp_path):
    """A function that writes a drawing, with one text in it replaced by another, and gives its path."""

    def write(name, old="", new=""):
        path = tmp_path / name
        path.write_text(DRAWING.replace(old, new) if old else DRAWING, encoding="utf-8")
        return path

    return write


def test_two_drawings_that_say_the_same_do_not_differ(ravand, file):
    said = ravand("diff", file("a.bpmn"), file("b.bpmn", "  <process", "\n\n<process"), "--json")

    assert (said.code, said.out) == (0, "")
    assert said.words == "The two drawings say and show the same.\n"


def test_programs_get_one_object_a_line_and_people_get_words(ravand, file):
    said = ravand("diff", file("a.bpmn"), file("b.bpmn", '"ali"', '"sara"'), "--json")

    assert said.code == 1
    [change] = said.records
    assert (change["change"], change["id"], change["type"], change["name"]) == ("changed", "ask", "userTask", "درخواست")
    assert change["words"] == "user task “درخواست”"
    assert change["before"] == {"id": "ask", "type": "userTask", "name": "درخواست", "line": 7}
    assert change["properties"] == [
        {
            "property": "camunda:assignee",
            "name": "assignee",
            "before": "ali",
            "after": "sara",
            "before_name": None,
            "after_name": None,
        }
    ]
    assert change["redrawn"] == []
    assert said.words == "Added: 0; removed: 0; changed: 1; only moved: 0.\n"


def test_people_read_each_change_with_its_properties(ravand, file):
    said = ravand("diff", file("a.bpmn"), file("b.bpmn", '"ali"', '"sara"'))

    assert said.out == ""
    assert "~ user task “درخواست” (ask, line 7)\n    assignee: “ali” becomes “sara”\n" in said.words


def test_people_read_persian_if_they_like(ravand, file):
    said = ravand("diff", file("a.bpmn"), file("b.bpmn", "درخواست", "تقاضا"), "--lang", "fa")

    assert "~ کار کاربر «تقاضا»" in said.words
    assert "نام: «درخواست» می‌شود «تقاضا»" in said.words
    assert "عوض‌شده: ۱" in said.words


def test_a_flow_that_has_no_id_is_the_same_flow_in_both(ravand, file):
    named = file("b.bpmn", '<sequenceFlow sourceRef="ask"', '<sequenceFlow name="x" sourceRef="ask"')
    said = ravand("diff", file("a.bpmn"), named, "--json")

    assert [(one["change"], one["properties"][0]["property"]) for one in said.records] == [("changed", "name")]


def test_new_ids_alone_are_told_but_are_no_difference(ravand, file):
    said = ravand("diff", file("a.bpmn"), file("b.bpmn", '"ask"', '"Activity_1"'))

    assert said.code == 0
    assert "1 elements bear another id in the second drawing." in said.words


def test_one_drawing_may_come_from_standard_input(ravand, file):
    assert ravand("diff", file("a.bpmn"), "-", given=DRAWING.encode()).code == 0
    assert ravand("diff", "-", file("a.bpmn"), given=DRAWING.replace("ali", "sara").encode()).code == 1


@pytest.mark.parametrize("wrong", ["nothing.bpmn", "."])
def test_a_file_that_cannot_be_opened_is_refused(ravand, file, wrong):
    assert ravand("diff", file("a.bpmn"), wrong).code == 2


def test_a_file_that_is_no_drawing_is_refused_with_the_reason(ravand, file, tmp_path):
    other = tmp_path / "b.bpmn"
    other.write_text("<html/>", encoding="utf-8")

    for pair in ([file("a.bpmn"), other], [other, file("a.bpmn")]):
        said = ravand("diff", *pair)
        assert (said.code, said.out) == (2, "")
        assert said.words.startswith(f"{other}:")
        assert "a.bpmn" not in said.words


def test_both_files_are_told_where_neither_is_a_drawing(ravand, tmp_path):
    others = [tmp_path / name for name in ("a.bpmn", "b.bpmn")]
    for other in others:
        other.write_text("<definitions", encoding="utf-8")

    said = ravand("diff", *others)
    assert said.code == 2
    assert all(f"{other}:1: error:" in said.words for other in others)


def test_a_file_over_the_limit_is_refused(ravand, file):
    assert ravand("diff", file("a.bpmn"), file("b.bpmn"), RAVAND_MAX_UPLOAD="100").code == 2


def test_one_file_is_wrong_use(ravand, file):
    assert ravand("diff", file("a.bpmn")).code == 2
