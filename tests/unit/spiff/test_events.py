"""Event-based gateways, conditions, cycles, and everything with which a case can begin."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine import errors, spiff
from engine.calendar import Calendar
from tests.unit.spiff.drawing import NOW
from tests.unit.spiff.test_scopes import EVENTS, ROOTS, event, nested
from tests.unit.spiff.written import Play, flows, load

TEHRAN = ZoneInfo("Asia/Tehran")
GATEWAY = (
    '<startEvent id="s"/><eventBasedGateway id="g"/><receiveTask id="r" messageRef="M"/>'
    + "".join(
        f'<intermediateCatchEvent id="{kind}">{EVENTS[kind]}</intermediateCatchEvent>'
        for kind in ("timer", "signal", "conditional")
    )
    + '<userTask id="u"/>'
    + flows("s g r u", "g timer u", "g signal u", "g conditional u")
)


@pytest.mark.parametrize("deep", [0, 1])
@pytest.mark.parametrize("first", ["timer", "signal", "conditional", "r"])
def test_the_first_event_decides_and_the_others_are_waited_for_no_more(way, first, deep):
    play = Play(load(nested(GATEWAY, deep), ROOTS), n=1).going(way)
    assert {wait.element for wait in play.waits.values()} == {"timer", "signal", "conditional", "r"}
    if first == "conditional":
        event(play, first, first)
    else:
        play.occur(first, found=1)
        assert play.variables["found"] == 1
    assert not play.waits
    assert [one.element for one in play.open.values()] == ["u"]
    assert [m.via for m in play.trace if m.kind == "entered" and m.element == first] == [(f"g-{first}",)]
    play.write(n=99)
    assert play.submit("u").completed


def test_an_event_that_came_second_is_refused(way):
    play = Play(load(GATEWAY, ROOTS), n=1).going(way)
    second = play.activity("signal", play.waits)
    play.occur("r")
    with pytest.raises(spiff.steps.errors.ActivityNotOpen):
        play.occur(second)


def test_a_condition_inside_a_path_is_looked_at_when_reached_and_when_data_changes(way):
    body = (
        f'<startEvent id="s"/><intermediateCatchEvent id="x">{EVENTS["conditional"]}</intermediateCatchEvent>'
        + flows("s x")
    )
    assert Play(load(body), n=9).going(way).step.completed
    play = Play(load(body), n=1).going(way)
    play.write(n=3)
    assert play.here == ["x"]
    assert play.write(n=6).completed


def test_a_condition_that_is_neither_yes_nor_no_is_an_incident_of_the_event(way):
    body = (
        '<startEvent id="s"/><userTask id="u"/><boundaryEvent id="b" attachedToRef="u"><conditionalEventDefinition>'
        + ("<condition>=n</condition></conditionalEventDefinition></boundaryEvent>" + flows("s u"))
    )
    play = Play(load(body), n="x").going(way)
    assert [(one.code, one.element) for one in play.incidents.values()] == [("condition-not-boolean", "b")]
    assert play.here == ["b", "u"]
    play.write(n=True)
    play.retry()
    assert play.step.completed
    assert play.told("cancelled") == ["b", "u"]


def cycling(text, way="timeCycle"):
    return (
        '<startEvent id="s"/><userTask id="u"/><boundaryEvent id="b" attachedToRef="u" cancelActivity="false">'
        f'<timerEventDefinition><{way}>{text}</{way}></timerEventDefinition></boundaryEvent><endEvent id="e"/>'
        + flows("s u", "b e")
    )


def dues(text, times, now=NOW, **how):
    """The moments at which a cycle is due, one after the other; None when it is over."""
    play = Play(load(cycling(text, **how)), now=now)
    found = []
    for _ in range(times):
        wait = next(iter(play.waits.values()), None)
        found.append(wait and wait.due.astimezone(now.tzinfo))
        if wait is None:
            break
        play.occur("b")
    return found


def test_a_cycle_comes_as_often_as_it_says(way):
    assert dues("R3/PT1H", 5) == [NOW + timedelta(hours=hours) for hours in (1, 2, 3)] + [None]
    assert len(dues("R/P1D", 20)) == 20


def test_a_cycle_may_have_a_beginning_or_an_end():
    begin = datetime(2026, 4, 1, tzinfo=UTC)
    assert dues("R2/2026-04-01T00:00:00Z/P1D", 4) == [begin, begin + timedelta(days=1), None]
    assert dues("R/P1D/2026-03-23T09:00:00Z", 4) == [NOW + timedelta(days=1), NOW + timedelta(days=2), None]


def test_months_are_counted_from_the_beginning_and_end_on_days_that_are_there():
    """The library came from 31 January to 2 March."""
    now = datetime(2024, 1, 31, 8, tzinfo=TEHRAN)
    assert [due.day for due in dues("R/P1M", 4, now)] == [29, 31, 30, 31]
    assert [(due.month, due.day) for due in dues("P1M", 1, now, way="timeDuration")] == [(2, 29)]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026-03-22T08:00:00+03:30", datetime(2026, 3, 22, 4, 30, tzinfo=UTC)),
        ("2026-03-22T08:00:00", datetime(2026, 3, 22, 4, 30, tzinfo=UTC)),
        ("2026-03-22", datetime(2026, 3, 21, 20, 30, tzinfo=UTC)),
        ("=day", datetime(2026, 3, 22, 20, 30, tzinfo=UTC)),
        ("${day}", datetime(2026, 3, 22, 20, 30, tzinfo=UTC)),
        ('=now() + duration("PT36H")', datetime(2026, 3, 22, 20, 0, tzinfo=UTC)),
        ("=add working days(today(), 3)", datetime(2026, 3, 28, 20, 30, tzinfo=UTC)),
    ],
)
def test_a_date_is_a_text_or_an_expression_in_the_agencys_zone(text, due):
    now = NOW.astimezone(TEHRAN)
    program = load(cycling(text, "timeDate"))
    step = spiff.start(program, {"day": "2026-03-23"}, now=now, calendar=Calendar(weekend=frozenset({3, 4})))
    assert [wait.due for wait in step.waits] == [due]


@pytest.mark.parametrize("value", [None, 7, "soon", "R0/PT1H", "R/PT0S", "P99999999Y", ["P1D"]])
def test_what_gives_no_moment_is_an_incident_of_the_timer_and_can_be_tried_again(way, value):
    play = Play(load(cycling("=x")), x=value).going(way)
    assert [(one.code, one.element) for one in play.incidents.values()] == [("timer", "b")]
    play.write(x="R/PT1H")
    play.retry()
    assert [wait.kind for wait in play.waits.values()] == ["timer"]
    assert not play.incidents


BEGINNING = ("timer", "message", "signal")
STARTS = (
    '<startEvent id="plain"/>'
    + "".join(f'<startEvent id="{kind}">{EVENTS[kind]}</startEvent>' for kind in BEGINNING)
    + '<userTask id="u"/>'
    + flows("plain u", *(f"{kind} u" for kind in BEGINNING))
)


def test_a_case_begins_at_any_of_its_start_events():
    program = load(STARTS, ROOTS)
    assert [(one.kind, one.element, one.topic, one.due) for one in program.starts] == [
        ("timer", "timer", None, "PT1H"), ("message", "message", "notice", None), ("signal", "signal", "alarm", None),
    ]  # fmt: skip
    for at in (None, *BEGINNING):
        play = Play(program, at=at)
        assert play.entered == [at or "plain", "u"]
        assert not play.waits
    with pytest.raises(KeyError):
        Play(program, at="u")


def test_no_case_begins_by_a_condition():
    body = f'<startEvent id="s">{EVENTS["conditional"]}</startEvent><userTask id="u"/>' + flows("s u")
    with pytest.raises(errors.NotRunnable) as refusal:
        load(body)
    assert [(one.code, one.element) for one in refusal.value.params["problems"]] == [("condition-start", "s")]


def test_a_receive_task_may_begin_a_case(way):
    body = '<receiveTask id="r" messageRef="M" instantiate="true"/><userTask id="u"/>' + flows("r u")
    program = load(body, ROOTS)
    assert [(one.kind, one.element, one.topic) for one in program.starts] == [("message", "r", "notice")]
    play = Play(program, at="r").going(way)
    assert play.told("caught") == ["r"]
    assert [one.element for one in play.open.values()] == ["u"]


def test_an_event_based_gateway_may_begin_a_case():
    body = GATEWAY.replace(
        '<startEvent id="s"/><eventBasedGateway id="g"/>', '<eventBasedGateway id="g" instantiate="true"/>'
    )
    body = body.replace('<sequenceFlow id="s-g" sourceRef="s" targetRef="g"/>', "")
    with pytest.raises(errors.NotRunnable) as refusal:
        load(body, ROOTS)
    assert [(one.code, one.element) for one in refusal.value.params["problems"]] == [("condition-start", "g")]
    program = load(body.replace(EVENTS["conditional"], EVENTS["message"]), ROOTS)
    assert [one.element for one in program.starts] == ["r", "timer", "signal", "conditional"]
    play = Play(program, at="signal")
    assert play.entered == ["signal", "u"]
    assert not play.waits
