"""What a person at a task throws: an error or an escalation that the drawing catches, or that stands as an incident."""

import pytest

from engine import errors, spiff
from tests.unit.spiff.drawing import folded
from tests.unit.spiff.test_scopes import ROOTS
from tests.unit.spiff.written import Play, flows, load

ERROR = '<errorEventDefinition errorRef="E"/>'
UP = '<escalationEventDefinition escalationRef="X"/>'
REPEATED = {
    "once": "",
    "looping": '<standardLoopCharacteristics loopMaximum="2"/>',
    "repeated": "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality>"
    "</multiInstanceLoopCharacteristics>",
}


def at_a_task(definition, how="once", *, interrupting=True, where="beside"):
    inner = f'<userTask id="u">{REPEATED[how]}</userTask><userTask id="next"/>' + flows("is u next")
    event = (
        f'<boundaryEvent id="b" attachedToRef="{"u" if where == "beside" else "sub"}" '
        f'cancelActivity="{str(interrupting).lower()}">{definition}</boundaryEvent><userTask id="w"/>' + flows("b w")
    )
    inside, outside = (event, "") if where == "beside" else ("", event)
    return load(
        f'<startEvent id="s"/><subProcess id="sub"><startEvent id="is"/>{inner}{inside}</subProcess>{outside}'
        + flows("s sub"),
        ROOTS,
    )


def opened(play):
    return sorted(one.element for one in play.open.values())


@pytest.mark.parametrize("where", ["beside", "around"])
@pytest.mark.parametrize("how", REPEATED)
def test_an_error_out_of_a_task_withdraws_it_and_goes_on_at_its_catcher(way, how, where):
    play = Play(at_a_task(ERROR, how, where=where)).going(way)
    activity = play.activity("u", play.open)
    step = play.refuse(activity, "late", "too late", reason="moved")
    assert opened(play) == ["w"]
    assert activity in step.closed
    assert "u" in play.told("cancelled")
    assert play.told("caught") == ["b"]
    assert play.variables["reason"] == "moved"
    assert folded(play.trace) == sorted(spiff.tokens(play.state))
    with pytest.raises(errors.ActivityNotOpen):
        play.refuse(activity, "late")


@pytest.mark.parametrize("how", REPEATED)
def test_an_error_that_nobody_catches_is_an_incident_and_its_task_stays_open(way, how):
    play = Play(at_a_task('<errorEventDefinition errorRef="F"/>', how)).going(way)
    many = len(play.open)
    step = play.refuse("u", "late", "too late", reason="moved")
    assert [(one.code, dict(one.params)) for one in step.incidents] == [
        ("error-uncaught", {"error": "late", "message": "too late"})
    ]  # fmt: skip
    assert opened(play) == ["u"] * many
    assert not step.closed
    assert "reason" not in play.variables
    again = play.refuse("u", "late", "too late")
    assert (again.incidents, again.resolved) == ((), ())  # as before, it stands
    play.retry()
    assert not play.incidents
    assert opened(play) == ["u"] * many
    play.refuse("u", "late")
    while "u" in opened(play):
        play.submit("u")
    assert opened(play) == ["next"]
    assert not play.incidents


@pytest.mark.parametrize("interrupting", [True, False])
@pytest.mark.parametrize("how", REPEATED)
def test_an_escalation_out_of_a_task_is_caught_and_its_task_goes_on_unless_it_is_interrupted(way, how, interrupting):
    play = Play(at_a_task(UP, how, interrupting=interrupting)).going(way)
    many = len(play.open)
    play.lift("u", "up", level=2)
    assert opened(play) == ([] if interrupting else ["u"] * many) + ["w"]
    assert play.variables == {"level": 2}
    assert not play.incidents


def test_an_escalation_that_nobody_catches_goes_further_out_and_its_task_stays(way):
    play = Play(at_a_task(UP)).going(way)
    assert [(one.kind, one.name) for one in play.lift("u", "down").thrown] == [("escalation", "down")]
    assert opened(play) == ["u"]
