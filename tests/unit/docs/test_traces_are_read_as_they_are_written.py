"""What a scenario writes of a trace is read exactly, in both languages, and compared exactly."""

import pytest

from tools.bpmn_support import traces

X = [("entered", "x"), ("completed", "x")]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("x", X),
        ("x entered, x completed", X),
        ("x entered 2 times,\nx caught", [X[0], X[0], ("caught", "x")]),
        ("آغاز x ۲ بار، گرفتن x", [X[0], X[0], ("caught", "x")]),
        ("inner-end thrown", [("thrown", "inner-end")]),
    ],
)
def test_a_trace_is_read_in_both_languages(written, told):
    assert traces.read(written) == told


@pytest.mark.parametrize("told", [X, [X[0], *X], [*X, X[1]], [X[0], X[0], X[1], X[1]], [("thrown", "x"), *X, *X]])
def test_what_is_written_is_read_as_it_was(told):
    assert traces.read(traces.written(told)) == told


def test_what_cannot_be_read_is_no_trace():
    with pytest.raises(ValueError, match="does not tell"):
        traces.read("x was entered")


def test_rounds_may_run_beside_each_other_and_each_in_its_order():
    assert traces.are_rounds([X[0], X[0], X[1], X[1]], X, 2)
    assert not traces.are_rounds([X[0], X[1], X[1], X[0]], X, 2)
    assert not traces.are_rounds([*X, X[0]], X, 2)
    assert not traces.are_rounds(list(reversed(X)), X, 1)


def test_flows_the_outcome_and_what_is_around_are_no_part_of_a_trace():
    lines = [{"event": event, "element": element} for event, element in [*X, ("flow", "x"), ("entered", "around")]]
    assert traces.of([*lines, {"state": "completed"}], frozenset({"x"})) == X
