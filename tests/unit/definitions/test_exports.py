"""Drawings in the manner of many tools, and ten and more horrors, come in whole; each says what was assumed of it."""

from pathlib import Path

import pytest
from lxml import etree

from engine import definitions, xml
from engine.definitions import assume, graph
from engine.definitions.assume.vocabulary import NODES

FILES = Path(__file__).parent / "exports"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"  # it has a mark named as an element of BPMN is
SAID = {rule.name for rule in assume.RULES} | {"schema"}

#: For each file its definitions, and what was assumed: rule → elements (lines or namespaces where it is about none).
ASSUMED: dict[str, tuple[str, dict[str, str]]] = {
    "activiti.bpmn": ("leave", {"missing-id": "flow.1 flow.2 flow.3 flow.4"}),
    "adonis.bpmn": ("_8f0c1d2e-aaaa-4bbb-8ccc-000000000002", {"foreign": "http://www.boc-group.com"}),
    "aris.bpmn": ("proc-7c1d", {"foreign": "http://www.software-ag.com/aris/bpmn2"}),
    "bizagi.bpmn": ("Id_0a8d6c3e-0001-4000-8000-000000000002", {"foreign": "http://www.bizagi.com/bpmn20"}),
    "bpmn-io-old.bpmn": ("Process_1", {"empty-sub-process": "SubProcess_0ccc001"}),
    "camunda-modeler.bpmn": (
        "permit",
        {
            "foreign": "http://bpmn.io/schema/bpmn/biocolor/1.0 http://camunda.org/schema/modeler/1.0 "
            "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
        },
    ),
    "camunda-modeler-8.bpmn": ("Process_refund", {"foreign": "http://camunda.org/schema/modeler/1.0"}),
    "enterprise-architect.bpmn": ("EAProcess_1", {"schema": "EAProcess_1"}),
    "flowable.bpmn": ("order", {"foreign": "http://flowable.org/modeler", "no-diagram": "0"}),
    "jbpm.bpmn2": (
        "claims.claim",
        {"foreign": "http://www.bpsim.org/schemas/1.0 http://www.jboss.org/drools", "schema": "_TASK1"},
    ),
    "signavio.bpmn": ("sid-0F0E0D0C-1111-4222-8333-000000000002", {"foreign": "http://www.signavio.com"}),
    "spiffarena.bpmn": ("Process_request_7x1", {}),
    "trisotech.bpmn": (
        "_p1",
        {"foreign": "http://www.trisotech.com/2015/triso/modeling", "nameless": "_m1", "schema": "_0c1d2e3f _d1"},
    ),
    "visio.bpmn": (
        "WFP-6-",
        {"foreign": "http://schemas.microsoft.com/visio/2003/SVGExtensions/", "no-diagram": "0", "schema": "WFP-6-"},
    ),
    "visual-paradigm.bpmn": ("Process_5xT8q4yFYEwEAQgk", {"lane-twice": "Task1.5xT8"}),
    "yaoqiang.bpmn": ("PROCESS_1", {"foreign": "http://bpmn.sourceforge.net"}),
    "horrors/beta-of-the-standard.bpmn": (
        "permit",
        {"element-name": "permit", "namespace": "2", "no-diagram": "0", "prefixed-reference": "f1 f1 f2 f2"},
    ),
    "horrors/flows-without-ends.bpmn": ("permit", {"flow-ends": "f1 f1 f2 f2", "no-diagram": "0"}),
    "horrors/glued-together.bpmn": (
        "first second",
        {"duplicate-id": "e.2 f1.2 f2.2 first.2 s.2 t.2", "no-diagram": "0"},
    ),
    "horrors/nobody-has-a-name.bpmn": (
        "process.Anonymous",
        {
            "missing-id": "collaboration.1 dataObject.1 dataStoreReference.1 endEvent.1 error.1 flow.1 message.1 "
            "participant.1 participant.2 process.Anonymous signal.1 startEvent.1 subProcess.1 task.1 task.2 "
            "textAnnotation.1 userTask.1",
            "nameless": "error.1 message.1 signal.1",
            "no-diagram": "0",
        },
    ),
    "horrors/nothing-in-its-place.bpmn": (
        "permit",
        {"lane-place": "ls", "no-diagram": "0", "process-place": "e f1 f2 permit"},
    ),
    "horrors/only-talk.bpmn": (
        "process.parties",
        {"beside": "c ct v vl", "no-diagram": "0", "process-assumed": "process.parties"},
    ),
    "horrors/out-of-order.bpmn": (
        "permit",
        {
            "foreign": "http://example.org/own",
            "no-diagram": "0",
            "process-place": "m",
            "schema": "2 permit permit s t t",
        },
    ),
    "horrors/persian-of-old-windows.bpmn": ("morakhasi", {"encoding": "1", "no-diagram": "0"}),
    "horrors/typed-by-hand.bpmn": (
        "permit",
        {
            "element-name": "a b e s t",
            "namespace": "1",
            "no-diagram": "0",
            "target-namespace": "1",
            "xml-form": "3",
            "yes-or-no": "permit",
        },
    ),
    "horrors/wrapped-and-wrapped-again.bpmn": (
        "permit",
        {"foreign": "http://example.org/own", "no-diagram": "0", "wrapped": "4 7 9", "xml-form": "3"},
    ),
    "horrors/written-by-a-script.bpmn": (
        "Leave request",
        {
            "encoding": "1",
            "missing-id": "flow.1 flow.2",
            "namespace": "3",
            "no-diagram": "0",
            "odd-id": "1 Leave request",
            "target-namespace": "3",
            "xml-form": "2",
            "yes-or-no": "Leave request",
        },
    ),
}


def examined(file: str) -> tuple[definitions.check.Document, dict[str, str]]:
    ((document, findings),) = definitions.examine({file: (FILES / file).read_bytes()}).values()
    told: dict[str, list[str]] = {}
    for finding in findings:
        if finding.rule in SAID:
            place = finding.params.get("namespace") if finding.rule == "foreign" else finding.element
            told.setdefault(finding.rule, []).append(str(place or finding.line))
    return document, {rule: " ".join(sorted(places)) for rule, places in told.items()}


def test_every_export_is_in_the_table() -> None:
    files = {str(path.relative_to(FILES)) for path in FILES.rglob("*.bpmn*")}
    assert files == set(ASSUMED)
    assert len([file for file in files if not file.startswith("horrors")]) >= 8
    assert len([file for file in files if file.startswith("horrors")]) >= 10


@pytest.mark.parametrize("file", sorted(ASSUMED))
def test_what_was_assumed_of_it_is_said(file: str) -> None:
    document, told = examined(file)
    keys, assumed = ASSUMED[file]
    assert " ".join(process.id for process in document.processes) == keys
    assert told == assumed


@pytest.mark.parametrize("file", sorted(ASSUMED))
def test_nothing_drawn_is_lost(file: str) -> None:
    """Every node and flow of the bytes, in whatever case or namespace, is an element of a definition."""
    document, _ = examined(file)
    names = {name.casefold() for name in NODES | {"sequenceFlow"}}
    said = xml.parse((FILES / file).read_bytes()).iter()
    drawn = [one for one in said if _name(one) in names and not str(one.tag).startswith(ZEEBE)]
    beside = [one for talk in document.root.iter("{*}choreography") for one in talk if _name(one) in names]
    listed = [key for process in document.processes for key in process.structure.elements]
    assert len(listed) == len(set(listed)) == len(drawn) - len(beside)


def _name(element: xml.Element) -> str:
    return etree.QName(element).localname.casefold()


@pytest.mark.parametrize("file", sorted(ASSUMED))
def test_it_is_drawn_for_every_definition(file: str) -> None:
    document, _ = examined(file)
    for process in document.processes:
        etree.fromstring(definitions.draw(document.root, lang="fa", process=process.id).encode())


@pytest.mark.parametrize("file", sorted(ASSUMED))
def test_completing_it_again_assumes_no_more_of_the_model(file: str) -> None:
    document, _ = examined(file)
    before = etree.tostring(document.root)
    again = assume.complete(document.root)
    assert etree.tostring(document.root) == before
    assert again.given == set()
    assert graph.read(document.root).nodes.keys() == document.graph.nodes.keys()
