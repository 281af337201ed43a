"""What a check knows of the agency beside the file: the processes that it has already, on both databases."""

import pytest

from engine import db, definitions
from engine.actor import system
from engine.context import transaction

DRAWING = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="https://ravand.example">
<process id="{key}" isExecutable="true"><startEvent id="s"/>{node}<endEvent id="e"/>
<sequenceFlow id="f" sourceRef="s" targetRef="n"/><sequenceFlow id="g" sourceRef="n" targetRef="e"/></process>
</definitions>"""
FILING = DRAWING.format(key="filing", node='<manualTask id="n"/>').encode()
CALLING = DRAWING.format(key="permit", node='<callActivity id="n" calledElement="filing"/>').encode()


@pytest.fixture
def put(database: db.Database):
    """Upload one drawing as an agency and return its version."""

    def upload(content: bytes, agency: str = "here"):
        with transaction(database, system(agency)) as ctx:
            made = definitions.import_files(ctx, {"drawing.bpmn": content}, name="Drawing", source="test")
            return made.versions[0]

    return upload


def warned(version) -> list[str]:
    return [finding.element for finding in version.findings if finding.rule == "called"]


def test_a_call_of_a_process_of_the_agency_is_no_warning(put):
    put(FILING)
    assert warned(put(CALLING)) == []


def test_the_processes_of_another_agency_are_not_known(put):
    put(FILING, "there")
    assert warned(put(CALLING)) == ["n"]


def test_a_retired_process_is_no_longer_one_to_call(database, put):
    filing = put(FILING)
    with transaction(database, system("here")) as ctx:
        definitions.mark_retired(ctx, filing.id)
    assert warned(put(CALLING)) == ["n"]
