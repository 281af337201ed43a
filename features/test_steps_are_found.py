"""The short search for the functions of a step finds what pytest-bdd's own search finds."""

import pytest
from pytest_bdd.parser import Step

from engine.behaviour import lookup


@pytest.mark.parametrize(
    ("kind", "words", "many"),
    [
        ("given", 'the service "birth-registration" version 1 is published', 1),
        ("given", "پایگاه «civil» از کار افتاده است", 1),
        ("when", '"clerk" begins a case', 1),
        ("when", 'the registry "civil" goes down', 1),
        ("then", "سابقه درست است", 1),
        ("then", '"clerk" begins a case', 0),
        ("when", "nobody has written this", 0),
    ],
)
def test_a_step_is_found_among_those_of_its_kind(request, kind, words, many):
    step = Step(words, kind, indent=0, line_number=1, keyword=kind)
    found = [list(search(step, request._fixturemanager, request.node)) for search in (lookup.of_step, lookup.WHOLE)]
    assert len(found[0]) == many
    assert found[0] == found[1]


def test_scenarios_use_the_short_search():
    assert lookup.SEARCHING.find_fixturedefs_for_step is lookup.of_step
