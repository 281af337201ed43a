"""What three-valued logic, choice and tests promise."""

import itertools
from typing import Any

import pytest

from engine.feel import parse
from tests.unit.feel.evaluating import value

THREE = (True, False, None)
WORDS = {True: "true", False: "false", None: "null"}


def _and(left: Any, right: Any) -> Any:
    if left is False or right is False:
        return False
    return True if left is True and right is True else None


def _or(left: Any, right: Any) -> Any:
    if left is True or right is True:
        return True
    return False if left is False and right is False else None


@pytest.mark.parametrize(("left", "right"), list(itertools.product(THREE, repeat=2)))
def test_and_and_or_follow_the_three_valued_tables(left: Any, right: Any) -> None:
    assert value(f"{WORDS[left]} and {WORDS[right]}") is _and(left, right)
    assert value(f"{WORDS[left]} or {WORDS[right]}") is _or(left, right)


@pytest.mark.parametrize(("first", "second", "third"), list(itertools.product(THREE, repeat=3)))
def test_longer_rows_of_and_and_or_give_what_pairs_give(first: Any, second: Any, third: Any) -> None:
    names = {"a": first, "b": second, "c": third}
    assert value("a and b and c", **names) is _and(_and(first, second), third)
    assert value("a or b or c", **names) is _or(_or(first, second), third)
    assert value("all([a, b, c])", **names) is _and(_and(first, second), third)
    assert value("any([a, b, c])", **names) is _or(_or(first, second), third)


def test_and_binds_more_strongly_than_or() -> None:
    assert value("true or true and false") is True
    assert value("(true or true) and false") is False


@pytest.mark.parametrize(
    ("source", "expected"), [("not(true)", False), ("not(false)", True), ("not(null)", None), ("not(1)", None)]
)
def test_not_turns_truth_and_leaves_the_unknown_unknown(source: str, expected: object) -> None:
    assert value(source) is expected


@pytest.mark.parametrize("operand", ["1", '"true"', "[]", "null"])
def test_what_is_neither_true_nor_false_counts_as_unknown(operand: str) -> None:
    assert value(f"{operand} and true") is None
    assert value(f"{operand} or true") is True
    assert value(f"{operand} and false") is False


def test_if_takes_the_else_branch_unless_the_condition_is_true() -> None:
    assert value("if 1 > 0 then 1 else 2") == 1
    assert value("if null then 1 else 2") == 2
    assert value('if "yes" then 1 else 2') == 2
    assert value("if false then 1 else if true then 2 else 3") == 2


def test_a_branch_that_is_not_taken_touches_nothing() -> None:
    touched: list[str] = []

    class Watched(dict[str, object]):
        def __getitem__(self, key: str) -> object:
            touched.append(key)
            return super().__getitem__(key)

    scope = Watched(a=True, b=1, c=2)
    found = parse("if a then b else c").evaluate(scope)
    assert (found, touched) == (1, ["a", "b"])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("5 in 5", True),
        ("5 in [1, 5]", True),
        ("5 in [1..5]", True),
        ("5 in [1..5)", False),
        ("5 in (5..9]", False),
        ("5 in ]5..9]", False),
        ("5 in [1..5[", False),
        ("5 in (> 4)", True),
        ("5 in > 4", True),
        ("5 in (< 3, [7..9])", False),
        ("5 in (< 3, [4..9])", True),
        ("5 in (1, 5)", True),
        ("5 in (2 + 3) * 1", True),
        ("5 in ([1..2], [5..6])", True),
        ("5 in [[1..2], [5..6]]", True),
        ("null in [1..5]", None),
        ("null in (1, null)", True),
        ('"a" in ("a", "b")', True),
        ('5 in ("a")', None),
        ("5 in (!= 5)", False),
        ("5 in (= 5)", True),
        ("[1] in [[1], [2]]", True),
        ('date("2024-01-05") in [date("2024-01-01")..date("2024-01-31")]', True),
        ("not(5 in (1, 2))", True),
        ("5 in []", False),
    ],
)
def test_in_tests_values_lists_ranges_and_comparisons(source: str, expected: object) -> None:
    assert value(source) is expected
