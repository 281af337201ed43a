"""What lists, contexts, filters, paths and loops promise."""

import pytest

from tests.unit.feel.evaluating import value, why

PEOPLE = [{"name": "Sara", "age": 31, "town": {"zip": "A"}}, {"name": "Omid", "age": 12}, {"name": "Nima", "age": 45.5}]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("people[1].name", "Sara"),
        ("people[-1].name", "Nima"),
        ("people.name", ["Sara", "Omid", "Nima"]),
        ("people[age > 18].name", ["Sara", "Nima"]),
        ("people[item.age > 18].name", ["Sara", "Nima"]),
        ("people[age > limit][1].name", "Sara"),
        ("people[position].name", "Omid"),
        ("people[count(people)].name", "Nima"),
        ("people[age < 0]", []),
        ('people[town.zip = "A"].name', ["Sara"]),
        ("people[1].town.zip", "A"),
        ("[1, 2, 3, 4][item > 2]", [3, 4]),
        ("[1, 2, 3][true]", [1, 2, 3]),
        ("5[1]", 5),
        ("5[item > 9]", []),
        ("{a: {b: [1, 2]}}.a.b[2]", 2),
        ("[{x: 1}, {y: 2}].x", [1, None]),
        ("missing[1]", None),
        ("missing[item > 1]", []),
        ("[][1]", None),
        ("[][true]", []),
        ("null[true]", []),
        ("[{item: 1}, {item: 2}][item = 2]", [{"item": 2}]),
    ],
)
def test_paths_and_filters_reach_into_lists_and_contexts(source: str, expected: object) -> None:
    assert value(source, people=PEOPLE, limit=18, position=2) == expected


def test_an_index_outside_says_how_long_the_list_is() -> None:
    assert why("people[9]", people=PEOPLE) == ["There is no element 9 in a list of 3."]
    assert why("people[0]", people=PEOPLE) == ["There is no element 0 in a list of 3."]
    assert why("people[1.5]", people=PEOPLE) == ["There is no element 1.5 in a list of 3."]


def test_an_element_hides_a_variable_of_the_same_name_inside_its_filter() -> None:
    assert value("people[age = 12].name", people=PEOPLE, age=31) == ["Omid"]


def test_entries_of_a_context_see_the_entries_before_them() -> None:
    assert value("{fee: 100, late: fee * 0.1, total: fee + late}") == {"fee": 100, "late": 10, "total": 110}
    assert value("{a: b, b: 1}", b=7) == {"a": 7, "b": 1}
    assert value("{a: 1, b: {a: 2, c: a}, d: a}") == {"a": 1, "b": {"a": 2, "c": 2}, "d": 1}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("for x in [1, 2, 3] return x * x", [1, 4, 9]),
        ("for x in 1..3 return x", [1, 2, 3]),
        ("for x in 3..1 return x", [3, 2, 1]),
        ("for x in [1..3] return x", [1, 2, 3]),
        ("for x in (1..3) return x", [2]),
        ("for x in [1, 2], y in [x, 10] return x + y", [2, 11, 4, 12]),
        ("for p in people return p.name", ["Sara", "Omid", "Nima"]),
        ("for x in [] return x", []),
        ("for x in null return x", None),
        ("for x in 5 return x", [5]),
        ('for d in date("2024-02-28")..date("2024-03-01") return d', ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("some p in people satisfies p.age > 40", True),
        ("every p in people satisfies p.age > 40", False),
        ("some x in [] satisfies x", False),
        ("every x in [] satisfies x", True),
        ("some x in [null, false] satisfies x", None),
        ("every x in [null, true] satisfies x", None),
        ("every x in missing satisfies x > 1", None),
        ("some x in [1, 2], y in [2, 3] satisfies x = y", True),
        ("for x in [3..1] return x", None),
    ],
)
def test_loops_go_through_lists_and_ranges(source: str, expected: object) -> None:
    assert value(source, people=PEOPLE) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("count([1, null])", 2),
        ("count(5)", 1),
        ("min([3, 1, 2])", 1),
        ("max(3, 1, 2)", 3),
        ('max(["a", "c"])', "c"),
        ("min([])", None),
        ("sum([1, 2.5])", 3.5),
        ("sum([])", None),
        ("mean([1, 2, 6])", 3),
        ("mean(1, 2)", 1.5),
        ("median([5, 1, 3])", 3),
        ("median(1, 2, 3, 4)", 2.5),
        ("product([2, 3])", 6),
        ("mode([1, 2, 2, 3, 3])", [2, 3]),
        ('sum([duration("P1D"), duration("PT12H")])', "P1DT12H"),
        ("append([1], 2, 3)", [1, 2, 3]),
        ("concatenate([1], [2], [3])", [1, 2, 3]),
        ("insert before([1, 3], 2, 2)", [1, 2, 3]),
        ("remove([1, 2, 3], 2)", [1, 3]),
        ("reverse([1, 2])", [2, 1]),
        ("index of([1, 2, 1], 1)", [1, 3]),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
        ("distinct values([1, 1.0, 2, null, null])", [1, 2, None]),
        ("flatten([1, [2, [3, []]]])", [1, 2, 3]),
        ("list contains([1, null], null)", True),
        ("list contains([1], 2)", False),
        ("sublist([1, 2, 3], 2)", [2, 3]),
        ("sublist([1, 2, 3], -2, 1)", [2]),
        ("list replace([1, 2], 2, 9)", [1, 9]),
        ("sort([3, 1, 2])", [1, 2, 3]),
        ("all([])", True),
        ("any([])", False),
        ("any(true, false)", True),
        ("all(true)", True),
    ],
)
def test_functions_on_lists(source: str, expected: object) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "remove([1], 2)",
        "insert before([1], 0, 1)",
        "sublist([1], 2)",
        "sublist([1, 2], 1, 3)",
        "sum([1, null])",
        'max([1, "a"])',
    ],
)
def test_functions_on_lists_give_null_and_a_reason_where_there_is_no_answer(source: str) -> None:
    assert value(source) is None
    assert why(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('get value({a: 1}, "a")', 1),
        ('get value({a: 1}, "b")', None),
        ("get entries({a: 1})", [{"key": "a", "value": 1}]),
        ('context put({a: 1}, "b", 2)', {"a": 1, "b": 2}),
        ('context put({a: {b: 1}}, ["a", "c"], 2)', {"a": {"b": 1, "c": 2}}),
        ("context merge([{a: 1}, {a: 2, b: 3}])", {"a": 2, "b": 3}),
        ('context([{key: "a", value: 1}])', {"a": 1}),
        ("is defined(a)", True),
        ("is defined(b)", False),
        ("is defined(nothing)", True),
        ("is defined(a.x)", True),
        ("is defined(a.y)", False),
        ("{a: 1, b: is defined(a)}.b", True),
    ],
)
def test_functions_on_contexts(source: str, expected: object) -> None:
    assert value(source, a={"x": None}, nothing=None) == expected


def test_no_function_changes_what_it_is_given() -> None:
    scope = {"xs": [3, 1, 2], "c": {"a": {"b": 1}}}
    value(
        '{a: sort(xs), b: reverse(xs), c2: append(xs, 4), d: context put(c, ["a", "b"], 2), e: remove(xs, 1)}', **scope
    )
    assert scope == {"xs": [3, 1, 2], "c": {"a": {"b": 1}}}
