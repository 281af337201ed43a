"""A standard loop does its activity again while a condition is true, and so often at most (BPMN 2.0.2, 10.3.8)."""

import pytest

from engine import spiff
from tests.unit.spiff.drawing import Drawing, Run, folded
from tests.unit.spiff.test_not_runnable import refused


def looped(when, kind="user", **loop):
    drawing = Drawing().node("start", "s").node(kind, "u").node("user", "z").node("end", "e").line("s", "u", "z", "e")
    return drawing.again("u", when, **loop)


def checked(run):
    assert sorted(spiff.tokens(run.state)) == folded(run.trace)
    return run


@pytest.mark.parametrize("warm", [False, True])
def test_a_task_is_done_again_while_the_condition_is_true(warm):
    run = Run(looped("more").load(), warm=warm)
    for more in (True, True, False):
        assert run.waiting_at == ["u"]
        checked(run).submit("u", more=more)
    assert run.waiting_at == ["z"]
    assert checked(run).submit("z").completed
    rounds = [moment for moment in run.trace if moment.element == "u" and moment.parent is not None]
    assert [moment.local["loopCounter"] for moment in rounds if moment.kind == "entered"] == [0, 1, 2]
    assert [moment.body for moment in run.trace if moment.element == "u" and moment.parent is None] == [True, True]


def test_asked_before_the_first_round_it_may_not_be_done_at_all():
    run = Run(looped("more", before=True).load(), more=False)
    assert run.waiting_at == ["z"]
    run = Run(looped("more", before=True).load(), more=True)
    assert checked(run).waiting_at == ["u"]
    run.submit("u", more=False)
    assert run.waiting_at == ["z"]


def test_it_is_done_so_often_at_most_and_the_condition_sees_the_number_of_the_round():
    run = Run(looped("true", most=2).load())
    run.submit("u")
    run.submit("u")
    assert run.waiting_at == ["z"]
    run = Run(looped("loopCounter < 3", "manual").load())
    assert run.path == ["s", *["u"] * 4, "z"]
    run = Run(looped("loopCounter < 3", "manual", before=True).load())
    assert run.path == ["s", *["u"] * 4, "z"]
    run = Run(looped(None, "manual", most=5).load())
    assert run.path == ["s", *["u"] * 6, "z"]  # the frame, and five rounds


def test_each_round_sees_its_number_and_writes_to_the_case():
    drawing = Drawing().node("start", "s").script("c", "{all: append(all, loopCounter)}").node("end", "e")
    run = Run(drawing.line("s", "c", "e").again("c", "count(all) < 3").load(), all=[])
    assert run.step.completed
    assert run.variables == {"all": [0, 1, 2]}


def inside(when, **loop):
    drawing = (
        Drawing().node("start", "s").node("sub", "x").node("end", "e").line("s", "x", "e").again("x", when, **loop)
    )
    drawing.into = drawing.nodes["x"]
    drawing.node("start", "xs").node("user", "u").node("and", "f").node("manual", "m").node("end", "xe")
    drawing.line("xs", "f", "u", "xe").line("f", "m", "xe")
    drawing.into = drawing.process
    return drawing


@pytest.mark.parametrize("warm", [False, True])
def test_a_sub_process_is_done_again(warm):
    run = Run(inside("more").load(), warm=warm)
    checked(run).submit("u", more=True)
    assert run.waiting_at == ["u"]
    assert checked(run).submit("u", more=False).completed
    assert run.path.count("m") == 2


def test_a_boundary_event_stands_beside_all_rounds():
    drawing = inside("more").node("boundary", "b", attachedToRef="x").node("user", "w").line("b", "w")
    run = Run(drawing.message("b", "stop").load())
    run.submit("u", more=True)
    assert [wait.element for wait in run.waits.values()] == ["b"]
    run.occur("b")
    assert checked(run).waiting_at == ["w"]
    assert run.submit("w").completed


@pytest.mark.parametrize("warm", [False, True])
def test_a_condition_that_cannot_be_decided_is_an_incident_behind_the_round(warm):
    run = Run(looped("more").load(), warm=warm)
    run.submit("u", more="perhaps")
    assert [incident.code for incident in run.incidents.values()] == ["condition-not-boolean"]
    assert checked(run).retry().moments == ()
    run.write(more=True)
    run.retry()
    assert (checked(run).waiting_at, run.incidents) == (["u"], {})
    run.submit("u", more=False)
    assert run.waiting_at == ["z"]
    first = Run(looped("more", before=True).load(), more="perhaps")
    assert [incident.code for incident in first.incidents.values()] == ["condition-not-boolean"]
    first.write(more=False)
    first.retry()
    assert first.waiting_at == ["z"]


def test_a_loop_behind_which_no_way_is_open_is_not_done_again_when_it_is_tried_again():
    drawing = Drawing().node("start", "s").node("user", "u").node("end", "e").flow("s", "u").flow("u", "e", "go")
    run = Run(drawing.again("u", "more").load())
    run.submit("u", more=False)
    assert [incident.code for incident in run.incidents.values()] == ["no-way-out"]
    run.write(go=True, more=True)
    assert checked(run).retry().completed


def test_an_endless_loop_is_stopped_and_goes_on_when_it_is_tried_again():
    run = Run(looped("go", "manual").load(steps=50, in_a_row=50), go=True)
    assert [incident.code for incident in run.incidents.values()] == ["step-limit"]
    run.write(go=False)
    run.retry()
    assert checked(run).waiting_at == ["z"]


def test_the_thousandth_round_is_stored_in_as_few_bytes_as_the_first():
    run = Run(looped("true").load())
    run.submit("u")
    size = len(run.state)
    for _ in range(1_000):
        run.trace.clear()
        run.submit("u")
    assert len(run.state) <= size + 16  # the digits of the numbers


def test_a_loop_says_when_it_ends_and_only_activities_loop():
    assert refused(looped(None)) == {("loop-endless", "u")}
    assert refused(looped("true", most=0)) == {("loop-maximum", "u")}
    assert refused(looped("(")) == {("expression", "u")}
    assert ("loop-here", "e") in refused(looped("true").again("e", "true"))
