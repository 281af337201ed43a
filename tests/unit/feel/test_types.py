"""What types promise: `instance of` with full types, and what may stand where a type is wanted."""

import pytest

from engine.feel import ANY, ContextType, ListType, Run, Vocabulary, conforms, converted, is_instance, named, parse
from engine.feel.temporal import Date, DateTime, Time
from tests.unit.feel.evaluating import value

NUMBER, STRING = named("number") or ANY, named("string") or ANY


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[1, 2] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ('[1, "a", null] instance of list<Any>', True),
        ("1 instance of list<number>", False),
        ("[[1]] instance of list<list<number>>", True),
        ('{a: 1, b: "x"} instance of context<a: number>', True),
        ("{a: null} instance of context<a: number>", True),
        ("{} instance of context<a: number>", False),
        ("{a: 1} instance of context<>", True),
        ("{a: {b: [1]}} instance of context<a: context<b: list<number>>>", True),
        ("[1..5] instance of range<number>", True),
        ('["a".."b"] instance of range<number>', False),
        ("(> 5) instance of range<number>", True),
        ("(function() 1) instance of function<> -> number", True),
        ('(function() "a") instance of function<>->number', False),
        ("(function(a: Any) 1) instance of function<string> -> Any", True),
        ("(function(a: string) 1) instance of function<Any> -> Any", False),
        ("(function(a) 1) instance of function<Any, Any> -> Any", False),
        ("null instance of list<Any>", False),
        ("null instance of function<>->Any", False),
        ("1 instance of number and 2 > 1", True),
        ("x instance of years and months duration", False),
    ],
)
def test_instance_of_looks_into_lists_contexts_ranges_and_functions(source: str, expected: object) -> None:
    assert value(source, x=1) is expected


def test_types_of_ones_own_are_known_by_their_name() -> None:
    person = ContextType("context", (("name", STRING), ("age", NUMBER)))
    types = {"tPerson": person, "t-Persons": ListType("list", person)}
    vocabulary = Vocabulary(types=types)
    assert parse('{name: "Sara", age: 3} instance of tPerson', vocabulary).evaluate({}) is True
    assert parse('[{name: "Sara"}] instance of t-Persons', vocabulary).evaluate({}) is False
    assert parse('(function(p: tPerson) p.age)({name: "Sara", age: 3})', vocabulary).evaluate({}) == 3


def test_types_are_also_known_as_decision_files_spell_them() -> None:
    assert named("dateTime") == named("date and time")
    assert named("yearMonthDuration") == named("years and months duration")
    assert named("tPerson") is None


def test_what_may_stand_where_a_type_is_wanted() -> None:
    run = Run({}, None, 1_000)
    assert conforms(None, NUMBER, run)
    assert not is_instance(None, NUMBER, run)
    assert converted([1], NUMBER, run) == 1
    assert converted(1, ListType("list", NUMBER), run) == [1]
    midnight = converted(Date(2026, 11, 21), named("date and time") or ANY, run)
    assert midnight == DateTime(Date(2026, 11, 21), Time(0, 0))
    assert run.reasons is None
    assert converted("a", NUMBER, run) is None
    assert [reason.text.show("en") for reason in run.reasons or ()] == ["A value of the kind string is no number."]
