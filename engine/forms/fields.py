"""Answers which field one property of a schema describes, or why it cannot be shown; must not look at other fields."""

from collections.abc import Iterable, Mapping
from typing import Any

import re2

from engine import errors
from engine.calendar import parse_date
from engine.forms.model import HIGHEST_TEXT, IDENTIFIER_KINDS, MOST_CHOICES, MOST_DIGITS, Choice, Field
from engine.text import Text, Wording

__all__ = ["Findings", "field_of", "wording"]

_ALWAYS = frozenset(
    {
        "type",
        "title",
        "description",
        "default",
        "readOnly",
        "examples",
        "$comment",
        "const",
        "enum",
        "oneOf",
        "anyOf",
        "enumNames",
    }
)
_KEYWORDS: Mapping[str, frozenset[str]] = {
    "string": _ALWAYS | {"minLength", "maxLength", "pattern", "format", "formatMinimum", "formatMaximum"},
    "integer": _ALWAYS | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
    "number": _ALWAYS | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
    "boolean": _ALWAYS,
    "array": (_ALWAYS - {"const", "enum", "oneOf", "anyOf"}) | {"items", "uniqueItems", "minItems", "maxItems"},
}
_FORMATS = IDENTIFIER_KINDS | {"date", "email"}
_WIDGETS: Mapping[str, frozenset[str]] = {
    "text": frozenset({"text", "textarea", "hidden", "email"}),
    "lines": frozenset({"text", "textarea", "hidden"}),
    "number": frozenset({"text", "updown", "hidden"}),
    "integer": frozenset({"text", "updown", "hidden"}),
    "date": frozenset({"date", "alt-date", "text", "hidden"}),
    "choice": frozenset({"radio", "select", "hidden"}),
    "many": frozenset({"checkboxes", "select", "hidden"}),
    "yes-no": frozenset({"radio", "select", "checkbox", "hidden"}),
}
_UI = frozenset(
    {
        *("ui:widget", "ui:title", "ui:description", "ui:help", "ui:placeholder", "ui:readonly", "ui:disabled"),
        *("ui:options", "ui:autocomplete", "ui:autofocus", "ui:enumNames", "ui:emptyValue", "ui:rows"),
    }
)


class Findings:
    """What keeps a form from being shown, gathered so that its author sees everything at once."""

    def __init__(self) -> None:
        self._by_field: dict[str, list[Text]] = {}

    def add(self, key: str, text: Text) -> None:
        """One more reason, at the field `key` or, with "", at the whole form."""
        self._by_field.setdefault(key, []).append(text)

    def raise_if_any(self) -> None:
        """FormNotUsable with all reasons, when there are some."""
        if self._by_field:
            raise errors.FormNotUsable(fields=self._by_field)


def wording(*candidates: object) -> Wording | None:
    """Words out of candidates, each a string or one per language; the earlier wins, gaps are filled."""
    plain = ""
    by_language: dict[str, str] = {}
    for one in candidates:
        if isinstance(one, Mapping):
            by_language = {**{k: v for k, v in one.items() if isinstance(v, str)}, **by_language}
        elif isinstance(one, str) and not plain:
            plain = one
    return Wording(plain, by_language) if plain or by_language else None


def field_of(key: str, schema: object, ui: object, *, required: bool, found: Findings) -> Field | None:
    """The field that `schema` describes; None, with reasons in `found`, when it cannot be shown."""
    if not isinstance(schema, Mapping) or not isinstance(ui, Mapping):
        found.add(key, Text("A field must be described by a JSON object."))
        return None
    kind = _kind(key, schema, ui, found)
    choices = tuple(_choices(key, schema, ui, found))
    if kind is None:
        return None
    _check_details(key, kind, schema, ui, found)
    return Field(
        key=key,
        kind=kind,
        title=wording(ui.get("ui:title"), schema.get("x-title"), schema.get("title")) or Wording(key),
        schema=schema,
        help=wording(
            ui.get("ui:help"), ui.get("ui:description"), schema.get("x-description"), schema.get("description")
        ),
        required=required,
        readonly=bool(schema.get("readOnly") or ui.get("ui:readonly") or ui.get("ui:disabled")),
        hidden=ui.get("ui:widget") == "hidden",
        default=schema.get("default"),
        choices=choices,
        placeholder=wording(ui.get("ui:placeholder")),
        rows=_rows(ui),
        widget=str(ui.get("ui:widget", "")),
        autocomplete=str(ui.get("ui:autocomplete", "")),
        message=wording(schema.get("x-message")),
    )


def _rows(ui: Mapping[str, Any]) -> int:
    options = ui.get("ui:options")
    rows = ui.get("ui:rows", options.get("rows", 5) if isinstance(options, Mapping) else 5)
    return min(max(rows, 2), 30) if isinstance(rows, int) else 5


def _type(schema: Mapping[str, Any]) -> object:
    """The type without "null": an optional answer may always be missing."""
    named = schema.get("type")
    if isinstance(named, list):
        rest = [one for one in named if one != "null"]
        return rest[0] if len(rest) == 1 else named
    return named


def _kind(key: str, schema: Mapping[str, Any], ui: Mapping[str, Any], found: Findings) -> str | None:
    named = _type(schema)
    if not isinstance(named, str) or named not in _KEYWORDS:
        found.add(
            key,
            Text(
                "A field of the type “{type}” cannot be shown. Use string, integer, number, boolean or array.",
                {"type": str(named)[:40]},
            ),
        )
        return None
    for keyword in sorted(set(schema) - _KEYWORDS[named], key=str):
        if not str(keyword).startswith("x-"):
            found.add(
                key,
                Text(
                    "“{keyword}” is not supported for a field of the type “{type}”. Remove it.",
                    {"keyword": keyword, "type": named},
                ),
            )
    if named == "array":
        return "many"
    if named == "boolean":
        return "yes-no"
    if any(keyword in schema for keyword in ("enum", "oneOf", "anyOf")):
        return "choice"
    if named != "string":
        return named
    return _kind_of_string(key, schema, ui, found)


def _kind_of_string(key: str, schema: Mapping[str, Any], ui: Mapping[str, Any], found: Findings) -> str | None:
    form = schema.get("format")
    if form is None:
        return "lines" if ui.get("ui:widget") == "textarea" else "text"
    if str(form) not in _FORMATS:
        found.add(
            key,
            Text(
                "The format “{format}” is not supported. Use one of {known}.",
                {"format": str(form)[:40], "known": ", ".join(sorted(_FORMATS))},
            ),
        )
        return None
    return str(form)


def _choices(key: str, schema: Mapping[str, Any], ui: Mapping[str, Any], found: Findings) -> Iterable[Choice]:
    named = _type(schema)
    holder = schema.get("items") if named == "array" else schema
    if not isinstance(holder, Mapping):
        found.add(key, Text("A list needs “items” with an “enum” of its possible answers."))
        return []
    choices = list(_listed(holder, ui.get("ui:enumNames") or holder.get("enumNames")))
    offered = any(keyword in holder for keyword in ("enum", "oneOf", "anyOf"))
    if named == "array":
        for keyword in sorted(set(holder) - {"type", "enum", "oneOf", "anyOf", "enumNames"}, key=str):
            found.add(
                key, Text("“{keyword}” is not supported for the items of a list. Remove it.", {"keyword": keyword})
            )
    if (offered or named == "array") and not 0 < len(choices) <= MOST_CHOICES:
        found.add(
            key,
            Text(
                "The choices must be 1 to {limit} plain values, each with “const” and “title” or in one “enum”.",
                {"limit": MOST_CHOICES},
            ),
        )
    if len({choice.token for choice in choices}) != len(choices):
        found.add(key, Text("Two choices have the same value. Give each its own."))
    return choices


def _listed(holder: Mapping[str, Any], names: object) -> Iterable[Choice]:
    """Choices of `enum` (with RJSF's enumNames), or of `oneOf`/`anyOf` whose parts have a const or a one-value enum."""
    values = holder.get("enum")
    if isinstance(values, list):
        titles = names if isinstance(names, list) and len(names) == len(values) else values
        pairs = [(value, wording(title) or Wording(str(title))) for value, title in zip(values, titles, strict=True)]
    else:
        parts = holder.get("oneOf", holder.get("anyOf"))
        pairs = [_part(part) for part in parts] if isinstance(parts, list) else []
    good = [Choice(value, title) for value, title in pairs if isinstance(value, (str, int, float)) and value != ""]
    return good if len(good) == len(pairs) else []


def _part(part: object) -> tuple[object, Wording]:
    if not isinstance(part, Mapping) or set(part) - {"const", "enum", "type", "title", "x-title", "description"}:
        return None, Wording("")
    single = part.get("enum")
    value = single[0] if isinstance(single, list) and len(single) == 1 else part.get("const")
    return value, wording(part.get("x-title"), part.get("title")) or Wording(str(value))


def _check_details(key: str, kind: str, schema: Mapping[str, Any], ui: Mapping[str, Any], found: Findings) -> None:
    """What does not fit the kind: widget, pattern, lengths, bounds and limits of dates."""
    for keyword in sorted(set(ui) - _UI, key=str):
        found.add(key, Text("“{keyword}” is not supported in the uiSchema. Remove it.", {"keyword": keyword}))
    widget = ui.get("ui:widget")
    if widget is not None and str(widget) not in _WIDGETS.get(kind, {"text", "hidden"}):
        found.add(
            key,
            Text(
                "The widget “{widget}” does not fit this field. Remove it or choose another.",
                {"widget": str(widget)[:40]},
            ),
        )
    if "pattern" in schema and not _compiles(schema["pattern"]):
        found.add(
            key,
            Text(
                "The pattern cannot be used. Write it without look-around and back-references, at most 500 characters."
            ),
        )
    longest = schema.get("maxLength", 0)
    if isinstance(longest, (int, float)) and longest > HIGHEST_TEXT:
        found.add(
            key, Text("No text may be longer than {limit} characters. Lower “maxLength”.", {"limit": HIGHEST_TEXT})
        )
    for keyword in ("formatMinimum", "formatMaximum"):
        if keyword in schema and not (kind == "date" and _limit(schema[keyword])):
            found.add(
                key,
                Text(
                    "“{keyword}” needs a field of the format “date” and a value such as 2026-11-21 or today.",
                    {"keyword": keyword},
                ),
            )
    bounds = (
        schema.get(keyword) for keyword in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
    )
    if any(isinstance(bound, (int, float)) and abs(bound) >= 10**MOST_DIGITS for bound in bounds):
        found.add(
            key, Text("A number may have {limit} digits at most. Choose narrower bounds.", {"limit": MOST_DIGITS})
        )


def _compiles(pattern: object) -> bool:
    if not isinstance(pattern, str) or len(pattern) > 500:
        return False
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error:
        return False
    return True


def _limit(value: object) -> bool:
    if value == "today":
        return True
    try:
        return isinstance(value, str) and parse_date(value).isoformat() == value
    except ValueError:
        return False
