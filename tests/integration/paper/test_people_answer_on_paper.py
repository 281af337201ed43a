"""Promises of `ravand run`: answers in order, one line for everything that happens, an exit code that tells."""

import json

import pytest

from engine import errors
from tests.unit.spiff.drawing import Drawing


def two_tasks():
    drawn = Drawing().node("start", "begin").node("user", "ask", name="Ask").node("user", "decide").node("end", "done")
    return drawn.line("begin", "ask", "decide", "done")


def test_everything_that_happens_is_one_line_in_order(run):
    told = run(two_tasks(), {"variables": {"child": "Ava"}, "tasks": {"Ask": [{"age": 3}], "decide": [{"yes": True}]}})
    assert told.code == 0
    assert told.short(flows=True) == [
        "entered begin", "completed begin", "flow begin-ask", "entered ask", "completed ask", "flow ask-decide",
        "entered decide", "completed decide", "flow decide-done", "entered done", "completed done",
    ]  # fmt: skip
    assert told.last == {
        "state": "completed", "variables": {"child": "Ava", "age": 3, "yes": True}, "open": [], "unused": [],
    }  # fmt: skip
    first, asked = told.lines[0], told.lines[4]
    assert first["variables"] == {"child": "Ava"}
    assert asked == {
        "at": "2026-11-21T06:30:00.000000Z", "instance": "p:1", "event": "completed", "element": "ask",
        "variables": {"age": 3},
    }  # fmt: skip


def test_without_an_answer_a_task_stays_open_and_that_is_no_fault(run):
    told = run(two_tasks(), {"tasks": {"ask": [{}]}})
    assert (told.code, told.last["state"], told.last["open"]) == (0, "waiting", ["decide"])
    assert "Waiting at decide" in told.words


def test_an_answer_that_nobody_asked_for_is_told_and_shows_in_the_exit_code(run):
    told = run(two_tasks(), {"tasks": {"ask": [{"a": 1}, {"a": 2}], "decide": [{}], "lost": [{"b": 1}]}})
    assert (told.code, told.last["state"]) == (1, "completed")
    assert told.last["unused"] == [
        {"in": "tasks", "name": "ask", "answer": {"a": 2}},
        {"in": "tasks", "name": "lost", "answer": {"b": 1}},
    ]


def test_repetitions_take_their_answers_in_order(run):
    drawn = Drawing().node("start", "begin").node("user", "review").node("end", "done").line("begin", "review", "done")
    drawn.several("review", cardinality="2")
    told = run(drawn, {"tasks": {"review": [{"n": 1}, {"n": 2}]}})
    assert told.last["variables"]["n"] == 2
    assert told.short("entered", "completed").count("completed review") == 3  # two, and the frame around them


def test_what_has_no_way_out_is_an_incident_with_its_reason_in_words(run):
    drawn = Drawing().node("start", "begin").node("xor", "which").node("end", "a").node("end", "b")
    drawn.line("begin", "which").flow("which", "a", "x = 1").flow("which", "b", "x = 2")
    told = run(drawn, {"variables": {"x": 3}}, "--lang", "fa")
    assert (told.code, told.last["state"]) == (1, "incident")
    assert "incident which" in told.short()
    assert "which" in told.words
    assert "اصلاح" in told.words
    assert told.last["open"] == ["which"]


def test_a_large_value_is_told_in_full(run):
    told = run(two_tasks(), {"tasks": {"ask": [{"letter": "x" * 5000}]}})
    assert told.lines[4]["variables"] == {"letter": "x" * 5000}
    assert told.last["variables"] == {"letter": "x" * 5000}


def test_an_assigned_task_is_done_by_whom_it_was_given_to(run):
    drawn = Drawing().node("start", "begin").node("user", "ask", assignee="sara").node("end", "done")
    assert run(drawn.line("begin", "ask", "done"), {"tasks": {"ask": [{}]}}).last["state"] == "completed"


def test_an_answer_that_the_form_refuses_is_left_over_with_the_reason(run):
    form = {"schema": {"properties": {"age": {"type": "integer"}}, "required": ["age"]}, "uiSchema": {}}
    drawn = Drawing().node("start", "begin").node("user", "ask", formKey="ask.form.json").node("end", "done")
    files = {"drawn.bpmn": drawn.line("begin", "ask", "done"), "ask.form.json": json.dumps(form)}
    told = run(files, {"tasks": {"ask": [{}]}})
    assert (told.code, told.last["open"]) == (1, ["ask"])
    assert "age:" in told.words


def test_the_process_to_begin_can_be_named_and_must_exist(run):
    assert run(two_tasks(), None, "--process", "p").code == 0
    told = run(two_tasks(), None, "--process", "q")
    assert (told.code, told.lines) == (2, [])
    assert errors.ProcessNotInFiles(name="q", names="p").message() in told.words


def test_a_drawing_that_cannot_be_published_is_told_with_its_findings(run):
    drawn = Drawing().node("start", "begin").script("compute", "print(1)", scriptFormat="python").node("end", "done")
    told = run(drawn.line("begin", "compute", "done"))
    assert (told.code, told.lines) == (2, [])
    assert "drawn.bpmn" in told.words
    assert "compute" in told.words


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("{", "not JSON"),
        ("[]", "answers"),
        ('{"task": {}}', "“task”"),
        ('{"tasks": []}', "“tasks” must be an object"),
        ('{"tasks": {"ask": {}}}', "“tasks.ask” must be a list"),
        ('{"tasks": {"ask": [1]}}', "“tasks.ask[1]” must be an object"),
        ('{"until": "soon"}', "“until” must be a duration"),
        ('{"until": "PT99999999999H"}', "“until” must be a duration"),
        ('{"messages": [{"at": "PT1H"}]}', "“messages[1].name” must be a text"),
        ('{"messages": [{"name": "a", "when": 1}]}', "messages[1].when"),
        ('{"topics": {"t": [{"variables": {}, "fault": 1}]}}', "topics.t[1].fault"),
        ('{"topics": {"t": [{}]}}', "“topics.t[1]” must be an object with one of"),
    ],
)
def test_answers_that_cannot_be_used_are_refused_at_their_place(run, answers, said):
    told = run(two_tasks(), answers)
    assert (told.code, told.lines) == (2, [])
    assert said in told.words
    assert errors.AnswersUnreadable.template().partition("{")[0] in told.words


def test_answers_that_cannot_be_used_are_refused_in_persian_too(run):
    assert "به کار نمی‌آید" in run(two_tasks(), '{"tasks": []}', "--lang", "fa").words


@pytest.mark.parametrize("kind", ["and", "or"])
def test_a_gateway_that_joins_is_entered_once_when_it_goes_on(run, kind):
    drawing = Drawing().node("start", "begin").node("and", "split").node(kind, "join").node("end", "done")
    drawing.line("begin", "split").line("join", "done")
    for name in ("one", "two", "three"):
        drawing.node("user", name).line("split", name, "join")
    told = run(drawing, {"tasks": {"one": [{}], "two": [{}], "three": [{}]}})
    assert [line for line in told.short(flows=True) if "join" in line] == [
        "flow one-join", "flow two-join", "flow three-join", "entered join", "completed join", "flow join-done",
    ]  # fmt: skip
    assert told.code == 0
    waiting = run(drawing, {"tasks": {"one": [{}], "two": [{}]}})
    assert "entered join" not in waiting.short()
    assert "flow two-join" in waiting.short(flows=True)
