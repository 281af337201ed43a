"""Splits, merges, beginnings and ends that are not drawn as gateways and events run as BPMN says they do."""

from collections import Counter

import orjson
import pytest

from engine import spiff
from tests.unit.spiff.drawing import NOW, Drawing, Run, folded


def split(*conditions, default=None, source="user"):
    """One element `u` with a flow to `a`, `b` … for each condition (None: without one)."""
    drawing = Drawing().node("start", "s").node(source, "u").flow("s", "u")
    for target, condition in zip("abcd", conditions, strict=False):
        drawing.node("user", target).node("end", f"e{target}").flow("u", target, condition).flow(target, f"e{target}")
    if default is not None:
        drawing.nodes["u"].set("default", f"u-{default}")
    return drawing


def test_several_flows_out_of_a_task_or_an_event_are_all_taken_at_once():
    for source in ("manual", "intermediateThrowEvent"):
        run = Run(split(None, None, None, source=source).load())
        assert run.waiting_at == ["a", "b", "c"]
        assert run.path == ["s", "u", "a", "b", "c"]


def test_several_flows_out_of_a_start_event_are_all_taken():
    drawing = Drawing().node("start", "s").node("user", "a").node("user", "b").flow("s", "a").flow("s", "b")
    run = Run(drawing.load())
    assert run.waiting_at == ["a", "b"]
    run.submit("b")
    assert not run.step.completed
    assert run.submit("a").completed


@pytest.mark.parametrize(("n", "taken"), [(1, "ac"), (2, "bc"), (3, "abc"), (0, "cd")])
def test_of_conditional_flows_every_true_one_is_taken_else_the_default_and_those_without_condition_always(n, taken):
    drawing = split("n in [1, 3]", "n in [2, 3]", None, None, default="d")
    run = Run(drawing.load(), n=n)
    run.submit("u")
    assert "".join(run.waiting_at) == taken


def test_an_activity_without_a_true_condition_and_without_default_is_done_and_stands_with_an_incident():
    run = Run(split("n = 1", "n = 2", None).load(), n=0)
    step = run.submit("u", remark="seen")
    assert [(moment.kind, moment.element) for moment in step.moments] == [("completed", "u"), ("failed", "u")]
    assert (run.variables["remark"], run.open) == ("seen", {})
    assert [incident.code for incident in run.incidents.values()] == ["no-way-out"]
    assert orjson.loads(run.state)[2] == [[2, 0, "u", 32, "s-u", {"i": ["no-way-out", {}]}]]
    assert spiff.tokens(run.state) == folded(run.trace) == [("u", 2)]
    with pytest.raises(spiff.steps.errors.ActivityNotOpen):
        run.submit(2)
    assert run.retry().moments == ()
    run.write(n=2)
    step = run.retry()
    assert [(moment.kind, moment.element) for moment in step.moments] == [
        ("completed", "u"), ("entered", "b"), ("entered", "c"),
    ]  # fmt: skip
    assert (step.resolved, run.waiting_at, run.incidents) == ((2,), ["b", "c"], {})
    assert spiff.tokens(run.state) == folded(run.trace)


@pytest.mark.parametrize("warm", [False, True])
def test_a_script_or_repetition_without_a_way_out_is_not_done_twice(warm):
    drawing = Drawing().node("start", "s").script("c", "{count: count + 1}").node("user", "u").node("user", "v")
    drawing.line("s", "c").flow("c", "u", "go = true").flow("u", "v", "go = false").several(
        "u", input="people", item="who", output="all", output_item="answer"
    )
    run = Run(drawing.load(), warm=warm, count=0, people=["ali", "zahra"])
    run.write(go=True)
    run.retry()
    assert run.variables["count"] == 1
    run.submit("u", answer=1)
    run.submit("u", answer=2)
    assert [incident.element for incident in run.incidents.values()] == ["u"]
    run.write(go=False, all=[])
    run.retry()
    assert run.variables["all"] == []
    assert run.waiting_at == ["v"]
    assert spiff.tokens(run.state) == folded(run.trace)


def test_a_case_with_an_activity_without_a_way_out_can_be_cancelled():
    run = Run(split("n = 1").load())
    run.submit("u")
    step = run.cancel()
    assert [(moment.kind, moment.element) for moment in step.moments] == [("cancelled", "u")]
    assert spiff.tokens(run.state) == folded(run.trace) == []


def test_a_condition_that_is_neither_yes_nor_no_stops_behind_the_activity():
    run = Run(split("n", None).load(), n="perhaps")
    run.submit("u")
    assert [incident.code for incident in run.incidents.values()] == ["condition-not-boolean"]


def test_the_condition_of_a_default_flow_is_ignored_as_the_standard_says():
    for source in ("user", "xor"):
        drawing = split("this is no (condition", "n = 1", default="a", source=source)
        run = Run(drawing.load(), n=1)
        if source == "user":
            run.submit("u")
        assert run.waiting_at == ["b"]


def test_every_token_that_comes_to_a_task_with_several_incoming_flows_does_it_anew():
    drawing = Drawing().node("start", "s").node("manual", "a").node("manual", "b").node("user", "u").node("end", "e")
    drawing.flow("s", "a").flow("s", "b").flow("a", "u").flow("b", "u").flow("u", "e")
    run = Run(drawing.load())
    assert run.waiting_at == ["u", "u"]
    run.submit("u")
    assert run.submit("u").completed
    assert Counter(run.path)["e"] == 2


def test_a_path_ends_where_nothing_follows():
    run = Run(Drawing().node("start", "s").node("user", "u").node("xor", "x").line("s", "u", "x").load())
    assert run.submit("u").completed
    assert run.path == ["s", "u", "x"]


def test_without_a_start_event_everything_begins_that_no_flow_leads_into():
    drawing = Drawing().node("user", "a").node("manual", "b").node("and", "j").node("user", "c").node("and", "k")
    run = Run(drawing.flow("a", "j").flow("b", "j").flow("j", "c").flow("k", "j").load())
    assert (run.waiting_at, run.path[:3]) == (["a"], ["a", "b", "k"])
    run.submit("a")
    assert run.waiting_at == ["c"]
    assert run.submit("c").completed


def test_a_process_of_a_single_task_begins_and_ends_with_it():
    run = Run(Drawing().node("user", "a").load())
    assert run.submit("a").completed


def two_starts():
    drawing = Drawing().node("start", "s").node("start", "t").node("user", "u").node("user", "v").node("end", "e")
    return drawing.line("s", "u", "e").line("t", "v", "u").load()


def test_a_case_of_several_start_events_begins_at_the_first_drawn_or_at_the_named_one():
    program = two_starts()
    assert Run(program).waiting_at == ["u"]
    step = spiff.start(program, {}, now=NOW, at="t")
    assert [waiting.element for waiting in step.waiting] == ["v"]
    with pytest.raises(KeyError):
        spiff.start(program, {}, now=NOW, at="u")


def test_nothing_that_is_not_drawn_appears_in_the_history():
    run = Run(split("n = 1", "n = 1", None).load(), n=1)
    run.submit("u")
    for element in "abc":
        run.submit(element)
    assert {moment.element for moment in run.trace} <= set(run.program.elements)
    assert {flow for moment in run.trace for flow in moment.via} <= set(run.program.structure.flows)
