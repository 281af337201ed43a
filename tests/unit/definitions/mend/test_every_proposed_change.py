"""Every change that a rule proposes for its bad drawing mends it: the finding goes, and no new error comes."""

from pathlib import Path

import pytest

from engine import definitions
from engine.definitions import Finding
from engine.definitions.mend import CHANGES, mend
from tests.unit.definitions.test_check import AROUND, FILES

PATHS = sorted(FILES.glob("*.bad.bpmn"))


def found(data: bytes) -> tuple[Finding, ...]:
    ((_, findings),) = definitions.examine({"drawing.bpmn": data, **AROUND}, groups=frozenset({"clerks"})).values()
    return findings


def errors_in(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(one.rule, one.element) for one in findings if one.severity == "error"}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name.removesuffix(".bad.bpmn"))
def test_a_proposed_change_mends_what_it_was_proposed_for(path: Path) -> None:
    data = path.read_bytes()
    before = found(data)
    for finding in before:
        if finding.change is None:
            continue
        made = mend(data, [finding.change])
        after = found(made.data)
        same = [
            one
            for one in after
            if (one.rule, one.element, one.sentence)
            == (
                finding.rule,
                finding.element,
                finding.sentence,
            )
        ]
        assert same == [], finding
        assert errors_in(after) - errors_in(before) == set(), finding


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name.removesuffix(".bad.bpmn"))
def test_all_proposed_changes_together_leave_none_of_their_findings(path: Path) -> None:
    data, before = path.read_bytes(), found(path.read_bytes())
    changes = [one.change for one in before if one.change is not None]
    if not changes:
        return
    made = mend(data, changes)
    assert errors_in(found(made.data)) - errors_in(before) == set()
    assert made.data != data


def test_rules_propose_only_changes_that_exist() -> None:
    proposed = {one.change["change"] for path in PATHS for one in found(path.read_bytes()) if one.change is not None}
    assert proposed <= CHANGES.keys()
    assert len(proposed) > 5
