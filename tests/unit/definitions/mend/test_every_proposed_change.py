"""Every change that a rule proposes for its bad drawing mends it: the finding goes, and no new error comes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import definitions, errors
from engine.definitions import Finding
from engine.definitions.mend import CHANGES, mend
from tests.unit.definitions.test_check import AROUND, FILES
from tests.unit.definitions.test_check import examined as found

#: Errors that show behind a mended one and need somebody to think.
NEXT: dict[str, set[tuple[str, str]]] = {
    "end-event.link": {("link-event", "end"), ("dead-end", "start")},  # a link that throws needs one that catches
    "forbidden-flow.out-of-compensation": {("unreachable", "file")},  # nothing else led to it
}
PATHS = sorted(FILES.glob("*.bad.bpmn"))


def errors_in(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(one.rule, one.element) for one in findings if one.severity == "error"}


def pressable(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(one.rule, one.element) for one in findings if one.change is not None}


def proposed(data: bytes) -> list[Finding]:
    """Return what is proposed, without the layout, and without what speaks of a process that the file does not hold."""
    written = [one for one in found(data) if one.change is not None and one.change["change"] != "lay-out"]
    return [one for one in written if not one.element.startswith("process.") or one.element.encode() in data]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name.removesuffix(".bad.bpmn"))
def test_a_proposed_change_mends_what_it_was_proposed_for(path: Path) -> None:
    """What shows behind a mended error (a path that now breaks off) may be the next thing to press."""
    data = path.read_bytes()
    before = found(data)
    for finding in proposed(data):
        after = found(mend(data, [finding.change or {}]).data)
        said = (finding.rule, finding.element, finding.sentence)
        assert said not in {(one.rule, one.element, one.sentence) for one in after}
        new = {one for one in errors_in(after) - errors_in(before) if one[0] != "does-not-run"}
        assert new <= pressable(after) | NEXT.get(path.name.removesuffix(".bad.bpmn"), set()), finding


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name.removesuffix(".bad.bpmn"))
def test_pressing_all_again_and_again_comes_to_an_end(path: Path) -> None:
    data = path.read_bytes()
    for _ in range(6):
        findings = proposed(data)
        if not findings:
            return
        data = mend(data, [one.change or {} for one in findings]).data
    assert [one for one in proposed(data) if one.severity == "error"] == []


def test_a_file_without_a_drawing_is_laid_out_and_says_so_no_more() -> None:
    data = (FILES / "dead-end.good.bpmn").read_bytes()
    changed = mend(data, [{"change": "lay-out"}]).data
    assert "no-diagram" in {one.rule for one in found(data)}
    assert {one.rule for one in found(changed)} == {one.rule for one in found(data)} - {"no-diagram"}


def test_rules_propose_only_changes_that_exist() -> None:
    kinds = {one.change["change"] for path in PATHS for one in found(path.read_bytes()) if one.change is not None}
    assert kinds <= CHANGES.keys()
    assert len(kinds) > 5


@given(st.data())
def test_whatever_is_pressed_the_file_stays_a_drawing(data: st.DataObject) -> None:
    before = data.draw(st.sampled_from(PATHS)).read_bytes()
    ((document, _),) = definitions.examine({"drawing.bpmn": before, **AROUND}).values()
    elements = st.sampled_from([*document.graph.elements, "nowhere", ""])
    words = st.sampled_from(["", "x", 'a "<&>', "userTask", "parallelGateway", "{urn:x}y", "نام"])
    keys = ("name", "type", "attribute", "value", "condition", "group", "topic", "kind")
    change = st.fixed_dictionaries(
        {"change": st.sampled_from(list(CHANGES)), "element": elements, "flow": elements},
        optional=dict.fromkeys(keys, words),
    )
    changes = data.draw(st.lists(change, min_size=1, max_size=6))
    try:
        made = mend(before, changes)
    except errors.RavandError:
        return
    assert found(made.data) is not None
