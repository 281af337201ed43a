"""Answers which FEEL an expression of a diagram means, whatever language it is in; it must not evaluate it."""

import re
from collections.abc import Mapping
from typing import Final

from engine import errors
from engine.feel import calls_elsewhere, foreign, limits
from engine.feel.expression import parse
from engine.feel.regex import regex
from engine.frozen import Record
from engine.text import Text


class Note(Record):
    """What somebody should know about a translation: a stable code, and the sentence with its parameters."""

    code: str
    text: Text

    @property
    def params(self) -> Mapping[str, object]:
        """The parameters of the sentence."""
        return self.text.params


class Translation(Record):
    """FEEL, and what was changed to get it; no notes when it was FEEL already."""

    source: str
    notes: tuple[Note, ...]


_FEEL: Final = (
    "feel", "http://www.omg.org/spec/feel", "http://www.omg.org/spec/dmn", "https://www.omg.org/spec/feel",
    "https://www.omg.org/spec/dmn",
)  # fmt: skip
# XPath is what BPMN files name when nobody chose a language; hardly one of them holds XPath.
_UNSAID: Final = ("", "http://www.w3.org/1999/xpath")
_JUEL: Final = ("juel", "el", "uel", "http://java.sun.com/products/jsp", "http://docs.oracle.com/javaee/7")
_PYTHON: Final = ("python", "text/python", "application/x-python", "text/x-python")
_BRACED: Final = r"\s*[$#]\{(?P<inner>[^{}]*)\}\s*"
_TEXT: Final = r'"(?:[^"\\]|\\.)*"'
# What FEEL would take for a name of several words, which no scope has: import os, x.__class__, [x for x in y].
_LOOKS_PYTHON: Final = (
    r"^\s*(?:import|del|raise|assert|global|nonlocal)\s+\w|^\s*from\s+[\w.]+\s+import\b|\b__\w"
    r"|\[[^\[\]]*\w\s+for\s+\w+\s+in\b(?!.*\breturn\b)"
)
_PYTHON_WORDS: Final = frozenset(("True", "False", "None"))


def translate(source: str, language: str | None = None) -> Translation:
    """The FEEL that `source` means, with notes on what was changed.

    A leading `=` marks FEEL; `${…}` and `#{…}` are Java EL; without a language FEEL is tried first, then Python.
    Raises FeelSyntaxError (NotTranslatable among them, saying what to write) or FeelLimit.
    """
    if len(source) > limits.MAX_SOURCE:
        raise errors.FeelTooLong(maximum=limits.MAX_SOURCE)
    named = (language or "").strip().lower()
    plain = source.strip()
    if plain.startswith("=") and not plain.startswith("=="):
        return _checked(plain[1:].strip(), ())
    if "${" in plain or "#{" in plain:
        return _juel(plain)
    if named.startswith(_FEEL):
        return _checked(plain, ())
    if named.startswith(_PYTHON):
        return _foreign(plain, foreign.PYTHON)
    if named in _UNSAID or named.startswith(_JUEL):
        return _unsaid(plain)
    raise errors.LanguageNotTranslatable(found=language)


def _checked(feel: str, notes: tuple[Note, ...]) -> Translation:
    parse(feel)
    return Translation(feel, notes)


def _juel(source: str) -> Translation:
    found = regex(_BRACED).fullmatch(source)
    if found is None:
        raise errors.MixedTextNotTranslatable(found=source[:60])
    if (moment := calls_elsewhere.from_now(found["inner"])) is not None:
        return _checked(moment, noted(found["inner"], moment, foreign.JUEL, []))
    return _foreign(found["inner"], foreign.JUEL)


def _unsaid(source: str) -> Translation:
    """FEEL if it can be read so and nothing of Python would silently become an unknown name; else Python."""
    if "getDataObject(" in source:
        raise _likely(source) or errors.NotTranslatable(found=source[:60])
    if regex(_LOOKS_PYTHON).search(regex(_TEXT, re.DOTALL).sub('""', source)):
        return _foreign(source, foreign.PYTHON)
    try:
        expression = parse(source)
    except errors.FeelSyntaxError as not_feel:
        try:
            return _foreign(source, foreign.PYTHON)
        except errors.StatementNotTranslatable as statement:
            one_line = not {"\n", ";"} & set(source.strip())
            if one_line and statement.params.get("found") == "=":  # FEEL compares with it: something else is wrong
                raise not_feel from None
            raise
        except errors.CallNotTranslatable:
            raise
        except (errors.FeelSyntaxError, errors.FeelLimit):
            raise _likely(source) or not_feel from None
    if _PYTHON_WORDS & (expression.names | expression.possible_names):
        return _foreign(source, foreign.PYTHON)
    return Translation(source, ())


def _likely(source: str) -> errors.RewriteNotTranslatable | None:
    """The refusal that proposes what was likely meant, where that can be read; it is never taken without asking."""
    likely = calls_elsewhere.proposal(source)
    try:
        names = parse(likely).names
    except (errors.FeelSyntaxError, errors.FeelLimit):
        return None
    if likely == source.strip() or not all(name.isidentifier() for name in names):
        return None
    return errors.RewriteNotTranslatable(found=source.strip()[:60], write=likely)


def _foreign(source: str, language: str) -> Translation:
    if not source.strip():
        raise errors.FeelEmpty(position=1)
    reader = foreign.Reader(source, language)
    feel = reader.written()
    try:
        parse(feel)
    except errors.FeelSyntaxError:
        raise errors.NotTranslatable(found=source[:60]) from None
    return Translation(feel, noted(source, feel, language, reader.bare))


def noted(source: str, feel: str, language: str, bare: list[str]) -> tuple[Note, ...]:
    """What somebody should know about a translation; `bare` are names that are conditions by themselves."""
    params = {"language": language, "source": source.strip(), "feel": feel}
    first = Note(
        "translated", Text("The {language} expression “{source}” is read as FEEL: {feel}. Please confirm.", params)
    )
    return (first, *(Note("only-true-counts", _only_true(name, language)) for name in bare))


def _only_true(name: str, language: str) -> Text:
    params = {"name": name, "language": language}
    return Text(
        "“{name}” holds only when it is true; in {language} any number or text might have counted as well.", params
    )
