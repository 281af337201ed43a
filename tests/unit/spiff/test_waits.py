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
