"""What names promise: several words, other scripts, and no word of another language lost in them."""

import pytest

from engine import errors
from engine.feel import parse
from tests.unit.feel.evaluating import value, why

HALF_SPACE = "\u200c"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("number of children", "number of children"),
        ("number of children", "number   of\n children"),
        ("time for rest", "time for rest"),
        ("Address line 2", "Address line 2"),
        ("نام خانوادگی", "نام خانوادگی"),
        (f"درخواست{HALF_SPACE}نامه", f"درخواست{HALF_SPACE}نامه"),
        (f"می{HALF_SPACE}شود", f"می{HALF_SPACE}{HALF_SPACE}شود"),
        ("نام", f"نام{HALF_SPACE} "),
        ("é", "e\u0301"),
        ("دفترِ کل", "دفترِ کل"),
        ("قیمت۲", "قیمت۲"),
        ("_x1", "_x1"),
        ("🐎", "🐎"),
        ("date", "date"),
        ("count", "count"),
        ("order", "\u200forder\u200f"),
    ],
)
def test_a_name_may_have_several_words_of_any_script(name: str, source: str) -> None:
    assert value(f"{source} + 1", **{name: 41}) == 42
    assert parse(source).names == frozenset((name,))


@pytest.mark.parametrize(
    "source",
    [
        "a b in [1]",
        "if a b = 1 then a b else a b",
        "a b between 1 and a b",
        "a b instance of number and a b = 1",
        "[a b][item = a b][1] = 1",
    ],
)
def test_a_name_ends_at_words_of_the_language(source: str) -> None:
    assert value(source, **{"a b": 1}) in (True, 1)


def test_functions_whose_names_hold_and_do_not_hide_a_conjunction() -> None:
    assert value("date and time", date=True, time=True) is True
    assert value('date and time("2024-01-01T00:00:00").year') == 2024


def test_a_missing_variable_is_null_and_named_in_the_reason() -> None:
    assert value("نرخ > 5") is None
    assert why("نرخ > 5") == ["There is no variable “نرخ”."]


def test_free_names_are_roots_and_never_names_bound_inside() -> None:
    assert parse("order.lines[1].price + fee").names == {"order", "fee"}
    assert parse("for x in xs return x + y").names == {"xs", "y"}
    assert parse("{a: b, c: a}").names == {"b"}
    assert parse("some p in people satisfies p.age > limit").names == {"people", "limit"}
    assert parse("count(date)").names == {"date"}


def test_names_inside_a_filter_may_belong_to_the_element() -> None:
    found = parse("people[age > limit and item.name = who]")
    assert (found.names, found.possible_names) == ({"people"}, {"age", "limit", "who"})


def test_a_name_asked_for_by_is_defined_is_possible_not_needed() -> None:
    found = parse("is defined(fee) and paid")
    assert (found.names, found.possible_names) == ({"paid"}, {"fee"})


def test_only_the_names_that_are_needed_are_read_from_the_scope() -> None:
    asked: list[str] = []

    class Lazy(dict[str, object]):
        def __missing__(self, key: str) -> object:
            asked.append(key)
            return 1

    assert parse("if a = 1 then b else c").evaluate(Lazy()) == 1
    assert asked == ["a", "b"]


@pytest.mark.parametrize(
    ("source", "instead"),
    [
        ("not valid", "not(valid)"),
        ("not a = b", "not(a)"),
        ("x is null", "x = null"),
        ("x is not null", "x != null"),
        ("x is None", "x = null"),
        ("x is true", "x = true"),
        ("paid AND valid", "paid and valid"),
        ("amount gt 5", "amount > 5"),
        ("region not in [1]", "not(region in …)"),
        ("[x for x in range(3)]", "for x in … return x"),
        ("a == b", "="),
        ("a && b", "and"),
        ("a || b", "or"),
        ("!a", "not(…)"),
        ("'a'", '"'),
        ("a <> b", "!="),
        ("a ≥ b", ">="),
        ("«a»", '"'),
        ("a ، b", ","),
        ("۱۲", "1"),
        ("a % 2", "modulo(a, b)"),
        ("${a}", "="),
        ("a; b", ","),
    ],
)
def test_what_other_languages_write_is_answered_with_what_to_write(source: str, instead: str) -> None:
    with pytest.raises(errors.FeelWriteInstead) as caught:
        parse(source)
    assert caught.value.params["write"] == instead
