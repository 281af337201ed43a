"""Answers how stored values look to a reader, and as what they stand in the fields of a form; must not draw HTML."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from engine.calendar import date_parts, parse_date, show_date
from engine.forms.model import IDENTIFIER_KINDS, Field, Form
from engine.forms.posted import DATE_PARTS
from engine.forms.validation import is_missing
from engine.text import Code, show_number, to_persian, translate

__all__ = ["entered", "show_value", "summary"]

_LONGEST_RAW: Final = 500


def show_value(lang: str, field: Field, value: object) -> str:
    """`value` in words of `lang`; a `Code` where it must be read digit by digit, "—" where there is none."""
    if is_missing(value):
        return "—"
    if field.kind == "date" and isinstance(value, str):
        return _show_day(lang, value)
    if field.kind == "many" and isinstance(value, list):
        return ("، " if lang == "fa" else ", ").join(_show_choice(lang, field, one) for one in value)
    if field.choices or isinstance(value, bool):
        return _show_choice(lang, field, value)
    if isinstance(value, (int, float, Decimal)):
        return show_number(lang, value)
    if isinstance(value, str):
        return Code(value) if field.kind in IDENTIFIER_KINDS or field.kind == "email" else value
    return _raw(value)


def summary(form: Form, lang: str, values: Mapping[str, Any]) -> list[tuple[Field, str]]:
    """The visible fields with their answers in words, for “check your answers” and for reading afterwards."""
    return [(field, show_value(lang, field, values.get(field.key))) for field in form.fields if not field.hidden]


def entered(lang: str, field: Field, value: object) -> dict[str, list[str]]:
    """What stands in the field's inputs when it has `value`: input name → values, as a browser would post them."""
    if is_missing(value):
        return {}
    if field.kind == "date" and isinstance(value, str):
        return _entered_day(lang, field, value)
    if field.kind == "many" and isinstance(value, list):
        return {field.key: [_token(one) for one in value]}
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) and not field.choices:
        return {field.key: [show_number(lang, _exact(value), grouped=False)]}
    return {field.key: [_token(value)]}


def _show_choice(lang: str, field: Field, value: object) -> str:
    for choice in field.choices:
        if type(choice.value) is type(value) and choice.value == value:
            return choice.title.show(lang)
    if isinstance(value, bool):
        return translate(lang, "Yes") if value else translate(lang, "No")
    return value if isinstance(value, str) else _raw(value)


def _show_day(lang: str, value: str) -> str:
    try:
        return show_date(lang, parse_date(value))
    except ValueError:
        return value


def _entered_day(lang: str, field: Field, value: str) -> dict[str, list[str]]:
    try:
        year, month, day = date_parts(lang, parse_date(value))
    except ValueError:
        return {field.key: [value]}
    shown = {"day": _digits(lang, day), "month": str(month), "year": _digits(lang, year)}
    return {f"{field.key}.{part}": [shown[part]] for part in DATE_PARTS}


def _digits(lang: str, number: int) -> str:
    return to_persian(str(number)) if lang == "fa" else str(number)


def _exact(value: float | Decimal) -> float | Decimal:
    """Decimal text, because 1e-07 is no way to write a number in a form."""
    return Decimal(str(value)) if isinstance(value, float) else value


def _token(value: object) -> str:
    return value if isinstance(value, str) else _raw(value)


def _raw(value: object) -> str:
    """A value of another shape than the field's, for instance from an earlier version of the process."""
    return json.dumps(value, ensure_ascii=False, default=str)[:_LONGEST_RAW]
