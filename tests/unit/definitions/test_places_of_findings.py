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
