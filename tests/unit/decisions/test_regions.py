"""Promises about rules that meet and values without a rule, as far as constants tell."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.decisions import cells, regions
from engine.feel import parse_unary_tests


def read(*rules, allowed=None):
    columns = list(zip(*(rule.split("|") for rule in rules), strict=True))
    columns = [[cell.strip() for cell in column] for column in columns]
    return regions.axes(columns, allowed or [None] * len(columns)), len(rules)


def met(*rules, **options):
    return [(one.first, one.second) for one in regions.meetings(*read(*rules, **options))]


def missing(*rules, **options):
    return regions.gaps(*read(*rules, **options))


@pytest.mark.parametrize("source", ["a", "? > 5", "< limit", '< "b"', '1, "a"', "null", "[a..5]", "not(x)", "1 +"])
def test_what_constants_do_not_tell_is_not_told(source):
    assert cells.cell(source) is None


def test_rules_meet_where_their_ranges_do():
    assert met("< 5", "[5..9]", ">= 9") == [(2, 3)]
    (one,) = regions.meetings(*read("< 5", "[5..9]", ">= 9"))
    assert one.example == ("9",)
    assert met('"a" | < 5', '"b" | < 9', "- | 4") == [(1, 3), (2, 3)]
    assert met('date("2026-01-01")', '>= @"2026-01-01"') == [(1, 2)]
    assert met('not("a")', '"a"', '"b"') == [(1, 3)]


def test_values_that_cannot_come_are_no_meeting_and_no_gap():
    assert met('not("a")', 'not("b")', allowed=['"a","b"']) == []
    assert missing('"a"', '"b"', allowed=['"a","b"']) == []
    assert missing("[0..5]", "(5..10]", allowed=["[0..10]"]) == []


def test_values_without_a_rule_are_told_as_tests():
    assert missing("< 5", "> 5") == [("5",)]
    assert missing("true") == [("false",)]
    assert missing('"a"', '"b"') == [('not("a", "b")',)]
    assert missing('"a" | < 5', '"a" | >= 5', '"b" | -') == [('not("a", "b")', "-")]
    assert missing("-") == []
    assert missing("[1..2]", "[4..5]") == [("< 1",), ("(2..4)",), ("> 5",)]


def test_a_large_table_is_looked_at_in_bounds():
    rules = [f"{number} | {number % 7}" for number in range(2000)]
    assert met(*rules) == []
    wide = [" | ".join(f"[{number + at}..{number + at + 3}]" for at in range(8)) for number in range(60)]
    assert missing(*wide)


_CELLS = ["-", "1", "2, 4", "< 3", "[2..4]", "(1..4)", ">= 3", "not(2)", "not(< 2)", "not([1..3])", "= 3"]


@given(st.lists(st.tuples(*[st.sampled_from(_CELLS)] * 2), min_size=1, max_size=5))
def test_what_is_told_is_what_the_tests_say_of_every_value(rules):
    values = [number / 2 for number in range(-1, 12)]

    def fitting(point):
        def fits(rule):
            return all(parse_unary_tests(cell).matches(value, {}) for cell, value in zip(rule, point, strict=True))

        return [at + 1 for at, rule in enumerate(rules) if fits(rule)]

    together = [fitting(point) for point in product(values, repeat=2)]
    pairs = {(a, b) for some in together for a in some for b in some if a < b}
    texts = [" | ".join(rule) for rule in rules]
    assert set(met(*texts)) == pairs
    assert bool(missing(*texts)) == any(not some for some in together)
