"""Answers which values an HTML form post means; must refuse in words whatever it cannot read, and never raise."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from engine import identifiers
from engine.calendar import date_from_parts, parse_date
from engine.forms import messages
from engine.forms.model import IDENTIFIER_KINDS, MOST_DIGITS, RESERVED, Field, Form, Submission
from engine.forms.validation import storable, validate
from engine.text import Text, to_latin

__all__ = ["DATE_PARTS", "parse_posted", "tidy_text"]

DATE_PARTS: Final = ("day", "month", "year")
_MOST_POSTED: Final = 2000
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_LETTERS: Final = str.maketrans("يك", "یک")
_YES: Final = {"true": True, "false": False}

Read = tuple[Any, Text | None]


def parse_posted(
    form: Form,
    posted: Mapping[str, list[str]],
    *,
    allowed: Collection[str] = RESERVED,
    lang: str | None = None,
    today: date | None = None,
) -> Submission:
    """The values that `posted` (name → all its values) means, and what is wrong with them.

    Every asked field gets a value; an empty one gets None, or [] for several choices. Answers to read-only and hidden
    fields are ignored; other names outside of `allowed` are refused. `lang` settles whose years the parts of a date are
    (without it, years from 1700 on are Gregorian); `today` as in `validate`.
    """
    if len(posted) > _MOST_POSTED:
        return Submission({}, {"": [Text("Too many answers were sent at once. Open the form again.")]}, {})
    values: dict[str, Any] = {}
    errors: dict[str, list[Text]] = {}
    for field in form.fields:
        if field.asked:
            values[field.key], wrong = _read(field, posted, lang)
            if wrong is not None:
                errors[field.key] = [wrong]
    unknown = _unknown(form, posted, allowed)
    if unknown:
        errors[""] = [unknown]
    readable = {key: value for key, value in values.items() if key not in errors}
    for key, texts in validate(form, readable, today=today).items():
        errors.setdefault(key, texts)
    return Submission(values, errors, posted)


def _unknown(form: Form, posted: Mapping[str, list[str]], allowed: Collection[str]) -> Text | None:
    names = {f"{one.key}.{part}" for one in form.fields if one.kind == "date" for part in DATE_PARTS}
    names |= {one.key for one in form.fields}
    unknown = [name for name in posted if name not in names and name not in allowed]
    if not unknown:
        return None
    shown = ", ".join(name[:60] for name in sorted(unknown)[:5])
    return Text("This form does not ask for: {names}. Leave it out.", {"names": shown})


def tidy_text(text: str) -> str:
    """What was typed, with Persian ی and ک, one kind of line end, and no space around it; ZWNJ is kept."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_LETTERS).strip()


def _read(field: Field, posted: Mapping[str, list[str]], lang: str | None) -> Read:
    typed = [text for text in (tidy_text(one) for one in posted.get(field.key, ())) if text]
    if field.kind == "many":
        return _read_many(field, typed)
    if len(set(typed)) > 1:
        return None, messages.AMBIGUOUS
    if field.kind == "date":
        return _read_date(field, typed, posted, lang)
    if not typed:
        return None, None
    if not storable(typed[0]):
        return None, messages.NOT_STORABLE
    return _READERS.get(field.kind, _read_text)(field, typed[0])


def _read_text(field: Field, text: str) -> Read:
    if len(text) > field.longest:  # not kept: a megabyte is not shown again
        return None, messages.too_long(field, len(text))
    return (identifiers.tidy(field.kind, text) if field.kind in IDENTIFIER_KINDS else text), None


def _read_number(field: Field, text: str) -> Read:
    """Persian writers put ٬ between thousands and ٫ before decimals; the comma is never decimal here."""
    plain = to_latin(text[:100]).replace("٬", "").replace(",", "").replace("٫", ".").replace("−", "-").replace(" ", "")
    wrong = messages.NOT_WHOLE if field.kind == "integer" else messages.NOT_A_NUMBER
    if not _NUMBER.fullmatch(plain) or len(text) > 100:
        return None, wrong
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None, wrong
    if len(number.normalize().as_tuple().digits) > MOST_DIGITS or abs(number) >= 10**MOST_DIGITS:
        return None, messages.TOO_MANY_DIGITS
    if number == number.to_integral_value():
        return int(number), None
    return (None, wrong) if field.kind == "integer" else (float(number), None)


def _read_choice(field: Field, text: str) -> Read:
    choice = field.choice(text)
    return (None, messages.NOT_A_CHOICE) if choice is None else (choice.value, None)


def _read_yes_no(_field: Field, text: str) -> Read:
    return (_YES[text], None) if text in _YES else (None, messages.NOT_A_CHOICE)


def _read_many(field: Field, typed: list[str]) -> Read:
    chosen = [field.choice(text) for text in dict.fromkeys(typed[: len(field.choices) + 1])]
    values = [choice.value for choice in chosen if choice is not None]
    return (values, messages.NOT_A_CHOICE) if len(values) < len(chosen) else (values, None)


def _read_date(field: Field, typed: list[str], posted: Mapping[str, list[str]], lang: str | None) -> Read:
    """One field with a whole date, or three with its parts."""
    if typed:
        try:
            return parse_date(typed[0]).isoformat(), None
        except ValueError:
            return None, messages.NOT_A_DATE
    parts = [to_latin(tidy_text("".join(posted.get(f"{field.key}.{part}", ())[:1]))) for part in DATE_PARTS]
    if not any(parts):
        return None, None
    if not all(parts):
        return None, messages.INCOMPLETE_DATE
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts):
        return None, messages.NOT_A_DATE
    day, month, year = (int(part) for part in parts)
    if lang is not None and (lang == "fa") == (year >= 1700):
        return None, Text("Write the year with four digits, in the calendar of this page.")
    try:
        return date_from_parts(lang or "fa", year, month, day).isoformat(), None
    except ValueError:
        return None, messages.NOT_A_DATE


_READERS: Final[Mapping[str, Callable[[Field, str], Read]]] = {
    "number": _read_number,
    "integer": _read_number,
    "choice": _read_choice,
    "yes-no": _read_yes_no,
}
