"""Rules about references, activities, data and collaboration: what is only a warning, and what lies in other files."""

import re
from pathlib import Path

import pytest
import SpiffWorkflow
from lxml import etree

from engine import definitions, errors, text
from engine.definitions import form_sources
from engine.definitions.check import Finding, activities, collaboration, data, references
from engine.definitions.check.references import table

SCHEMA = Path(SpiffWorkflow.__file__).parent / "bpmn" / "parser" / "schema" / "Semantic.xsd"
XS = "{http://www.w3.org/2001/XMLSchema}"
MODULES = (*references.MODULES, *activities.MODULES, *data.MODULES, *collaboration.MODULES)
CAMUNDA = ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
LINE = """<process id="permit" name="Permit" isExecutable="true">
{first}<startEvent id="start"/>{node}<endEvent id="end"/>
<sequenceFlow id="f1" sourceRef="start" targetRef="it"/>
<sequenceFlow id="f2" sourceRef="it" targetRef="end"/>{last}
</process>"""


def drawn(body: str, spaces: str = "") -> bytes:
    return (
        f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"{spaces} '
        f'targetNamespace="https://ravand.example/tests">{body}</definitions>'
    ).encode()


def line(node: str, *, first: str = "", last: str = "", beside: str = "", spaces: str = "") -> bytes:
    """Draw start, one element with the id `it`, end; `first` and `last` stand in the process, `beside` before it."""
    return drawn(beside + LINE.format(first=first, node=node, last=last), spaces)


def found(content: bytes, rule: str, **files: bytes) -> list[Finding]:
    sent = {"drawing.bpmn": content, **{name.replace("__", "."): one for name, one in files.items()}}
    _, findings = definitions.examine(sent, groups=frozenset({"clerks", "finance"}))["drawing.bpmn"]
    return [finding for finding in findings if finding.rule == rule]


def severities(content: bytes, rule: str, **files: bytes) -> list[str]:
    return [finding.severity for finding in found(content, rule, **files)]


ITEM = '<itemDefinition id="page" structureRef="page"/><itemDefinition id="sum" structureRef="number"/>'
TASK = '<manualTask id="it" name="File">{}</manualTask>'
INPUT = (
    '<ioSpecification><dataInput id="in1" name="Paper"{}/><inputSet><dataInputRefs>in1</dataInputRefs></inputSet>'
    "<outputSet/></ioSpecification>"
)
REPEATED = "<multiInstanceLoopCharacteristics{}>{}</multiInstanceLoopCharacteristics>"
WAIT = '<receiveTask id="it" name="Wait"{}/>'
POOLS = """<collaboration id="both"><participant id="office" name="Office" processRef="permit"/>
<participant id="citizen" name="Citizen"/>{}</collaboration>"""

#: Rule → where its bad drawing is wrong; "" is the whole file.
PLACES = {
    "ad-hoc": "free", "call-contract": "call", "called": "call", "choreography": "pass",
    "choreography-reference": "talk",
    "collection-mark": "file", "conversation": "talk", "correlation": "number", "data-association": "da1",
    "data-object": "seen", "data-scope": "seen", "data-sets": "ask", "data-types": "da1", "decision": "rule",
    "diagram": "",
    "event-data": "tell", "flow-lists": "first", "form": "ask", "instantiating-task": "wait", "lane-group": "lane",
    "lane-node": "one", "message-agreement": "m1", "message-flow": "m1", "message-task": "send",
    "multiplicity": "citizen", "nobody": "ask", "not-executable": "permit", "pool-process": "court",
    "process-missing": "", "public-process": "permit", "quantity": "file", "recursion": "call", "reference": "wait",
    "repetition": "ask", "resource-parameter": "ask", "script-format": "count", "service-contract": "permit",
    "sub-process-data": "part", "task-sets": "do", "text-format": "note", "untyped-task": "ask", "unwritten": "f3",
}  # fmt: skip


@pytest.mark.parametrize(("rule", "element"), PLACES.items())
def test_a_mistake_is_told_once_at_its_element(rule: str, element: str) -> None:
    bad = (Path(__file__).parent / "rules" / f"{rule}.bad.bpmn").read_bytes()
    form = b'{"schema": {"type": "object", "properties": {}}}'
    assert [finding.element for finding in found(bad, rule, ask__form__json=form)] == [element]


def test_each_rule_of_these_chapters_has_its_place() -> None:
    assert {module.RULE.name for module in MODULES} == set(PLACES)


#: What is odd, but clear, runs all the same: rule → the drawing.
WARNED = [
    ("reference", line(WAIT.format(' messageRef="v:letter"'), spaces=' xmlns:v="https://vendor.example"')),
    (
        "reference",
        drawn(
            '<process id="permit"><startEvent id="start"/><endEvent id="end"><errorEventDefinition errorRef="lost"/>'
            '</endEvent><sequenceFlow id="f1" sourceRef="start" targetRef="end"/></process>',
            ' xmlns:activiti="http://activiti.org/bpmn"',
        ),
    ),
    (
        "reference",
        line(
            TASK.format(
                "<dataInputAssociation><sourceRef>paper</sourceRef><targetRef>it</targetRef></dataInputAssociation>"
            ),
            last='<dataObject id="paper"/>',
        ),
    ),
    (
        "public-process",
        line(TASK.format(""), spaces=' xmlns:drools="http://www.jboss.org/drools"').replace(
            b"<process ", b'<process processType="Public" '
        ),
    ),
    ("repetition", line(TASK.format("<standardLoopCharacteristics/>"))),
    (
        "repetition",
        line(
            TASK.format(
                '<standardLoopCharacteristics loopMaximum="0"><loopCondition>more</loopCondition>'
                "</standardLoopCharacteristics>"
            )
        ),
    ),
    (
        "repetition",
        line(TASK.format(REPEATED.format("", "<loopDataInputRef>people</loopDataInputRef>")), spaces=CAMUNDA),
    ),
    (
        "repetition",
        line(
            TASK.format(REPEATED.format("", "<loopDataInputRef>people</loopDataInputRef>")),
            last='<dataObject id="people" isCollection="true"/>',
        ),
    ),
    (
        "repetition",
        line(TASK.format(REPEATED.format("", '<loopCardinality>3</loopCardinality><inputDataItem id="one"/>'))),
    ),
    ("repetition", line(TASK.format(REPEATED.format(' behavior="Complex"', "<loopCardinality>3</loopCardinality>")))),
    (
        "repetition",
        line(
            TASK.format(
                REPEATED.format(
                    "",
                    "<loopCardinality>3</loopCardinality><complexBehaviorDefinition><condition>true</condition>"
                    "</complexBehaviorDefinition>",
                )
            )
        ),
    ),
    ("ad-hoc", line('<adHocSubProcess id="it"><manualTask id="one" name="One"/></adHocSubProcess>')),
    (
        "script-format",
        line(
            '<scriptTask id="it"><script>total = 3</script></scriptTask>',
            spaces=' xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"',
        ),
    ),
    (
        "recursion",
        line(
            '<exclusiveGateway id="it" default="f2"/>',
            last='<callActivity id="again" calledElement="permit"/>'
            '<sequenceFlow id="f3" sourceRef="it" targetRef="again"><conditionExpression>more</conditionExpression>'
            '</sequenceFlow><sequenceFlow id="f4" sourceRef="again" targetRef="end"/>',
        ),
    ),
    (
        "call-contract",
        line('<callActivity id="it" calledElement="filing">' + INPUT.format("") + "</callActivity>")[
            : -len("</definitions>")
        ]
        + b'<process id="filing"><manualTask id="file"/></process></definitions>',
    ),
    ("collection-mark", line(TASK.format(INPUT.format(' itemSubjectRef="page" isCollection="true"')), beside=ITEM)),
    (
        "data-scope",
        line(
            '<subProcess id="it"><dataObject id="paper"/><manualTask id="one"/></subProcess>',
            last='<dataObjectReference id="seen" dataObjectRef="paper"/>',
        ),
    ),
    (
        "data-types",
        line(
            TASK.format(
                INPUT.format(' itemSubjectRef="sum"')
                + "<dataInputAssociation><sourceRef>paper</sourceRef><targetRef>in1</targetRef></dataInputAssociation>"
            ),
            beside=ITEM,
            last='<dataObject id="paper" itemSubjectRef="page"/>',
            spaces=' xmlns:drools="http://www.jboss.org/drools"',
        ),
    ),
    (
        "sub-process-data",
        line(
            '<subProcess id="it">'
            + INPUT.format("")
            + REPEATED.format("", "<loopCardinality>3</loopCardinality>")
            + '<manualTask id="one"/></subProcess>'
        ),
    ),
    (
        "message-flow",
        line(WAIT.format(""), beside=POOLS.format('<messageFlow id="m1" sourceRef="it" targetRef="citizen"/>')),
    ),
    (
        "correlation",
        line(TASK.format(""), beside=POOLS.format('<correlationKey id="key" name="Key"/>')),
    ),
    ("public-process", line(TASK.format("")).replace(b"<sequenceFlow ", b'<sequenceFlow isImmediate="false" ')),
    ("form", line('<userTask id="it" camunda:formKey="embedded:app:ask.html"/>', spaces=CAMUNDA)),
    ("form", line('<userTask id="it" camunda:formKey="app:ask.jsf"/>', spaces=CAMUNDA)),
]


@pytest.mark.parametrize(("rule", "content"), WARNED)
def test_what_is_odd_but_clear_is_only_a_warning(rule: str, content: bytes) -> None:
    told = severities(content, rule)
    assert told
    assert set(told) == {"warning"}


#: What could be taken for a mistake and is none: rule → the drawing.
FINE = [
    (
        "reference",
        line(
            TASK.format(""),
            last='<dataObject id="d" itemSubjectRef="xsd:string"/>',
            spaces=' xmlns:xsd="http://www.w3.org/2001/XMLSchema"',
        ),
    ),
    ("reference", line(TASK.format(""), beside='<itemDefinition id="page" structureRef="java.lang.String"/>')),
    ("reference", line(TASK.format("<incoming>t:f1</incoming>"), spaces=' xmlns:t="https://ravand.example/tests"')),
    ("repetition", line(TASK.format(REPEATED.format("", "<loopCardinality>count(people)</loopCardinality>")))),
    ("repetition", line(TASK.format(REPEATED.format(' camunda:collection="people"', "")), spaces=CAMUNDA)),
    (
        "repetition",
        line(
            TASK.format(
                "<standardLoopCharacteristics><loopCondition>more</loopCondition></standardLoopCharacteristics>"
            )
        ),
    ),
    ("called", line('<callActivity id="it" calledElement="${which}"/>')),
    (
        "called",
        line('<callActivity id="it" calledElement="work"/>', beside='<globalManualTask id="work" name="Work"/>'),
    ),
    ("called", line('<callActivity id="it" camunda:caseRef="case"/>', spaces=CAMUNDA)),
    ("message-task", line('<sendTask id="it" camunda:type="external" camunda:topic="mail"/>', spaces=CAMUNDA)),
    (
        "data-scope",
        line(
            '<subProcess id="it"><dataObjectReference id="seen" dataObjectRef="paper"/></subProcess>',
            last='<dataObject id="paper"/>',
        ),
    ),
    (
        "data-association",
        line(
            TASK.format(
                '<property id="slot"/><dataInputAssociation><sourceRef>paper</sourceRef><targetRef>slot</targetRef>'
                "</dataInputAssociation>"
            ),
            last='<dataObject id="paper"/>',
        ),
    ),
    (
        "message-flow",
        line(TASK.format(""), beside=POOLS.format('<messageFlow id="m1" sourceRef="office" targetRef="citizen"/>')),
    ),
    (
        "message-agreement",
        line(WAIT.format(""), beside=POOLS.format('<messageFlow id="m1" sourceRef="citizen" targetRef="it"/>')),
    ),
    (
        "multiplicity",
        line(
            TASK.format(""),
            beside='<collaboration id="c"><participant id="p"><participantMultiplicity/></participant></collaboration>',
        ),
    ),
]


@pytest.mark.parametrize(("rule", "content"), FINE)
def test_what_only_looks_like_a_mistake_is_not_told(rule: str, content: bytes) -> None:
    assert found(content, rule) == []


def test_every_reference_of_the_schema_is_known() -> None:
    """A reference that nobody looks at could lead anywhere; those that are left out are looked at elsewhere."""
    elsewhere = {
        "sourceRef", "targetRef", "default", "attachedToRef",  # chapter flows
        "calledElement", "loopDataInputRef", "loopDataOutputRef",  # chapter activities
        "structureRef", "implementationRef", "evaluatesToTypeRef", "type", "definition",  # another language's types
        "source", "target",  # of links (chapter events) and of relationships, which reach into any file
    }  # fmt: skip
    known = {name for names in table.ATTRIBUTES.values() for name, _ in names}
    known |= {tag.rpartition("}")[2] for tag in table.CHILDREN}
    drawn_references = {
        str(one.get("name"))
        for one in etree.parse(SCHEMA).iter(f"{XS}attribute", f"{XS}element")
        if one.get("type") in {"xsd:QName", "xsd:IDREF"}
    }
    assert drawn_references - known - elsewhere == set()


def test_every_kind_that_a_reference_may_name_has_words() -> None:
    allowed = [kinds for names in table.ATTRIBUTES.values() for _, kinds in names] + list(table.CHILDREN.values())
    for kinds in allowed:
        assert not kinds or kinds in table.WORDS or all(kind in definitions.words.KINDS for kind in kinds), kinds


def test_every_sentence_has_a_persian_text() -> None:
    persian = text.catalogue("fa")
    sentences = {
        one for module in MODULES for one in (module.RULE.message, module.RULE.fix, *getattr(module, "TEXTS", ()))
    }
    assert sorted(one for one in sentences - {"{reason}"} if " ".join(one.split()) not in persian) == []


def test_the_texts_of_a_finding_are_whole_in_both_languages() -> None:
    for rule, content in WARNED:
        for finding in found(content, rule):
            for lang in text.LANGUAGES:
                assert re.search(r"[{}]|msgid", finding.message(lang) + finding.fix(lang)) is None


def test_a_called_process_may_come_in_another_file() -> None:
    caller = line('<callActivity id="it" calledElement="filing"/>')
    callee = drawn('<process id="filing"><manualTask id="file"/></process>')
    assert severities(caller, "called") == ["warning"]
    assert severities(caller, "called", filing__bpmn=callee) == []


def test_a_called_process_may_be_one_of_the_agency() -> None:
    files = {"drawing.bpmn": line('<callActivity id="it" calledElement="filing"/>')}
    _, findings = definitions.examine(files, processes=frozenset({"filing"}))["drawing.bpmn"]
    assert [finding for finding in findings if finding.rule == "called"] == []


def test_what_is_called_and_is_no_process_is_an_error() -> None:
    (finding,) = found(line('<callActivity id="it" calledElement="end"/>'), "called")
    assert finding.severity == "error"
    assert "end event" in finding.message("en")


def test_a_process_that_waits_for_its_own_events_cannot_be_called() -> None:
    caller = line('<callActivity id="it" calledElement="filing"/>')
    start = b'<startEvent id="letter"><messageEventDefinition/></startEvent>'
    callee = b'<process id="filing">%s<manualTask id="file"/></process></definitions>'
    waiting, plain = (
        caller.replace(b"</definitions>", callee % one) for one in (start, start + b'<startEvent id="s"/>')
    )
    assert severities(waiting, "called") == ["error"]
    assert severities(plain, "called") == []


def test_a_ring_of_calls_through_another_file_is_told() -> None:
    caller = line('<callActivity id="it" calledElement="filing"/>')
    back = drawn('<process id="filing"><callActivity id="back" calledElement="permit"/></process>')
    assert severities(caller, "recursion", filing__bpmn=back) == ["warning"]


def test_a_ring_of_thousands_of_calls_is_walked_without_recursion() -> None:
    count = 3_000
    processes = "".join(
        f'<process id="p{one}"><callActivity id="c{one}" calledElement="p{(one + 1) % count}"/></process>'
        for one in range(count)
    )
    assert severities(drawn(processes), "recursion") == ["error"] * count


def test_a_decision_may_come_in_a_dmn_file() -> None:
    named = 'camunda:decisionRef="fee" camunda:resultVariable="fee"'
    task = line(f'<businessRuleTask id="it" {named}/>', spaces=CAMUNDA)
    model = b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="fee"/></definitions>'
    assert severities(task.replace(b"camunda:resultVariable", b"camunda:other"), "decision", fee__dmn=model) == [
        "warning"
    ]
    assert severities(task, "decision") == ["warning"]
    assert severities(task, "decision", fee__dmn=model) == []
    assert severities(task, "decision", fee__dmn=model.replace(b"fee", b"fine")) == ["warning"]


def test_a_dmn_file_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(errors.UnreadableFiles):
        definitions.examine({"fee.dmn": b"<definitions>"})


def test_people_get_a_plain_form_instead_of_a_screen_of_another_product() -> None:
    files = {"a.bpmn": line('<userTask id="it" camunda:formKey="embedded:app:ask.html"/>', spaces=CAMUNDA)}
    document, _ = definitions.examine(files)["a.bpmn"]
    assert document.processes[0].forms == {}
    assert not form_sources.is_foreign("camunda-forms:deployment:ask.form")


def test_a_lane_with_a_slip_in_its_name_may_be_given_the_group_that_is_meant() -> None:
    lanes = '<laneSet id="l"><lane id="one" name="Finanse"><flowNodeRef>it</flowNodeRef></lane></laneSet>'
    (finding,) = found(line('<userTask id="it"/>', first=lanes), "lane-group")
    assert finding.change == {"change": "set-group", "element": "one", "group": "finance"}
    assert finding.element == "one"
    assert finding.line > 0


def test_an_untyped_task_may_be_made_a_user_task() -> None:
    (finding,) = found(line('<task id="it" name="Ask"/>'), "untyped-task")
    assert finding.change == {"change": "retype", "element": "it", "type": "userTask"}


FORM = """<startEvent id="start"><extensionElements><camunda:formData><camunda:formField id="amount" type="long"/>
</camunda:formData></extensionElements></startEvent>"""


def reads(name: str, before: str = "") -> bytes:
    script = f'{before}<scriptTask id="it" scriptFormat="feel"><script>{{total: {name}}}</script></scriptTask>'
    return line(script, spaces=CAMUNDA).replace(b'<startEvent id="start"/>', FORM.encode())


def test_without_a_start_form_nobody_knows_what_comes_in() -> None:
    assert found(reads("fee").replace(FORM.encode(), b'<startEvent id="start"/>'), "unwritten") == []


@pytest.mark.parametrize(
    "kind", ["userTask", "serviceTask", "callActivity", "subProcess", "receiveTask", "businessRuleTask"]
)
def test_what_comes_from_outside_may_have_written_anything(kind: str) -> None:
    outside = reads("fee", f'<{kind} id="out" name="Out" camunda:candidateGroups="clerks"/>')
    outside = outside.replace(b'targetRef="it"', b'targetRef="out"')
    outside = outside.replace(b"</process>", b'<sequenceFlow id="f3" sourceRef="out" targetRef="it"/></process>')
    assert found(outside, "unwritten") == []


def test_what_is_written_later_in_a_loop_counts_in_the_next_round() -> None:
    looped = reads("fee", '<scriptTask id="make" scriptFormat="feel"><script>{fee: 1}</script></scriptTask>')
    back = (
        b'<exclusiveGateway id="again" default="f6"/><sequenceFlow id="f3" sourceRef="it" targetRef="make"/>'
        b'<sequenceFlow id="f4" sourceRef="make" targetRef="again"/><sequenceFlow id="f6" sourceRef="again" '
        b'targetRef="end"/><sequenceFlow id="f5" sourceRef="again" targetRef="it"><conditionExpression>amount = 1'
        b"</conditionExpression></sequenceFlow></process>"
    )
    looped = looped.replace(b'<sequenceFlow id="f2" sourceRef="it" targetRef="end"/>', b"").replace(b"</process>", back)
    assert found(looped, "unwritten") == []


def test_names_of_data_objects_are_known() -> None:
    content = reads("fee").replace(b"</process>", b'<dataObject id="d" name="fee"/></process>')
    assert found(content, "unwritten") == []


def test_the_mechanical_remedies_are_proposed() -> None:
    rules = Path(__file__).parent / "rules"
    proposed = {
        rule: finding.change
        for rule in ("not-executable", "pool-process", "message-agreement", "data-object", "quantity", "public-process")
        for finding in found((rules / f"{rule}.bad.bpmn").read_bytes(), rule)
    }
    attribute = {"change": "remove-attribute"}
    assert proposed == {
        "not-executable": {
            "change": "set-attribute", "element": "permit", "attribute": "isExecutable", "value": "true",
        },
        "pool-process": {**attribute, "element": "court", "attribute": "processRef"},
        "message-agreement": {**attribute, "element": "m1", "attribute": "messageRef"},
        "data-object": {**attribute, "element": "seen", "attribute": "itemSubjectRef"},
        "quantity": {**attribute, "element": "file", "attribute": "startQuantity"},
        "public-process": {
            "change": "set-attribute", "element": "permit", "attribute": "processType", "value": "Private",
        },
    }  # fmt: skip
