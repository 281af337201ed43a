"""Whatever is drawn ends, is refused or becomes an incident, and no step costs more because a case is old or wide."""

import pytest

from engine import spiff
from engine.spiff.tokens import Token
from tests.unit.spiff.drawing import NOW, Drawing, Run, folded
from tests.unit.spiff.test_costs import calls_of, cost, line_of
from tests.unit.spiff.written import Play, flows, load

HUGE = 100_000_000


def codes(run):
    return [incident.code for incident in run.incidents.values()]


def test_two_thousand_tasks_in_a_row_are_read_and_run_in_pieces_of_the_budget_of_a_call(way):
    run = Run(line_of(2_000).load(), warm=way == "warm")
    calls = 1
    while run.step.paused:
        assert len(run.path) == 1_000 * calls + 1
        run.take(spiff.go_on(run.program, run.state, run.variables, now=NOW, warm=run.warm))
        calls += 1
    assert run.step.completed
    assert calls == 3  # 2,002 elements, 1,000 in a call
    assert len(run.path) == 2_002
    assert not run.incidents


@pytest.mark.parametrize("kind", ["drawn", "marked", "repeated", "repeated scope"])
def test_five_thousand_rounds_that_need_nobody_run_and_no_piece_is_larger_than_the_first(kind, way):
    rounds = {("drawn", "warm"): 5_000, ("marked", "stored"): 5_000}.get((kind, way), 1_000)
    if kind == "drawn":
        body = (
            '<exclusiveGateway id="m"/><scriptTask id="x"><script>{n: n + 1}</script></scriptTask>'
            '<exclusiveGateway id="g" default="g-m"/><endEvent id="e"/><sequenceFlow id="g-e" sourceRef="g" '
            'targetRef="e"><conditionExpression>=n &gt;= many</conditionExpression></sequenceFlow>'
        ) + flows("s m x g m")
    else:
        loop = {
            "marked": "<standardLoopCharacteristics><loopCondition>=n &lt; many</loopCondition>"
            "</standardLoopCharacteristics>",
        }.get(
            kind,
            "<multiInstanceLoopCharacteristics><loopCardinality>=many</loopCardinality>"
            "</multiInstanceLoopCharacteristics>",
        )
        script = '<scriptTask id="{}">{}<script>{{n: n + 1}}</script></scriptTask>'
        node = (
            f'<subProcess id="x">{loop}{script.format("i", "")}</subProcess>'
            if "scope" in kind
            else script.format("x", loop)
        )
        body = node + flows("s x")
    play = Play(load(f'<startEvent id="s"/>{body}'), n=0, many=rounds).going(way)
    sizes = []
    while play.step.paused:
        play.trace.clear()
        sizes.append(len(play.state))
        play.take(spiff.go_on(play.program, play.state, play.variables, now=NOW, warm=play.warm))
    assert play.step.completed
    assert play.variables["n"] == rounds
    assert not play.incidents
    assert kind.startswith("repeated") or max(sizes) <= min(sizes) + 16  # the digits of the numbers


def test_a_case_that_is_not_at_rest_can_be_finished_with_written_to_and_cancelled(way):
    drawing = Drawing().node("start", "s").node("and", "f").node("user", "u").node("end", "e").line("s", "f", "u", "e")
    drawing.node("xor", "m").node("xor", "x", default="x-m").line("f", "m", "x").flow("x", "m").flow("x", "e", "stop")
    run = Run(drawing.load(steps=20), warm=way == "warm", stop=False)
    assert spiff.is_paused(run.state)
    run.submit("u", done=True)
    assert run.step.paused
    assert run.variables["done"] is True
    assert run.write(stop=True).completed
    assert not spiff.is_paused(run.state)
    run = Run(drawing.load(steps=20), warm=way == "warm", stop=False)
    run.cancel()
    assert not run.step.paused
    assert folded(run.trace) == []


@pytest.mark.parametrize("ways", [2, 8])
def test_forks_and_joins_in_a_row_cost_what_their_elements_cost(ways):
    def levels(many):
        drawing, before = Drawing().node("start", "s"), "s"
        for level in range(many):
            drawing.node("and", f"f{level}").node("and", f"j{level}").flow(before, f"f{level}")
            for way in range(ways):
                drawing.node("manual", f"w{level}.{way}").line(f"f{level}", f"w{level}.{way}", f"j{level}")
            before = f"j{level}"
        return drawing.load(steps=5_000)

    short, long = levels(10), levels(40)
    assert Run(long).step.completed
    made = [calls_of(Token.__init__, lambda one=one: spiff.start(one, {}, now=NOW)) for one in (short, long)]
    assert made[1] - 1 == 4 * (made[0] - 1)
    assert cost(lambda: spiff.start(long, {}, now=NOW)) <= 4 * 2 * cost(lambda: spiff.start(short, {}, now=NOW))


@pytest.mark.parametrize("loop", ["drawn", "marked", "link"])
def test_an_endless_loop_is_stopped_after_the_budget_of_a_case(loop, way):
    drawing = Drawing().node("start", "s").node("xor", "m").node("manual", "a").line("s", "m", "a")
    if loop == "drawn":
        drawing.flow("a", "m")
    elif loop == "marked":
        drawing.again("a", "true")
    else:
        for kind, node in (("intermediateThrowEvent", "t"), ("intermediateCatchEvent", "c")):
            drawing.add(drawing.node(kind, node).nodes[node], "linkEventDefinition", name="on")
        drawing.flow("a", "t").flow("c", "m")
    run = Run(drawing.load(in_a_row=5_000), warm=way == "warm")
    for _ in range(2):
        before = len(run.path)
        assert run.step.paused
        run.go_on()
        assert codes(run) == ["step-limit"]
        assert dict(next(iter(run.incidents.values())).params) == {"limit": 5_000}
        assert len(run.path) - before <= 2 * 4_000 + 2
        run.retry()


REPEATED = {
    "userTask": '<userTask id="x">{}</userTask>',
    "scriptTask": '<scriptTask id="x" scriptFormat="feel">{}<script>{{a: 1}}</script></scriptTask>',
    "serviceTask": '<serviceTask id="x" camunda:type="external" camunda:topic="t">{}</serviceTask>',
    "callActivity": '<callActivity id="x" calledElement="p">{}</callActivity>',
    "subProcess": '<subProcess id="x">{}<userTask id="u"/></subProcess>',
}


@pytest.mark.parametrize("kind", REPEATED)
@pytest.mark.parametrize("sequential", ["true", "false"])
def test_a_hundred_million_repetitions_are_refused_before_one_is_made(kind, sequential):
    many = (
        f'<multiInstanceLoopCharacteristics isSequential="{sequential}"><loopCardinality>=n</loopCardinality>'
        "</multiInstanceLoopCharacteristics>"
    )
    program = load(f'<startEvent id="s"/>{REPEATED[kind].format(many)}' + flows("s x"))
    begun = [None]
    made = calls_of(Token.__init__, lambda: begun.append(Play(program, n=HUGE)))
    assert codes(begun[1]) == ["too-many-instances"]
    assert made == 2


def test_a_loop_so_often_at_most_is_no_way_round_the_budget():
    loop = f'<standardLoopCharacteristics loopMaximum="{HUGE}"/>'
    play = Play(load(f'<startEvent id="s"/>{REPEATED["scriptTask"].format(loop)}' + flows("s x"), in_a_row=3_000))
    play.go_on()
    assert codes(play) == ["step-limit"]


def nested(depth):
    inner = '<userTask id="u"/>'
    for level in range(depth):
        inner = f'<subProcess id="n{level}">{inner}</subProcess>'
    return load(inner, steps=3_000)


def test_sub_processes_in_sub_processes_end_without_recursion():
    play = Play(nested(150))
    assert len(play.here) == 151
    assert play.submit("u").completed


def old(rounds):
    """A case that has gone round so often, with much that can be around a loop: a scope, a join, a timer."""
    timer = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"
    body = (
        '<startEvent id="s"/><subProcess id="o"><startEvent id="is"/><exclusiveGateway id="m"/>'
        '<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><inclusiveGateway id="j"/>'
        '<exclusiveGateway id="x" default="x-e"/>'
        f'<boundaryEvent id="t" attachedToRef="a" cancelActivity="false">{timer}</boundaryEvent><endEvent id="e"/>'
        '<sequenceFlow id="x-m" sourceRef="x" targetRef="m"><conditionExpression>=more</conditionExpression>'
        "</sequenceFlow>" + flows("is m f a j x e", "f b j") + "</subProcess>" + flows("s o")
    )
    play = Play(load(body), more=True)
    for _ in range(rounds):
        play.trace.clear()
        play.submit("a")
        play.submit("b")
    return play


def test_the_thousandth_step_of_a_case_costs_what_the_first_did():
    young, aged = old(2), old(500)
    assert len(aged.state) <= len(young.state) + 40  # the digits of the activity numbers

    def step(play):
        def work():
            for _ in range(20):
                play.submit("a")
                play.submit("b")

        return work

    ratios = []
    for _ in range(4):
        ratios.append(cost(step(aged), 3) / cost(step(young), 3))
        if min(ratios) <= 1.5:
            break
    assert min(ratios) <= 1.5, ratios


def wide(kind, width):
    many = '<multiInstanceLoopCharacteristics camunda:collection="things" camunda:elementVariable="thing"/>'
    program = load(f'<startEvent id="s"/>{REPEATED[kind].format(many)}' + flows("s x"), steps=10_000)
    play = Play(program, things=list(range(width))).going("warm")
    play.warm = play.step.warm
    return play


@pytest.mark.parametrize("kind", ["serviceTask", "subProcess"])
def test_an_answer_among_a_thousand_repetitions_makes_no_more_tokens_than_one_among_fifty(kind):
    def answer(play):
        if kind == "serviceTask":
            play.occur("x")
        else:
            play.submit("u")

    counts = []
    for width in (50, 1_000):
        play = wide(kind, width)
        counts.append(calls_of(Token._set_state, lambda play=play: answer(play)))
    assert counts[0] == counts[1]
