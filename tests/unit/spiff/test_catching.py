"""Of several who could catch one thing exactly one does, and an event sub-process begins at any of its start events."""

from itertools import permutations

import pytest

from tests.unit.spiff.test_scopes import EVENTS, ROOTS, SUB, event, nested
from tests.unit.spiff.test_throwing import failing
from tests.unit.spiff.written import Play, flows, load

CODES = {
    "error": {
        "named": '<errorEventDefinition errorRef="E"/>',
        "other": '<errorEventDefinition errorRef="F"/>',
        "any": "<errorEventDefinition/>",
        "codeless": '<errorEventDefinition errorRef="G"/>',
    },
    "escalation": {
        "named": '<escalationEventDefinition escalationRef="X"/>',
        "other": '<escalationEventDefinition escalationRef="Y"/>',
        "any": "<escalationEventDefinition/>",
        "codeless": '<escalationEventDefinition escalationRef="Z"/>',
    },
}
KNOWN = ROOTS + (
    '<error id="G" name="anything"/><escalation id="Y" escalationCode="down"/><escalation id="Z" name="anything"/>'
)


def start(name, definition, interrupting=True):
    return f'<startEvent id="{name}" isInterrupting="{str(interrupting).lower()}">{definition}</startEvent>'


def handler(name, *starts):
    """An event sub-process with these start events, which all lead to one task."""
    lines = flows(*(f"{name}s{number} {name}u" for number in range(len(starts))))
    drawn = "".join(start(f"{name}s{number}", *one) for number, one in enumerate(starts))
    return f'<subProcess id="{name}" triggeredByEvent="true">{drawn}<userTask id="{name}u"/>{lines}</subProcess>'


def beside(name, definition):
    return (
        f'<boundaryEvent id="{name}" attachedToRef="sub">{definition}</boundaryEvent><userTask id="{name}u"/>'
        + flows(f"{name} {name}u")
    )


@pytest.mark.parametrize("order", list(permutations(["named", "other", "any", "codeless"]))[::3])
@pytest.mark.parametrize("place", ["boundary", "in the sub-process", "in the process", "in one event sub-process"])
@pytest.mark.parametrize("kind", CODES)
def test_who_names_the_code_catches_whatever_is_drawn_before_it(kind, place, order):
    drawn = {name: CODES[kind][name] for name in order}
    if place == "boundary":
        body = failing("".join(beside(name, one) for name, one in drawn.items()), definition=drawn["named"])
    elif place == "in one event sub-process":
        body = failing(beside=handler("h", *((one,) for one in drawn.values())), definition=drawn["named"])
    else:
        several = "".join(handler(name, (one,)) for name, one in drawn.items())
        inside = place == "in the sub-process"
        body = failing(beside=several if inside else "", definition=drawn["named"]) + ("" if inside else several)
    play = Play(load(body, KNOWN))
    play.submit("u")
    number = list(drawn).index("named")
    caught = {"boundary": "named", "in one event sub-process": f"hs{number}"}.get(place, "nameds0")
    assert play.told("caught") == [caught]
    assert len(play.open) == 1


@pytest.mark.parametrize("first", ["any", "codeless"])
@pytest.mark.parametrize("kind", CODES)
def test_who_takes_any_catches_what_nobody_names(kind, first):
    order = [first, "other", "codeless" if first == "any" else "any"]
    body = failing(
        beside="".join(handler(name, (CODES[kind][name],)) for name in order), definition=CODES[kind]["named"]
    )
    play = Play(load(body, KNOWN))
    play.submit("u")
    assert play.told("caught") == [f"{first}s0"]


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize("deep", [0, 1])
def test_an_event_sub_process_begins_at_whichever_of_its_start_events_happens(way, kind, deep):
    starts = [(definition,) for definition in EVENTS.values()]
    body = SUB.replace("</subProcess>", handler("h", *starts) + "</subProcess>", 1)
    play = Play(load(nested(body, deep), ROOTS), n=1).going(way)
    event(play, kind, f"hs{list(EVENTS).index(kind)}")
    assert [one.element for one in play.open.values()] == ["hu"]
    assert not play.waits  # the others are waited for no more
    assert play.told("caught") == [f"hs{list(EVENTS).index(kind)}"]
    play.write(n=9)
    play.submit("hu")
    play.submit("after")
    assert play.step.completed


def test_start_events_of_one_event_sub_process_that_interrupt_nothing_come_again_each_for_itself(way):
    body = SUB + handler("h", (EVENTS["message"], False), (EVENTS["signal"], False), (EVENTS["timer"], True))
    play = Play(load(body, ROOTS)).going(way)
    for start_event, many in (("hs0", 1), ("hs1", 2), ("hs0", 3)):
        play.occur(start_event)
        assert [one.element for one in play.open.values()].count("hu") == many
    play.occur("hs2")
    assert [one.element for one in play.open.values()] == ["hu"]
    assert play.submit("hu").completed


def test_the_catcher_of_an_escalation_takes_its_code(way):
    caught = '<escalationEventDefinition escalationRef="X" camunda:escalationCodeVariable="code"/>'
    body = failing(beside("b", caught), definition=CODES["escalation"]["named"])
    play = Play(load(body, KNOWN)).going(way)
    play.submit("u")
    assert play.variables == {"code": "up"}
