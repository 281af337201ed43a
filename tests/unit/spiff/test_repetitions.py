"""Activities of every kind repeated: each thing once, in parallel or one after the other, collected in order."""

from dataclasses import replace

import pytest

from engine import spiff
from tests.unit.spiff.test_costs import cost
from tests.unit.spiff.test_scopes import nested
from tests.unit.spiff.written import Play, flows, load

COLLECTED = (
    '<multiInstanceLoopCharacteristics isSequential="{sequential}" camunda:collection="people" '
    'camunda:elementVariable="who">'
    '<loopDataOutputRef>answers</loopDataOutputRef><outputDataItem name="answer"/>{more}'
    "</multiInstanceLoopCharacteristics>"
)
ACTIVITIES = {
    "external": '<serviceTask id="x" camunda:type="external" camunda:topic="ask ${{who}}">{loop}</serviceTask>',
    "receive": '<receiveTask id="x" messageRef="M">{loop}</receiveTask>',
    "call": '<callActivity id="x" calledElement="q"><extensionElements><camunda:in source="who" target="name"/>'
    '<camunda:out source="answer" target="answer"/></extensionElements>{loop}</callActivity>',
    "subProcess": '<subProcess id="x">{loop}<startEvent id="xs"/>'
    '<serviceTask id="y" camunda:type="external" camunda:topic="t"/>'
    '<endEvent id="xe"/>' + flows("xs y xe") + "</subProcess>",
}
ACTIVITIES["external"] = ACTIVITIES["external"].replace("ask ${{who}}", "${{who}}")
ROOTS = '<message id="M" name="notice"/>'
PEOPLE = ["ali", "zahra", "omid"]


def repeated(kind, *, sequential=False, deep=0, more="", **variables):
    loop = COLLECTED.format(sequential=str(sequential).lower(), more=more)
    body = '<startEvent id="s"/>' + ACTIVITIES[kind].format(loop=loop) + '<endEvent id="e"/>' + flows("s x e")
    return Play(load(nested(body, deep), ROOTS), people=PEOPLE, **variables)


@pytest.mark.parametrize("deep", [0, 1])
@pytest.mark.parametrize("sequential", [False, True])
@pytest.mark.parametrize("kind", ACTIVITIES)
def test_every_kind_of_activity_is_repeated_for_each_thing(way, kind, sequential, deep):
    play = repeated(kind, sequential=sequential, deep=deep).going(way)
    assert len(play.waits) == (1 if sequential else 3)
    given = {}
    while play.waits:
        activity = max(play.waits)
        owner = (
            next(m for m in reversed(play.trace) if m.kind == "entered" and m.parent is not None)
            if sequential
            else None
        )
        given[activity] = f"answer {activity}"
        assert owner is None or owner.instances == 3
        play.occur(activity, answer=given[activity])
    assert play.step.completed
    assert play.variables["answers"] == [given[activity] for activity in sorted(given)]
    assert "answer" not in play.variables
    assert "who" not in play.variables


@pytest.mark.parametrize("sequential", [False, True])
@pytest.mark.parametrize("kind", ACTIVITIES)
def test_a_completion_condition_withdraws_the_rest_of_any_kind(way, kind, sequential):
    more = "<completionCondition>nrOfCompletedInstances &gt;= 2</completionCondition>"
    play = repeated(kind, sequential=sequential, more=more).going(way)
    for number in (1, 2):
        play.occur(min(play.waits), answer=number)
    assert play.step.completed
    assert not play.waits
    assert play.variables["answers"] == [1, 2, None]
    assert ("x" in play.told("cancelled")) == (not sequential)


def test_each_repetition_sees_its_own_thing(way):
    assert sorted(wait.topic for wait in repeated("external").going(way).waits.values()) == sorted(PEOPLE)
    assert sorted(wait.values["name"] for wait in repeated("call").going(way).waits.values()) == sorted(PEOPLE)
    inner = repeated("subProcess").going(way)
    assert sorted(wait.values["who"] for wait in inner.waits.values()) == sorted(PEOPLE)


def test_a_script_is_repeated_for_each_thing(way):
    loop = COLLECTED.format(sequential="true", more="")
    body = (
        f'<startEvent id="s"/><scriptTask id="x" scriptFormat="feel">{loop}'
        "<script>{answer: upper case(who), last: who}"
        "</script></scriptTask>" + flows("s x")
    )
    play = Play(load(body), people=PEOPLE).going(way)
    assert play.step.completed
    assert play.variables == {"people": PEOPLE, "answers": ["ALI", "ZAHRA", "OMID"], "last": "omid"}


def test_user_tasks_inside_a_repeated_sub_process_show_whose_they_are(way):
    loop = COLLECTED.format(sequential="false", more="")
    body = (
        f'<startEvent id="s"/><subProcess id="x">{loop}<startEvent id="xs"/>'
        '<userTask id="u" camunda:assignee="${who}"/>' + (flows("xs u") + "</subProcess>" + flows("s x"))
    )
    play = Play(load(body), people=PEOPLE).going(way)
    assert {one.assignee: one.local["loopCounter"] for one in play.open.values()} == {"ali": 0, "zahra": 1, "omid": 2}
    for activity in sorted(play.open, reverse=True):
        play.submit(activity, answer=play.open[activity].assignee.upper())
    assert play.variables["answers"] == ["ALI", "ZAHRA", "OMID"]


def test_nothing_to_repeat_passes_and_no_list_is_an_incident(way):
    play = Play(repeated("external").program, people=[]).going(way)
    assert play.step.completed
    play = Play(repeated("external").program, people="x").going(way)
    assert [one.code for one in play.incidents.values()] == ["collection-not-list"]
    play.write(people=["ali"])
    play.retry()
    assert play.occur("x", answer=1).completed


def test_a_failing_repetition_stands_still_and_the_others_go_on(way):
    play = Play(repeated("external").program, people=["ali", 7]).going(way)
    assert [one.code for one in play.incidents.values()] == ["event-name"]
    play.occur("x", answer=1)
    assert not play.step.completed
    assert play.here == ["x", "x"]


def test_cancelling_a_repeated_sub_process_withdraws_everything_in_it(way):
    """T3: the library dropped the children without cancelling them and lost the case."""
    loop = COLLECTED.format(sequential="false", more="")
    body = f'<startEvent id="s"/><subProcess id="x">{loop}<startEvent id="xs"/><userTask id="u"/>' + (
        flows("xs u") + '</subProcess><boundaryEvent id="b" attachedToRef="x"><messageEventDefinition messageRef="M"/>'
        '</boundaryEvent><userTask id="w"/>' + flows("s x", "b w")
    )
    play = Play(load(body, ROOTS), people=PEOPLE).going(way)
    step = play.occur("b")
    assert len(step.closed) == 3
    assert [one.element for one in play.open.values()] == ["w"]
    assert play.submit("w").completed


@pytest.mark.parametrize("kind", ["external", "subProcess"])
def test_one_answer_among_a_thousand_costs_at_most_twice_one_among_fifty(kind):
    program = repeated(kind).program
    program = replace(program, limits=spiff.Limits(steps=5_000))

    def answers(width):
        play = Play(program, people=[f"person {number}" for number in range(width)]).going("warm")
        play.occur(min(play.waits), answer=0)  # from now on the live case is at hand

        def work():
            for activity in sorted(play.waits)[:15]:
                play.trace.clear()
                play.occur(activity, answer=1)

        return work

    ratios = [cost(answers(1_000), 2) / cost(answers(50), 2) for _ in range(4)]
    assert min(ratios) <= 2, ratios


def test_too_many_repetitions_are_refused_before_they_are_made():
    play = Play(repeated("subProcess").program, people=list(range(1_001)))
    assert [one.code for one in play.incidents.values()] == ["too-many-instances"]
    assert len(spiff.tokens(play.state)) == 1
