"""How one step is written in English and in Persian; must not know any step."""

import re
from collections.abc import Callable
from typing import Any, Final

from pytest_bdd import parsers

from engine import text

Table = list[list[str]]
_Function = Callable[..., Any]

#: A placeholder of a template: {name} is a quoted name, {n:number} digits, {names:list} quoted names, {day:day} a date.
_PLACEHOLDER: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
_QUOTED: Final = {"en": '"{}"', "fa": "«{}»"}
_INSIDE: Final = {"en": '[^"]*', "fa": "[^»]*"}
_AND: Final = {"en": "(?:, | and )", "fa": "(?:، | و )"}


def both(kind: Callable[..., Any], english: str, persian: str) -> Callable[[_Function], _Function]:
    """Return a decorator that makes a function a step of this kind (given, when, then) in both languages."""
    readers = {name: _READERS[shape] for name, shape in _PLACEHOLDER.findall(english) if shape in _READERS}

    def decorate(function: _Function) -> _Function:
        kind(Bilingual(english, persian), converters=readers, stacklevel=2)(function)
        return function

    return decorate


class Bilingual(parsers.StepParser):
    """Reads a step in either language; one parser for both halves what pytest-bdd must look through for each step."""

    def __init__(self, english: str, persian: str) -> None:
        """Take the step's template in both languages; they have the same placeholders."""
        super().__init__(english)
        self._patterns = [re.compile(pattern(*one)) for one in (("en", english), ("fa", persian))]

    def is_matching(self, name: str) -> bool:
        """Tell whether the words are this step in either language."""
        return self.parse_arguments(name) is not None

    def parse_arguments(self, name: str) -> dict[str, Any] | None:
        """Return the words at the placeholders, None where the words are another step."""
        found = next((match for one in self._patterns if (match := one.fullmatch(name))), None)
        return None if found is None else found.groupdict()


def pattern(language: str, template: str) -> str:
    """Return the regular expression of a template; everything outside of placeholders is literal."""
    pieces: list[str] = []
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        pieces += [re.escape(template[end : found.start()]), f"(?P<{found[1]}>{_shape(language, found[2])})"]
        end = found.end()
    return "".join([*pieces, re.escape(template[end:])])


def _shape(language: str, shape: str | None) -> str:
    quoted = _QUOTED[language].format(_INSIDE[language])
    if shape == "list":
        return f"{quoted}(?:{_AND[language]}{quoted})*"
    return {"number": "[0-9۰-۹]+", "day": "[0-9۰-۹/-]+"}.get(shape or "", quoted)


def expect(holds: bool, told: object = "") -> None:  # noqa: FBT001  (reads as a sentence)
    """Raise AssertionError, telling what was found instead, unless it holds."""
    if not holds:
        raise AssertionError(told)


def rows(table: Table) -> dict[str, str]:
    """Return a table of two columns as label → words."""
    return {row[0]: row[1] for row in table}


def _names(listed: str) -> list[str]:
    return re.findall(r"[\"«]([^\"»]*)[\"»]", listed)


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "": lambda quoted: quoted[1:-1],
    "number": lambda digits: int(text.to_latin(digits)),
    "list": _names,
}
