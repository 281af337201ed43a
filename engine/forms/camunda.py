"""Answers which form a Camunda 7 `camunda:formData` describes; must not parse XML bytes nor evaluate expressions."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, Protocol

from engine.forms.fields import Findings
from engine.forms.model import Form
from engine.forms.schema import load
from engine.text import Text

__all__ = ["XmlElement", "from_camunda_form_data", "from_form_properties"]

_TYPES: Final[Mapping[str, str]] = {
    "string": "string",
    "long": "integer",
    "boolean": "boolean",
    "date": "string",
    "enum": "string",
}
_LENGTHS: Final[Mapping[str, tuple[str, str]]] = {
    "min": ("long", "minimum"),
    "max": ("long", "maximum"),
    "minlength": ("string", "minLength"),
    "maxlength": ("string", "maxLength"),
}
_PROPERTIES: Final = frozenset({"format", "widget", "help"})


class XmlElement(Protocol):
    """The part of an lxml element that is read here."""

    tag: Any

    def get(self, key: str) -> str | None:
        """One attribute."""

    def findall(self, path: str) -> list[Any]:
        """Children of one name."""


def from_camunda_form_data(source: XmlElement | Iterable[Mapping[str, Any]]) -> Form:
    """The form of a `formData` element of Camunda or one of its forks, or of its fields as plain dictionaries.

    A dictionary has `id`, `label`, `type`, `defaultValue`, `datePattern`, `values` ([{id, name}]), `validation`
    ([{name, config}]) and `properties` ({id: value}). Properties understood: `format` (national-id …), `widget`
    (textarea, radio), `help`, `label:fa`, `label:en`. Raises FormNotUsable.
    """
    fields = list(_from_xml(source)) if hasattr(source, "findall") else [dict(one) for one in source]
    found = Findings()
    properties: dict[str, Any] = {}
    ui: dict[str, Any] = {}
    required: list[str] = []
    for one in fields:
        key = str(one.get("id") or "")
        if not key or key in properties:
            found.add(key, Text("Each form field needs an id of its own."))
            continue
        properties[key], ui[key] = _field(key, one, found)
        if any(name == "required" and config != "false" for name, config in _constraints(one)):
            required.append(key)
    found.raise_if_any()
    return load({"type": "object", "properties": properties, "required": required}, ui)


def _from_xml(form_data: Any) -> Iterator[dict[str, Any]]:
    vendor = str(form_data.tag).partition("}")[0] + "}"  # Operaton, Activiti and Flowable have names of their own
    for one in form_data.findall(f"{vendor}formField"):
        yield {
            **{name: one.get(name) for name in ("id", "label", "type", "defaultValue", "datePattern")},
            "values": [{"id": v.get("id"), "name": v.get("name")} for v in one.findall(f"{vendor}value")],
            "validation": [
                {"name": c.get("name"), "config": c.get("config")}
                for c in one.findall(f"{vendor}validation/{vendor}constraint")
            ],
            "properties": {p.get("id"): p.get("value") for p in one.findall(f"{vendor}properties/{vendor}property")},
        }


def from_form_properties(properties: Iterable[XmlElement]) -> Form:
    """The form of the `formProperty` elements of Activiti and Flowable, its fields in their order.

    What may not be written is shown only; what may not be read is left out. Raises FormNotUsable.
    """
    return from_camunda_form_data([_property(one) for one in properties if one.get("readable") != "false"])


def _property(one: XmlElement) -> dict[str, Any]:
    vendor = str(one.tag).partition("}")[0] + "}"
    constraints = {"required": one.get("required") == "true", "readonly": one.get("writable") == "false"}
    return {
        "id": one.get("id"),
        "label": one.get("name"),
        "type": one.get("type"),
        "defaultValue": one.get("default"),
        "datePattern": one.get("datePattern"),
        "values": [{"id": value.get("id"), "name": value.get("name")} for value in one.findall(f"{vendor}value")],
        "validation": [{"name": name, "config": "true"} for name, holds in constraints.items() if holds],
    }


def _constraints(one: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(str(each.get("name") or ""), str(each.get("config") or "")) for each in one.get("validation") or []]


def _field(key: str, one: Mapping[str, Any], found: Findings) -> tuple[dict[str, Any], dict[str, Any]]:
    kind = str(one.get("type") or "string")
    extra = {str(name): value for name, value in (one.get("properties") or {}).items()}
    if kind not in _TYPES:
        found.add(
            key,
            Text(
                "The Camunda field type “{type}” is not supported. Use one of {known}.",
                {"type": kind[:40], "known": ", ".join(_TYPES)},
            ),
        )
        return {}, {}
    schema: dict[str, Any] = {"type": _TYPES[kind], "title": str(one.get("label") or key)}
    labels = {name.removeprefix("label:"): value for name, value in extra.items() if name.startswith("label:")}
    if labels:
        schema["x-title"] = labels
    if kind == "date":
        schema["format"] = "date"
    if kind == "enum":
        schema["oneOf"] = [
            {"const": str(v.get("id") or ""), "title": str(v.get("name") or v.get("id"))}
            for v in one.get("values") or []
        ]
    if extra.get("format"):
        schema["format"] = extra["format"]
    ui = {f"ui:{name}": extra[name] for name in ("widget", "help") if extra.get(name)}
    _note_unknown(key, extra, found)
    _constrain(key, kind, one, schema, found)
    _give_default(key, kind, one, schema, found)
    return schema, ui


def _note_unknown(key: str, extra: Mapping[str, Any], found: Findings) -> None:
    for name in sorted(extra):
        if name not in _PROPERTIES and not name.startswith("label:"):
            found.add(
                key,
                Text(
                    "The field property “{keyword}” is not understood. Use format, widget, help or label:fa.",
                    {"keyword": name},
                ),
            )


def _constrain(key: str, kind: str, one: Mapping[str, Any], schema: dict[str, Any], found: Findings) -> None:
    for name, config in _constraints(one):
        if name == "required":
            continue
        if name == "readonly":
            schema["readOnly"] = config != "false"
        elif name in _LENGTHS and _LENGTHS[name][0] == kind and re.fullmatch(r"-?[0-9]{1,18}", config):
            schema[_LENGTHS[name][1]] = int(config)
        else:
            found.add(
                key,
                Text(
                    "The constraint “{keyword}” does not fit. Use required, readonly, min, max, minlength, maxlength.",
                    {"keyword": name},
                ),
            )


def _give_default(key: str, kind: str, one: Mapping[str, Any], schema: dict[str, Any], found: Findings) -> None:
    written = one.get("defaultValue")
    if written in (None, ""):
        return
    value = _default(kind, str(written), str(one.get("datePattern") or "dd/MM/yyyy"))
    if value is None:
        found.add(
            key,
            Text(
                "The default value “{value}” does not fit the field. Write a plain value, not an expression.",
                {"value": str(written)[:40]},
            ),
        )
    else:
        schema["default"] = value


def _default(kind: str, written: str, pattern: str) -> Any:
    if "${" in written or "#{" in written:
        return None
    if kind == "long":
        return int(written) if re.fullmatch(r"-?[0-9]{1,15}", written) else None
    if kind == "boolean":
        return {"true": True, "false": False}.get(written)
    return _default_day(written, pattern) if kind == "date" else written


def _default_day(written: str, pattern: str) -> str | None:
    """A default date by its Java pattern, for the patterns that say day, month and year in figures."""
    expression = re.escape(pattern)
    for letters, group in (
        ("yyyy", r"(?P<year>[0-9]{4})"),
        ("MM", r"(?P<month>[0-9]{1,2})"),
        ("dd", r"(?P<day>[0-9]{1,2})"),
    ):
        expression = expression.replace(letters, group, 1)
    match = re.fullmatch(expression, written)
    if match is None or set(match.groupdict()) != {"year", "month", "day"}:
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return None
