"""Promises about business rule tasks: which decision they ask, what becomes of its result, and what stops them."""

from datetime import UTC, datetime

import pytest

from engine import decisions, errors, spiff, xml
from engine.calendar import Calendar
from tests.unit.decisions.drawn import decision, file, inputs, literal, table

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
SPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"'
)
FEE = decision("fee", table(["<= 15 => 0", "> 15 => days * 1000"], columns=("days",), outputs=("amount",)),
               requires="input:days")  # fmt: skip
PAIR = decision("fee", table(["- => 1|2"], columns=("days",), outputs=("a", "b")), requires="input:days")
LISTED = decision("fee", table(["- => 1|2", "- => 3|4"], columns=("days",), outputs=("a", "b"), policy="COLLECT"),
                  requires="input:days")  # fmt: skip


def tree(task):
    return xml.parse(
        f'<definitions {SPACES} targetNamespace="urn:t"><process id="p" isExecutable="true"><startEvent id="s"/>'
        f'<sequenceFlow id="f1" sourceRef="s" targetRef="r"/>{task}'
        '<sequenceFlow id="f2" sourceRef="r" targetRef="e"/><endEvent id="e"/></process></definitions>'.encode()
    )


def ran(task, variables, body=FEE):
    basis = spiff.Basis("fee:1", "fee", decisions.read(file(inputs("days") + body)))
    program = spiff.load(tree(task), "p", decisions={"r": basis})
    kept = dict(variables)
    return spiff.start(program, kept, now=NOW), kept


def camunda(**attributes):
    written = " ".join(f'camunda:{name}="{value}"' for name, value in attributes.items())
    return f'<businessRuleTask id="r" camunda:decisionRef="fee" {written}/>'


def extended(inner):
    return f'<businessRuleTask id="r"><extensionElements>{inner}</extensionElements></businessRuleTask>'


@pytest.mark.parametrize(
    ("task", "body", "given"),
    [
        (camunda(resultVariable="fee", mapDecisionResult="singleEntry"), FEE, {"fee": 20000}),
        (camunda(resultVariable="fee", mapDecisionResult="singleResult"), FEE, {"fee": {"amount": 20000}}),
        (camunda(resultVariable="fee", mapDecisionResult="collectEntries"), FEE, {"fee": [20000]}),
        (camunda(resultVariable="fee", mapDecisionResult="resultList"), FEE, {"fee": [{"amount": 20000}]}),
        (camunda(resultVariable="fee"), FEE, {"fee": [{"amount": 20000}]}),
        (camunda(resultVariable="fee"), LISTED, {"fee": [{"a": 1, "b": 2}, {"a": 3, "b": 4}]}),
        (extended('<zeebe:calledDecision decisionId="fee" resultVariable="fee"/>'), FEE, {"fee": 20000}),
        (extended('<zeebe:calledDecision decisionId="fee" resultVariable="fee"/>'), PAIR, {"fee": {"a": 1, "b": 2}}),
        (extended("<spiffworkflow:calledDecisionId>fee</spiffworkflow:calledDecisionId>"), FEE, {"amount": 20000}),
        (extended("<spiffworkflow:calledDecisionId>fee</spiffworkflow:calledDecisionId>"), PAIR, {"a": 1, "b": 2}),
        (extended("<spiffworkflow:calledDecisionId>fee</spiffworkflow:calledDecisionId>"), LISTED,
         {"a": [1, 3], "b": [2, 4]}),
    ],
)  # fmt: skip
def test_the_result_becomes_what_is_drawn(task, body, given):
    step, variables = ran(task, {"days": 20}, body)
    assert step.completed
    assert variables == {"days": 20, **given}


def test_the_decision_sees_what_is_mapped_in_and_its_result_may_be_mapped_out():
    task = extended(
        '<zeebe:calledDecision decisionId="fee" resultVariable="found"/>'
        '<zeebe:ioMapping><zeebe:input source="=late * 2" target="days"/>'
        '<zeebe:output source="=found + 1" target="owed"/></zeebe:ioMapping>'
    )
    _, variables = ran(task, {"late": 20})
    assert variables == {"late": 20, "owed": 40001}


def test_a_result_without_a_variable_is_seen_by_output_mappings_alone():
    task = (
        '<businessRuleTask id="r" camunda:decisionRef="fee" camunda:mapDecisionResult="singleEntry"><extensionElements>'
        '<camunda:inputOutput><camunda:outputParameter name="owed">${decisionResult}</camunda:outputParameter>'
        "</camunda:inputOutput></extensionElements></businessRuleTask>"
    )
    assert ran(task, {"days": 20})[1] == {"days": 20, "owed": 20000}
    assert ran(camunda(mapDecisionResult="singleEntry"), {"days": 20})[1] == {"days": 20}


def test_the_rules_that_fired_are_told_with_what_they_saw():
    step, _ = ran(camunda(resultVariable="fee", mapDecisionResult="singleEntry"), {"days": 20})
    (told,) = (moment for moment in step.moments if moment.kind == "decided")
    assert (told.element, told.made.decision, told.fired) == ("r", "fee:1", (("t", 2),))
    assert told.made.outcome.looked[0].inputs == (("days", 20),)
    kinds = [moment.kind for moment in step.moments if moment.element == "r"]
    assert kinds == ["entered", "decided", "completed"]


@pytest.mark.parametrize(
    ("body", "days", "code"),
    [
        (decision("fee", table(["< 9 => 1", "< 10 => 2"], columns=("days",)), requires="input:days"), 5, "UNIQUE"),
        (decision("fee", literal("days / 0"), requires="input:days"), 5, "null"),
        (decision("fee", literal("for i in 1..9999, j in 1..9999 return i")), 5, "fuel"),
        (LISTED, 5, "several"),
    ],
)
def test_what_cannot_be_decided_stops_the_case_in_words_until_it_is_tried_again(body, days, code):
    task = camunda(resultVariable="fee", mapDecisionResult="singleEntry")
    basis = spiff.Basis("fee:1", "fee", decisions.read(file(inputs("days") + body)))
    program = spiff.load(tree(task), "p", decisions={"r": basis})
    variables = {"days": days}
    step = spiff.start(program, variables, now=NOW)
    (incident,) = step.incidents
    assert (incident.code, incident.element) == ("decision-failed", "r"), code
    assert "fee" in incident.text.show("en")
    assert "fee" not in variables
    again = spiff.retry(program, step.state, variables, now=NOW)
    assert (again.incidents, again.resolved) == ((), ())


def test_a_decision_that_is_not_there_stops_the_case():
    program = spiff.load(tree(camunda(resultVariable="fee")), "p")
    (incident,) = spiff.start(program, {}, now=NOW).incidents
    assert incident.code == "decision-missing"


def test_of_a_table_without_a_fitting_rule_the_case_goes_on_with_null():
    body = decision("fee", table(["1 => 1"], columns=("days",)), requires="input:days")
    step, variables = ran(camunda(resultVariable="fee", mapDecisionResult="singleEntry"), {"days": 2}, body)
    assert step.completed
    assert variables["fee"] is None


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ('<businessRuleTask id="r"/>', "no-decision"),
        ('<businessRuleTask id="r" camunda:decisionRef="${which}"/>', "decision-computed"),
        (extended('<zeebe:calledDecision decisionId="=which" resultVariable="x"/>'), "decision-computed"),
    ],
)
def test_a_task_that_names_no_certain_decision_cannot_run(task, code):
    with pytest.raises(errors.NotRunnable) as refused:
        spiff.load(tree(task), "p")
    assert [problem.code for problem in refused.value.params["problems"]] == [code]


@pytest.mark.parametrize(
    ("attributes", "binding", "wanted"),
    [
        ({}, "latest", None),
        ({"decisionRefBinding": "deployment"}, "deployment", None),
        ({"decisionRefBinding": "version", "decisionRefVersion": "3"}, "version", "3"),
        ({"decisionRefBinding": "versionTag", "decisionRefVersionTag": "1405"}, "versionTag", "1405"),
    ],
)
def test_which_version_is_meant_is_read(attributes, binding, wanted):
    asked = spiff.outline(tree(camunda(**attributes)), "p").nodes["r"].asked
    assert (asked.decision, asked.binding, asked.wanted) == ("fee", binding, wanted)


def test_a_decision_counts_the_working_days_of_the_agency():
    body = decision("fee", literal('string(add working days(date("2026-11-25"), days))'), requires="input:days")
    basis = spiff.Basis("fee:1", "fee", decisions.read(file(inputs("days") + body)))
    program = spiff.load(
        tree(extended('<zeebe:calledDecision decisionId="fee" resultVariable="due"/>')), "p", decisions={"r": basis}
    )
    dues = []
    for calendar in (Calendar(), Calendar(weekend=frozenset({3, 4}))):
        variables = {"days": 2}
        assert spiff.start(program, variables, now=NOW, calendar=calendar).completed
        dues.append(variables["due"])
    assert dues == ["2026-11-28", "2026-11-29"]


REPEATED = """<subProcess id="sub"><startEvent id="si"/><sequenceFlow id="g1" sourceRef="si" targetRef="each"/>
<businessRuleTask id="each" camunda:decisionRef="fee" camunda:resultVariable="fee"
  camunda:mapDecisionResult="singleEntry">
<multiInstanceLoopCharacteristics camunda:collection="all" camunda:elementVariable="days"/></businessRuleTask>
<sequenceFlow id="g2" sourceRef="each" targetRef="se"/><endEvent id="se"/></subProcess>"""


def test_decisions_are_asked_for_each_of_several_and_inside_a_sub_process():
    task = REPEATED.replace('id="sub"', 'id="r"')
    basis = spiff.Basis("fee:1", "fee", decisions.read(file(inputs("days") + FEE)))
    program = spiff.load(tree(task), "p", decisions={"each": basis})
    step = spiff.start(program, {"all": [3, 20, 40]}, now=NOW)
    assert step.completed
    assert [moment.fired for moment in step.moments if moment.kind == "decided"] == [
        (("t", 1),),
        (("t", 2),),
        (("t", 2),),
    ]
