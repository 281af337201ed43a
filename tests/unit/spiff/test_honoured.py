"""Every word of another product that is said to work does work, under each name that the product has."""

from pathlib import Path

import pytest
from lxml import etree

from engine import definitions, spiff
from engine.definitions.check.extensions import camunda, spiffarena, zeebe
from engine.spiff.vocabulary import SAME_VOCABULARY
from tests.unit.spiff.drawing import Drawing, Run

HERE = Path(__file__).parent
NAMED = [*HERE.glob("test_*.py"), HERE.parent / "definitions" / "test_ready.py"]


def plain(kind="user", **attributes):
    drawing = Drawing().node("start", "s").node("end", "e")
    if kind == "script":
        drawing.script("u", "amount * 2", "feel", **attributes)
    else:
        drawing.node(kind, "u", **attributes)
    return drawing.line("s", "u", "e")


def under(drawing, namespace):
    """The same drawing with the vendor's words under another of the names that they have."""
    data = etree.tostring(drawing.root).replace(SAME_VOCABULARY[0].encode(), namespace.encode())
    return spiff.load(etree.fromstring(data), "p")


@pytest.mark.parametrize("namespace", SAME_VOCABULARY)
def test_assignment_dates_priority_and_form_of_camunda_and_its_forks(namespace):
    drawing = plain(
        assignee="${boss}", candidateUsers="ali, ${boss}", candidateGroups="clerks", dueDate="2026-04-01T10:00:00Z",
        followUpDate="P1D", priority="${1 + 1}", formKey="ask",
    )  # fmt: skip
    (waiting,) = Run(under(drawing, namespace), boss="zahra").open.values()
    assert (waiting.assignee, waiting.candidate_users, waiting.candidate_groups) == (
        "zahra",
        ("ali", "zahra"),
        ("clerks",),
    )
    assert (waiting.due, waiting.follow_up) == ("2026-04-01T10:00:00Z", "2026-03-22T08:00:00Z")
    assert (waiting.priority, waiting.form_key) == (2, "ask")


@pytest.mark.parametrize("namespace", SAME_VOCABULARY)
def test_the_form_reference_of_camunda_and_its_forks(namespace):
    (waiting,) = Run(under(plain(formRef="ask"), namespace)).open.values()
    assert waiting.form_key == "ask"


@pytest.mark.parametrize("namespace", SAME_VOCABULARY)
@pytest.mark.parametrize("word", ["resultVariable", "resultVariableName"])
def test_the_result_variable_of_a_script(namespace, word):
    run = Run(under(plain("script", **{word: "twice"}), namespace), amount=5)
    assert run.variables == {"amount": 5, "twice": 10}


@pytest.mark.parametrize("namespace", SAME_VOCABULARY)
def test_collections_and_their_elements(namespace):
    drawing = plain(assignee="${who}").several(
        "u", collection="${people}", elementVariable="who", elementIndexVariable="place"
    )
    run = Run(under(drawing, namespace), people=["ali", "zahra"])
    assert [(waiting.assignee, waiting.local["place"]) for waiting in run.open.values()] == [("ali", 0), ("zahra", 1)]


@pytest.mark.parametrize("namespace", SAME_VOCABULARY)
def test_the_initiator_and_the_inputs_and_outputs_of_the_forks(namespace):
    drawing = plain().extended(
        "u",
        '<camunda:inputOutput><camunda:inputParameter name="a">${n}</camunda:inputParameter></camunda:inputOutput>',
    )
    drawing.nodes["s"].set(f"{{{SAME_VOCABULARY[0]}}}initiator", "starter")
    program = under(drawing, namespace)
    assert program.initiator == "starter"
    assert next(iter(Run(program, n=3).open.values())).local == {"a": 3}


def test_assignment_schedule_priority_and_form_of_zeebe():
    drawing = plain().extended(
        "u",
        '<zeebe:userTask/><zeebe:assignmentDefinition assignee="=boss" candidateGroups="=[g]" candidateUsers="ali, x"/>'
        '<zeebe:taskSchedule dueDate="=now() + duration(&quot;P1D&quot;)" followUpDate="2026-04-01"/>'
        '<zeebe:priorityDefinition priority="70"/><zeebe:formDefinition formId="ask"/>',
    )
    (waiting,) = Run(drawing.load(), boss="zahra", g="clerks").open.values()
    assert (waiting.assignee, waiting.candidate_users, waiting.candidate_groups) == (
        "zahra",
        ("ali", "x"),
        ("clerks",),
    )
    assert (waiting.due, waiting.follow_up) == ("2026-03-22T08:00:00Z", "2026-04-01")
    assert (waiting.priority, waiting.form_key) == (70, "ask")


def test_the_script_and_the_repetition_of_zeebe():
    drawing = (
        Drawing().node("start", "s").node("script", "c").node("user", "u").node("end", "e").line("s", "c", "u", "e")
    )
    drawing.extended("c", '<zeebe:script expression="=amount * 2" resultVariable="twice"/>').several("u")
    loop = drawing.nodes["u"][0]
    drawing.nodes["u"].insert(0, loop)
    held = drawing.add(loop, "extensionElements")
    etree.SubElement(
        held,
        "{http://camunda.org/schema/zeebe/1.0}loopCharacteristics",
        inputCollection="=[twice, 1]",
        inputElement="each",
        outputCollection="all",
        outputElement="=answer",
    )
    run = Run(drawing.load(), amount=5)
    assert [waiting.local["each"] for waiting in run.open.values()] == [10, 1]
    run.submit("u", answer="a")
    run.submit("u", answer="b")
    assert (run.variables["twice"], run.variables["all"]) == (10, ["a", "b"])


@pytest.mark.parametrize("prefix", ["camunda", "zeebe"])
def test_the_version_tag_is_read_in_either_way(prefix):
    written = {
        "camunda": 'xmlns:c="http://camunda.org/schema/1.0/bpmn" c:versionTag="7"><startEvent id="s"/>',
        "zeebe": '><extensionElements xmlns:z="http://camunda.org/schema/zeebe/1.0"><z:versionTag value="7"/>'
        '</extensionElements><startEvent id="s"/>',
    }[prefix]
    data = (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">'
        f'<process id="p" isExecutable="true" {written}</process></definitions>'
    )
    ((document, _),) = definitions.examine({"a.bpmn": data.encode()}).values()
    process = document.processes[0].element
    found = spiff.vocabulary.vendor(process, "versionTag") or spiff.vocabulary.zeebe(process, "versionTag", "value")
    assert found == "7"


def test_every_word_that_is_said_to_work_is_named_by_a_test_that_uses_it():
    used = "".join(path.read_text(encoding="utf-8") for path in NAMED)
    tables = [(vendor.ATTRIBUTES, vendor.ELEMENTS) for vendor in (camunda, zeebe, spiffarena)]
    for known in (known for pair in tables for known in pair):
        for name, several in known.items():
            assert name in used or all(entry.treatment != "done" for entry in several), name
