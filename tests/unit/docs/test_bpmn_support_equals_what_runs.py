"""docs/bpmn-support.md says what every element does in every place, and could not say anything else."""

from dataclasses import replace

import pytest

from engine.spiff.vocabulary import FLOW_NODES
from tools.bpmn_support import drawings, page, trying

ROWS = {row.name: row for row in drawings.rows()}


def test_the_page_is_what_happens_when_every_element_is_tried_in_every_place():
    assert page.FILE.read_text(encoding="utf-8") == page.page(), "run `make reference`"


@pytest.mark.parametrize(
    "lie",
    [
        replace(ROWS["user task"], proof=("x", "x")),
        replace(ROWS["user task"], proof=("elsewhere",)),
        replace(ROWS["exclusive gateway"], proof=("x", "b", "m")),
        replace(ROWS["exclusive gateway"], never=("a",)),
        replace(ROWS["message end event"], sends=("message", "message")),
        replace(ROWS["user task"], sends=("signal",)),
        replace(ROWS["timer boundary event, interrupting"], first=()),
        replace(ROWS["user task"], first=("b",)),
        replace(ROWS["error boundary event on outside work"], answers={"x": {"error": "E2"}}),
        replace(ROWS["multi-instance by collection, with output collection"], variables={"things": 5}),
    ],
)
def test_what_does_not_happen_is_never_said_to_run(lie):
    for found in [trying.outcome(lie, place) for place in drawings.PLACES]:
        assert found.wrong
        assert not found.ran
    with pytest.raises(page.Unproved):
        page.page([lie])


def test_what_is_refused_is_not_said_to_run_and_has_a_reason():
    for place in drawings.PLACES:
        found = trying.outcome(ROWS["complex gateway"], place)
        assert (found.ran, found.wrong) == (False, None)
        assert "complexGateway" in found.refused[0]


def test_every_kind_of_flow_node_of_the_standard_has_a_row():
    drawn = {str(node.tag).rpartition("}")[2] for row in ROWS.values() for node in row.drawn.iter()}
    drawn |= {"startEvent", "endEvent"}  # around every row
    assert drawn >= FLOW_NODES


def test_all_rows_have_names_of_their_own():
    assert len(ROWS) == len(list(drawings.rows()))
