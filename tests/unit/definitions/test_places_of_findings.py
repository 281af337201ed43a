"""Some findings must stand at the very element that people have to change."""

from pathlib import Path

from engine import definitions
from engine.definitions.check import Finding

FILES = Path(__file__).parent / "rules"


def found(name: str, *changes: tuple[bytes, bytes]) -> tuple[Finding, ...]:
    data = (FILES / name).read_bytes()
    for old, new in changes:
        assert old in data
        data = data.replace(old, new)
    ((_, findings),) = definitions.examine({"a.bpmn": data}, groups=frozenset({"clerks"})).values()
    return tuple(finding for finding in findings if finding.rule != "no-diagram")


def test_an_untyped_task_says_what_it_is_taken_for() -> None:
    (passes,) = found("untyped-task.bad.bpmn")
    (work,) = found("untyped-task.bad.bpmn", (b'<task id="ask"', b'<task id="ask" camunda:candidateGroups="clerks"'))
    assert (passes.rule, passes.element) == (work.rule, work.element) == ("untyped-task", "ask")
    assert "passes it at once" in passes.message("en")
    assert "a person confirms it" in work.message("en")


def test_a_sentence_that_begins_with_a_nameless_place_begins_with_a_capital() -> None:
    findings = found("idle-gateway.bad.bpmn", (b' name="Large?"', b""))
    assert "The unnamed exclusive gateway (which) neither" in "\n".join(one.message("en") for one in findings)


def test_a_list_of_flows_that_is_not_whole_is_a_warning_and_a_wrong_one_is_told_once() -> None:
    lists = b'<endEvent id="end"><incoming>%s</incoming></endEvent>'
    (wrong,) = [one for one in found("flow-lists.bad.bpmn") if one.rule == "flow-lists"]
    assert (wrong.severity, wrong.element) == ("error", "first")
    more = b'<sequenceFlow id="f4" sourceRef="first" targetRef="end"/></process>'
    changes = ((b'<endEvent id="end"/>', lists % b"f3"), (b"</process>", more))
    (left,) = [one for one in found("flow-lists.good.bpmn", *changes) if one.element == "end"]
    assert (left.rule, left.severity, "leaves out “f4”" in left.message("en")) == ("flow-lists", "warning", True)


def test_a_file_that_draws_nothing_is_not_offered_to_be_laid_out() -> None:
    empty = b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"/></definitions>'
    ((_, findings),) = definitions.examine({"a.bpmn": empty}).values()
    assert "no-diagram" not in {finding.rule for finding in findings}


def test_a_second_division_into_lanes_is_allowed_and_the_first_says_who_works() -> None:
    apart = (b'</lane><lane id="m"', b'</lane></laneSet><laneSet id="systems" name="Systems"><lane id="m"')
    (one,) = found("lane-twice.bad.bpmn", apart)
    assert (one.rule, one.severity, one.element) == ("lane-twice", "info", "systems")
    assert "“Systems”" in one.message("en")
    assert "«Systems»" in one.message("fa")
