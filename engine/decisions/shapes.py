"""Which values the types of a file let in (item definitions, DMN 1.5, 7.3.3 and 10.3.2.9); must not know decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine import errors
from engine.decisions.model import FunctionItem, ItemDefinition, Model
from engine.feel import (
    ANY,
    ContextType,
    FunctionType,
    ListType,
    Run,
    Type,
    UnaryTests,
    converted,
    named,
    parse,
    parse_unary_tests,
)
from engine.text import Text

_PREFIXES: Final = ("feel:", "feel.")
_MAX_DEPTH: Final = 50  # types inside one another
#: Types whose values are texts in JSON and the FEEL function that reads them.
_FROM_TEXT: Final[Mapping[str, str]] = {
    "date": "date(text)",
    "time": "time(text)",
    "date and time": "date and time(text)",
    "days and time duration": "duration(text)",
    "years and months duration": "duration(text)",
}


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A type with what FEEL's types do not say: tests of the value, of its elements, entries, or result."""

    type: Type
    allowed: UnaryTests | None = None
    constraint: UnaryTests | None = None
    element: "Shape | None" = None
    entries: Mapping[str, "Shape"] = field(default_factory=dict)
    result: "Shape | None" = None

    @property
    def plain(self) -> bool:
        """Whether everything is let in."""
        return self.type == ANY and not (self.allowed or self.constraint or self.element or self.entries)

    @property
    def given(self) -> "Shape":
        """What a function of this type gives; where a function is declared by the type of its result, that type."""
        return self.result or (FREE if self.type.name == "function" else self)


FREE: Final = Shape(ANY)


class Shapes:
    """The types of one file by their names, made when they are first asked for."""

    def __init__(self, model: Model) -> None:
        """Take the types of a file and, under the names of its imports, those of the imported ones."""
        self._model = model
        self._made: dict[str, Shape] = {}

    def vocabulary(self) -> Mapping[str, Type]:
        """Return FEEL's types by the names under which expressions of this file may use them."""
        own = {name: self.shape(name).type for name in self._model.types}
        for prefix, other in self._model.imports.items():
            found = Shapes(other)
            own |= {f"{prefix}.{name}" if prefix else name: found.shape(name).type for name in other.types}
        return own

    def shape(self, written: str | None) -> Shape:
        """Return the type that a name means; what is unknown lets everything in."""
        if not written:
            return FREE
        if written not in self._made:
            self._made[written] = FREE  # a type that is made of itself
            self._made[written] = self._found(written, 0)
        return self._made[written]

    def _found(self, written: str, depth: int) -> Shape:
        name = next((written.removeprefix(one) for one in _PREFIXES if written.startswith(one)), written)
        definition = self._model.types.get(name)
        if definition is not None and depth < _MAX_DEPTH:
            return self._defined(definition, depth + 1)
        prefix, _, inner = name.partition(".")
        other = self._model.imports.get(prefix)
        if other is not None and inner in other.types:
            return Shapes(other).shape(inner)
        bare = named(name)
        if bare is None and ":" in name:  # a prefix of XML, as in files of DMN 1.1
            return self._found(name.rpartition(":")[2], depth + 1) if depth < _MAX_DEPTH else FREE
        return FREE if bare is None else Shape(bare)

    def _defined(self, definition: ItemDefinition, depth: int) -> Shape:
        if definition.function:
            return self._function(definition.function, depth)
        if definition.components and depth < _MAX_DEPTH:
            entries = {one.name: self._defined(one, depth + 1) for one in definition.components}
            inner = Shape(
                ContextType("context", tuple((name, one.type) for name, one in entries.items())), entries=entries
            )
        elif definition.base and definition.base != definition.name:
            inner = self._found(definition.base, depth + 1)
        else:
            inner = FREE
        allowed, constraint = _tests(definition.allowed), _tests(definition.constraint)
        if definition.collection:
            element = Shape(inner.type, allowed or inner.allowed, inner.constraint, inner.element, inner.entries)
            return Shape(ListType("list", inner.type), None, constraint, element)
        return Shape(inner.type, allowed or inner.allowed, constraint or inner.constraint, inner.element, inner.entries)

    def _function(self, item: FunctionItem, depth: int) -> Shape:
        """Return the type of a function; what its result must fit is told by `result`."""
        result = self._found(item.result, depth) if item.result and depth < _MAX_DEPTH else FREE
        parameters = tuple(self.shape(one).type for one in item.parameters)
        return Shape(FunctionType("function", parameters, result.type), result=result)


def _tests(source: str | None) -> UnaryTests | None:
    """Return allowed values as tests; what cannot be read allows everything, since it forbids nothing clearly."""
    if source is None:
        return None
    try:
        return parse_unary_tests(source)
    except (errors.FeelSyntaxError, errors.FeelLimit):
        return None


# --- values ---------------------------------------------------------------------------------------------


def fitted(value: Any, shape: Shape, run: Run) -> Any:
    """Return the value as the type wants it (10.3.2.9.4); null with its reason where it does not fit."""
    if value is None or shape.plain:
        return value
    found = converted(value, shape.type, run)
    if found is None or not _allowed(found, shape, run):
        return None
    return found


def _allowed(value: Any, shape: Shape, run: Run) -> bool:
    """Whether the value and everything in it is among the allowed ones; recursion is bounded by the type's depth."""
    for tests in (shape.allowed, shape.constraint):
        if tests is not None and tests.test(value, run, {}) is not True:
            run.null(Text("The value is not among those allowed: {allowed}.", {"allowed": tests.source}))
            return False
    if shape.element is not None and type(value) is list:
        return all(_allowed(one, shape.element, run) for one in value)
    if shape.entries and type(value) is dict:
        return all(
            _allowed(value[name], one, run) for name, one in shape.entries.items() if value.get(name) is not None
        )
    return True


def taken_in(value: Any, shape: Shape, run: Run) -> Any:
    """Return a value given from outside as its type wants it: texts become dates, entries left out become null."""
    return fitted(_read(value, shape, run), shape, run)


def _read(value: Any, shape: Shape, run: Run) -> Any:
    if type(value) is str and shape.type.name in _FROM_TEXT:
        return _READERS[shape.type.name].compute(run, {"text": value})
    if shape.element is not None and type(value) is list:
        return [_read(one, shape.element, run) for one in value]
    if shape.entries and isinstance(value, Mapping):
        known = {name: _read(value.get(name), one, run) for name, one in shape.entries.items()}
        return {**value, **known}
    return value


_READERS: Final = {name: parse(source) for name, source in _FROM_TEXT.items()}
