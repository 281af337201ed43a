"""Silent faults measured in bare SpiffWorkflow 3.2.0 (T1 to T10): each stays impossible here."""

import pytest

from engine import errors, spiff
from engine.spiff.case import FINISHED, Case
from tests.unit.spiff.drawing import NOW, Drawing, Run
from tests.unit.spiff.test_scopes import EVENTS, ROOTS, SUB
from tests.unit.spiff.written import Play, flows, load


def test_t1_a_join_inside_a_loop_waits_for_both_branches_in_every_round_whatever_their_order():
    drawing = Drawing().node("start", "s").node("xor", "m").node("and", "f").node("user", "a").node("user", "b")
    drawing.node("and", "j").node("user", "again").node("xor", "x", default="x-m").node("end", "e")
    drawing.line("s", "m", "f", "a", "j", "again", "x").line("f", "b", "j").flow("x", "m").flow("x", "e", "stop")
    run = Run(drawing.load())
    for first, second in (("a", "b"), ("b", "a"), ("a", "b"), ("b", "a")):
        run.submit(first)
        assert run.waiting_at == [second]
        run.submit(second)
        assert run.waiting_at == ["again"]
        run.submit("again", stop=False)
    assert sorted(run.waiting_at) == ["a", "b"]


def test_t3_withdrawing_a_repeated_task_leaves_nothing_behind_and_the_case_goes_on():
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "many").node("user", "stop").terminate("t")
    drawing.node("end", "e").line("s", "f", "many", "e").line("f", "stop", "t").several("many", cardinality="5")
    run = Run(drawing.load())
    run.submit("many")
    step = run.submit("stop")
    assert step.completed
    assert len(step.closed) == 4
    assert run.open == {}


def test_t4_a_write_in_one_branch_is_not_undone_by_the_branch_that_ends_last():
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "a").node("user", "b").node("and", "j")
    run = Run(drawing.node("end", "e").line("s", "f", "a", "j", "e").line("f", "b", "j").load(), n=0)
    run.submit("a", n=5)
    run.submit("b", other=1)
    assert run.variables == {"n": 5, "other": 1}


def test_t6_a_withdrawn_task_can_never_be_finished():
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "a").node("user", "b").node("xor", "x")
    drawing.terminate("t").node("end", "e").line("s", "f", "a", "x").line("f", "b", "e").flow("x", "t")
    run = Run(drawing.load(), warm=True)
    late = next(activity for activity, waiting in run.open.items() if waiting.element == "b")
    token = run.warm.live[late]
    run.submit("a")
    with pytest.raises(errors.ActivityNotOpen):
        spiff.complete(run.program, run.state, run.variables, late, {}, now=NOW)
    assert token._state & FINISHED
    with pytest.raises(RuntimeError):
        token.run()


def test_t7_a_failing_entry_leaves_an_incident_and_not_a_dead_case():
    drawing = Drawing().node("start", "s").node("user", "a").node("user", "many").node("end", "e")
    run = Run(drawing.line("s", "a", "many", "e").several("many", cardinality="count").load(), count="three")
    run.submit("a")
    assert [(incident.element, incident.code) for incident in run.incidents.values()] == [("many", "count-not-whole")]
    assert not run.step.completed
    run.write(count=1)
    run.retry()
    assert run.submit("many").completed


def test_t8_a_failing_script_keeps_the_branch_alive_and_the_data_whole():
    drawing = Drawing().node("start", "s").script("c", "{a: 1, b: sum(for i in 1..n return i)}").node("end", "e")
    run = Run(drawing.line("s", "c", "e").load(), n=1_000_000)
    assert run.variables == {"n": 1_000_000}
    assert len(run.incidents) == 1
    run.write(n=3)
    assert run.retry().completed
    assert (run.variables["a"], run.variables["b"]) == (1, 6)


def test_walking_a_case_has_no_limit_of_depth():
    drawing = Drawing().node("start", "n0")
    for number in range(1, 3_000):
        drawing.node("manual", f"n{number}")
    program = drawing.node("end", "n3000").line(*(f"n{number}" for number in range(3_001))).load(steps=10_000)
    case = Case(program)
    case.begin({}, NOW)
    case.enter(program.beginning()[0])
    case.do_engine_steps()
    assert case.next_activity == 3_002
    assert case.tasks == {}  # what is finished is not kept
    assert case.is_completed()


def test_t2_an_error_is_caught_by_what_is_around_it_and_by_nothing_else():
    error = '<errorEventDefinition errorRef="E"/>'

    def failing(name, end):
        inner = f'<startEvent id="{name}s"/><userTask id="{name}u"/>{end}' + flows(f"{name}s {name}u {name}e")
        return f'<subProcess id="{name}">{inner}</subProcess>'

    body = failing("a", f'<endEvent id="ae">{error}</endEvent>') + failing("b", '<endEvent id="be"/>')
    beside = f'<boundaryEvent id="x" attachedToRef="b">{error}</boundaryEvent>'
    body = f'<startEvent id="s"/><parallelGateway id="f"/>{body}{beside}'
    play = Play(load(body + flows("s f a", "f b"), ROOTS))
    step = play.submit("au")
    assert [incident.code for incident in step.incidents] == ["error-uncaught"]
    assert "x" not in play.entered


def test_t5_a_boundary_event_that_does_not_interrupt_happens_more_than_once():
    body = SUB + f'<boundaryEvent id="b" attachedToRef="sub" cancelActivity="false">{EVENTS["message"]}</boundaryEvent>'
    play = Play(load(body, ROOTS))
    for _ in range(3):
        play.occur("b")
    assert play.entered.count("b") == 3


def test_t9_nothing_of_a_sub_process_stays_behind_when_it_is_over():
    body = (
        '<startEvent id="s"/><exclusiveGateway id="m"/><subProcess id="sub"><startEvent id="is"/><userTask id="u"/>'
        + flows("is u")
        + f'</subProcess><boundaryEvent id="b" attachedToRef="sub">{EVENTS["message"]}</boundaryEvent>'
        '<exclusiveGateway id="x" default="x-m"/><endEvent id="e"/>'
        + flows("s m sub x m", "b m")
        + '<sequenceFlow id="out" sourceRef="x" targetRef="e"><conditionExpression>stop</conditionExpression>'
        "</sequenceFlow>"
    )
    play = Play(load(body, ROOTS), stop=False)
    sizes = set()
    for number in range(40):
        if number % 2:
            play.occur("b")
        else:
            play.submit("u")
        sizes.add(len(play.state) - 4 * len(str(play.program and max(play.waits))))
        assert sorted(play.here) == ["sub", "u"]
    assert max(sizes) - min(sizes) <= 8
    assert play.submit("u", stop=True).completed


def test_t10_every_event_that_happens_is_told_as_entered_caught_and_completed():
    body = SUB + f'<boundaryEvent id="b" attachedToRef="sub">{EVENTS["message"]}</boundaryEvent>'
    play = Play(load(body, ROOTS))
    play.occur("b")
    assert [moment.kind for moment in play.trace if moment.element == "b"] == ["entered", "caught", "completed"]
