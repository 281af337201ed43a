"""Answers what a type is, whether a value is of it and what it becomes where it is wanted; it must not read sources."""

from collections.abc import Mapping
from typing import Final

from engine import errors
from engine.feel import limits
from engine.feel.run import Run, Value
from engine.feel.temporal import Date, DateTime, Time
from engine.feel.values import FunctionValue, Range, admit, kind
from engine.frozen import Record
from engine.text import Text


class Type(Record):
    """A type by its name alone: Any, Null, number, string, … (DMN 1.5, 10.3.2.1)."""

    name: str


class ListType(Type):
    """`list<element>`."""

    element: Type


class RangeType(Type):
    """`range<element>`."""

    element: Type


class ContextType(Type):
    """`context<name: type, …>`: a context with at least these entries."""

    entries: tuple[tuple[str, Type], ...]


class FunctionType(Type):
    """`function<type, …> -> type`."""

    parameters: tuple[Type, ...]
    result: Type


ANY: Final = Type("Any")
NULL: Final = Type("Null")
#: Whether null is of these types; what is not null is of the other one.
_OF_NULL: Final = {ANY.name: False, NULL.name: True}
#: The types that are written by their name alone.
NAMED: Final[Mapping[str, Type]] = {
    name: Type(name)
    for name in (
        "number", "string", "boolean", "date", "time", "date and time", "list", "context", "range", "function",
        "days and time duration", "years and months duration", "Null", "Any",
    )
}  # fmt: skip
#: How item definitions of DMN files spell some of them.
_SPELLINGS: Final[Mapping[str, str]] = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "any": "Any",
}


def named(name: str) -> Type | None:
    """The type of this name, also as DMN files spell it (`dateTime`); None for a name of somebody's own."""
    return NAMED.get(_SPELLINGS.get(name, name))


# --- conformance ----------------------------------------------------------------------------------------


def conforms(value: Value, wanted: Type, run: Run, depth: int = 0) -> bool:
    """Whether the value may stand where the type is wanted; null may stand everywhere (DMN 1.5, 10.3.2.9.3)."""
    return value is None or is_instance(value, wanted, run, depth)


def is_instance(value: Value, wanted: Type, run: Run, depth: int = 0) -> bool:
    """`value instance of wanted`: null is an instance of Null alone; inside lists and contexts it fits everything."""
    if depth > limits.MAX_VALUE_DEPTH:
        raise errors.FeelTooDeep(maximum=limits.MAX_VALUE_DEPTH)
    run.charge(1)
    if wanted.name in _OF_NULL:
        return (value is None) is _OF_NULL[wanted.name]
    if isinstance(wanted, FunctionType):
        return isinstance(value, FunctionValue) and may_replace(_signature(value), wanted)
    if value is None or type(wanted) is Type:
        return kind(value) == wanted.name
    return _parts_fit(value, wanted, run, depth + 1)


def _parts_fit(value: Value, wanted: Type, run: Run, depth: int) -> bool:
    if isinstance(wanted, ListType):
        return type(value) is list and all(conforms(admit(one, run), wanted.element, run, depth) for one in value)
    if isinstance(wanted, ContextType):
        return type(value) is dict and all(
            name in value and conforms(admit(value[name], run), part, run, depth) for name, part in wanted.entries
        )
    if not isinstance(value, Range) or not isinstance(wanted, RangeType):
        return False
    return all(conforms(end, wanted.element, run, depth) for end in (value.low, value.high))


def _signature(value: FunctionValue) -> FunctionType:
    return FunctionType("function", tuple(one or ANY for one in value.types), value.result or ANY)


def may_replace(given: Type, wanted: Type) -> bool:
    """Whether everything of type `given` is also of type `wanted`."""
    if wanted == ANY or given in (NULL, wanted):
        return True
    if isinstance(given, FunctionType) and isinstance(wanted, FunctionType):
        return (
            len(given.parameters) == len(wanted.parameters)
            and all(may_replace(theirs, ours) for theirs, ours in zip(wanted.parameters, given.parameters, strict=True))
            and may_replace(given.result, wanted.result)
        )
    if isinstance(given, ContextType) and isinstance(wanted, ContextType):
        theirs = dict(given.entries)
        return all(name in theirs and may_replace(theirs[name], part) for name, part in wanted.entries)
    if isinstance(given, ListType | RangeType) and type(given) is type(wanted):
        return may_replace(given.element, wanted.element)
    return type(wanted) is Type and given.name == wanted.name


# --- conversion -----------------------------------------------------------------------------------------


def converted(value: Value, wanted: Type, run: Run) -> Value:
    """The value as `wanted` (DMN 1.5, 10.3.2.9.4): itself, in or out of a list of one, a date as its midnight.

    Null with its reason where none of these conforms.
    """
    if conforms(value, wanted, run):
        return value
    if type(value) is list and len(value) == 1:
        only = admit(value[0], run)
        if conforms(only, wanted, run):
            return only
    if conforms([value], wanted, run) and isinstance(wanted, ListType):
        return [value]
    if type(value) is Date and wanted.name == "date and time":
        return DateTime(value, Time(0, 0))
    params = {"kind": kind(value), "type": written(wanted)}
    return run.null(Text("A value of the kind {kind} is no {type}.", params))


def written(wanted: Type) -> str:
    """The type as FEEL writes it."""
    if isinstance(wanted, ListType | RangeType):
        return f"{wanted.name}<{written(wanted.element)}>"
    if isinstance(wanted, ContextType):
        return "context<" + ", ".join(f"{name}: {written(part)}" for name, part in wanted.entries) + ">"
    if isinstance(wanted, FunctionType):
        return "function<" + ", ".join(map(written, wanted.parameters)) + f"> -> {written(wanted.result)}"
    return wanted.name
