"""Sub-processes and what happens to them: variables, boundary events, interruption at once, event sub-processes."""

import pytest

from engine import errors, spiff
from tests.unit.spiff.written import Play, flows, load

ROOTS = """<message id="M" name="notice"/><signal id="S" name="alarm"/><error id="E" errorCode="late"/>
<error id="F" errorCode="lost"/><escalation id="X" escalationCode="up"/>"""
EVENTS = {
    "timer": "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>",
    "message": '<messageEventDefinition messageRef="M"/>',
    "signal": '<signalEventDefinition signalRef="S"/>',
    "conditional": "<conditionalEventDefinition><condition>=n &gt; 5</condition></conditionalEventDefinition>",
}


def event(play, kind, element):
    """Let an event happen."""
    if kind == "conditional":
        play.write(n=9)
        return play.step
    return play.occur(element)


def nested(body, deep):
    """A line of nodes, at the top or in sub-processes around it."""
    for level in range(deep):
        body = (
            f'<startEvent id="os{level}"/><subProcess id="o{level}">{body}</subProcess><endEvent id="oe{level}"/>'
            + flows(f"os{level} o{level} oe{level}")
        )
    return body


SUB = (
    '<startEvent id="s"/><subProcess id="sub"><startEvent id="is"/><parallelGateway id="f"/><userTask id="u"/>'
    '<userTask id="v"/><endEvent id="ie"/>' + flows("is f u ie", "f v ie") + '</subProcess><userTask id="after"/>'
    '<endEvent id="e"/>' + flows("s sub after e")
)


@pytest.mark.parametrize("deep", [0, 1, 3])
def test_a_sub_process_ends_when_nothing_is_left_in_it(way, deep):
    play = Play(load(nested(SUB, deep))).going(way)
    assert sorted(one.element for one in play.open.values()) == ["u", "v"]
    play.submit("u")
    assert "sub" in play.here
    play.submit("v")
    assert [one.element for one in play.open.values()] == ["after"]
    assert play.told("completed").index("ie") < play.told("completed").index("sub")
    assert play.submit("after").completed


def test_what_is_in_a_sub_process_is_told_with_it():
    play = Play(load(nested(SUB, 1)))
    entered = {moment.element: moment for moment in play.trace if moment.kind == "entered"}
    assert entered["u"].scope == entered["sub"].activity
    assert entered["sub"].scope == entered["o0"].activity
    assert entered["o0"].scope is None


@pytest.mark.parametrize("deep", [0, 2])
@pytest.mark.parametrize("kind", EVENTS)
def test_an_interrupting_boundary_event_withdraws_all_that_is_inside_at_once(way, kind, deep):
    body = (
        SUB
        + f'<boundaryEvent id="b" attachedToRef="sub">{EVENTS[kind]}</boundaryEvent><userTask id="w"/>'
        + flows("b w")
    )
    play = Play(load(nested(body, deep), ROOTS), n=1).going(way)
    step = event(play, kind, "b")
    assert [one.element for one in play.open.values()] == ["w"]
    assert len(step.closed) == 2
    assert play.told("cancelled") == ["u", "v", "sub"]
    assert not play.waits
    assert play.submit("w").completed


@pytest.mark.parametrize("kind", EVENTS)
def test_a_boundary_event_is_over_with_its_activity(way, kind):
    body = (
        SUB
        + f'<boundaryEvent id="b" attachedToRef="sub">{EVENTS[kind]}</boundaryEvent><userTask id="w"/>'
        + flows("b w")
    )
    play = Play(load(body, ROOTS), n=1).going(way)
    play.submit("u")
    play.submit("v")
    assert not play.waits
    play.write(n=9)
    assert play.here == ["after"]


@pytest.mark.parametrize("kind", EVENTS)
def test_a_boundary_event_that_does_not_interrupt_happens_beside_the_activity(way, kind):
    body = SUB + (
        f'<boundaryEvent id="b" attachedToRef="sub" cancelActivity="false">{EVENTS[kind]}</boundaryEvent>'
        '<userTask id="w"/>' + flows("b w")
    )
    play = Play(load(body, ROOTS), n=1).going(way)
    event(play, kind, "b")
    assert sorted(one.element for one in play.open.values()) == ["u", "v", "w"]
    assert bool(play.waits) == (kind != "timer")
    play.submit("u")
    play.submit("v")
    play.submit("after")
    assert play.submit("w").completed


def test_a_message_may_come_to_a_boundary_as_often_as_it_does(way):
    body = SUB + (
        f'<boundaryEvent id="b" attachedToRef="sub" cancelActivity="false">{EVENTS["message"]}</boundaryEvent>'
        '<userTask id="w"/>' + flows("b w")
    )
    play = Play(load(body, ROOTS)).going(way)
    for _ in range(3):
        play.occur("b")
    assert sum(one.element == "w" for one in play.open.values()) == 3


def test_a_condition_happens_again_only_after_it_was_false(way):
    body = SUB + (
        f'<boundaryEvent id="b" attachedToRef="sub" cancelActivity="false">{EVENTS["conditional"]}</boundaryEvent>'
        '<userTask id="w"/>' + flows("b w")
    )
    play = Play(load(body, ROOTS), n=1).going(way)
    for n, times in ((6, 1), (7, 1), (2, 1), (8, 2)):
        play.write(n=n)
        assert sum(one.element == "w" for one in play.open.values()) == times


def test_a_parallel_branch_lets_a_condition_happen(way):
    body = (
        '<startEvent id="s"/><parallelGateway id="f"/><userTask id="u"/><scriptTask id="c" scriptFormat="feel"><script>'
        '{n: 9}</script></scriptTask><userTask id="first"/>'
        f'<boundaryEvent id="b" attachedToRef="u">{EVENTS["conditional"]}</boundaryEvent><endEvent id="e"/>'
        + flows("s f u", "f first c e", "b e")
    )
    play = Play(load(body), n=1).going(way)
    play.submit("first")
    assert play.step.completed
    assert play.told("cancelled") == ["u"]


@pytest.mark.parametrize("host", ["user", "external", "call", "receive", "each"])
def test_every_waiting_activity_can_have_boundary_events(way, host):
    hosts = {
        "user": '<userTask id="x"/>',
        "external": '<serviceTask id="x" camunda:type="external" camunda:topic="t"/>',
        "call": '<callActivity id="x" calledElement="q"/>',
        "receive": '<receiveTask id="x" messageRef="M"/>',
        "each": '<serviceTask id="x" camunda:type="external" camunda:topic="t"><multiInstanceLoopCharacteristics>'
        "<loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></serviceTask>",
    }
    body = f'<startEvent id="s"/>{hosts[host]}<endEvent id="e"/><boundaryEvent id="b" attachedToRef="x">' + (
        EVENTS["signal"] + '</boundaryEvent><endEvent id="e2"/>' + flows("s x e", "b e2")
    )
    play = Play(load(body, ROOTS)).going(way)
    step = play.occur("b")
    assert step.completed
    assert set(play.told("cancelled")) == {"x"}
    assert not play.open
    assert not play.waits


def test_a_task_that_was_withdrawn_cannot_be_finished():
    body = (
        SUB
        + f'<boundaryEvent id="b" attachedToRef="sub">{EVENTS["message"]}</boundaryEvent><userTask id="w"/>'
        + flows("b w")
    )
    play = Play(load(body, ROOTS))
    late = play.activity("u", play.open)
    play.occur("b")
    with pytest.raises(errors.ActivityNotOpen):
        play.submit(late)


@pytest.mark.parametrize("deep", [0, 2])
@pytest.mark.parametrize("inner", ["subProcess", "process"])
@pytest.mark.parametrize("interrupting", [True, False])
@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_sub_process_begins_when_its_event_happens(way, kind, interrupting, inner, deep):
    handler = (
        f'<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" isInterrupting="{str(interrupting).lower()}">'
        f'{EVENTS[kind]}</startEvent><userTask id="hu"/><endEvent id="he"/>' + flows("hs hu he") + "</subProcess>"
    )
    body = SUB.replace('</subProcess><userTask id="after"/>', f'{handler}</subProcess><userTask id="after"/>')
    if inner == "process":
        body = SUB + handler
    play = Play(load(nested(body, deep), ROOTS), n=1).going(way)
    event(play, kind, "hs")
    opened = sorted(one.element for one in play.open.values())
    assert opened == (["hu"] if interrupting else ["hu", "u", "v"])
    assert "hs" in play.told("caught")
    play.submit("hu")
    if not interrupting:
        play.submit("u")
        play.submit("v")
    if inner == "subProcess" or not interrupting:
        play.submit("after")
    assert play.step.completed
    assert not play.waits


def test_an_event_sub_process_that_was_not_needed_does_not_keep_the_case_open(way):
    handler = (
        f'<subProcess id="h" triggeredByEvent="true"><startEvent id="hs">{EVENTS["timer"]}</startEvent></subProcess>'
    )
    play = Play(load(SUB + handler, ROOTS)).going(way)
    play.submit("u")
    play.submit("v")
    step = play.submit("after")
    assert step.completed
    assert len(step.ended) == 1


def test_what_a_sub_process_takes_in_is_its_own_and_the_rest_is_everybodys(way):
    body = (
        '<startEvent id="s"/><subProcess id="sub"><extensionElements><camunda:inputOutput>'
        '<camunda:inputParameter name="mine">${given + 1}</camunda:inputParameter>'
        '<camunda:outputParameter name="back">${mine}</camunda:outputParameter>'
        '</camunda:inputOutput></extensionElements><startEvent id="is"/><userTask id="u"/>'
        '<scriptTask id="c" scriptFormat="feel"><script>{mine: mine + 10, outer: mine}</script></scriptTask>'
        '<endEvent id="ie"/>' + flows("is u c ie") + '</subProcess><endEvent id="e"/>' + flows("s sub e")
    )
    play = Play(load(body), given=1).going(way)
    assert dict(next(iter(play.open.values())).local) == {"mine": 2}
    play.submit("u", mine=5, seen=True)
    assert play.step.completed
    assert play.variables == {"given": 1, "seen": True, "outer": 15, "back": 15}


def test_a_terminate_end_ends_its_own_scope_only(way):
    body = (
        '<startEvent id="s"/><parallelGateway id="f"/><subProcess id="sub"><startEvent id="is"/>'
        '<parallelGateway id="g"/><userTask id="u"/><userTask id="v"/><endEvent id="t"><terminateEventDefinition/>'
        "</endEvent>"
        + flows("is g u t", "g v")
        + '</subProcess><userTask id="after"/><userTask id="other"/>'
        + flows("s f sub after", "f other")
    )
    play = Play(load(body)).going(way)
    play.submit("u")
    assert sorted(one.element for one in play.open.values()) == ["after", "other"]
    assert play.told("cancelled") == ["v"]


def test_a_case_of_the_format_before_goes_on():
    body = '<startEvent id="s"/><userTask id="u"/><endEvent id="e"/>' + flows("s u e")
    program = load(body)
    old = b'[1,3,[[2,0,"u",16,"s-u",{}]]]'
    assert spiff.complete(program, old, {}, 2, {}, now=Play(program).now).completed


def test_sub_processes_in_one_another_cost_no_recursion():
    body = '<startEvent id="s"/><userTask id="u"/>' + flows("s u")
    play = Play(load(nested(body, 120), steps=5_000))
    assert len(spiff.tokens(play.state)) == 121
    play.cancel()
    assert len(play.told("cancelled")) == 121


def test_tokens_of_two_runs_of_one_sub_process_do_not_meet(way):
    body = (
        '<startEvent id="s"/><subProcess id="sub"><multiInstanceLoopCharacteristics>'
        "<loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"
        '<startEvent id="is"/><parallelGateway id="f"/><userTask id="u"/>'
        '<userTask id="v"/><parallelGateway id="j"/><userTask id="w"/>'
        + flows("is f u j w", "f v j")
        + "</subProcess>"
        + flows("s sub")
    )
    play = Play(load(body)).going(way)
    first, second = (activity for activity, one in play.open.items() if one.element == "u")
    play.submit(first)
    play.submit([a for a, one in play.open.items() if one.element == "v"][1])
    assert "w" not in [one.element for one in play.open.values()]
    play.submit(second)
    assert [one.element for one in play.open.values()].count("w") == 1


def test_a_sub_process_in_which_nothing_is_drawn_is_done_as_soon_as_it_begins(way):
    assert Play(load('<startEvent id="s"/><subProcess id="sub"/>' + flows("s sub"))).going(way).step.completed
