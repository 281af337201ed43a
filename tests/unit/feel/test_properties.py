"""What holds for every expression and every scope, by property."""

from decimal import Context, Decimal
from typing import Any

import orjson
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine import errors
from engine.feel import parse, translate
from engine.feel.numbers import ARITHMETIC, plain
from tests.unit.feel.evaluating import NOON_IN_TEHRAN, value

SOME = settings(max_examples=150, deadline=None)
EXACT = Context(prec=34, Emin=-6143, Emax=6144)

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e30"), max_value=Decimal("1e30")).map(
    ARITHMETIC.plus
)
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
words = st.sampled_from(
    [
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ".",
        "..",
        ":",
        "+",
        "-",
        "*",
        "/",
        "**",
        "=",
        "!=",
        "<",
        "<=",
        ">",
        ">=",
        "and",
        "or",
        "not(",
        "in",
        "between",
        "if",
        "then",
        "else",
        "for",
        "return",
        "some",
        "every",
        "satisfies",
        "item",
        "a",
        "b",
        "xs",
        "c",
        "instance",
        "of",
        "number",
        '"t"',
        "1",
        "2.5",
        "null",
        "true",
        "count(",
        "sum(",
        "string(",
        'date("2024-01-31")',
        'duration("P1M")',
        "date",
        "and",
        "time(",
        "x",
        "y",
        "@",
        '@"P1D"',
        "sort(",
        "split(",
        "matches(",
        "replace(",
        "flatten(",
        "index",
        "of(",
        "get",
        "value(",
        "context",
        "put(",
        "is",
        "defined(",
        "substring(",
        "0",
        "-1",
        "]",
        ")",
        ")",
    ]
)
programs = st.lists(words, max_size=25).map(" ".join)
scopes = st.fixed_dictionaries({}, optional=dict.fromkeys(("a", "b", "c", "x", "y", "xs"), json_values))


def _exactly(source: str, **scope: object) -> Decimal:
    """The number inside, before it leaves as a float."""
    return Decimal(value(f"string({source})", **scope))


@given(numbers, numbers)
@SOME
def test_arithmetic_agrees_with_decimal(left: Decimal, right: Decimal) -> None:
    assert _exactly("a + b", a=left, b=right) == EXACT.add(left, right)
    assert _exactly("a - b", a=left, b=right) == EXACT.subtract(left, right)
    assert _exactly("a * b", a=left, b=right) == EXACT.multiply(left, right)
    assert _exactly("-a", a=left) == EXACT.minus(left)
    assert _exactly("abs(a)", a=left) == EXACT.abs(left)
    assert _exactly(f"-{plain(abs(left))}") == -EXACT.abs(left)
    if right:
        assert _exactly("a / b", a=left, b=right) == EXACT.divide(left, right)


@given(numbers, numbers)
@SOME
def test_order_agrees_with_decimal(left: Decimal, right: Decimal) -> None:
    assert value("a < b", a=left, b=right) is (left < right)
    assert value("a >= b", a=left, b=right) is (left >= right)
    assert value("a = b", a=left, b=right) is (left == right)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
@SOME
def test_money_leaves_and_comes_back_exactly(amount: Decimal) -> None:
    left = value(plain(abs(amount)))
    stored = orjson.loads(orjson.dumps(left))
    assert stored == left
    assert _exactly("a", a=stored) == abs(amount)


@given(json_values)
@SOME
def test_any_json_of_the_scope_comes_out_equal(found: Any) -> None:
    result = value("found", found=found)
    assert value("a = b", a=result, b=orjson.loads(orjson.dumps(result))) is True


@given(st.text(max_size=80) | programs)
@example("\ud800")
@example("[1..3[")
@SOME
def test_reading_any_text_ends_well_or_with_a_named_mistake(source: str) -> None:
    for read in (parse, translate):
        try:
            read(source)
        except (errors.FeelSyntaxError, errors.FeelLimit) as refused:
            assert refused.message()  # noqa: PT017 - any of the two kinds is welcome


@given(programs, scopes)
@settings(max_examples=200, deadline=None)
def test_evaluating_anything_gives_json_or_a_limit(source: str, scope: dict[str, object]) -> None:
    try:
        expression = parse(source)
    except (errors.FeelSyntaxError, errors.FeelLimit):
        return
    try:
        first, reasons = expression.evaluate_with_reasons(scope, now=NOON_IN_TEHRAN)
    except errors.FeelLimit:
        return
    again, the_same_reasons = expression.evaluate_with_reasons(scope, now=NOON_IN_TEHRAN)
    assert orjson.dumps(first) == orjson.dumps(again)
    assert reasons == the_same_reasons


@given(st.lists(st.booleans() | st.none(), min_size=1, max_size=6))
@SOME
def test_not_of_and_is_or_of_nots(truths: list[bool | None]) -> None:
    names = {f"v{place}": truth for place, truth in enumerate(truths)}
    both = f"not({' and '.join(names)})"
    either = " or ".join(f"not({name})" for name in names)
    assert value(both, **names) is value(either, **names)


@given(st.lists(st.integers(-5, 5), max_size=8), st.integers(-5, 5))
@SOME
def test_a_filter_and_a_loop_agree_with_python(xs: list[int], bound: int) -> None:
    assert value("xs[item > bound]", xs=xs, bound=bound) == [x for x in xs if x > bound]
    assert value("for x in xs return x * bound", xs=xs, bound=bound) == [x * bound for x in xs]
    assert value("some x in xs satisfies x > bound", xs=xs, bound=bound) is any(x > bound for x in xs)
    assert value("every x in xs satisfies x > bound", xs=xs, bound=bound) is all(x > bound for x in xs)
    assert value("sort(xs)", xs=xs) == sorted(xs)
