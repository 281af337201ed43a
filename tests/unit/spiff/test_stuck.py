"""What goes wrong in a running case becomes an incident: nothing is lost or half done, and it can be tried again."""

import pytest

from engine import errors, spiff
from engine.spiff import reasons
from engine.text import Text
from tests.unit.spiff.drawing import NOW, Drawing, Run, folded

BOOM = "sum(for i in 1..100000 return i)"  # more than any budget allows


def test_a_failing_script_leaves_the_data_and_stays_ready_while_other_branches_go_on():
    drawing = Drawing().node("start", "s").node("and", "f").script("bad", f"{{x: 1, y: {BOOM} + n}}").node("user", "u")
    run = Run(drawing.node("end", "e").line("s", "f", "bad", "e").line("f", "u", "e").load(), x=0)
    assert run.variables == {"x": 0}
    assert [incident.element for incident in run.incidents.values()] == ["bad"]
    assert run.waiting_at == ["u"]
    run.submit("u")
    assert [element for element, _ in spiff.tokens(run.state)] == ["bad"]
    assert sorted(spiff.tokens(run.state)) == folded(run.trace)


def test_a_script_that_gives_no_context_is_an_incident_and_retry_runs_it_again():
    drawing = Drawing().node("start", "s").script("c", "{x: 1}").node("end", "e").line("s", "c", "e")
    drawing.nodes["c"][0].text = "{}[n]"
    run = Run(drawing.load())
    assert [incident.code for incident in run.incidents.values()] == ["script-gives-no-context"]
    run.retry()
    assert len(run.incidents) == 1
    assert run.step.resolved == run.step.incidents == run.step.moments == ()


def test_what_fails_again_for_another_reason_is_resolved_and_opened_anew():
    drawing = Drawing().node("start", "s").node("user", "u").node("end", "e").line("s", "u", "e")
    run = Run(drawing.several("u", input="people").load(instances=2), people=None)
    run.write(people=[1, 2, 3])
    step = run.retry()
    assert step.resolved == (2,)
    assert [incident.code for incident in step.incidents] == ["too-many-instances"]


def test_a_gateway_without_a_way_out_is_an_incident_until_the_data_is_mended():
    drawing = Drawing().node("start", "s").node("xor", "x").node("end", "e").node("end", "o").line("s", "x")
    run = Run(drawing.flow("x", "e", "n = 1").flow("x", "o", "n = 2").load())
    (incident,) = run.incidents.values()
    assert (incident.code, incident.element) == ("no-way-out", "x")
    run.write(n=2)
    with pytest.raises(errors.ActivityNotOpen):
        spiff.retry(run.program, run.state, run.variables, now=NOW, activity=99)
    assert run.retry(incident.activity).completed
    assert run.step.resolved == (incident.activity,)
    assert run.path == ["s", "x", "o"]


def test_a_condition_that_is_neither_yes_nor_no_is_an_incident():
    drawing = Drawing().node("start", "s").node("xor", "x", default="d").node("end", "e").line("s", "x")
    run = Run(drawing.flow("x", "e", "n + 1").flow("x", "e", flow_id="d").load(), n=1)
    assert [incident.code for incident in run.incidents.values()] == ["condition-not-boolean"]


def test_a_failing_entry_stops_before_the_element_and_survives_storing():
    drawing = Drawing().node("start", "s").node("user", "a").node("user", "u", assignee="${who}").node("end", "e")
    run = Run(drawing.line("s", "a", "u", "e").load(), who=5)
    run.submit("a", answer=1)
    assert run.variables["answer"] == 1
    assert [incident.code for incident in run.incidents.values()] == ["assignment"]
    assert (run.open, spiff.tokens(run.state)) == ({}, [("u", 3)])
    run.write(who="ali")
    run.retry()
    assert [waiting.assignee for waiting in run.open.values()] == ["ali"]
    assert run.submit("u").completed


def test_a_failing_completion_condition_keeps_the_answer_and_is_judged_again_with_the_next():
    drawing = Drawing().node("start", "s").node("user", "u").node("end", "e").line("s", "u", "e")
    run = Run(drawing.several("u", cardinality="3", condition="done").load(), done="perhaps")
    run.submit(3)
    assert [incident.activity for incident in run.incidents.values()] == [2]
    assert sorted(run.open) == [4, 5]
    run.submit(4, done=True)
    assert run.step.completed
    assert run.incidents == {}


def test_a_failing_completion_condition_of_the_last_answer_is_judged_again_by_retry():
    drawing = Drawing().node("start", "s").node("user", "u").node("end", "e").line("s", "u", "e")
    run = Run(drawing.several("u", cardinality="1", condition="done").load(), done="perhaps")
    run.submit(3)
    assert len(run.incidents) == 1
    run.write(done=None)
    assert run.retry().completed


def test_an_endless_loop_stops_at_the_limit_and_loses_nothing():
    drawing = Drawing().node("start", "s").node("xor", "m").script("c", "{n: n + 1}").node("xor", "x", default="x-m")
    drawing.node("end", "e").line("s", "m", "c", "x").flow("x", "m").flow("x", "e", "n >= stop")
    run = Run(drawing.load(steps=100, in_a_row=100), n=0, stop=60)
    assert [incident.code for incident in run.incidents.values()] == ["step-limit"]
    ran = run.variables["n"]
    assert 30 <= ran <= 34
    run.retry()
    assert run.step.completed
    assert run.variables["n"] == 60


def test_joins_that_wait_for_a_branch_that_cannot_come_are_an_incident_once():
    drawing = Drawing().node("start", "s").node("user", "a").node("xor", "x", default="x-j").node("end", "e")
    drawing.node("and", "j", name="Both").line("s", "a", "x").flow("x", "j").flow("x", "e", "n = 1").line("j", "e")
    drawing.node("xor", "y", default="y-j").flow("x", "y", "n = 2").flow("y", "j")
    run = Run(drawing.load())
    run.submit("a")
    (incident,) = run.incidents.values()
    assert (incident.code, dict(incident.params)) == ("deadlock", {"elements": "Both"})
    assert run.write(other=1).incidents == ()
    run.cancel()
    assert run.incidents == {}


def test_incidents_survive_storing_with_words_for_people():
    drawing = Drawing().node("start", "s").script("c", f"{{x: {BOOM}}}").node("end", "e").line("s", "c", "e")
    run = Run(drawing.load())
    run.write(other=1)
    (incident,) = run.incidents.values()
    assert "could not be evaluated" in incident.text.show("en")
    assert incident.text.show("fa") != incident.text.show("en")


@pytest.mark.parametrize("warm", [False, True])
def test_other_branches_of_a_stopped_loop_stop_with_it_and_go_on_with_retry(warm):
    drawing = Drawing().node("start", "s").node("and", "f").node("end", "e").line("s", "f")
    for branch in "ab":
        drawing.node("xor", f"m{branch}").script(f"c{branch}", f"{{{branch}: {branch} + 1}}").node(
            "xor", f"x{branch}", default=f"d{branch}"
        )
        drawing.line("f", f"m{branch}", f"c{branch}", f"x{branch}").flow(
            f"x{branch}", f"m{branch}", flow_id=f"d{branch}"
        )
        drawing.flow(f"x{branch}", "e", f"{branch} >= 20")
    run = Run(drawing.load(steps=50, in_a_row=50), warm=warm, a=0, b=0)
    assert len(run.incidents) == 2
    while run.incidents:
        run.retry()
    assert run.step.completed
    assert (run.variables["a"], run.variables["b"]) == (20, 20)


def test_a_join_stopped_by_the_limit_still_names_what_it_merged_when_it_goes_on():
    drawing = Drawing().node("start", "s").node("and", "f").node("and", "j").node("end", "e").line("s", "f")
    drawing.flow("f", "j", flow_id="one").flow("f", "j", flow_id="two").line("j", "e")
    run = Run(drawing.load(steps=2, in_a_row=2))
    assert [incident.element for incident in run.incidents.values()] == ["j"]
    assert sorted(spiff.tokens(run.state)) == folded(run.trace) == [("j", 3), ("j", 4)]
    assert run.retry().completed
    assert folded(run.trace) == []


def test_a_join_withdrawn_before_its_turn_takes_what_it_merged_with_it():
    drawing = (
        Drawing()
        .node("start", "s")
        .node("and", "f")
        .terminate("t")
        .node("and", "j")
        .node("end", "e")
        .line("s", "f", "t")
    )
    drawing.flow("f", "j", flow_id="one").flow("f", "j", flow_id="two").line("j", "e")
    run = Run(drawing.load())
    assert run.step.completed
    assert folded(run.trace) == []


def test_every_incident_says_what_to_correct():
    def opened(variables, **attributes):
        drawing = Drawing().node("start", "s").node("user", "u", **attributes).node("end", "e").line("s", "u", "e")
        (incident,) = Run(drawing.load(), **variables).incidents.values()
        assert incident.text.show("fa") != incident.text.show("en")
        return incident.code

    assert opened({"x": 1}, dueDate="${x}") == "due"
    assert opened({"x": "high"}, priority="${x}") == "not-a-priority"
    assert opened({"x": [1]}, candidateUsers="${x}") == "assignment"
    assert opened({}, assignee=f"={BOOM}") == "expression-failed"


class Strict(dict):
    """Variables of a caller that refuses some names."""

    def __setitem__(self, name, value):
        if " " in name:
            raise errors.ReservedVariable(name=name, limit=128)
        super().__setitem__(name, value)


def test_a_script_whose_result_the_case_refuses_is_an_incident_and_leaves_nothing_behind():
    drawing = (
        Drawing().node("start", "s").node("user", "u").script("c", "{a: 2, b: 3, total price: 5}").node("end", "e")
    )
    program = drawing.line("s", "u", "c", "e").load()
    variables = Strict(a=1)
    step = spiff.complete(program, spiff.start(program, variables, now=NOW).state, variables, 2, {"x": 1}, now=NOW)
    assert [incident.code for incident in step.incidents] == ["value-refused"]
    assert "total price" in step.incidents[0].text.show("en")
    assert (variables, step.changes) == ({"a": 1, "x": 1}, {"x": (None, 1)})


def test_a_submit_that_the_case_refuses_is_refused_as_it_is():
    program = Drawing().node("start", "s").node("user", "u").node("end", "e").line("s", "u", "e").load()
    with pytest.raises(errors.ReservedVariable):
        spiff.complete(program, spiff.start(program, Strict(), now=NOW).state, Strict(), 2, {"a b": 1}, now=NOW)


def test_a_reason_inside_a_reason_is_plain_json_and_is_translated_with_it():
    nested = reasons.sentence(errors.Invalid(reason=Text("due date"), other=[1]))
    assert nested["params"] == {"reason": {"msgid": "due date", "params": {}}, "other": "[1]"}
    shown = reasons.worded("What was computed here cannot be stored: {reason}", {"reason": nested}).show("fa")
    assert "مهلت" in shown
