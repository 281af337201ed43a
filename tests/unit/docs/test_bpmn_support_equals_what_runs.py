"""docs/bpmn-support.md says what the scenarios of features/elements promise, and could not say anything else."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from engine.spiff.vocabulary import FLOW_NODES
from tools.bpmn_support import drawings, page, promises, renewing, traces
from tools.bpmn_support.placing import PLACES

WRITTEN = list(promises.written())
KEY = ("user task", "alone")


def test_the_page_is_what_the_scenarios_promise():
    assert page.FILE.read_text(encoding="utf-8") == page.page(WRITTEN), "run `make reference`"


def test_each_cell_has_a_scenario_and_each_scenario_a_cell():
    cells = {(row.name, place.english) for row in drawings.rows() for place in PLACES[: 1 if row.whole else None]}
    assert {(one.element, one.place) for one in WRITTEN if one.language == "en"} == cells


def test_each_element_has_a_scenario_in_persian():
    alone = {one.element for one in WRITTEN if (one.language, one.place) == ("fa", "alone")}
    assert alone == {row.name for row in drawings.rows()}
    assert {one.place for one in WRITTEN if one.language == "fa"} == {place.english for place in PLACES}


def test_both_languages_tell_the_same():
    said = {language: {_told(one) for one in WRITTEN if one.language == language} for language in ("en", "fa")}
    assert said["fa"] <= said["en"]


def _told(one):
    return (one.element, one.place, one.outcome, tuple(traces.read(one.trace)))


def test_what_runs_tells_of_the_element_itself():
    for one in WRITTEN:
        told = {element for _, element in traces.read(one.trace)}
        assert one.outcome == promises.IS_REFUSED or told & drawings.row(one.element).of, one


def test_the_whole_element_is_told_of_by_its_scenarios_together():
    for row in drawings.rows():
        told = {name for one in WRITTEN if one.element == row.name for _, name in traces.read(one.trace)}
        assert not told or told >= row.of, row.name


def test_a_cell_without_a_scenario_leaves_no_page():
    with pytest.raises(page.Unproved, match="user task, alone: no scenario"):
        page.page(one for one in WRITTEN if (one.element, one.place) != KEY)


def test_two_scenarios_of_a_cell_that_differ_leave_no_page():
    lie = replace(WRITTEN[0], element=KEY[0], place=KEY[1], outcome=promises.IS_REFUSED)
    with pytest.raises(page.Unproved, match="user task, alone: refused and runs"):
        page.page([*WRITTEN, lie])


@pytest.mark.parametrize("outcome", ["failed", "skipped"])
def test_what_is_not_green_leaves_no_page(outcome):
    ledger = _ledger(WRITTEN)
    ledger.pytest_runtest_logreport(SimpleNamespace(outcome=outcome, when="call", nodeid="one", user_properties=[]))
    with pytest.raises(page.Unproved, match="not green: one"):
        renewing.proved(WRITTEN, ledger)


def test_a_promise_that_was_not_kept_leaves_no_page():
    assert renewing.proved(WRITTEN, _ledger(WRITTEN)) == WRITTEN
    with pytest.raises(page.Unproved, match="promised and not kept"):
        renewing.proved(WRITTEN, _ledger(WRITTEN[1:]))
    with pytest.raises(page.Unproved, match="promised and not kept"):
        renewing.proved(WRITTEN[1:], _ledger(WRITTEN))


def _ledger(kept):
    ledger = renewing.Ledger()
    for one in kept:
        properties = [(promises.KEPT, [one.element, one.place, one.outcome])]
        ledger.pytest_runtest_logreport(
            SimpleNamespace(outcome="passed", when="call", nodeid="", user_properties=properties)
        )
    return ledger


FEATURE = """{tag}Feature: Lies
  Scenario: One
    Given the element "user task" stands "alone"
    When it runs on paper, stored and read again before every step
    {then}
"""


@pytest.mark.parametrize(
    ("tag", "then"),
    [("", 'Then it stays at "x"'), ("@skip\n", 'Then it is refused, because "no"')],
    ids=["it promises nothing", "it might not be run"],
)
def test_a_scenario_that_proves_nothing_is_none(tmp_path, tag, then):
    (tmp_path / "lies.feature").write_text(FEATURE.format(tag=tag, then=then), encoding="utf-8")
    with pytest.raises(promises.NoPromise):
        list(promises.written(tmp_path))


def test_every_kind_of_flow_node_of_the_standard_has_a_row():
    drawn = {str(node.tag).rpartition("}")[2] for row in drawings.rows() for node in row.drawn.iter()}
    drawn |= {"startEvent", "endEvent"}  # around every row
    assert drawn >= FLOW_NODES


def test_all_rows_have_names_of_their_own_in_both_languages():
    for names in ([row.name for row in drawings.rows()], [row.persian for row in drawings.rows()]):
        assert len(set(names)) == len(names)
        assert all(names)
