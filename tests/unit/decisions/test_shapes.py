"""Promises of item definitions: what a type does not let in is null with the reason (DMN 1.5, 7.3.3 and 10.3.2.9)."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import decisions
from tests.unit.decisions.drawn import decide, decision, file, inputs, literal, table

TYPES = (
    '<itemDefinition name="tRegion"><typeRef>string</typeRef>'
    '<allowedValues><text>"North", "South"</text></allowedValues></itemDefinition>'
    '<itemDefinition name="tRegions" isCollection="true"><typeRef>tRegion</typeRef></itemDefinition>'
    '<itemDefinition name="tShort" isCollection="true"><typeRef>number</typeRef>'
    "<typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>"
    '<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>'
    '<itemComponent name="born"><typeRef>date</typeRef></itemComponent></itemDefinition>'
    '<itemDefinition name="tEndless"><itemComponent name="next"><typeRef>tEndless</typeRef></itemComponent>'
    "</itemDefinition>"
)


def given(value, type_, source="x"):
    body = TYPES + inputs("x", type_=type_) + decision("d", literal(source), requires="input:x")
    return decide(body, {"x": value})


@pytest.mark.parametrize(
    ("value", "type_", "result"),
    [
        ("North", "tRegion", "North"),
        ("West", "tRegion", None),
        (7, "tRegion", None),
        (["North", "South"], "tRegions", ["North", "South"]),
        (["North", "West"], "tRegions", None),
        ("North", "tRegions", ["North"]),
        ([5], "number", 5),
        ([1, 2], "tShort", [1, 2]),
        ([1, 2, 3], "tShort", None),
        ("2026-02-30", "date", None),
        ("anything", "tUnknown", "anything"),
        ("a", "feel:string", "a"),
    ],
)
def test_a_value_fits_its_type_or_is_null(value, type_, result):
    outcome = given(value, type_)
    assert outcome.result == result
    assert bool(outcome.errors) is (result is None)


@pytest.mark.parametrize(
    ("type_", "value", "source", "result"),
    [
        ("date", "2026-03-21", "x.year", 2026),
        ("dateTime", "2026-03-21T08:00:00", "x.hour", 8),
        ("dayTimeDuration", "P3D", "x.days", 3),
        ("tPerson", {"name": "Ali", "born": "2000-01-01"}, "x.born.month", 1),
    ],
)
def test_texts_become_dates_where_the_type_asks_for_that(type_, value, source, result):
    assert given(value, type_, source).result == result


def test_entries_that_were_left_out_are_null():
    assert given({"name": "Ali"}, "tPerson", "x.born = null").result is True


def test_types_that_hold_themselves_end():
    assert given({"next": {"next": None}}, "tEndless", "x.next").result == {"next": None}


def test_what_a_decision_gives_fits_its_type_too():
    assert decide(decision("d", literal('"a"'), type_="string")).result == "a"
    outcome = decide(decision("d", literal("1"), type_="string"))
    assert outcome.result is None
    assert outcome.errors[0].where == "d"


def held_in_each_other(count):
    """Types of which each holds the next one twice: written out, the first is as large as two to the power of all."""
    return "".join(
        f'<itemDefinition name="t{place}"><itemComponent name="a"><typeRef>t{place + 1}</typeRef></itemComponent>'
        f'<itemComponent name="b"><typeRef>t{place + 1}</typeRef></itemComponent></itemDefinition>'
        for place in range(count)
    )


def test_types_that_grow_without_measure_are_cut_off():
    body = held_in_each_other(60) + inputs("x", type_="t0") + decision("d", literal("x"), requires="input:x")
    fitting = {"a": None, "b": None}
    assert decide(body, {"x": fitting}).result == fitting
    assert len(decide(body, {"x": 7}).errors[0].show("en")) < 50_000


def test_a_chain_of_thousands_of_types_ends():
    chain = "".join(f'<itemDefinition name="t{n}"><typeRef>t{n + 1}</typeRef></itemDefinition>' for n in range(3_000))
    assert decide(chain + decision("d", literal("1"), type_="t0")).result == 1


def test_types_deep_in_each_other_end():
    def nested(depth, innermost):
        inner = f"<typeRef>{innermost}</typeRef>"
        for level in range(depth):
            inner = f'<itemComponent name="c{level}">{inner}</itemComponent>'
        return inner

    types = "".join(f'<itemDefinition name="t{n}">{nested(80, f"t{n + 1}")}</itemDefinition>' for n in range(60))
    assert decide(types + inputs("x", type_="t0") + decision("d", literal("x"), requires="input:x"), {"x": {}}).result


def test_a_column_that_wants_a_date_reads_it_from_a_text():
    drawn = table(['< date("2026-03-21") => "old year"'], columns=("day",))
    drawn = drawn.replace("<inputExpression>", '<inputExpression typeRef="date">')
    assert decide(decision("d", drawn), {"day": "2026-03-20"}).result == "old year"


def test_many_threads_that_ask_at_once_see_the_same_types():
    chain = "".join(f'<itemDefinition name="t{n}"><typeRef>t{n + 1}</typeRef></itemDefinition>' for n in range(40))
    chain += '<itemDefinition name="t40"><typeRef>number</typeRef></itemDefinition>'
    for turn in range(20):
        body = chain + inputs("x", type_="t0") + decision("d", literal(f"x + {turn}"), requires="input:x")
        model = decisions.read(file(body))
        with ThreadPoolExecutor(8) as threads:
            found = [threads.submit(decisions.decide, model, {"x": "no number"}) for _ in range(8)]
        assert {one.result().result for one in found} == {None}
