"""Answers which form a JSON Schema with its uiSchema describes, or why it cannot be shown; must not read answers."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, SchemaError

from engine import errors
from engine.forms.fields import Findings, field_of, wording
from engine.forms.model import MOST_FIELDS, RESERVED, Field, Form
from engine.forms.validation import compiled
from engine.text import Text

__all__ = ["load"]

_ANNOTATIONS = frozenset({"$schema", "$id", "$comment", "title", "description", "examples", "x-title", "x-description"})
_TOP = _ANNOTATIONS | {"type", "properties", "required", "additionalProperties"}
_TOP_UI = frozenset(
    {"ui:order", "ui:title", "ui:description", "ui:help", "ui:submitButtonOptions", "ui:options", "ui:rootFieldId"}
)
_WORDS = frozenset({"title", "description", "$comment"})
_TAKEN = {"names": ", ".join(sorted(RESERVED))}


def load(schema: Mapping[str, Any], ui: Mapping[str, Any] | None = None) -> Form:
    """The form that `schema` (JSON Schema 2020-12) and `ui` (RJSF uiSchema) describe.

    Raises FormNotUsable with one message per keyword outside of what Ravand shows, by field ("" for the whole form).
    """
    found = Findings()
    ui = ui or {}
    properties = _properties(schema, ui, found)
    required = _required(schema, properties, found)
    known: dict[str, Field] = {}
    for key, one in properties.items():
        field = field_of(key, one, ui.get(key, {}), required=key in required, found=found)
        if field is not None:
            known[key] = field
    found.raise_if_any()
    _check_against_the_standard(schema, found)
    fields = tuple(_ordered(known, ui, found))
    found.raise_if_any()
    title = wording(ui.get("ui:title"), schema.get("x-title"), schema.get("title"))
    text = wording(ui.get("ui:description"), schema.get("x-description"), schema.get("description"))
    options = ui.get("ui:submitButtonOptions")
    submit = wording(options.get("submitText")) if isinstance(options, Mapping) else None
    return Form(fields, schema, ui, title=title, help=text, submit=submit, validator=compiled(fields))


def _properties(schema: Mapping[str, Any], ui: Mapping[str, Any], found: Findings) -> Mapping[str, Any]:
    if not isinstance(schema, Mapping) or not isinstance(ui, Mapping):
        raise errors.FormNotUsable(fields={"": [Text("The schema and the uiSchema must each be a JSON object.")]})
    properties: Mapping[str, Any] | Any = schema.get("properties", {})
    if not isinstance(properties, Mapping):
        properties = {}
        found.add("", Text("“properties” must be a JSON object with one entry per field."))
    _check_top(schema, found)
    if len(properties) > MOST_FIELDS:
        found.add("", Text("A form may have {limit} fields at most. Split it into several.", {"limit": MOST_FIELDS}))
    for key in sorted(key for key in ui if key not in properties and key not in _TOP_UI):
        about = {"keyword": key}
        found.add("", Text("The uiSchema speaks of “{keyword}”, which is no field of the schema. Remove it.", about))
    found.raise_if_any()
    for key in properties:
        if not key.isidentifier() or len(key) > 100 or key in RESERVED:
            found.add(
                key,
                Text(
                    "A field cannot have this name. Use letters, digits and underscores, and none of: {names}.", _TAKEN
                ),
            )
    return properties


def _check_top(schema: Mapping[str, Any], found: Findings) -> None:
    for keyword in sorted(set(schema) - _TOP):
        if not keyword.startswith("x-"):
            about = {"keyword": keyword}
            found.add("", Text("A form's schema cannot use “{keyword}”. Describe each field in “properties”.", about))
    if schema.get("type", "object") != "object":
        found.add("", Text("A form's schema must have the type “object”. Put the fields into its “properties”."))
    if not isinstance(schema.get("additionalProperties", False), bool):
        found.add("", Text("“additionalProperties” must be true or false. Ravand refuses unknown answers either way."))


def _required(schema: Mapping[str, Any], properties: Mapping[str, Any], found: Findings) -> frozenset[str]:
    required = schema.get("required", [])
    if not isinstance(required, list) or not all(isinstance(key, str) for key in required):
        found.add("", Text("“required” must be a list of field names."))
        return frozenset()
    for key in required:
        if key not in properties:
            found.add(
                key,
                Text("This field is required but not described. Add it to “properties” or remove it from “required”."),
            )
    return frozenset(required)


def _check_against_the_standard(schema: Mapping[str, Any], found: Findings) -> None:
    properties: Mapping[str, Any] = schema.get("properties", {})
    for key, one in properties.items():
        _note(key, _fault(_shape(one)), found)
    _note("", _fault(_shape({name: value for name, value in schema.items() if name != "properties"})), found)
    found.raise_if_any()


def _note(place: str, keyword: str, found: Findings) -> None:
    if keyword:
        found.add(place, Text("“{keyword}” has a value that JSON Schema does not allow.", {"keyword": keyword}))


def _shape(schema: Any) -> str:
    """Return a schema as JSON without its wordings and examples: fields of many forms have the same shape."""
    if isinstance(schema, Mapping):
        schema = {name: _plain(name, value) for name, value in schema.items() if not name.startswith("x-")}
    return json.dumps(schema, sort_keys=True)


def _plain(name: str, value: Any) -> Any:
    """Return a value that is allowed where the given one is; what may be any JSON at all is left out."""
    if name in _WORDS and isinstance(value, str):
        return ""
    if name == "examples" and isinstance(value, list):
        return []
    return None if name == "default" else value


@lru_cache(maxsize=1_024)  # the library needs a millisecond, and a drawing may hold hundreds of forms
def _fault(shape: str) -> str:
    """Return the keyword of a schema whose value the standard does not allow, "" where all are allowed."""
    try:
        Draft202012Validator.check_schema(json.loads(shape))
    except SchemaError as error:
        return ".".join(str(part) for part in list(error.absolute_path)[-1:]) or "schema"
    return ""


def _ordered(known: Mapping[str, Field], ui: Mapping[str, Any], found: Findings) -> list[Field]:
    """Fields in the order of `ui:order`; `*` stands for those not named, and where it is missing they come last."""
    order = ui.get("ui:order", ["*"])
    if not isinstance(order, list) or not all(isinstance(key, str) for key in order):
        found.add("", Text("“ui:order” must be a list of field names."))
        return []
    for key in order:
        if key != "*" and key not in known:
            found.add(
                "", Text("“ui:order” names “{keyword}”, which is no field of the schema. Remove it.", {"keyword": key})
            )
    rest = [key for key in known if key not in order]
    names = [one for key in (order if "*" in order else [*order, "*"]) for one in (rest if key == "*" else [key])]
    return [known[key] for key in dict.fromkeys(names) if key in known]
