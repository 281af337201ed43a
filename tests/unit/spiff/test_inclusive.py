"""Inclusive gateways take every true way and wait for what can still come (BPMN 2.0.2, 13.4.3)."""

import pytest

from engine import spiff
from tests.unit.spiff.drawing import Drawing, Run, folded


def split_and_join(default="g-j"):
    """`g` leads to `a` and `b` by conditions and straight to the join `j` otherwise; `z` comes behind the join."""
    drawing = Drawing().node("start", "s").node("or", "g").node("user", "a").node("user", "b").node("or", "j")
    drawing.node("user", "z").node("end", "e").line("s", "g").flow("g", "a", "n in [1, 3]").flow("g", "b", "n > 1")
    drawing.line("a", "j").line("b", "j").flow("g", "j").line("j", "z", "e")
    if default is not None:
        drawing.nodes["g"].set("default", default)
    return drawing


def checked(run):
    assert sorted(spiff.tokens(run.state)) == folded(run.trace)
    return run


@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize(("n", "taken"), [(0, "z"), (1, "a"), (2, "b"), (3, "ab")])
def test_every_true_way_is_taken_else_the_default_and_the_join_waits_for_those_alone(n, taken, warm):
    run = Run(split_and_join().load(), warm=warm, n=n)
    assert "".join(run.waiting_at) == taken
    for task in taken.replace("z", ""):
        assert run.waiting_at[0] == task
        checked(run).submit(task)
    assert run.waiting_at == ["z"]
    assert run.path.count("z") == 1
    assert checked(run).submit("z").completed


def test_a_flow_without_condition_that_is_not_the_default_is_always_taken():
    run = Run(split_and_join(default=None).load(), n=1)
    assert run.waiting_at == ["a"]  # the token on the straight flow waits at the join
    assert [element for element, _ in spiff.tokens(run.state)] == ["a", "j"]
    run.submit("a")
    assert run.waiting_at == ["z"]
    moment = next(one for one in run.trace if one.kind == "completed" and one.element == "j")
    assert len(moment.joined) == 1


def test_without_a_true_way_and_without_default_the_gateway_stands_until_the_data_is_mended():
    drawing = split_and_join(default=None)
    drawing.process.remove(next(flow for flow in drawing.process if flow.get("id") == "g-j"))
    run = Run(drawing.load(), n=0)
    (incident,) = run.incidents.values()
    assert (incident.code, incident.element) == ("no-way-out", "g")
    run.write(n=3)
    checked(run).retry()
    assert run.waiting_at == ["a", "b"]


def test_a_join_goes_on_when_the_token_that_it_waited_for_leaves_for_elsewhere():
    drawing = split_and_join().node("xor", "x", default="x-j").node("user", "y").node("end", "f")
    for flow in drawing.process.findall("{*}sequenceFlow"):
        if flow.get("id") == "b-j":
            flow.set("targetRef", "x")
    run = Run(drawing.flow("x", "j").flow("x", "y", "away").line("y", "f").load(), n=3, away=True)
    run.submit("a")
    assert run.waiting_at == ["b"]
    run.submit("b")
    assert run.waiting_at == ["y", "z"]
    run.submit("z")
    assert checked(run).submit("y").completed


def test_a_join_goes_on_when_the_token_that_it_waited_for_is_withdrawn():
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "a").node("user", "b").node("or", "j")
    drawing.node("end", "e").line("s", "f", "a", "j", "e").line("f", "b", "j")
    run = Run(drawing.load())
    run.submit("a")
    assert run.waiting_at == ["b"]
    step = checked(run).cancel()
    assert [moment.element for moment in step.moments] == ["b", "j"]
    assert spiff.tokens(run.state) == []


def in_a_loop():
    """A loop around an inclusive block; `more` decides behind the join whether another round comes."""
    drawing = Drawing().node("start", "s").node("xor", "m").node("or", "g").node("user", "a").node("user", "b")
    drawing.node("or", "j").node("user", "d").node("xor", "x", default="x-e").node("end", "e")
    drawing.line("s", "m", "g").flow("g", "a", "true").flow("g", "b", "both").line("a", "j").line("b", "j")
    return drawing.line("j", "d", "x", "e").flow("x", "m", "more")


@pytest.mark.parametrize("warm", [False, True])
def test_each_round_of_a_loop_is_joined_for_itself(warm):
    run = Run(in_a_loop().load(), warm=warm, both=True, more=True)
    for order in ("ab", "ba", "ab"):
        assert sorted(run.waiting_at) == ["a", "b"]
        run.submit(order[0])
        assert "d" not in run.waiting_at
        run.submit(order[1])
        assert run.waiting_at == ["d"]
        checked(run).submit("d", both=True)
    run.submit("a", both=False)
    run.submit("b")
    run.submit("d", both=False)
    assert run.waiting_at == ["a"]  # the second way was not taken in this round
    run.submit("a")
    assert checked(run).submit("d", more=False).completed


def test_two_tokens_of_one_flow_are_joined_one_after_the_other():
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "a").node("user", "b").node("user", "c")
    drawing.node("xor", "m").node("or", "j").node("user", "z").node("end", "e")
    drawing.line("s", "f", "a", "m", "j", "z", "e").line("f", "b", "m").line("f", "c", "j")
    run = Run(drawing.load())
    run.submit("a")
    run.submit("b")
    assert run.waiting_at == ["c"]
    run.submit("c")
    assert run.waiting_at == ["z", "z"]  # one of the two was joined with that of c
    assert sorted(len(one.joined) for one in run.trace if one.element == "j" and one.kind == "completed") == [0, 1]
    run.submit("z")
    assert checked(run).submit("z").completed


def test_a_token_that_can_come_where_one_waits_already_is_not_waited_for():
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "a").node("user", "b").node("xor", "x")
    drawing.node("or", "j").node("user", "z").node("end", "e").line("s", "f", "a", "x").line("f", "b", "j", "z", "e")
    drawing.flow("x", "j", "n = 1", flow_id="one").flow("x", "j", flow_id="two")
    drawing.nodes["x"].set("default", "two")
    drawing.flow("a", "b", "again")
    drawing.nodes["a"].set("default", "a-x")
    run = Run(drawing.load(), again=False)
    run.submit("b")
    assert run.waiting_at == ["a", "z"]  # a can still come over b, where a token waits


def test_joins_that_wait_for_each_other_are_an_incident():
    drawing = Drawing().node("start", "s").node("and", "f").node("or", "j").node("or", "k").node("user", "a")
    drawing.node("user", "b").node("end", "e").line("s", "f", "j", "a", "k", "b", "e").line("f", "k")
    drawing.flow("b", "j")
    run = Run(drawing.load())
    (incident,) = run.incidents.values()
    assert (incident.code, incident.params["elements"]) == ("deadlock", "j, k")
    run.cancel()
    assert run.incidents == {}


def test_a_gateway_with_one_flow_in_and_one_out_passes():
    run = Run(Drawing().node("start", "s").node("or", "g").node("end", "e").line("s", "g", "e").load())
    assert run.step.completed


def test_forty_blocks_in_a_row_cost_one_token_each():
    drawing = Drawing().node("start", "s").node("end", "e")
    before = "s"
    for level in range(40):
        g, a, b, j = (f"{short}{level}" for short in "gabj")
        drawing.node("or", g).node("manual", a).node("manual", b).node("or", j).line(before, g)
        drawing.flow(g, a, "true").flow(g, b, "true").line(a, j).line(b, j)
        before = j
    run = Run(drawing.flow(before, "e").load())
    assert run.step.completed
    assert len(run.path) == 2 + 40 * 5
