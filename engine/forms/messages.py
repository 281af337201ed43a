"""Answers what to tell people about an answer that breaks a keyword of the schema; must not decide whether it does."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from engine.calendar import show_date
from engine.forms.model import MOST_DIGITS, Field
from engine.text import LANGUAGES, Text, Wording

__all__ = [
    "AMBIGUOUS",
    "INCOMPLETE_DATE",
    "NOT_ASKED",
    "NOT_A_CHOICE",
    "NOT_A_DATE",
    "NOT_A_NUMBER",
    "NOT_A_TEXT",
    "NOT_STORABLE",
    "NOT_WHOLE",
    "TOO_MANY_DIGITS",
    "day",
    "missing",
    "of_keyword",
    "too_long",
]


AMBIGUOUS: Final = Text("There are several answers where one is possible. Leave one.")
INCOMPLETE_DATE: Final = Text("The date is incomplete. Fill in day, month and year.")
NOT_A_CHOICE: Final = Text("This is not one of the choices. Choose one of those offered.")
NOT_A_DATE: Final = Text("There is no such day. Check day, month and year.")
NOT_A_NUMBER: Final = Text("This is not a number. Write digits only, for example 12.5.")
NOT_ASKED: Final = Text("This can be read but not changed here. Leave it out.")
NOT_A_TEXT: Final = Text("This must be a text, not a number, list or object.")
NOT_STORABLE: Final = Text("This contains signs that cannot be stored. Write plain text.")
NOT_WHOLE: Final = Text("This is not a whole number. Write digits only, for example 12.")
TOO_MANY_DIGITS: Final = Text("This number has too many digits. Write {limit} at most.", {"limit": MOST_DIGITS})

_MISSING: Final[Mapping[str, Text]] = {
    "choice": Text("Nothing is chosen. Choose one."),
    "many": Text("Nothing is chosen. Choose at least one."),
    "yes-no": Text("Nothing is chosen. Choose yes or no."),
    "date": Text("The date is missing. Fill in day, month and year."),
}
_KEYWORDS: Final[Mapping[str, Text]] = {
    "minLength": Text("This is too short. Write at least {limit} characters."),
    "minimum": Text("This is too small. Write {limit} or more."),
    "maximum": Text("This is too large. Write {limit} or less."),
    "exclusiveMinimum": Text("This is too small. Write more than {limit}."),
    "exclusiveMaximum": Text("This is too large. Write less than {limit}."),
    "multipleOf": Text("This must be a multiple of {limit}."),
    "minItems": Text("Too few are chosen. Choose at least {limit}."),
    "maxItems": Text("Too many are chosen. Choose {limit} at most."),
    "uniqueItems": Text("One choice appears twice. Leave one of them."),
    "pattern": Text("This does not have the form that is asked for. Compare it with the hint."),
    "formatMinimum": Text("This day is too early. Choose {limit} or later."),
    "formatMaximum": Text("This day is too late. Choose {limit} or earlier."),
    "format": Text("This is not an e-mail address. Example: name@example.org."),
}
_MUST_BE_YES: Final = Text("This must be answered with yes to go on.")
_MUST_BE: Final = Text("Only “{value}” is possible here.")


def day(limit: date) -> Wording:
    """A day inside a message, in the calendar of whoever reads it."""
    return Wording("", {lang: show_date(lang, limit) for lang in LANGUAGES})


def missing(field: Field) -> Text:
    """What to say when a required answer is missing."""
    return _MISSING.get(field.kind, Text("The answer is missing. Write it here."))


def too_long(field: Field, length: int) -> Text:
    """What to say about a text of `length` characters."""
    return Text(
        "This is too long: {length} characters. Write {limit} at most.", {"length": length, "limit": field.longest}
    )


def of_keyword(field: Field, keyword: str, limit: Any, value: Any) -> Text:
    """What to say when `value` breaks `keyword`, whose value in the schema is `limit`."""
    if keyword == "pattern" and field.message is not None:
        return Text("{message}", {"message": field.message})
    if keyword == "maxLength":
        return too_long(field, len(value))
    if keyword == "const":
        return _MUST_BE_YES if limit is True else Text(_MUST_BE.msgid, {"value": str(limit)})
    known = _KEYWORDS.get(keyword)
    return Text(known.msgid, {"limit": limit}) if known else NOT_A_CHOICE
