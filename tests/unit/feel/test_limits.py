"""What budgets promise: no expression eats time, memory or Python's stack. Counted in fuel, never in seconds."""

import sys
from collections.abc import Callable

import pytest

from engine import errors
from engine.feel import limits, parse, translate
from tests.unit.feel import hostile
from tests.unit.feel.evaluating import value

# The most that any hostile expression may still deliver, in characters of its JSON.
LARGEST_RESULT = 4 * limits.MAX_PRODUCED


@pytest.mark.parametrize("source", hostile.TOO_LARGE_TO_READ, ids=range(len(hostile.TOO_LARGE_TO_READ)))
def test_sources_that_are_too_large_are_refused_while_reading(source: str) -> None:
    with pytest.raises((errors.FeelLimit, errors.FeelSyntaxError)):
        parse(source)


@pytest.mark.parametrize("source", hostile.RUNNING, ids=range(len(hostile.RUNNING)))
def test_hostile_expressions_end_within_their_fuel(source: str) -> None:
    expression = parse(source)
    try:
        used = expression.fuel_used(hostile.SCOPE)
        result = expression.evaluate(hostile.SCOPE)
    except errors.FeelLimit:
        return
    assert used <= limits.MAX_FUEL
    assert len(repr(result)) <= LARGEST_RESULT


def test_there_are_more_than_a_hundred_hostile_expressions() -> None:
    assert len(set(hostile.RUNNING)) >= 100


def test_the_same_expression_takes_the_same_fuel_every_time() -> None:
    expression = parse('count(for x in xs return matches(string(x), "[0-9]+" )) > 3')
    scope = {"xs": list(range(50))}
    assert len({expression.fuel_used(scope) for _ in range(3)}) == 1


def test_fuel_grows_with_the_work_and_hardly_more() -> None:
    expression = parse("xs[item > 3]")
    small, large = (expression.fuel_used({"xs": list(range(size))}) for size in (100, 1_000))
    assert 8 * small < large < 12 * small


def test_a_usual_condition_takes_a_handful_of_fuel() -> None:
    assert parse('amount > 1000 and region = "North"').fuel_used({"amount": 2_000, "region": "North"}) < 20


def test_less_fuel_can_be_given() -> None:
    with pytest.raises(errors.FeelOutOfFuel) as caught:
        parse("for i in 1..100 return i").evaluate({}, fuel=50)
    assert caught.value.params == {"maximum": 50}


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("text + text", errors.FeelTextTooLong),
        ("for i in 1..10001 return i", errors.FeelListTooLong),
        ("append(many, 1, 2)", errors.FeelListTooLong),
        ("for i in 1..30 return text", errors.FeelProducesTooMuch),
        ("for i in 1..9000 return for j in 1..9000 return j", errors.FeelProducesTooMuch),
    ],
)
def test_each_size_has_its_own_bound(source: str, error: type[errors.FeelLimit]) -> None:
    scope = {"text": "a" * 50_000, "many": list(range(9_999))}
    with pytest.raises(error):
        parse(source).evaluate(scope, fuel=10**9)


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("1 + " * 1_100 + "1", errors.FeelTooLong),
        ("+".join(["1"] * 501), errors.FeelTooManyParts),
        ("(" * 60 + "1" + ")" * 60, errors.FeelTooDeep),
        ("not(" * 60 + "true" + ")" * 60, errors.FeelTooDeep),
        ("a" + ".b" * 60, errors.FeelTooDeep),
    ],
)
def test_each_bound_of_a_source_is_named(source: str, error: type[errors.FeelLimit]) -> None:
    with pytest.raises(error):
        parse(source)


def test_a_long_row_of_one_operator_is_not_deep() -> None:
    assert value("+".join(["1"] * 400)) == 400
    assert value(" and ".join(["true"] * 400)) is True
    assert value(" or ".join(["false"] * 400)) is False


def test_what_may_be_read_may_also_be_as_deep_as_allowed() -> None:
    assert value("(" * 49 + "1" + ")" * 49) == 1
    assert value("not(" * 48 + "true" + ")" * 48) is True
    assert value("[" * 40 + "1" + "]" * 40 + "[1]" * 9) == eval_nested(31)


def eval_nested(depth: int) -> object:
    """The number 1 in so many lists."""
    found: object = 1
    for _ in range(depth):
        found = [found]
    return found


def _deep_in_the_stack(frames: int, act: Callable[[], object]) -> object:
    return act() if frames == 0 else _deep_in_the_stack(frames - 1, act)


@pytest.mark.parametrize(
    "source",
    [
        "(" * 49 + "1" + ")" * 49,
        "not(" * 48 + "true" + ")" * 48,
        "[" * 48 + "1" + "]" * 48,
        "{a:" * 48 + "1" + "}" * 48,
        "if a then " * 48 + "1" + " else 2" * 48,
        "xs[" * 24 + "1 > 0" + "]" * 24 + "[1]",
        "for x in xs return " * 24 + "x",
        "some x in xs satisfies " * 24 + "x > 0",
        "x in (" * 24 + "1" + ")" * 24,
        "for " + ", ".join(f"v{i} in xs" for i in range(40)) + " return 1",
        "- " * 48 + "1",
        "{a:[" * 24 + "1" + "]}" * 24,
        "string([" * 20 + "1" + "])" * 20,
    ],
    ids=range(13),
)
def test_the_deepest_expressions_leave_pythons_stack_in_peace(source: str) -> None:
    here = len(_stack())
    spare = sys.getrecursionlimit() - here - 620
    _deep_in_the_stack(spare, lambda: parse.__wrapped__(source).evaluate({"xs": [1], "a": True}))


@pytest.mark.parametrize(
    "body",
    [
        "g(g)",
        "not(not(g(g)))",
        "[[g(g)]]",
        "{a: {b: g(g)}}",
        "if g(g) then 1 else 2",
        "for x in [1] return for y in [1] return g(g)",
        "some x in [1] satisfies g(g)",
        "[1][[1][g(g)]]",
        "1 in (g(g))",
        "(function(a) g(g))(1)",
        "sort([2, 1], function(a, b) g(g))",
        "list replace([1], function(a, b) g(g), 2)",
        "{h: function() g(g), r: h()}.r",
        "string(g(g)) = 1 and true",
    ],
)
def test_functions_that_call_themselves_for_ever_leave_pythons_stack_in_peace(body: str) -> None:
    source = f"{{f: function(g) {body}, r: f(f)}}.r"
    spare = sys.getrecursionlimit() - len(_stack()) - 620

    def act() -> None:
        with pytest.raises(errors.FeelLimit):
            parse.__wrapped__(source).evaluate({})

    _deep_in_the_stack(spare, act)


def _stack() -> list[object]:
    frame, found = sys._getframe(), []
    while frame is not None:
        found.append(frame)
        frame = frame.f_back  # type: ignore[assignment]
    return found


@pytest.mark.parametrize(
    "source",
    [
        "deep",
        "string(deep)",
        "deep = other",
        "flatten(deep)",
        "[deep]",
        "distinct values([deep, other])",
        "deep in [other]",
    ],
)
def test_values_nested_too_deeply_are_a_limit_never_a_crash(source: str) -> None:
    deep: object = 1
    other: object = 1
    for _ in range(900):
        deep, other = [deep], [other]
    try:
        value(source, deep=deep, other=other)
    except errors.FeelLimit:
        return
    assert source == "flatten(deep)"


@pytest.mark.parametrize(
    "source",
    [
        "(" * 2_000,
        "not " * 900 + "a",
        "!" * 900 + "a",
        "${" + "(" * 900 + "a" + ")" * 900 + "}",
        "${" + "!" * 900 + "a}",
        "${" + "empty " * 500 + "a}",
    ],
)
def test_translating_deep_sources_is_bounded_as_well(source: str) -> None:
    with pytest.raises((errors.FeelLimit, errors.FeelSyntaxError)):
        translate(source)
