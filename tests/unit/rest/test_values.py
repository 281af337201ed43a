"""Promises about variables on the wire: typed going out, read leniently coming in, refused when they are not so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import errors
from web.rest import asking, values
from web.rest.vocabulary import Vocabulary

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcآب", max_size=3), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(JSON)
def test_what_goes_out_comes_in_again_as_it_was(value):
    assert values.plain(values.typed(value)) == value


@given(JSON)
def test_every_value_that_goes_out_has_a_type_and_room_for_more(value):
    shown = values.typed(value)

    assert shown.keys() == {"type", "value", "valueInfo"}
    assert shown["type"] in {"Null", "Boolean", "Integer", "Long", "Double", "String", "Json"}


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"value": "5", "type": "integer"}, 5),
        ({"value": 5, "type": "DOUBLE"}, 5.0),
        ({"value": "2.5", "type": "double"}, 2.5),
        ({"value": "False", "type": "Boolean"}, False),
        ({"value": None, "type": "Integer"}, None),
        ({"value": 5, "type": "Null"}, None),
        ({"type": "String"}, None),
        ({}, None),
        ({"value": {"a": [1]}}, {"a": [1]}),
        ({"value": '{"a": 1}', "type": "Object"}, {"a": 1}),
        ({"value": {"a": 1}, "type": "json"}, {"a": 1}),
        ({"value": "۵", "type": "String", "valueInfo": None, "local": True}, "۵"),
    ],
)
def test_a_value_is_read_by_its_type_in_any_case_or_none(sent, read):
    assert values.plain(sent) == read
    assert type(values.plain(sent)) is type(read)


@pytest.mark.parametrize(
    "sent",
    [
        5, None, [], {"value": 2**15, "type": "Short"}, {"value": 2**63, "type": "Long"}, {"value": "", "type": "Long"},
        {"value": [], "type": "Integer"}, {"value": "inf", "type": "Double"}, {"value": True, "type": "Double"},
        {"value": 1, "type": "Boolean"}, {"value": [], "type": "Boolean"}, {"value": {}, "type": "String"},
        {"value": "[", "type": "Json"}, {"value": 5, "type": "Date"}, {"value": "x", "type": "Bytes"}, {"type": 5},
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused_by_its_name(sent):
    with pytest.raises(errors.WrongType, match="amount"):
        values.plain(sent, "amount")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2026-11-21T10:00:00.123456Z", "2026-11-21T10:00:00.123+0000"),
        ("2026-11-21T10:00:00.000000Z", "2026-11-21T10:00:00.000+0000"),
        ("2026-11-21T13:30:00+03:30", "2026-11-21T10:00:00.000+0000"),
        ("2026-11-21", "2026-11-21T00:00:00.000+0000"),
        (None, None),
    ],
)
def test_a_moment_is_shown_with_milliseconds_in_utc(stored, shown):
    assert values.moment(stored) == shown


@pytest.mark.parametrize(
    "sent", ["2026-11-21T10:00:00.123+0000", "2026-11-21T13:30:00.123+0330", "2026-11-21T10:00:00.123 0000"]
)
def test_a_moment_is_read_also_where_its_plus_sign_was_lost(sent):
    assert values.stored(sent, "after") == "2026-11-21T10:00:00.123000Z"
    assert asking.moment_end(sent, "after") == "2026-11-21T10:00:00.123999Z"


@pytest.mark.parametrize("sent", ["", "soon", "1405/08/30", "2026-13-01", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_moment_is_refused(sent):
    with pytest.raises(errors.WrongType, match="after"):
        values.stored(sent, "after")


WORDS = Vocabulary(
    filters={
        "id": ("ids", asking.single),
        "idIn": ("ids", asking.listed),
        "key": ("key", asking.text),
        "keyToo": ("key", asking.text),
        "keyLike": ("key like", asking.text),
        "done": ("open", asking.no_flag),
        "open": ("open", asking.flag),
    },
    sorts={"id": "ours"},
    never=frozenset({"never"}),
    unspoken=frozenset({"unspoken"}),
)


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ({}, {}),
        ({"key": "", "id": None, "idIn": [], "nobody": "x", "unspoken": False, "never": "false"}, {}),
        ({"key": "a", "keyToo": "a"}, {"key": "a"}),
        ({"key": "a", "keyToo": "b"}, {"key": "a", "ids": ()}),
        ({"idIn": "a,b,c", "id": "b"}, {"ids": ("b",)}),
        ({"idIn": ["a", "b"], "id": "x"}, {"ids": ()}),
        ({"keyLike": "a%"}, {"also": (("key", "like", "a%"),)}),
        ({"done": "false", "open": "true"}, {"open": True}),
        ({"done": True, "open": True}, {"open": False, "ids": ()}),
        ({"never": "x"}, {"ids": ()}),
        ({"tenantIdIn": "here,there"}, {}),
        ({"tenantIdIn": ["there"]}, {"ids": ()}),
    ],
)
def test_demands_are_put_together_and_what_cannot_be_finds_nothing(sent, wanted):
    assert WORDS.wanted(sent, "here") == wanted


def test_what_is_known_elsewhere_is_refused_by_its_name():
    with pytest.raises(errors.Unspoken, match="unspoken"):
        WORDS.wanted({"unspoken": "x"}, "here")


@pytest.mark.parametrize("sent", [{"sortBy": "id"}, {"sortOrder": "asc"}, {"sorting": [1]}, {"sorting": {"a": 1}}])
def test_an_order_that_is_not_understood_is_refused_with_those_that_are(sent):
    with pytest.raises(errors.UnknownSorting, match="id"):
        WORDS.order(sent)


def test_orders_are_read_in_both_ways():
    assert WORDS.order({"sortBy": "id", "sortOrder": "desc"}) == (("ours", True),)
    assert WORDS.order({"sorting": [{"sortBy": "id", "sortOrder": "asc", "parameters": None}]}) == (("ours", False),)
    assert WORDS.order({"sorting": None, "sortBy": None}) == ()
