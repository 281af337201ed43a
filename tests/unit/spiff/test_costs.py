"""What a case costs as it grows, in counted steps or in ratios of processor time; never in seconds."""

import sys
from time import process_time

import pytest

from engine import spiff
from engine.spiff.case import Token
from tests.unit.spiff.drawing import NOW, Drawing, Run


def cost(work, rounds=5):
    """The least processor time of several goes: what is left when the machine is busy is noise from above."""
    times = []
    for _ in range(rounds):
        begun = process_time()
        work()
        times.append(process_time() - begun)
    return min(times)


def calls_of(function, work):
    """How often a function of the room was entered."""
    count = 0

    def watch(frame, event, _argument):
        nonlocal count
        if event == "call" and frame.f_code is function.__code__:
            count += 1

    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def line_of(length):
    drawing = Drawing().node("start", "n0")
    for number in range(1, length + 1):
        drawing.node("manual", f"n{number}")
    return drawing.node("end", f"n{length + 1}").line(*(f"n{number}" for number in range(length + 2)))


def test_forks_and_joins_in_a_row_cost_one_token_each():
    drawing = Drawing().node("start", "s").node("end", "e")
    before = "s"
    for level in range(40):
        drawing.node("and", f"f{level}").node("manual", f"a{level}").node("manual", f"b{level}").node(
            "and", f"j{level}"
        )
        drawing.line(before, f"f{level}", f"a{level}", f"j{level}").line(f"f{level}", f"b{level}", f"j{level}")
        before = f"j{level}"
    program = drawing.flow(before, "e").load()
    made = calls_of(Token.__init__, lambda: spiff.start(program, {}, now=NOW))
    assert made == 2 + 40 * 5
    assert Run(program).step.completed


def test_a_thousand_elements_in_a_row_are_read_and_run():
    run = Run(line_of(1_000).load(steps=2_000))
    assert run.step.completed
    assert len(run.path) == 1_002


def test_a_loop_of_a_thousand_elements_is_read():
    drawing = line_of(1_000).node("xor", "back")
    drawing.flow("n999", "back", flow_id="x")
    for flow in drawing.process.findall("{*}sequenceFlow"):
        if flow.get("id") == "n999-n1000":
            flow.set("sourceRef", "back")
            drawing.nodes["back"].set("default", "n999-n1000")
    drawing.flow("back", "n1", "again").node("end", "x-end")
    drawing.process.remove(drawing.nodes["x-end"])
    assert Run(drawing.load(steps=2_000)).step.completed


@pytest.mark.parametrize("warm", [False, True])
def test_five_thousand_rounds_cost_the_same_each(warm):
    drawing = (
        Drawing().node("start", "s").node("xor", "m").node("user", "u").node("xor", "x", default="x-m").node("end", "e")
    )
    run = Run(drawing.line("s", "m", "u", "x").flow("x", "m").flow("x", "e", "stop").load(), warm=warm)
    run.variables["stop"] = False

    def rounds(many):
        for _ in range(many):
            run.trace.clear()
            run.submit("u")

    rounds(100)
    size, early = len(run.state), calls_of(Token.__init__, lambda: rounds(100))
    first = cost(lambda: rounds(200), 3)
    rounds(5_000 - 1_000)
    assert calls_of(Token.__init__, lambda: rounds(100)) == early == (300 if warm else 400)
    assert len(run.state) <= size + 6  # the digits of the activity number
    assert cost(lambda: rounds(200), 3) <= first * 2
    assert run.submit("u", stop=True).completed


def repeated(width):
    drawing = Drawing().node("start", "s").node("user", "u", assignee="${who}").node("end", "e").line("s", "u", "e")
    program = drawing.several("u", input="people", item="who", output="all", output_item="answer").load()
    return Run(program, warm=True, people=[f"person {number}" for number in range(width)])


def test_a_submit_among_a_thousand_costs_at_most_twice_one_among_fifty():
    def submits(run):
        def work():
            for activity in sorted(run.open)[:20]:
                run.submit(activity, answer="yes")

        return work

    ratios = []
    for _ in range(5):
        narrow, wide = repeated(50), repeated(1_000)
        ratios.append(cost(submits(wide), 2) / cost(submits(narrow), 2))
    assert min(ratios) <= 2, ratios


def test_a_thousand_open_repetitions_are_stored_in_few_bytes():
    run = repeated(1_000)
    assert len(run.state) < 500
    for activity in list(run.open)[::2]:
        run.submit(activity, answer=1)
    assert len(run.state) < 500 + 500 * 8


def test_a_drawing_reads_in_time_that_grows_with_its_size():
    short, long = line_of(200), line_of(1_600)
    assert cost(long.load, 3) <= cost(short.load, 3) * 8 * 2.5
