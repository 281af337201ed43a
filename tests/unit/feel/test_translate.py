"""What translating other languages promises: equal meaning with a note, or a refusal that says what to write."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import errors
from engine.feel import parse, translate


@pytest.mark.parametrize(
    "source",
    [
        "amount > 1000",
        'region = "North"',
        "a b c",
        "for x in xs return x",
        "[for x in xs return x]",
        "time for rest > 1",
    ],
)
@pytest.mark.parametrize(
    "language", [None, "", "feel", "FEEL", "http://www.omg.org/spec/FEEL/20140401", "http://www.w3.org/1999/XPath"]
)
def test_feel_stays_as_it_is_without_a_note(source: str, language: str | None) -> None:
    found = translate(source, language)
    assert (found.source, found.notes) == (source, ())


def test_a_leading_equals_sign_marks_feel() -> None:
    assert translate("= amount > 5").source == "amount > 5"
    assert translate(" =amount > 5", "juel").source == "amount > 5"


@pytest.mark.parametrize(
    ("source", "feel"),
    [
        ("${name}", "name"),
        ("#{name}", "name"),
        (" ${ order.total } ", "order.total"),
        ("${a == b && !c}", "a = b and not(c)"),
        ("${a eq 'x' or b gt 3}", 'a = "x" or b > 3'),
        ("${!(a || b)}", "not((a or b))"),
        ("${!a == b}", "not(a) = b"),
        ("${a != null and b le 2}", "a != null and b <= 2"),
        ("${a ? 1 : 2}", "if a then 1 else 2"),
        ("${items[0].price > 5}", "items[1].price > 5"),
        ("${a['b'] == 1}", "a.b = 1"),
        ("${a['b c'] == 1}", 'get value(a, "b c") = 1'),
        ("${a + b * 2 > 1}", "a + b * 2 > 1"),
        ("${(a + b) * 2}", "(a + b) * 2"),
        ("${a - (b - c)}", "a - (b - c)"),
        ("${true}", "true"),
        ("${نام == 'علی'}", 'نام = "علی"'),
        ("${-a < 5}", "-a < 5"),
    ],
)
def test_java_expressions_become_feel_with_a_note(source: str, feel: str) -> None:
    found = translate(source)
    assert found.source == feel
    assert found.notes[0].code == "translated"
    assert found.notes[0].params["language"] == "JUEL"


@pytest.mark.parametrize(
    ("source", "feel"),
    [
        ("a == 'x' and not b", 'a = "x" and not(b)'),
        ("True", "true"),
        ("a is None", "a = null"),
        ("a is not None and b == 1", "a != null and b = 1"),
        ("region in ['N', 'S']", 'region in ["N", "S"]'),
        ("region in ('N', 'S')", 'region in ["N", "S"]'),
        ("a not in [1, 2]", "not(a in [1, 2])"),
        ("1 < a <= 3", "1 < a and a <= 3"),
        ("not a == 1", "not(a = 1)"),
        ("not a in [1]", "not(a in [1])"),
        ("a['k'] == \"it's\"", 'a.k = "it\'s"'),
        ("xs[-1] == 1", "xs[-1] = 1"),
        ("xs[0] == 1", "xs[1] = 1"),
        ("a % 3 == 0", "modulo(a, 3) = 0"),
        ("x if a == 1 else y", "if a = 1 then x else y"),
        ("a == 'say \"hi\"\\n'", 'a = "say \\"hi\\"\\n"'),
        ("a && b == 1", "a and b = 1"),
        ("(a == 1 or b == 2) and c == 3", "(a = 1 or b = 2) and c = 3"),
        ("a ** 2 == 4", None),
        ("a == {'b c': 1, 'd': [x]}", 'a = {"b c": 1, "d": [x]}'),
    ],
)
def test_python_looking_conditions_become_feel_with_a_note(source: str, feel: str | None) -> None:
    if feel is None:
        with pytest.raises(errors.FeelSyntaxError):
            translate(source)
        return
    found = translate(source)
    assert (found.source, found.notes[0].code, found.notes[0].params["language"]) == (feel, "translated", "Python")


def test_a_bare_name_as_condition_is_pointed_out() -> None:
    notes = translate("a == 1 and not b").notes
    assert [(note.code, note.params.get("name")) for note in notes] == [("translated", None), ("only-true-counts", "b")]


@pytest.mark.parametrize("empty", [None, "", [], {}])
def test_empty_of_java_holds_for_null_and_for_everything_without_content(empty: object) -> None:
    expression = parse(translate("${empty x}").source)
    assert expression.evaluate({"x": empty}) is True
    assert parse(translate("${!empty x}").source).evaluate({"x": empty}) is False


@pytest.mark.parametrize("full", ["a", [None], {"a": None}, 0, False])
def test_empty_of_java_does_not_hold_for_anything_else(full: object) -> None:
    assert parse(translate("${empty x}").source).evaluate({"x": full}) is False


@pytest.mark.parametrize(
    ("source", "language", "error"),
    [
        ("${execution.getVariable('x')}", None, errors.CallNotTranslatable),
        ("${bean.method(x)}", None, errors.CallNotTranslatable),
        ("len(x + y) > 3", None, errors.KnownCallNotTranslatable),
        ("x.upper() == 'A'", None, errors.CallNotTranslatable),
        ("__import__('os').system('x')", None, errors.CallNotTranslatable),
        ("x.__class__", None, errors.CallNotTranslatable),
        ("().__class__.__bases__", None, errors.FeelSyntaxError),
        ("f'{x}' == 'a'", None, errors.CallNotTranslatable),
        ("import os", None, errors.StatementNotTranslatable),
        ("from os import path", None, errors.StatementNotTranslatable),
        ("lambda x: x", None, errors.StatementNotTranslatable),
        ("[x for x in y]", None, errors.StatementNotTranslatable),
        ("{x: 1 for x in y}", None, errors.FeelSyntaxError),
        ("x = 5", "python", errors.StatementNotTranslatable),
        ("x = 1\ny = 2", None, errors.StatementNotTranslatable),
        ("x := 5", None, errors.StatementNotTranslatable),
        ("def f(): pass", None, errors.StatementNotTranslatable),
        ("print('a')", None, errors.StatementNotTranslatable),
        ("del x", None, errors.StatementNotTranslatable),
        ("exec('x')", None, errors.StatementNotTranslatable),
        ("Case ${x}", None, errors.MixedTextNotTranslatable),
        ("${a}${b}", None, errors.MixedTextNotTranslatable),
        ("${a % 2}", None, errors.NotTranslatable),
        ("${a.b['c'][i]}", None, errors.NotTranslatable),
        ("a > 5", "javascript", errors.LanguageNotTranslatable),
        ("a > 5", "groovy", errors.LanguageNotTranslatable),
        ("'a' in 'abc'", "python", errors.NotTranslatable),
        ("a // 2 == 1", "python", errors.NotTranslatable),
        ("${}", None, errors.FeelEmpty),
        ("", None, errors.FeelEmpty),
        ("a == ", None, errors.FeelWriteInstead),
        ("(a", None, errors.FeelUnfinished),
    ],
)
def test_what_has_no_equal_is_refused_with_what_to_write(
    source: str, language: str | None, error: type[Exception]
) -> None:
    with pytest.raises(error):
        translate(source, language)


@pytest.mark.parametrize(
    ("source", "moment"),
    [
        ("${now()}", "2026-01-31T10:00:00Z"),
        ("${dateTime().plusDays(5).toDate()}", "2026-02-05T10:00:00Z"),
        ("${dateTime().plusWeeks(1).minusHours(2)}", "2026-02-07T08:00:00Z"),
        ("${ dateTime().plusMonths(1).plusYears(1).plusMinutes(5).plusSeconds(1) }", "2027-02-28T10:05:01Z"),
    ],
)
def test_moments_counted_from_now_become_feel(source: str, moment: str) -> None:
    now = datetime(2026, 1, 31, 10, tzinfo=UTC)
    found = translate(source)
    assert parse(found.source).evaluate({}, now=now) == moment
    assert found.notes[0].code == "translated"


@pytest.mark.parametrize("source", ["${dateTime().plusMillis(5)}", "${dateTime().plus(5)}", "${dateTime().dayOfWeek}"])
def test_other_ways_of_counting_from_now_are_refused(source: str) -> None:
    with pytest.raises(errors.FeelSyntaxError):
        translate(source)


@pytest.mark.parametrize("value", ["", "abc", [], [1, 2], {}, {"a": 1, "b": None}])
def test_the_length_of_python_counts_characters_elements_and_entries(value: Any) -> None:
    assert parse(translate("len(x)").source).evaluate({"x": value}) == len(value)
    assert parse(translate("len(x) == 2 and not y").source).evaluate({"x": value, "y": False}) is (len(value) == 2)


@pytest.mark.parametrize("value", ["abc", ["abc"], [], {"a": None}, {"b": 1}, ["a", 1]])
def test_python_s_in_looks_into_texts_lists_and_dictionaries(value: Any) -> None:
    assert parse(translate("'a' in x", "python").source).evaluate({"x": value}) is ("a" in value)
    assert parse(translate("'a' not in x", "python").source).evaluate({"x": value}) is ("a" not in value)


@pytest.mark.parametrize(
    ("source", "write"),
    [
        ("${status.equals('open')}", 'status = "open"'),
        ("${execution.getVariable('amount') > 5}", "amount"),
        ("${order.getTotal() > 5}", "order.total"),
        ("${list.size() > 0}", "count(list)"),
        ("name.startswith('a')", 'starts with(name, "a")'),
        ("str(x) == 'a'", "string(x)"),
        ("x.get('a') == 1", "x.a"),
    ],
)
def test_a_well_known_call_is_refused_with_its_equal(source: str, write: str) -> None:
    with pytest.raises(errors.KnownCallNotTranslatable) as refusal:
        translate(source)
    assert refusal.value.params["write"] == write
    assert write in refusal.value.message()


@pytest.mark.parametrize(
    ("source", "write"),
    [
        ("Amount > 1000 €", "Amount > 1000"),
        ("amount is greater than 1,000", "amount > 1000"),
        ("region = “North”", 'region = "North"'),
        ("نوع = «عادی»", 'نوع = "عادی"'),
        ("a === 1", "a = 1"),
        ("getDataObject('order')/total > 5", "order.total > 5"),
        ('bpmn:getDataObject("order") = 5', "order = 5"),
    ],
)
def test_what_people_and_other_languages_write_is_refused_with_what_was_likely_meant(source: str, write: str) -> None:
    with pytest.raises(errors.RewriteNotTranslatable) as refusal:
        translate(source)
    assert refusal.value.params["write"] == write


@pytest.mark.parametrize("source", ["", "a >", "the amount is at least 5 €", "“", "getDataObject("])
def test_nothing_is_proposed_that_could_not_be_read_itself(source: str) -> None:
    with pytest.raises(errors.FeelSyntaxError) as refusal:
        translate(source)
    assert not isinstance(refusal.value, errors.RewriteNotTranslatable)


def test_every_refusal_of_a_translation_is_a_syntax_error() -> None:
    assert issubclass(errors.NotTranslatable, errors.FeelSyntaxError)


# Conditions on true, false, numbers and texts mean the same in Python and, translated, in FEEL.
def test_a_slip_in_a_comparison_is_not_taken_for_a_program() -> None:
    with pytest.raises(errors.FeelSyntaxError) as refused:
        translate("granted = = true")
    assert not isinstance(refused.value, errors.NotTranslatable)


atoms = st.sampled_from(
    [
        "p",
        "q",
        "n == 1",
        "n != 2",
        "n < m",
        "m >= 2",
        "s == 'x'",
        "s != 'y'",
        "n in [1, 3]",
        "m not in [2]",
        "0 < n <= 2",
        "(n + m) % 3 == 1",
    ]
)
conditions = st.recursive(
    atoms,
    lambda inner: (
        st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map("".join)
        | inner.map("not ({})".format)
        | inner.map("not {}".format)
        | st.tuples(inner, inner, inner).map(lambda three: f"(({three[0]}) if ({three[1]}) else ({three[2]}))")
    ),
    max_leaves=6,
)


@given(conditions, st.booleans(), st.booleans(), st.integers(0, 3), st.integers(0, 3), st.sampled_from("xy"))
@settings(max_examples=200, deadline=None)
def test_translated_conditions_decide_as_python_decides(source: str, p: bool, q: bool, n: int, m: int, s: str) -> None:
    scope: dict[str, Any] = {"p": p, "q": q, "n": n, "m": m, "s": s}
    found = parse(translate(source, "python").source).evaluate(scope)
    assert found is bool(eval(source, {"__builtins__": {}}, scope))
