"""Everything that a case waits for besides people: told once, answered once, before and after being stored."""

from datetime import UTC, datetime
from string import Formatter

import pytest

from engine import errors, spiff
from tests.unit.spiff.drawing import NOW
from tests.unit.spiff.written import Play, flows, load

MESSAGE = '<message id="M" name="notice"/>'


def waiting(node, roots="", **variables):
    return Play(load(f'<startEvent id="s"/>{node}<endEvent id="e"/>' + flows("s x e"), roots), **variables)


def test_a_message_is_awaited_and_brings_variables(way):
    body = '<intermediateCatchEvent id="x"><messageEventDefinition messageRef="M"/></intermediateCatchEvent>'
    play = waiting(body, MESSAGE).going(way)
    assert [(w.kind, w.element, w.topic) for w in play.waits.values()] == [("message", "x", "notice")]
    step = play.occur("x", amount=7)
    assert step.completed
    assert play.variables == {"amount": 7}
    assert [moment.kind for moment in step.moments if moment.element == "x"] == ["caught", "completed"]


def test_the_name_of_an_event_may_be_computed_and_must_be_one():
    body = '<intermediateCatchEvent id="x"><signalEventDefinition signalRef="S"/></intermediateCatchEvent>'
    roots = '<signal id="S" name="${name}"/>'
    assert waiting(body, roots, name="alarm").waits[2].topic == "alarm"
    play = waiting(body, roots, name=7)
    assert [incident.code for incident in play.incidents.values()] == ["event-name"]
    play.write(name="alarm")
    play.retry()
    assert play.waits[2].topic == "alarm"


def test_a_timer_is_due_once_and_a_second_time_refused(way):
    timer = "<timerEventDefinition><timeDuration>P1M</timeDuration></timerEventDefinition>"
    body = f'<intermediateCatchEvent id="x">{timer}</intermediateCatchEvent>'
    play = waiting(body).going(way)
    assert play.waits[2].due == datetime(2026, 4, 21, 8, tzinfo=UTC)
    state, variables = play.state, dict(play.variables)
    assert play.occur("x").completed
    with pytest.raises(errors.ActivityNotOpen):
        spiff.occur(play.program, play.state, variables, 2, {}, now=NOW)
    assert spiff.occur(play.program, state, variables, 2, {}, now=NOW).completed


@pytest.mark.parametrize(
    "code",
    [
        "tries-exhausted",
        "outside-failed",
        "outside-silent",
        "call-unknown",
        "call-too-deep",
        "call-too-many",
        "call-cancelled",
    ],
)
def test_whoever_stops_a_wait_says_why(code):
    play = waiting('<callActivity id="x" calledElement="q"/>')
    params = {name: 1 for _, name, _, _ in Formatter().parse(spiff.INCIDENTS[code]) if name}
    step = play.stop("x", code, **params)
    assert [incident.code for incident in step.incidents] == [code]
    assert step.incidents[0].text.show("fa") != step.incidents[0].text.show("en")
    assert step.ended == (2,)


CONDITION = "<conditionalEventDefinition><condition>=n &gt; 5</condition></conditionalEventDefinition>"
CONDITIONS = {
    "catch": f'<intermediateCatchEvent id="c">{CONDITION}</intermediateCatchEvent>' + flows("s c"),
    "beside": f'<userTask id="u"/><boundaryEvent id="c" attachedToRef="u">{CONDITION}</boundaryEvent>' + flows("s u"),
    "inside": '<userTask id="u"/><subProcess id="h" triggeredByEvent="true">'
    f'<startEvent id="c">{CONDITION}</startEvent></subProcess>' + flows("s u"),
    "gateway": '<eventBasedGateway id="g"/><intermediateCatchEvent id="t"><timerEventDefinition><timeDuration>PT1H'
    f'</timeDuration></timerEventDefinition></intermediateCatchEvent><intermediateCatchEvent id="c">{CONDITION}'
    "</intermediateCatchEvent>" + flows("s g t", "g c"),
}


@pytest.mark.parametrize("place", CONDITIONS)
def test_a_condition_is_waited_for_like_everything_else_and_no_longer_when_it_has_come_true(way, place):
    play = Play(load(f'<startEvent id="s"/>{CONDITIONS[place]}'), n=1).going(way)
    (wait,) = (one for one in play.waits.values() if one.kind == "conditional")
    assert (wait.element, wait.topic) == ("c", "=n > 5")
    assert not play.write(n=2).ended
    step = play.write(n=6)
    assert wait.activity in step.ended
    assert not play.waits
    assert step.completed


@pytest.mark.parametrize("place", CONDITIONS)
def test_a_condition_that_fails_is_waited_for_again_when_it_is_tried_again(way, place):
    play = Play(load(f'<startEvent id="s"/>{CONDITIONS[place]}'), n=1).going(way)
    kept = dict(play.waits)
    play.write(n="x")
    assert [one.code for one in play.incidents.values()] == []  # FEEL: what cannot be compared is not known
    body = f'<startEvent id="s"/>{CONDITIONS[place]}'.replace("=n &gt; 5", "=n")
    play = Play(load(body), n=False).going(way)
    assert {one.element for one in play.waits.values()} == {one.element for one in kept.values()}
    play.write(n=7)
    assert [one.code for one in play.incidents.values()] == ["condition-not-boolean"]
    assert "c" not in {one.element for one in play.waits.values()}
    play.write(n=False)
    play.retry()
    assert "c" in {one.element for one in play.waits.values()}
    assert play.write(n=True).completed
    assert not play.waits


@pytest.mark.parametrize("around", ["{}", '<startEvent id="os"/><subProcess id="o">{}</subProcess>' + flows("os o")])
def test_a_condition_that_comes_true_when_nothing_is_left_comes_too_late(way, around):
    body = f'<startEvent id="s"/>{CONDITIONS["inside"]}'
    play = Play(load(around.format(body)), n=1).going(way)
    assert play.submit("u", n=9).completed
    assert play.told("caught") == []
    assert not play.waits
