"""What functions of one's own promise: closures, named arguments, types, and an end of every recursion."""

import pytest

from engine import errors
from engine.feel import FunctionValue, Run, Vocabulary, invoke, limits, parse
from tests.unit.feel.evaluating import value, why


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{double: function(x) x * 2, result: double(4)}.result", 8),
        ("{rate: 3, times: function(x) x * rate, result: times(4)}.result", 12),
        ("{f: function(a, b) a - b, result: f(b: 1, a: 5)}.result", 4),
        ("(function(x: number) x + 1)(1)", 2),
        ("{tools: {add: function(a, b) a + b}, result: tools.add(1, 2)}.result", 3),
        ("{adder: function(n) function(x) x + n, result: adder(2)(3)}.result", 5),
        ("for f in [function(x) x + 1, function(x) x * 10] return f(5)", [6, 50]),
        ("{max: function(a, b) a, result: max(1, 2)}.result", 1),
        ("{with part: function(first part) first part + 1, result: with part(1)}.result", 2),
        ("{f: function() 7, result: f()}.result", 7),
        ("some f in [function(x) x > 3] satisfies f(4)", True),
    ],
)
def test_a_function_of_ones_own_is_called_like_a_built_in_one(source: str, expected: object) -> None:
    assert value(source) == expected


def test_a_function_remembers_the_names_around_it_not_around_its_call() -> None:
    assert value("{n: 1, f: function(x) x + n, result: for n in [10, 20] return f(0)}.result") == [1, 1]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{f: function(a) a, r: f(1, 2)}.r", "This function takes other arguments: a."),
        ("{f: function(a) a, r: f(b: 1)}.r", "This function takes other arguments: a."),
        ("{f: 5, r: f(1)}.r", "A number is no function that could be called."),
        ("{f: function(a: string) a, r: f(1)}.r", "A value of the kind number is no string."),
    ],
)
def test_a_wrong_call_gives_null_and_says_why(source: str, reason: str) -> None:
    assert value(source) is None
    assert why(source) == [reason]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("(function(a: string) a)(null)", None),
        ('(function(a: string) a)(["x"])', "x"),
        ("(function(a: list<number>) a)(1)", [1]),
        ('string((function(a: date and time) a)(date("2026-11-21")))', "2026-11-21T00:00:00Z"),
    ],
)
def test_arguments_become_what_the_parameter_wants(source: str, expected: object) -> None:
    assert value(source) == expected


def test_external_functions_are_refused() -> None:
    with pytest.raises(errors.CallNotTranslatable):
        parse('function(x) external {java: {class: "java.lang.Math", method signature: "cos(double)"}}')


def test_a_function_is_no_result() -> None:
    assert value("function(x) x") is None
    assert why("function(x) x") == ["A function cannot leave the expression; call it."]


@pytest.mark.parametrize(
    "source",
    [
        "{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r",
        "(function(f) f(f))(function(f) f(f))",
        "{f: function(g, n) [g(g, n), g(g, n)], r: f(f, 0)}.r",
        "{y: function(f) (function(x) x(x))(function(x) f(x(x))), r: y(function(s) s)}.r",
    ],
)
def test_functions_that_call_themselves_for_ever_are_stopped(source: str) -> None:
    with pytest.raises(errors.FeelLimit):
        value(source)


def test_a_function_may_call_itself_through_its_argument() -> None:
    source = "{f: function(g, n) if n = 0 then 1 else n * g(g, n - 1), r: f(f, 10)}.r"
    assert value(source) == 3_628_800


# --- what surrounds an expression -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "names", "expected"),
    [
        ("a+b * 2", {"a+b": 5}, 10),
        ("a + b", {"a+b": 5}, 5),
        ("a-b", {"a": 3, "b": 1}, 2),
        ("days in weekend[1]", {"days in weekend": ["Friday"]}, "Friday"),
        ("Bob's age > 3", {"Bob's age": 4}, True),
        ("rate 2.1 + 1", {"rate 2.1": 2}, 3),
        ("if ok and true then 1 else 2", {"if ok": 9, "ok": True}, None),
        ("if paid = true then 1 else 2", {"paid": True}, 1),
        ("applicant.date/place", {"applicant": {"date/place": "x"}, "date/place": 1}, "x"),
        ("Full Name", {"Full  Name": "Sara"}, "Sara"),
        ("order + 1", {"order\n": 1}, 2),
        ("درآمد و/یا هزینه + 1", {"درآمد و/یا هزینه": 1}, 2),
    ],
)
def test_names_with_signs_and_words_of_the_language_are_read_where_they_are_known(
    source: str, names: dict[str, object], expected: object
) -> None:
    vocabulary = Vocabulary(frozenset(names))
    if expected is None:
        with pytest.raises(errors.FeelSyntaxError):
            parse(source, vocabulary)
        return
    assert parse(source, vocabulary).evaluate(names) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{a+b: 1, c: a+b + 1}.c", 2),
        ("{a+b: 1}.a+b", 1),
        ("for x-y in [1, 2] return x-y * 2", [2, 4]),
        ("(function(a-b) a-b + 1)(1)", 2),
        ("{then else: 3, c: then else + 1}.c", 4),
    ],
)
def test_such_names_are_known_behind_their_own_definition(source: str, expected: object) -> None:
    assert value(source) == expected


def test_a_sign_joins_names_only_while_the_name_is_bound() -> None:
    assert value("[{a-b: 9}, a-b]", a=3, b=1) == [{"a-b": 9}, 2]


def test_functions_of_the_surroundings_are_handed_in_as_values() -> None:
    doubled = FunctionValue(("n",), (None,), None, lambda arguments, _: arguments[0] * 2)
    found = parse("double it(n: 4) + 1", Vocabulary(frozenset({"double it"})))
    assert found.evaluate({"double it": doubled}) == 9
    assert found.names == {"double it"}


def test_values_that_are_computed_with_one_budget_stay_what_they_are() -> None:
    run = Run({}, None, limits.MAX_FUEL)
    made = parse("function(x) x + base").compute(run, {"base": 10})
    assert invoke(made, [5], run) == 15
    assert run.fuel < limits.MAX_FUEL
    assert run.scope == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{f: abs, r: f(-1)}.r", 1),
        ('{apply: function(f, x) f(x), r: apply(upper case, "a")}.r', "A"),
        ("(if true then max else min)(1, 5)", 5),
        ("for f in [floor, ceiling] return f(1.5)", [1, 2]),
        ("abs instance of function", True),
        ("{f: abs, r: f(1, 2, 3)}.r", None),
        ("count + 1", 8),
    ],
)
def test_in_decisions_a_built_in_function_is_a_value_where_nothing_else_has_its_name(
    source: str, expected: object
) -> None:
    assert parse(source, Vocabulary(frozenset({"count"}))).evaluate({"count": 7}) == expected


def test_without_a_vocabulary_an_unknown_function_is_found_before_any_case_runs() -> None:
    with pytest.raises(errors.FeelUnknownFunction):
        parse("double(4)")
    for source in ("tools.double(4)", "tools[1](4)", "(double)(4)", "a.b[2](4)"):
        with pytest.raises(errors.FeelMethodCall):
            parse(source)
