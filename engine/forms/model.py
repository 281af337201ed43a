"""Answers what a form consists of once it is understood; must not read schemas or answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from engine.text import Text, Wording

__all__ = [
    "CHOOSING",
    "HIGHEST_TEXT",
    "IDENTIFIER_KINDS",
    "LONGEST_TEXT",
    "MOST_CHOICES",
    "MOST_DIGITS",
    "MOST_FIELDS",
    "RESERVED",
    "Choice",
    "Field",
    "Form",
    "Submission",
]

MOST_FIELDS: Final = 200
MOST_CHOICES: Final = 500
LONGEST_TEXT: Final = 64 * 1024  # characters, where the schema gives no maxLength
HIGHEST_TEXT: Final = 1_000_000  # characters, whatever maxLength says
MOST_DIGITS: Final = 15  # significant digits that every JSON reader keeps

# Names that the pages themselves post beside the answers; a field may not be called so.
RESERVED: Final = frozenset({"csrf", "idempotency_key", "revision", "action", "submit"})

CHOOSING: Final = frozenset({"choice", "many", "yes-no"})
IDENTIFIER_KINDS: Final = frozenset({"national-id", "legal-id", "service-id", "postal-code", "mobile"})


class Validator(Protocol):
    """The part of a jsonschema validator that a form needs."""

    def iter_errors(self, instance: object) -> Any:
        """Every way in which `instance` breaks the schema."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: the value that is stored, and its words."""

    value: str | int | float | bool
    title: Wording

    @property
    def token(self) -> str:
        """The value as an HTML form posts it."""
        return self.value if isinstance(self.value, str) else json.dumps(self.value)


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form.

    `kind`: text, lines, number, integer, date, choice, many, yes-no, email, or one of IDENTIFIER_KINDS.
    """

    key: str
    kind: str
    title: Wording
    schema: Mapping[str, Any] = field(repr=False, hash=False)
    help: Wording | None = None
    required: bool = False
    readonly: bool = False
    hidden: bool = False
    default: Any = field(default=None, hash=False)
    choices: tuple[Choice, ...] = ()
    placeholder: Wording | None = None
    rows: int = 5
    autocomplete: str = ""
    widget: str = ""
    message: Wording | None = None  # said when the pattern does not match

    @property
    def asked(self) -> bool:
        """Whether an answer to it is accepted."""
        return not (self.readonly or self.hidden)

    @property
    def longest(self) -> int:
        """How many characters are accepted."""
        return min(int(self.schema.get("maxLength", LONGEST_TEXT)), HIGHEST_TEXT)

    def choice(self, token: str) -> Choice | None:
        """The choice that an HTML form posts as `token`."""
        return next((choice for choice in self.choices if choice.token == token), None)


@dataclass(frozen=True, slots=True)
class Form:
    """A form as understood from its schema; `schema` and `ui` are what its author wrote."""

    fields: tuple[Field, ...]
    schema: Mapping[str, Any] = field(repr=False, hash=False)
    ui: Mapping[str, Any] = field(repr=False, hash=False)
    title: Wording | None = None
    help: Wording | None = None
    submit: Wording | None = None
    validator: Validator = field(repr=False, compare=False, kw_only=True)

    def field(self, key: str) -> Field | None:
        """The field called `key`."""
        return next((one for one in self.fields if one.key == key), None)

    def to_json(self) -> dict[str, Any]:
        """The content of a `.form.json` file."""
        return {"schema": self.schema, "uiSchema": self.ui}


@dataclass(frozen=True, slots=True)
class Submission:
    """What was posted: the values read, what is wrong (field key → messages, "" for the whole), and the raw post."""

    values: Mapping[str, Any]
    errors: Mapping[str, list[Text]]
    posted: Mapping[str, list[str]]
