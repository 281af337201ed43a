"""What breaks the schema of BPMN is told once, at its element, by its right name, and never passed over."""

from pathlib import Path

import pytest

from engine import definitions
from engine.definitions.check import Finding

FILES = Path(__file__).parent / "rules"
DATA = b'<dataInput id="in"/><dataOutput id="out"/>'
WANTS = b"<inputSet><dataInputRefs>in</dataInputRefs></inputSet>"
GIVES = b"<outputSet><dataOutputRefs>out</dataOutputRefs></outputSet>"


def told(behind: bytes, *, into: bytes = b"</process>") -> list[Finding]:
    """Return what is found in a good drawing with something written in front of the end of its process."""
    data = (FILES / "schema.good.bpmn").read_bytes().replace(b'"clerks"/>', b'"clerks"></userTask>')
    assert into in data
    ((_, findings),) = definitions.examine({"a.bpmn": data.replace(into, behind + into, 1)}).values()
    return [one for one in findings if one.rule in {"schema", "does-not-run"}]


def test_lanes_behind_the_steps_of_their_process_are_said_to_stand_out_of_order() -> None:
    (one,) = told(b'<laneSet id="lanes"><lane id="office" name="Office"/></laneSet>')
    assert (one.rule, one.severity) == ("schema", "info")
    assert "“laneSet” stands behind elements" in one.message("en")


def test_an_unknown_element_is_told_once_and_where_it_stands() -> None:
    (one,) = told(b'<teleportTask id="beam" name="Beam"/>')
    assert (one.rule, one.severity, one.element) == ("does-not-run", "error", "beam")
    assert "“teleportTask” is no element of BPMN 2.0" in one.message("en")
    assert "«teleportTask» عنصری از BPMN 2.0 نیست" in one.message("fa")


@pytest.mark.parametrize("sets", [WANTS, GIVES])
def test_either_set_of_data_may_be_lacking_and_is_told_alike(sets: bytes) -> None:
    (one,) = told(b"<ioSpecification>" + DATA + sets + b"</ioSpecification>", into=b"</userTask>")
    assert (one.rule, one.severity) == ("schema", "error")
    assert "lacks a set" in one.message("en")
    assert one.change == {"change": "add-sets", "element": "ask"}


def test_what_is_lacking_is_named() -> None:
    (one,) = told(b'<interface id="desk" name="Desk"/>', into=b"<process")
    assert (one.severity, "lacks “operation”" in one.message("en")) == ("error", True)


@pytest.mark.parametrize(("name", "severity"), [("tFormalExpression", "info"), ("tBanana", "error")])
def test_a_type_that_bpmn_does_not_have_weighs_more_than_a_lacking_prefix(name: str, severity: str) -> None:
    loop = f"<loopCardinality i:type='z:{name}' xmlns:z='urn:z' xmlns:i='http://www.w3.org/2001/XMLSchema-instance'>2"
    inner = f"<multiInstanceLoopCharacteristics>{loop}</loopCardinality></multiInstanceLoopCharacteristics>"
    (one,) = told(inner.encode(), into=b"</userTask>")
    assert (one.rule, one.severity) == ("schema", severity)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        (b"and then?", "must not hold text of its own"),
        (b'<manualTask id="m" colour="red"/>', "has an attribute \u201ccolour\u201d"),
    ],
)
def test_what_somebody_meant_and_nobody_reads_stands_against_publishing(written: bytes, says: str) -> None:
    (one,) = told(written)
    assert (one.severity, says in one.message("en")) == ("error", True)


def test_attributes_that_the_standard_does_not_know_go_one_by_one() -> None:
    """Also where all of them stand in one line."""
    found = told(b'<manualTask id="m" colour="red" shape="round"/>')
    assert [one.change for one in found] == [
        {"change": "remove-attribute", "element": "m", "attribute": name} for name in ("colour", "shape")
    ]


def test_a_message_flow_in_a_process_is_told_once() -> None:
    data = (FILES / "message-flow.in-a-process.bad.bpmn").read_bytes()
    ((_, findings),) = definitions.examine({"a.bpmn": data}).values()
    assert [one.rule for one in findings if one.element == "answer"] == ["message-flow"]
