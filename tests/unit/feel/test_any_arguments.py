"""What every function and operator promises for whatever it is given: a value or a limit, never a crash."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import errors
from engine.feel import FUNCTIONS, Vocabulary, parse, parse_unary_tests
from tests.unit.feel.evaluating import NOON_IN_TEHRAN, value

SOME = settings(max_examples=60, deadline=None)
MANY = settings(max_examples=250, deadline=None)
AROUND = Vocabulary(frozenset({"x", "a+b"}))
SCOPE = {"x": [1.5, {"a": float("nan")}], "a+b": "سلام"}
VALUES = (
    "null", "true", "1", "-1", "0", "1e30", "2.5", '"a"', '""', '"[1..2]"', '"(?"', "[]", "[1, 2]", "[null]", "{}",
    "{a: 1}", '[{key: "a", value: 1}]', "(> 5)", "(!= 5)", "(= null)", "[1..5]", '["a".."c"]', "[null..5]",
    '@"2026-01-01"', '@"-999999999-01-01"', '@"10:00:00"', '@"10:00:00Z"', '@"10:00:00@Europe/Paris"',
    '@"2026-01-01T10:00:00"', '@"2026-01-01T10:00:00@Asia/Tehran"', '@"P1D"', '@"-P1Y"', '@"P999999999999D"',
    "function(a) a", "function(a, b) a < b", "function() 1", "abs", "[function(a) a]", "x", "a+b", "?",
)  # fmt: skip
TYPES = ("number", "list<number>", "context<a: Any>", "range<date>", "function<Any> -> Any", "Any", "Null")
STEPS = (".a", ".start", ".end included", ".year", ".timezone", ".time offset", ".days", "[1]", "[item > 1]", "(1)")
OPERATORS = ("+", "-", "*", "/", "**", "=", "!=", "<", ">=", "and", "or", "in")


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Larger expressions out of smaller ones."""
    calls = st.tuples(st.sampled_from(sorted(FUNCTIONS)), st.lists(inner, min_size=1, max_size=3))
    return st.one_of(
        calls.map(lambda call: f"{call[0]}({', '.join(call[1])})"),
        st.tuples(inner, st.sampled_from(OPERATORS), inner).map(lambda parts: f"({' '.join(parts)})"),
        st.tuples(inner, st.sampled_from(TYPES)).map(" instance of ".join).map("({})".format),
        st.tuples(inner, st.sampled_from(STEPS)).map(lambda parts: f"({parts[0]}){parts[1]}"),
        st.tuples(inner, inner).map(lambda parts: f"(for i in {parts[0]} return [{parts[1]}, i, partial])"),
        st.tuples(inner, inner).map(lambda parts: f"{{f: function(a) {parts[0]}, r: f({parts[1]})}}.r"),
    )


expressions = st.recursive(st.sampled_from(VALUES), _grown, max_leaves=6)


@given(expressions)
@MANY
def test_any_expression_gives_a_value_or_a_limit(source: str) -> None:
    for whole in (source, f"string({source})"):
        try:
            expression = parse(whole, AROUND)
            first = expression.evaluate({**SCOPE, "?": 1}, now=NOON_IN_TEHRAN, fuel=5_000)
        except (errors.FeelSyntaxError, errors.FeelLimit):
            continue
        assert first == expression.evaluate({**SCOPE, "?": 1}, now=NOON_IN_TEHRAN, fuel=5_000)


# A cell that is not(…) as a whole means tests inside it, within another not(…) the function.
@given(
    expressions.filter(lambda source: not source.startswith("not(")),
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.lists(st.integers()),
)
@MANY
def test_any_unary_test_says_yes_no_or_unknown(source: str, tested: object) -> None:
    try:
        found = parse_unary_tests(source, AROUND).matches(tested, SCOPE, now=NOON_IN_TEHRAN, fuel=5_000)
        opposite = parse_unary_tests(f"not({source})", AROUND).matches(tested, SCOPE, now=NOON_IN_TEHRAN, fuel=5_100)
    except (errors.FeelSyntaxError, errors.FeelLimit):
        return
    assert found is None or found is not opposite


ends = st.integers(0, 4)
ranges = st.tuples(st.sampled_from("[("), ends, ends, st.sampled_from("])")).filter(lambda one: one[1] < one[2])


def _points(one: tuple[str, int, int, str]) -> set[int]:
    """A range of whole numbers as the tenths that lie in it."""
    opening, low, high, closing = one
    return set(range(low * 10 + (opening == "("), high * 10 + (closing == "]")))


@given(ranges, ranges)
@SOME
def test_ranges_lie_beside_each_other_as_their_points_do(
    left: tuple[str, int, int, str], right: tuple[str, int, int, str]
) -> None:
    first, second = ("{}{}..{}{}".format(*one) for one in (left, right))
    ours, theirs = _points(left), _points(right)
    assert value(f"overlaps({first}, {second})") is bool(ours & theirs)
    assert value(f"before({first}, {second})") is (max(ours) < min(theirs))
    assert value(f"after({first}, {second})") is (min(ours) > max(theirs))
    assert value(f"includes({first}, {second})") is (ours >= theirs)
    assert value(f"during({first}, {second})") is (ours <= theirs)
    assert value(f"starts({first}, {second})") is (ours <= theirs and min(ours) == min(theirs))
    assert value(f"finished by({first}, {second})") is (ours >= theirs and max(ours) == max(theirs))
    assert value(f"coincides({first}, {second})") is (ours == theirs)
    assert value(f"meets({first}, {second})") is (max(ours) == min(theirs))
    assert value(f"overlaps before({first}, {second})") is (min(ours) < min(theirs) <= max(ours) <= max(theirs))
    assert value(f"overlaps after({first}, {second})") is (min(theirs) < min(ours) <= max(theirs) <= max(ours))


patterns = st.lists(
    st.sampled_from(
        ("a", "b", "[ab]", "[^a]", "(a|b)", "(?:ab)", ".", "a*", "b+?", "[a-c]{1,2}", "^", "$", r"\.", "[.-]")
    ),
    min_size=1,
    max_size=5,
).map("".join)


@given(patterns, st.text("abc.-", max_size=8))
@SOME
def test_simple_patterns_match_as_elsewhere(pattern: str, text: str) -> None:
    assert value("matches(text, pattern)", text=text, pattern=pattern) is (re.search(pattern, text) is not None)
    replaced = value('replace(text, pattern, "<$0>")', text=text, pattern=pattern)
    assert replaced == (None if re.search(pattern, "") else re.sub(pattern, r"<\g<0>>", text))
