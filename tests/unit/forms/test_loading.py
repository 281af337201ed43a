"""Promises about which schemas become forms, and what is said about the others."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import errors, forms
from tests.unit.forms.examples import BIRTH, BIRTH_UI, birth


def reasons(schema, ui=None):
    with pytest.raises(errors.FormNotUsable) as caught:
        forms.load(schema, ui)
    return {key: [text.show("en") for text in texts] for key, texts in caught.value.fields.items()}


def one_field(schema, ui=None):
    return forms.load({"type": "object", "properties": {"a": schema}}, {"a": ui or {}}).fields[0]


def test_fields_come_in_the_order_of_the_ui_schema_with_their_kinds() -> None:
    assert [(one.key, one.kind) for one in birth().fields][:4] == [
        ("name", "text"), ("born", "date"), ("mother_id", "national-id"), ("sex", "choice"),
    ]  # fmt: skip
    kinds = {one.key: one.kind for one in birth().fields}
    assert kinds | {"remark": "lines", "agreed": "yes-no", "papers": "many", "count": "integer"} == kinds


def test_titles_and_hints_are_said_in_each_language() -> None:
    form = birth()
    name = form.field("name")
    assert (name.title.show("fa"), name.title.show("en")) == ("نام نوزاد", "Name")
    assert name.help.show("en") == "The name you chose"
    assert (form.title.show("fa"), form.title.show("en")) == ("ثبت ولادت", "Birth")


def test_rjsf_ways_of_naming_choices_are_understood() -> None:
    expected = [("a", "Alpha"), ("b", "Beta")]
    ways = [
        one_field({"type": "string", "enum": ["a", "b"], "enumNames": ["Alpha", "Beta"]}),
        one_field({"type": "string", "enum": ["a", "b"]}, {"ui:enumNames": ["Alpha", "Beta"]}),
        one_field({"type": "string", "oneOf": [{"const": "a", "title": "Alpha"}, {"const": "b", "title": "Beta"}]}),
        one_field({
            "type": "string",
            "anyOf": [{"enum": ["a"], "title": "Alpha"}, {"type": "string", "enum": ["b"], "title": "Beta"}],
        }),
    ]  # fmt: skip
    assert [[(one.value, one.title.show("en")) for one in field.choices] for field in ways] == [expected] * 4


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "object"}, "type “object” cannot be shown"),
        ({"type": ["string", "integer"]}, "cannot be shown"),
        ({}, "cannot be shown"),
        ({"type": "string", "format": "uri"}, "format “uri” is not supported"),
        ({"type": "string", "minimum": 3}, "“minimum” is not supported"),
        ({"$ref": "#/x", "type": "string"}, "“$ref” is not supported"),
        ({"type": "string", "pattern": "(?=x)"}, "pattern cannot be used"),
        ({"type": "string", "pattern": "(a+"}, "pattern cannot be used"),
        ({"type": "string", "pattern": 7}, "pattern cannot be used"),
        ({"type": "string", "enum": []}, "1 to 500 plain values"),
        ({"type": "string", "enum": [{"deep": 1}]}, "1 to 500 plain values"),
        ({"type": "string", "enum": ["1", 1]}, "Two choices have the same value"),
        ({"type": "array"}, "needs “items”"),
        ({"type": "array", "items": {"type": "object", "properties": {}}}, "not supported for the items"),
        ({"type": "string", "maxLength": 10**9}, "Lower “maxLength”"),
        ({"type": "string", "minLength": "two"}, "“minLength” has a value"),
        ({"type": "string", "format": "date", "formatMaximum": "soon"}, "“formatMaximum” needs"),
        ({"type": "integer", "maximum": 10**20}, "15 digits at most"),
        ("text", "described by a JSON object"),
    ],
)
def test_a_field_outside_of_what_is_shown_is_refused_with_its_reason(schema, said: str) -> None:
    found = reasons({"type": "object", "properties": {"a": schema}})
    assert any(said in text for text in found["a"]), found


@pytest.mark.parametrize(
    ("schema", "ui", "said"),
    [
        ({"type": "object", "allOf": []}, None, "cannot use “allOf”"),
        ({"type": "array"}, None, "must have the type “object”"),
        ({"properties": []}, None, "“properties” must be a JSON object"),
        ({"required": "a"}, None, "“required” must be a list"),
        ({"additionalProperties": {}}, None, "“additionalProperties” must be"),
        ({}, {"b": {}}, "speaks of “b”"),
        ({}, {"ui:order": "a"}, "“ui:order” must be a list"),
        ({}, {"ui:order": ["b"]}, "“ui:order” names “b”"),
        ({"properties": {f"f{n}": {"type": "string"} for n in range(201)}}, None, "200 fields at most"),
    ],
)
def test_a_form_outside_of_what_is_shown_is_refused_with_its_reason(schema, ui, said: str) -> None:
    assert any(said in text for text in reasons(schema, ui)[""])


@pytest.mark.parametrize("key", ["csrf", "a.b", "a-b", "", "1a", "x" * 101])
def test_a_field_name_that_cannot_be_a_variable_is_refused(key: str) -> None:
    assert key in reasons({"properties": {key: {"type": "string"}}})


def test_a_required_field_must_be_described() -> None:
    assert "required but not described" in reasons({"required": ["a"]})["a"][0]


def test_a_wrong_widget_or_unknown_ui_keyword_is_named() -> None:
    found = reasons({"properties": {"a": {"type": "string"}}}, {"a": {"ui:widget": "range", "ui:field": "x"}})
    assert len(found["a"]) == 2


def test_all_reasons_are_said_at_once() -> None:
    found = reasons({"properties": {"a": {"type": "object"}, "b": {"type": "string", "format": "uri"}}})
    assert set(found) == {"a", "b"}


def test_an_optional_answer_may_be_null_in_the_schema() -> None:
    assert one_field({"type": ["string", "null"], "maxLength": 5}).kind == "text"


def test_a_form_file_is_read_back_as_written() -> None:
    data = json.dumps(birth().to_json()).encode()
    assert forms.from_bytes(data) == birth()
    assert forms.from_bytes(json.dumps(BIRTH).encode(), json.dumps(BIRTH_UI).encode()) == birth()


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"3", b"\xff\xfe", b"[" * 100_000, b'{"schema": {"type": "array"}}', b" " * 600_000]
)
def test_a_file_that_is_no_form_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(errors.FormNotUsable) as caught:
        forms.from_bytes(data)
    assert all(text.show("fa") != text.msgid for texts in caught.value.fields.values() for text in texts)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KEYWORDS = st.sampled_from(
    ["type", "enum", "oneOf", "items", "pattern", "format", "maxLength", "minimum", "default", "const", "title"]
)
VALUES = JSON | st.sampled_from(["string", "integer", "number", "boolean", "array", "date", "national-id"])


@given(
    st.dictionaries(KEYWORDS, VALUES, max_size=6),
    st.dictionaries(st.sampled_from(["ui:widget", "ui:options", "ui:rows"]), JSON),
)
@settings(deadline=None, max_examples=150)
def test_any_description_becomes_a_form_or_a_refusal(schema, ui) -> None:
    try:
        form = forms.load({"properties": {"a": schema}}, {"a": ui})
    except errors.FormNotUsable:
        return
    assert form.fields[0].key == "a"
    forms.parse_posted(form, {"a": ["1"]})
    forms.validate(form, {"a": schema.get("default")})


@given(JSON, JSON)
@settings(deadline=None, max_examples=100)
def test_any_json_becomes_a_form_or_a_refusal(schema, ui) -> None:
    with contextlib.suppress(errors.FormNotUsable):
        assert forms.from_bytes(json.dumps(schema).encode(), json.dumps(ui).encode()).title is not False


def test_the_form_in_the_documentation_is_a_form() -> None:
    text = (Path(__file__).parents[3] / "docs" / "forms.md").read_text(encoding="utf-8")
    form = forms.from_bytes(text.split("```json")[1].split("```")[0].encode())
    assert [one.title.show("fa") for one in form.fields][:2] == ["نام نوزاد", "تاریخ ولادت"]
