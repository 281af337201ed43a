"""Answers which FEEL context a short Python script means: assignments in a row; it must not guess at anything else."""

import re
from collections.abc import Iterator
from typing import Final

from engine import errors
from engine.feel import foreign, limits
from engine.feel.expression import parse
from engine.feel.regex import regex
from engine.feel.translate import Translation, noted

_ASSIGNMENT: Final = r"(?P<name>[^\W\d][\w\u200c\u200d]*)\s*(?P<sum>[-+*/]?)=(?!=)(?P<value>.+)"
_PIECE: Final = r"'''|\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|#[^\n]*|[\n;()\[\]{}]|[^'\"#\n;()\[\]{}]+|."
_OPENING, _CLOSING = "([{", ")]}"


def translate_script(source: str) -> Translation:
    """The FEEL context that a Python script of assignments means, its entries in order, with notes.

    Raises FeelSyntaxError (StatementNotTranslatable for everything but assignments) or FeelLimit.
    """
    if len(source) > limits.MAX_SOURCE:
        raise errors.FeelTooLong(maximum=limits.MAX_SOURCE)
    entries: dict[str, str] = {}
    bare: list[str] = []
    for statement in _statements(source):
        name, value = _entry(statement, bare)
        if name in entries:  # a FEEL context gives every name once
            raise errors.StatementNotTranslatable(found=statement[:60])
        entries[name] = value
    if not entries:
        raise errors.FeelEmpty(position=1)
    feel = "{" + ", ".join(f"{name}: {value}" for name, value in entries.items()) + "}"
    try:
        parse(feel)
    except errors.FeelSyntaxError:
        raise errors.NotTranslatable(found=source.strip()[:60]) from None
    return Translation(feel, noted(source, feel, foreign.PYTHON, bare))


def _entry(statement: str, bare: list[str]) -> tuple[str, str]:
    found = regex(_ASSIGNMENT, re.DOTALL).fullmatch(statement)
    if found is None or found["name"] in foreign.STATEMENTS:
        raise errors.StatementNotTranslatable(found=statement[:60])
    name = found["name"]
    source = f"{name} {found['sum']} ({found['value']})" if found["sum"] else found["value"]
    reader = foreign.Reader(source.strip(), foreign.PYTHON)
    feel = reader.written()
    if reader.joined_names:  # in Python `a or b` gives a or b; in FEEL it gives true or false
        raise errors.NotTranslatable(found=found["value"].strip()[:60])
    if feel == name:
        raise errors.StatementNotTranslatable(found=statement[:60])
    bare.extend(one for one in reader.bare if one != feel and one not in bare)
    return name, feel


def _statements(source: str) -> Iterator[str]:
    """Give the statements: lines, or parts of lines between semicolons; brackets hold lines together."""
    depth, statement = 0, ""
    for found in regex(_PIECE, re.DOTALL).finditer(source):
        piece = found[0]
        if piece in {"'''", '"""'} or (piece in "'\"" and len(piece) == 1):
            raise errors.NotTranslatable(found=source[found.start() :].strip()[:20])
        if piece.startswith("#"):
            continue
        depth += (piece in _OPENING) - (piece in _CLOSING)
        if piece in "\n;" and depth <= 0:
            yield from _whole(statement)
            statement = ""
        else:
            statement += piece
    yield from _whole(statement)


def _whole(statement: str) -> Iterator[str]:
    if statement.strip() not in {"", "pass"}:
        yield statement.strip()
