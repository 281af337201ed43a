"""What unary tests promise: which values a cell of a decision table fits, and when that cannot be told."""

import pytest

from engine import errors
from engine.feel import parse_unary_tests
from tests.unit.feel.evaluating import NOON_IN_TEHRAN, value


@pytest.mark.parametrize(
    ("source", "tested", "expected"),
    [
        ("-", None, True),
        ("5", 5, True),
        ("5", 6, False),
        ("< 5", 4, True),
        (">= limit", 18, True),
        ("!= 5", 5, False),
        ("= 5", 5, True),
        ("[1..5)", 5, False),
        ("]1..5]", 1, False),
        ('"a", "b"', "b", True),
        ('"a", "b"', "c", False),
        ('not("a", "b")', "b", False),
        ('not("a", "b")', "c", True),
        ("not(< 5)", 5, True),
        ("< 3, > 8", 9, True),
        ("names", "Sara", True),
        ("limit - 1", 17, True),
        ("? > 5 and ? < 8", 7, True),
        ("? > 5 and ? < 8", 8, False),
        ("not(? > 5) and ? > 2", 3, True),
        ('ends with(?, "a")', "Sara", True),
        ("true", True, True),
        ("true", False, False),
        ("false", False, True),
        ("not(true)", False, True),
        ("not(x)", "b", True),
        ("null", None, True),
        ("null", 5, False),
        ("< 5", None, None),
        ("not(< 5)", None, None),
        ('"a", < 5', None, None),
        ("[1..5]", "text", None),
        ('date("2026-11-21")', "2026-11-21", None),
        ("(> 5)", 6, True),
        ("count(?) > 1", [1, 2], True),
        ("[1, 2]", [1, 2], True),
        ("limit > 10", 3, True),
        ("count(?[item > 2]) > 1", [1, 3, 5], True),
        ("some one in ? satisfies one = limit", [18], True),
    ],
)
def test_a_cell_fits_or_does_not_or_nobody_knows(source: str, tested: object, expected: object) -> None:
    scope = {"limit": 18, "names": ["Omid", "Sara"], "x": "a"}
    assert parse_unary_tests(source).matches(tested, scope, now=NOON_IN_TEHRAN) is expected


def test_what_is_read_besides_the_value_tested_is_known() -> None:
    assert parse_unary_tests("< limit, ? = other").names == {"limit", "other"}


@pytest.mark.parametrize("source", ["", "1,", "< ", "not(", "a b)", "-, 5"])
def test_a_cell_that_cannot_be_read_is_refused(source: str) -> None:
    with pytest.raises(errors.FeelSyntaxError):
        parse_unary_tests(source)


def test_tests_run_on_a_budget() -> None:
    tests = parse_unary_tests("some x in 1..9000 satisfies x = ?")
    with pytest.raises(errors.FeelOutOfFuel):
        tests.matches(0, {}, fuel=100)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("4 in (< 5)", True),
        ("{small: (< 5), r: 4 in small}.r", True),
        ("(< 5) = (< 5)", True),
        ("(< 5) = (null..5)", False),
        ("(= 5) = [5..5]", False),
        ("5 in (!= 5)", False),
        ("(>= 5).start", 5),
        ("(>= 5).start included", True),
        ("string((> 5))", "(> 5)"),
        ("[4, 5, 6][item in (>= 5)]", [5, 6]),
    ],
)
def test_a_comparison_in_brackets_is_a_range(source: str, expected: object) -> None:
    assert value(source) == expected
