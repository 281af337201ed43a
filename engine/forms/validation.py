"""Answers what is wrong with values given for a form; must not change them nor read HTML posts."""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

import re2
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from engine import identifiers
from engine.calendar import local
from engine.forms import messages
from engine.forms.model import IDENTIFIER_KINDS, MOST_DIGITS, Field, Form, Validator
from engine.text import Text

__all__ = ["compiled", "is_missing", "storable", "validate"]

_SHOWN_NAMES: Final = 5
_TOO_LARGE: Final = 10**MOST_DIGITS
_EMAIL: Final = re2.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


# --- the schema, compiled ---------------------------------------------------------


def _pattern(_validator: object, pattern: str, instance: object, _schema: object) -> Iterable[ValidationError]:
    """RE2 instead of Python's expressions: a pattern from a diagram cannot hang the server."""
    if isinstance(instance, str) and not re2.search(pattern, instance):
        yield ValidationError("pattern")


def _multiple_of(_validator: object, step: float, instance: object, _schema: object) -> Iterable[ValidationError]:
    """Decimal instead of binary: 0.3 is a multiple of 0.1."""
    if isinstance(instance, (int, float, Decimal)) and Decimal(str(instance)) % Decimal(str(step)):
        yield ValidationError("multipleOf")


_Checked = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"pattern": _pattern, "multipleOf": _multiple_of}
)
_FORMATS: Final = FormatChecker(formats=())
_FORMATS.checks("email")(lambda text: _EMAIL.fullmatch(text) is not None)


def compiled(fields: Iterable[Field]) -> Validator:
    """The validator of the answers that are asked for; missing and unknown ones are `validate`'s matter."""
    schema = {"type": "object", "properties": {one.key: dict(one.schema) for one in fields if one.asked}}
    validator: Validator = _Checked(schema, format_checker=_FORMATS)
    return validator


# --- values ----------------------------------------------------------------------


def validate(form: Form, values: Mapping[str, Any], *, today: date | None = None) -> dict[str, list[Text]]:
    """What is wrong with `values` (plain JSON), by field key, "" for the whole; empty when nothing is.

    Unknown, read-only and hidden keys are refused. `today` is what "today" in a schema means; else Tehran's day.
    """
    found: dict[str, list[Text]] = {}
    unknown = [key for key in values if form.field(key) is None]
    if unknown:
        names = ", ".join(str(key)[:60] for key in unknown[:_SHOWN_NAMES])
        found[""] = [Text("This form does not ask for: {names}. Leave it out.", {"names": names})]
    sound: dict[str, Any] = {}
    for field in form.fields:
        wrong = _first_look(field, values)
        if wrong is not None:
            found[field.key] = [wrong]
        elif not is_missing(values.get(field.key)):
            sound[field.key] = values[field.key]
    for error in form.validator.iter_errors(sound):
        _note(form, error, found)
    _check_days(form, sound, today, found)
    return found


def is_missing(value: object) -> bool:
    """Whether `value` is no answer at all."""
    return value is None or value in ("", [])


def _first_look(field: Field, values: Mapping[str, Any]) -> Text | None:
    """What must hold before the schema is asked: jsonschema quotes values in its messages, so they must be small."""
    if not field.asked:
        return messages.NOT_ASKED if field.key in values else None
    value = values.get(field.key)
    if is_missing(value):
        return messages.missing(field) if field.required else None
    if field.kind == "many":
        chosen = value if isinstance(value, list) and len(value) <= len(field.choices) else [None]
        return None if all(_offered(field, one) for one in chosen) else messages.NOT_A_CHOICE
    if field.kind == "choice":
        return None if _offered(field, value) else messages.NOT_A_CHOICE
    if field.kind == "yes-no":
        return None if isinstance(value, bool) else messages.NOT_A_CHOICE
    if field.kind in ("number", "integer"):
        return _number_fault(field, value)
    return _text_fault(field, value)


def _offered(field: Field, value: object) -> bool:
    return any(type(choice.value) is type(value) and choice.value == value for choice in field.choices)


def _number_fault(field: Field, value: Any) -> Text | None:
    plain = messages.NOT_WHOLE if field.kind == "integer" else messages.NOT_A_NUMBER
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)) or not math.isfinite(value):
        return plain
    if not -_TOO_LARGE < value < _TOO_LARGE:
        return messages.TOO_MANY_DIGITS
    return plain if field.kind == "integer" and value != int(value) else None


def _text_fault(field: Field, value: object) -> Text | None:
    if not isinstance(value, str):
        return messages.NOT_A_TEXT
    if len(value) > field.longest:
        return messages.too_long(field, len(value))
    if not storable(value):
        return messages.NOT_STORABLE
    if field.kind == "date":
        return None if _is_day(value) else messages.NOT_A_DATE
    return identifiers.fault(field.kind, value) if field.kind in IDENTIFIER_KINDS else None


def storable(text: str) -> bool:
    """Whether every database keeps `text`: no control characters but tab and line feed, no half characters."""
    return all(c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in text)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _note(form: Form, error: Any, found: dict[str, list[Text]]) -> None:
    key = str(error.absolute_path[0]) if error.absolute_path else ""
    field = form.field(key)
    if field is not None:
        text = messages.of_keyword(field, str(error.validator), error.validator_value, error.instance)
        if text not in found.setdefault(key, []):
            found[key].append(text)


def _check_days(form: Form, sound: Mapping[str, Any], today: date | None, found: dict[str, list[Text]]) -> None:
    """`formatMinimum` and `formatMaximum` of days, which the standard leaves to its users."""
    for field in form.fields:
        if field.kind != "date" or field.key not in sound:
            continue
        day = date.fromisoformat(sound[field.key])
        for keyword, sign in (("formatMinimum", 1), ("formatMaximum", -1)):
            limit = _limit(field.schema.get(keyword), today)
            if limit is not None and (limit - day).days * sign > 0:
                text = messages.of_keyword(field, keyword, messages.day(limit), sound[field.key])
                found.setdefault(field.key, []).append(text)


def _limit(written: object, today: date | None) -> date | None:
    if written == "today":
        return today or local(datetime.now(UTC)).date()
    return date.fromisoformat(written) if isinstance(written, str) else None
