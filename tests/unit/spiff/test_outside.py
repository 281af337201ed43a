"""Outside work and calls as the products draw them: topics, retries, headers, mappings, versions."""

import pytest

from engine import errors, spiff
from tests.unit.spiff.drawing import NOW
from tests.unit.spiff.test_scopes import EVENTS
from tests.unit.spiff.written import Play, flows, load

CAMUNDA = """<serviceTask id="x" name="Ask" camunda:type="external" camunda:topic="${kind}" camunda:taskPriority="7"
 camunda:asyncBefore="true" camunda:exclusive="false"><extensionElements>
 <camunda:failedJobRetryTimeCycle>R5/PT10S</camunda:failedJobRetryTimeCycle>
 <camunda:properties><camunda:property name="unit" value="A"/></camunda:properties>
 <camunda:inputOutput><camunda:inputParameter name="number">${id}</camunda:inputParameter>
 <camunda:outputParameter name="known">${found}</camunda:outputParameter></camunda:inputOutput>
 </extensionElements></serviceTask>"""
ZEEBE = """<serviceTask id="x"><extensionElements><zeebe:taskDefinition type="ask" retries="4"/>
 <zeebe:taskHeaders><zeebe:header key="unit" value="A"/></zeebe:taskHeaders>
 <zeebe:ioMapping><zeebe:input source="=id" target="number"/><zeebe:output source="=found" target="known"/>
 </zeebe:ioMapping></extensionElements></serviceTask>"""


def outside(node, **variables):
    return Play(load(f'<startEvent id="s"/>{node}<endEvent id="e"/>' + flows("s x e")), **variables)


def test_a_worker_is_told_what_camunda_s_drawing_says(way):
    play = outside(CAMUNDA, kind="registry", id=12).going(way)
    (wait,) = play.waits.values()
    assert (wait.kind, wait.topic, wait.name, dict(wait.values)) == ("external", "registry", "Ask", {"number": 12})
    assert dict(wait.details) == {"priority": 7, "retry_cycle": "R5/PT10S", "headers": {"unit": "A"}}
    play.occur("x", found=True, other=1)
    assert play.variables == {"kind": "registry", "id": 12, "known": True, "found": True, "other": 1}


def test_a_worker_is_told_what_zeebe_s_drawing_says_and_only_outputs_come_back(way):
    play = outside(ZEEBE, id=12).going(way)
    (wait,) = play.waits.values()
    assert (wait.topic, dict(wait.values)) == ("ask", {"number": 12})
    assert dict(wait.details) == {"retries": 4, "headers": {"unit": "A"}}
    play.occur("x", found=True, other=1)
    assert play.variables == {"id": 12, "known": True}


def test_local_variables_of_a_worker_are_seen_by_the_outputs_alone():
    play = outside(CAMUNDA, kind="registry", id=12)
    step = spiff.occur(play.program, play.state, play.variables, 2, {}, now=NOW, local={"found": 5})
    assert step.completed
    assert play.variables == {"kind": "registry", "id": 12, "known": 5}


@pytest.mark.parametrize("priority", ["${1.5}", "high"])
def test_a_priority_that_is_no_number_is_an_incident(priority):
    play = outside(CAMUNDA.replace('taskPriority="7"', f'taskPriority="{priority}"'), kind="registry", id=12)
    assert [one.code for one in play.incidents.values()] == ["count-not-whole"]


CALL = """<callActivity id="x" calledElement="${which}" camunda:calledElementBinding="version"
 camunda:calledElementVersion="3"><extensionElements><camunda:in businessKey="${number}"/>
 <camunda:in source="applicant" target="person"/><camunda:in sourceExpression="${number}" target="parent"/>
 <camunda:out source="result" target="answer"/></extensionElements></callActivity>"""


def test_a_call_says_which_process_in_which_version_and_with_what(way):
    play = outside(CALL, which="check", number="K-1", applicant="Ali", secret=1).going(way)
    (wait,) = play.waits.values()
    assert (wait.kind, wait.topic, dict(wait.values)) == ("call", "check", {"person": "Ali", "parent": "K-1"})
    assert dict(wait.details) == {"binding": "version", "version": "3", "business_key": "K-1", "all": False}
    play.occur("x", result="yes", other=2)
    assert play.step.completed
    assert play.variables["answer"] == "yes"
    assert "other" not in play.variables


def test_a_call_may_give_and_take_everything(way):
    everything = '<camunda:in variables="all"/><camunda:out variables="all"/>'
    node = f'<callActivity id="x" calledElement="q"><extensionElements>{everything}</extensionElements></callActivity>'
    play = outside(node, a=1).going(way)
    assert dict(next(iter(play.waits.values())).values) == {"a": 1}
    play.occur("x", a=2, b=3)
    assert play.variables == {"a": 2, "b": 3}


def test_a_call_of_zeebe_gives_and_takes_everything_unless_it_says_otherwise(way):
    node = (
        '<callActivity id="x"><extensionElements><zeebe:calledElement processId="q" bindingType="versionTag" '
        'versionTag="1.2" propagateAllParentVariables="{all}"/></extensionElements></callActivity>'
    )
    play = outside(node.format(all="true"), a=1).going(way)
    (wait,) = play.waits.values()
    assert (wait.topic, dict(wait.values)) == ("q", {"a": 1})
    assert dict(wait.details) == {"binding": "versionTag", "version_tag": "1.2", "all": True}
    play.occur("x", b=3)
    assert play.variables == {"a": 1, "b": 3}
    assert dict(next(iter(outside(node.format(all="false"), a=1).waits.values())).values) == {}


def test_a_called_process_may_have_a_qualified_name():
    assert next(iter(outside('<callActivity id="x" calledElement="camunda:q"/>').waits.values())).topic == "q"


def test_what_only_data_can_bring_cannot_come_from_outside():
    body = '<startEvent id="s"/><eventBasedGateway id="g"/>' + "".join(
        f'<intermediateCatchEvent id="{kind}">{EVENTS[kind]}</intermediateCatchEvent>'
        for kind in ("timer", "conditional")
    )
    play = Play(load(body + flows("s g timer", "g conditional")), n=1)
    for activity in (1, 2, 4):  # the start, the gateway, the condition
        with pytest.raises(errors.ActivityNotOpen):
            play.occur(activity)
        with pytest.raises(errors.ActivityNotOpen):
            play.stop(activity)
    assert play.occur(3).completed


def test_a_call_may_name_the_tag_of_the_version():
    node = '<callActivity id="x" calledElement="q" camunda:calledElementBinding="versionTag" {}/>'
    (wait,) = outside(node.format('camunda:calledElementVersionTag="1.2"')).waits.values()
    assert dict(wait.details) == {"binding": "versionTag", "version_tag": "1.2", "all": False}


@pytest.mark.parametrize(
    ("kind", "payload", "variable"),
    [("message", "messagePayload", "messageVariable"), ("signal", "payloadExpression", "variableName")],
)
def test_spiffarena_says_what_is_sent_and_which_variable_takes_it(way, kind, payload, variable):
    said = (
        (
            f"<extensionElements><spiffworkflow:{payload}>{{{{who: name}}}}</spiffworkflow:{payload}>"
            f"<spiffworkflow:{variable}>brought</spiffworkflow:{variable}></extensionElements>"
        )
        .replace("{{", "{")
        .replace("}}", "}")
    )
    body = "".join(
        f'<intermediate{way_}Event id="{way_}"><{kind}EventDefinition {kind}Ref="M"/></intermediate{way_}Event>'
        for way_ in ("Throw", "Catch")
    )
    roots = f'<{kind} id="M" name="notice">{said}</{kind}>'
    play = Play(load(f'<startEvent id="s"/>{body}' + flows("s Throw Catch"), roots), name="Ali").going(way)
    assert [dict(one.values) for one in play.thrown] == [{"who": "Ali"}]
    assert play.occur("Catch", who="Sara").completed
    assert play.variables == {"name": "Ali", "brought": {"who": "Sara"}}
