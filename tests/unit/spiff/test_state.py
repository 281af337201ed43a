"""Stored state, live cases and threads: what is stored is small, plain and enough; what is live is never stale."""

from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest
from SpiffWorkflow.bpmn.script_engine import python_engine, python_environment

from engine import spiff
from engine.spiff import codec
from tests.unit.spiff.drawing import NOW, Drawing, Run
from tests.unit.spiff.test_random_models import play


def linear(many=3):
    drawing = Drawing().node("start", "s").node("end", "e")
    names = [f"u{number}" for number in range(many)]
    for name in names:
        drawing.node("user", name)
    return drawing.line("s", *names, "e").load()


def test_state_holds_only_what_is_live():
    run = Run(linear(), secret="x" * 10_000)
    assert orjson.loads(run.state) == [2, 3, [[2, 0, "u0", 16, "s-u0", {}]]]
    run.submit("u0", secret="y")
    assert orjson.loads(run.state) == [2, 4, [[3, 0, "u1", 16, "u0-u1", {}]]]


def test_state_of_another_format_is_refused():
    run = Run(linear())
    with pytest.raises(ValueError, match="format 9"):
        spiff.complete(run.program, run.state.replace(b"[2,", b"[9,", 1), {}, 2, {}, now=NOW)


def test_reading_and_storing_again_gives_the_same_bytes():
    for seed in range(40):
        program_states = play(seed)[0]
        assert all(codec.rows(state) for state in program_states)
    run = Run(linear())
    assert codec.encode(codec.decode(run.program, run.state)) == run.state


def test_a_live_case_is_used_only_for_exactly_the_state_it_stored():
    run = Run(linear(), warm=True)
    stale, old = run.warm, run.state
    run.submit("u0")
    fresh = spiff.complete(run.program, run.state, run.variables, 3, {}, now=NOW, warm=stale)
    assert fresh.waiting[0].element == "u2"
    again = spiff.complete(run.program, old, {}, 2, {}, now=NOW, warm=fresh.warm)
    assert again.waiting[0].element == "u1"
    other = spiff.complete(linear(), old, {}, 2, {}, now=NOW, warm=run.warm)
    assert other.waiting[0].element == "u1"


def test_a_live_case_that_a_refused_call_left_behind_is_not_taken_for_the_stored_one():
    run = Run(linear(), warm=True)
    with pytest.raises(spiff.steps.errors.ActivityNotOpen):
        spiff.complete(run.program, run.state, run.variables, 77, {}, now=NOW, warm=run.warm)
    assert run.warm.saved != run.state
    assert run.submit("u0").waiting[0].element == "u1"


def test_a_live_case_holds_no_variables_between_calls():
    run = Run(linear(), warm=True, secret=1)
    assert len(run.warm.scope) == 0


def test_values_are_never_copied_or_changed():
    document = {"rows": [1, 2]}
    drawing = Drawing().node("start", "s").node("user", "u").script("c", "{second: document}").node("end", "e")
    run = Run(drawing.line("s", "u", "c", "e").load(), document=document)
    run.submit("u")
    assert run.variables["document"] is document
    assert document == {"rows": [1, 2]} == run.variables["second"]


class Lazy(dict):
    """Variables that tell which of them were read."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.read = set()

    def __getitem__(self, name):
        self.read.add(name)
        return super().__getitem__(name)

    def get(self, name, default=None):
        self.read.add(name)
        return super().get(name, default)


def test_only_variables_that_are_needed_are_read():
    drawing = (
        Drawing()
        .node("start", "s")
        .node("user", "u")
        .node("xor", "x", default="d")
        .node("end", "e")
        .line("s", "u", "x")
    )
    run = Run(drawing.flow("x", "e", "amount > 1").flow("x", "e", flow_id="d").load())
    variables = Lazy(amount=5, large="x" * 100_000)
    spiff.complete(run.program, run.state, variables, 2, {"remark": "ok"}, now=NOW)
    assert variables.read == {"amount", "remark"}


def test_a_collection_is_not_read_again_unless_a_condition_asks():
    drawing = Drawing().node("start", "s").node("user", "u").node("end", "e").line("s", "u", "e")
    run = Run(drawing.several("u", input="people", item="who").load(), people=["ali", "zahra"])
    variables = Lazy(run.variables)
    spiff.complete(run.program, run.state, variables, 3, {}, now=NOW)
    assert variables.read == set()


def test_one_program_serves_many_threads():
    program = linear(12)

    def whole(number):
        run = Run(program, mine=number)
        for step in range(12):
            run.submit(f"u{step}", **{f"a{step}": number})
        return run.step.completed, run.variables, [m.element for m in run.trace], run.state

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(whole, range(60)))
    alone = whole(0)
    for number, (completed, variables, trace, state) in enumerate(results):
        assert completed
        assert set(variables.values()) == {number}
        assert (trace, state) == (alone[2], alone[3])


def test_python_s_eval_and_exec_are_never_reached(monkeypatch):
    alarms = []

    def alarm(*args):
        alarms.append(args)
        raise AssertionError("Python evaluated something of a drawing")

    for module in (python_environment, python_engine):
        for name in ("eval", "exec", "compile"):
            monkeypatch.setattr(module, name, alarm, raising=False)
    for seed in range(40):
        play(seed)
    assert alarms == []
    with pytest.raises(AssertionError):
        python_environment.TaskDataEnvironment().evaluate("1", {})


def test_the_library_is_never_asked_to_call_a_service_or_to_check_python():
    engine = spiff.case.Engine()
    engine.validate("1 + 1")
    with pytest.raises(spiff.expressions.Unreadable):
        engine.validate("import os")
    with pytest.raises(NotImplementedError):
        engine.call_service(Run(linear(), warm=True).warm.live[2])
