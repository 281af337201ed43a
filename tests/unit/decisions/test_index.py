"""Promises about large tables: rules are looked up, and what is decided is the same as by testing each of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import decisions
from engine.decisions import tables
from tests.unit.decisions.drawn import decision, file, inputs, table

CELLS = ["-", "1", "2, 4", "< 3", "[2..4]", "(1..4]", ">= 3", "not(2)", "= 3", "y", "1.0", "? > 2", "[y..9]"]
WORDS = ["-", '"a"', '"b", "c"', 'not("a")', "y", '"ab"']
VALUES = [None, 0, 1, 1.0, 1.5, 2, 3, 4, 9, "a", "b", "ab", True, [1, 2]]


def drawn(rules, policy):
    return file(inputs("x", "y", "z") + decision("d", table(rules, columns=("x", "z"), policy=policy),
                requires="input:x input:y input:z"))  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(WORDS)), min_size=16, max_size=24),
    st.sampled_from(["UNIQUE", "FIRST", "COLLECT", "RULE ORDER"]),
    st.sampled_from(VALUES),
    st.sampled_from(VALUES),
)
@settings(max_examples=60)
def test_looked_up_rules_decide_as_tested_ones(cells, policy, x, z):
    rules = [f"{one}|{other} => {number}" for number, (one, other) in enumerate(cells)]
    given_values, data = {"x": x, "y": 2, "z": z}, drawn(rules, policy)
    found = decisions.decide(decisions.read(data), given_values, "d")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "indexed", lambda _rules: None)
        tested = decisions.decide(
            decisions.read(data.replace(b">file<", b">plain<") + b"<!-- tested -->"), given_values
        )
    assert (found.result, found.fired, found.refusal is None) == (tested.result, tested.fired, tested.refusal is None)


@pytest.mark.parametrize(("cell", "x"), [('"code {}"', "code 700"), ("[{0}..{0}.5]", 700)])
def test_a_decision_of_a_thousand_rules_costs_as_little_as_one_of_twenty(cell, x):
    rules = [f"{cell.format(row)} => {row}" for row in range(1000)]
    data = file(inputs("x") + decision("d", table(rules), requires="input:x"))
    told = decisions.decide(decisions.read(data), {"x": x}, "d", fuel=60)
    assert (told.result, told.stopped) == (700, False)


def test_a_rule_that_cannot_be_read_is_told_however_many_there_are():
    rules = [f"{row} => {row}" for row in range(50)] + ["1 + => 9"]
    told = decisions.decide(
        decisions.read(drawn([f"{one.split(' => ')[0]}|- => 1" for one in rules], "UNIQUE")), {"x": 99}, "d"
    )
    assert told.refusal is not None
