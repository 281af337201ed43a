"""What ranges promise: how they lie beside each other, ends included or not, and how they are read from text."""

import pytest

from engine.feel import parse
from tests.unit.feel.evaluating import value, why


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("before(1, 2)", True),
        ("before([1..5), [5..9])", True),
        ("before([1..5], [5..9])", False),
        ("after((5..9], 5)", True),
        ("after([5..9], 5)", False),
        ("meets([1..5], (5..9])", False),
        ("met by([5..9], [1..5])", True),
        ("overlaps([1..5), [5..9])", False),
        ("overlaps([1..9], [3..4])", True),
        ("overlaps before([1..5], [1..9])", False),
        ("overlaps before([1..5], (1..5])", True),
        ("overlaps after((1..5], [1..5])", True),
        ("overlaps after([1..5], (1..5])", False),
        ("finishes([5..9), [1..9])", False),
        ("finishes([5..9), [1..9))", True),
        ("finished by([1..9], (1..9])", True),
        ("includes((1..9], 1)", False),
        ("includes([1..9], (1..9))", True),
        ("during((1..9), [1..9])", True),
        ("starts((1..5], [1..9])", False),
        ("started by([1..9], [1..9))", True),
        ("coincides((1..5), [1..5])", False),
        ('during(date("2026-11-21"), [date("2026-11-01")..date("2026-11-30")])', True),
        ("before(3, (> 5))", True),
        ("after((> 5), 5)", True),
        ("includes((< 5), (< 3))", True),
        ("overlaps((< 5), (> 3))", True),
        ("includes(range: [1..2], point: 3)", False),
        ("before(point: 1, range: [2..3])", True),
        ("before(range: [2..3], point: 1)", False),
        ("before(point1: 1, point2: 2)", True),
        ("during(range1: [2..3], range2: [1..9])", True),
        ('before(1, "a")', None),
    ],
)
def test_ranges_and_points_lie_as_the_standard_says(source: str, expected: object) -> None:
    assert value(source) is expected


def test_what_cannot_be_compared_says_so() -> None:
    assert why('before(1, "a")') == ["These ranges or points cannot be compared."]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("[1..5]", "[1..5]"),
        ("(1..5[", "(1..5)"),
        ("]-1.5..5]", "(-1.5..5]"),
        ('[\\"a\\"..\\"c\\"]', '["a".."c"]'),
        ('[@\\"2026-11-21\\"..date(\\"2026-11-30\\")]', '[date("2026-11-21")..date("2026-11-30")]'),
        ('[duration(\\"P1D\\")..duration(\\"P2D\\")]', '[duration("P1D")..duration("P2D")]'),
    ],
)
def test_a_range_is_read_from_its_text(text: str, means: str) -> None:
    assert parse(f'range("{text}") = {means}').evaluate({}) is True


@pytest.mark.parametrize(
    "text", ["", "1..5", "[1..", "[..5]", "(..)", "[5..1]", '[1..\\"a\\"]', "[1..abc]", "[1,5]", "[[1..2]..3]"]
)
def test_what_is_no_range_gives_null(text: str) -> None:
    assert value(f'range("{text}")') is None
    assert "is no range" in why(f'range("{text}")')[0]


def test_an_end_may_be_missing_at_a_round_bracket() -> None:
    assert value('5 in range("[1..)")') is True
    assert value('5 in range("(..3]")') is False
    assert value('range("(null..3]").end') == 3
    assert value('range("[null..3]")') is None
