"""Answers which type is written in a source: `list<number>`, `function<string> -> number`; it must not check values."""

from collections.abc import Mapping

from engine import errors
from engine.feel.cursor import Cursor
from engine.feel.types import ANY, NAMED, ContextType, FunctionType, ListType, RangeType, Type, named


def read_type(cursor: Cursor, known: Mapping[str, Type], position: int | None = None) -> Type:
    """The type that stands here (DMN 1.5, 10.3.1.2, rule 52); FeelUnknownType for a name that nobody knows.

    `position` is the place that the error names, when it is not the type's own.
    """
    if cursor.token.kind != "word":
        cursor.expect("number")
    cursor.enter()
    if cursor.ahead().text == "<" and cursor.at("list", "range", "context", "function"):
        found = _made_of(cursor, known)
    else:
        found = _named(cursor, known, cursor.token.position if position is None else position)
    cursor.depth -= 1
    return found


def _named(cursor: Cursor, known: Mapping[str, Type], position: int) -> Type:
    name = cursor.special() or cursor.type_name()
    while cursor.at(".") and cursor.ahead().kind == "word":  # a type of an imported file
        cursor.take()
        name += f".{cursor.type_name()}"
    found = known.get(name) or named(name)
    if found is None:
        types = ", ".join((*NAMED, *known))
        raise errors.FeelUnknownType(found=name, types=types, position=position)
    return found


def _made_of(cursor: Cursor, known: Mapping[str, Type]) -> Type:
    word = cursor.take().text
    cursor.expect("<")
    if word in ("list", "range"):
        element = read_type(cursor, known)
        cursor.expect(">")
        return ListType(word, element) if word == "list" else RangeType(word, element)
    if word == "context":
        return ContextType(word, _entries(cursor, known))
    parameters: list[Type] = []
    while not cursor.at(">"):
        parameters.append(read_type(cursor, known))
        if not cursor.accept(","):
            break
    cursor.expect(">")
    return FunctionType(word, tuple(parameters), read_type(cursor, known) if cursor.accept("->") else ANY)


def _entries(cursor: Cursor, known: Mapping[str, Type]) -> tuple[tuple[str, Type], ...]:
    found: list[tuple[str, Type]] = []
    while not cursor.at(">"):
        name = cursor.key()
        cursor.expect(":")
        found.append((name or "", read_type(cursor, known)))
        if not cursor.accept(","):
            break
    cursor.expect(">")
    return tuple(found)
