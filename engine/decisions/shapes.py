"""Which values the types of a file let in (item definitions, DMN 1.5, 7.3.3 and 10.3.2.9); must not know decisions."""

from collections.abc import Mapping
from threading import RLock
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
from engine.frozen import Record, changed
from engine.text import Text

_PREFIXES: Final = ("feel:", "feel.")
_MAX_DEPTH: Final = 100  # names and components of types inside one another
_MAX_SIZE: Final = 2_000  # parts of one type, written out: types that hold types twice grow without measure
#: Types whose values are texts in JSON and the FEEL function that reads them.
_FROM_TEXT: Final[Mapping[str, str]] = {
    "date": "date(text)",
    "time": "time(text)",
    "date and time": "date and time(text)",
    "days and time duration": "duration(text)",
    "years and months duration": "duration(text)",
}


_NO_ENTRIES: Final[Mapping[str, "Shape"]] = {}


class Shape(Record, eq=False):
    """A type with what FEEL's types do not say: tests of the value, of its elements, entries, or result."""

    type: Type
    allowed: UnaryTests | None = None
    constraint: UnaryTests | None = None
    element: "Shape | None" = None
    entries: Mapping[str, "Shape"] = _NO_ENTRIES
    result: "Shape | None" = None
    size: int = 1  # parts of it, written out

    @property
    def plain(self) -> bool:
        """Whether everything is let in."""
        return self.type.name == ANY.name and not (self.allowed or self.constraint or self.element or self.entries)

    @property
    def given(self) -> "Shape":
        """What a function of this type gives; where a function is declared by the type of its result, that type."""
        return self.result or (FREE if self.type.name == "function" else self)


FREE: Final = Shape(ANY)


class _Family:
    """The types of files that import each other, and how deep one is inside another while they are made."""

    def __init__(self) -> None:
        self.files: dict[Model, Shapes] = {}
        self.depth = 0
        self.lock = RLock()


class Shapes:
    """The types of one file by their names, made when they are first asked for."""

    def __init__(self, model: Model, family: "_Family | None" = None) -> None:
        """Take the types of a file; `family` is shared by all files that import each other."""
        self._model = model
        self._family = family or _Family()
        self._family.files[model] = self
        self._made: dict[str, Shape] = {}
        self._making: set[str] = set()

    def of(self, model: Model) -> "Shapes":
        """Return the types of another file."""
        return self._family.files.get(model) or Shapes(model, self._family)

    def vocabulary(self) -> Mapping[str, Type]:
        """Return FEEL's types by the names under which expressions of this file may use them."""
        own = {name: self.shape(name).type for name in self._model.types}
        for prefix, other in self._model.imports.items():
            theirs = {f"{prefix}.{name}" if prefix else name for name in other.types}
            own |= {name: self.shape(name).type for name in theirs if name not in own}
        return own

    def shape(self, written: str | None) -> Shape:
        """Return the type that a name means; what is unknown, endless or too large lets everything in."""
        if not written:
            return FREE
        name = next((written.removeprefix(one) for one in _PREFIXES if written.startswith(one)), written)
        return self._made.get(name) or self._make(name)

    def _make(self, name: str) -> Shape:
        """Make a type; one thread at a time, so that none sees a type that is half made."""
        family = self._family
        with family.lock:
            if name in self._made:
                return self._made[name]
            if name in self._making or family.depth >= _MAX_DEPTH:  # a type that is made of itself, or nearly so
                return FREE
            self._making.add(name)
            family.depth += 1
            found = self._found(name)
            family.depth -= 1
            self._making.discard(name)
            self._made[name] = found if found.size <= _MAX_SIZE else FREE
            return self._made[name]

    def _found(self, name: str) -> Shape:
        definition = self._model.types.get(name)
        if definition is not None:
            return self._defined(definition)
        if (bare := named(name)) is not None:
            return Shape(bare)
        prefix, mark, inner = name.partition(".")
        if mark and prefix in self._model.imports:
            return self.of(self._model.imports[prefix]).shape(inner)
        if "" in self._model.imports and name in self._model.imports[""].types:
            return self.of(self._model.imports[""]).shape(name)
        return self.shape(name.rpartition(":")[2]) if ":" in name else FREE  # a prefix of XML, as in DMN 1.1

    def _defined(self, definition: ItemDefinition) -> Shape:
        """Return a type; one that lies too deep in others lets everything in."""
        if self._family.depth >= _MAX_DEPTH:
            return FREE
        self._family.depth += 1
        made = self._function(definition.function) if definition.function else self._made_of(definition)
        self._family.depth -= 1
        return made

    def _made_of(self, definition: ItemDefinition) -> Shape:
        if definition.components:
            entries = {one.name: self._defined(one) for one in definition.components}
            types = tuple((name, one.type) for name, one in entries.items())
            inner = Shape(
                ContextType("context", types), entries=entries, size=1 + sum(e.size for e in entries.values())
            )
        else:
            inner = self.shape(definition.base)
        allowed, constraint = _tests(definition.allowed), _tests(definition.constraint)
        if definition.collection:
            element = changed(inner, allowed=allowed or inner.allowed)
            return Shape(ListType("list", inner.type), None, constraint, element, size=inner.size + 1)
        return changed(inner, allowed=allowed or inner.allowed, constraint=constraint or inner.constraint)

    def _function(self, item: FunctionItem) -> Shape:
        """Return the type of a function; what its result must fit is told by `result`."""
        result, parameters = self.shape(item.result), [self.shape(one) for one in item.parameters]
        size = result.size + sum(one.size for one in parameters)
        types = tuple(one.type for one in parameters)
        return Shape(FunctionType("function", types, result.type), result=result, size=size)


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
        return parse(_FROM_TEXT[shape.type.name]).compute(run, {"text": value})
    if shape.element is not None and type(value) is list:
        return [_read(one, shape.element, run) for one in value]
    if shape.entries and isinstance(value, Mapping):
        known = {name: _read(value.get(name), one, run) for name, one in shape.entries.items()}
        return {**value, **known}
    return value
