"""The vocabularies of other products: every word has its treatment, and a file is told what becomes of each."""

import pytest

from engine import definitions, text
from engine.definitions.check.extensions import camunda, entries, spiffarena, zeebe
from engine.definitions.words import KINDS

TABLES = {
    "camunda": (camunda.ATTRIBUTES, camunda.ELEMENTS),
    "zeebe": (zeebe.ATTRIBUTES, zeebe.ELEMENTS),
    "spiffworkflow": (spiffarena.ATTRIBUTES, spiffarena.ELEMENTS),
}
FILE = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
 xmlns:operaton="http://operaton.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" xmlns:flowable="http://flowable.org/bpmn"
 targetNamespace="x"><process id="p" isExecutable="true" {process}><startEvent id="s"/>{inner}<endEvent id="e"/>
 <sequenceFlow id="f" sourceRef="s" targetRef="u"/><sequenceFlow id="g" sourceRef="u" targetRef="e"/></process>
 </definitions>"""


def told(inner, process="", rules=("extension", "java-task")):
    files = {"a.bpmn": FILE.replace("{inner}", inner).replace("{process}", process).encode()}
    ((_, findings),) = definitions.examine(files).values()
    return [finding for finding in findings if finding.rule in rules]


def test_what_is_not_done_has_its_reason_and_the_reason_its_persian_text():
    for attributes, elements in TABLES.values():
        for entry in (entry for known in (attributes, elements) for several in known.values() for entry in several):
            assert bool(entry.why) == (entry.treatment in {"idle", "left"}), entry
            assert entry.why in {"", *entries.REASONS}
    assert all(reason in text.catalogue("fa") for reason in entries.REASONS)


def test_a_word_has_one_meaning_at_a_place():
    for vendor, tables in TABLES.items():
        for known in tables:
            for name, several in known.items():
                for place in KINDS:
                    meant = {entry.treatment for entry in several if place in entry.places}
                    assert len(meant) < 2, (vendor, name, place, meant)


def test_only_words_of_what_never_runs_wait_for_it():
    waiting = {
        place
        for tables in TABLES.values()
        for known in tables
        for several in known.values()
        for entry in several
        for place in entry.places
        if entry.treatment == "later"
    }
    repeated = {"multiInstanceLoopCharacteristics", "standardLoopCharacteristics"}
    assert waiting == {"adHocSubProcess", "scriptTask", "callActivity"} | repeated


@pytest.mark.parametrize(
    ("tag", "attributes", "inside"),
    [
        ("callActivity", 'calledElement="q" camunda:calledElementTenantId="other"', ""),
        ("callActivity", 'calledElement="q" flowable:inheritVariables="true"', ""),
        ("businessRuleTask", 'camunda:decisionRef="d" camunda:decisionRefTenantId="other"', ""),
        ("serviceTask", 'camunda:type="external" camunda:topic="t" camunda:resultVariable="a"', ""),
        (
            "serviceTask",
            'flowable:topic="t" flowable:type="external"',
            "<flowable:mapException>X</flowable:mapException>",
        ),
    ],
)
def test_what_runs_and_is_drawn_otherwise_than_here_is_told(tag, attributes, inside):
    (finding,) = told(f'<{tag} id="u" {attributes}><extensionElements>{inside}</extensionElements></{tag}>')
    assert (finding.severity, finding.element) == ("warning", "u")


def test_a_drawing_without_additions_is_told_nothing():
    assert told('<userTask id="u"/>') == []


def test_what_needs_nothing_done_is_said_once_for_each_word_with_its_count():
    (queued, saved) = sorted(
        told(
            '<userTask id="u" camunda:asyncBefore="true" camunda:jobPriority="5"/>'
            '<task id="v" camunda:asyncBefore="true"/>'
        ),
        key=lambda finding: finding.params["reason"]["params"]["word"],
        reverse=True,
    )
    assert {finding.severity for finding in (saved, queued)} == {"info"}
    assert "camunda:asyncBefore" in saved.message("en")
    assert "2" in saved.message("en")
    assert "camunda:jobPriority" in queued.message("fa")


def test_the_retention_of_records_is_no_matter_of_the_drawing():
    (finding,) = told('<userTask id="u"/>', 'camunda:historyTimeToLive="P30D"')
    assert (finding.severity, finding.element) == ("info", "p")


def test_a_word_at_an_element_that_it_means_nothing_at_is_pointed_out():
    (finding,) = told('<manualTask id="u" camunda:assignee="ali" />')
    assert (finding.severity, finding.element) == ("info", "u")
    assert "manual task" in finding.message("en")


def test_unknown_words_of_a_vendor_are_told_together():
    (finding,) = told('<userTask id="u" camunda:colour="red" camunda:size="5"/>')
    assert finding.severity == "info"
    assert "colour, size" in finding.message("en")


@pytest.mark.parametrize(
    ("tag", "attributes", "inside"),
    [
        ("userTask", 'camunda:assignee="ali" camunda:dueDate="P3D"', ""),
        ("userTask", 'operaton:priority="70" flowable:candidateUsers="a"', ""),
        ("userTask", "", '<zeebe:assignmentDefinition assignee="ali"/><zeebe:userTask/>'),
        ("userTask", "", '<zeebe:ioMapping><zeebe:input source="=1" target="a"/></zeebe:ioMapping>'),
        ("userTask", "", "<spiffworkflow:preScript>a = 1</spiffworkflow:preScript>"),
        ("userTask", "", "<spiffworkflow:instructionsForEndUser>Ask.</spiffworkflow:instructionsForEndUser>"),
        ("scriptTask", 'scriptFormat="feel" camunda:resultVariable="a"', ""),
        (
            "serviceTask",
            'camunda:type="external" camunda:topic="t" camunda:taskPriority="5"',
            "<camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle>",
        ),
        (
            "serviceTask",
            'camunda:type="external" camunda:topic="t"',
            '<camunda:errorEventDefinition errorRef="x" expression="${amount > 10}"/>',
        ),
        ("serviceTask", "", '<zeebe:taskDefinition type="t"/><zeebe:taskHeaders/>'),
        (
            "callActivity",
            'calledElement="q" camunda:calledElementBinding="deployment"',
            '<camunda:in variables="all"/>',
        ),
        ("businessRuleTask", 'camunda:decisionRef="d" camunda:mapDecisionResult="singleEntry"', ""),
    ],
)
def test_what_works_is_told_without_a_word(tag, attributes, inside):
    assert told(f'<{tag} id="u" {attributes}><extensionElements>{inside}</extensionElements></{tag}>') == []


@pytest.mark.parametrize(
    ("attribute", "topic"),
    [
        ('camunda:class="org.example.SendLetterDelegate"', "send-letter"),
        ('camunda:delegateExpression="${pdfMaker}"', "pdf-maker"),
        ('camunda:delegateExpression="#{HTTPCallBean}"', "http-call"),
        ('camunda:expression="${letters.sendAll(execution, 5)}"', "send-all"),
        ('flowable:type="mail"', "mail"),
        ('camunda:class="  "', "u"),
        ('camunda:class="کارت"', "کارت"),
    ],
)
def test_the_topic_is_named_after_the_program(attribute, topic):
    (finding,) = told(f'<serviceTask id="u" {attribute}/>')
    assert finding.change == {"change": "external-task", "element": "u", "topic": topic}
    assert f"“{topic}”" in finding.fix("en")
    assert f"«{topic}»" in finding.fix("fa")


def test_a_task_that_names_several_programs_is_told_of_once():
    assert len(told('<serviceTask id="u" camunda:class="A" camunda:delegateExpression="${b}"/>')) == 1


def test_a_condition_outside_the_drawing_is_an_error():
    (finding,) = told(
        '<exclusiveGateway id="u"/><sequenceFlow id="h" sourceRef="u" targetRef="e"><conditionExpression '
        'camunda:resource="condition.groovy"/></sequenceFlow>'
    )
    assert (finding.rule, finding.severity, finding.element) == ("java-task", "error", "h")


def test_an_expression_for_an_expected_error_that_calls_a_program_is_an_error_that_says_what_to_write():
    expected = (
        """<camunda:errorEventDefinition errorRef="x" expression="${externalTask.errorDetails.contains('503')}"/>"""
    )
    drawn = f'camunda:type="external" camunda:topic="t"><extensionElements>{expected}</extensionElements>'
    found = told(f'<serviceTask id="u" {drawn}</serviceTask>', rules=("runnable", "expression"))
    assert [(one.severity, one.element) for one in found] == [("error", "u")]
    assert 'contains(externalTask.errorDetails, "503")' in found[0].message("en") + found[0].fix("en")
