"""Answers which functions there are and what their arguments must be; it must not compute any of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from engine.feel import numbers
from engine.feel.run import Run, Value
from engine.feel.values import TYPE_NAMES, FunctionValue, admit, kind
from engine.frozen import Record
from engine.text import Text

_Implementation = Callable[..., Value]
_Given = TypeVar("_Given")  # values, or the closures that give them
_ANY: Final = "any"
_NULL: Final = "null"
#: Stands for an argument that was left out between named ones; unlike a given null it fits every optional parameter.
LEFT_OUT: Final[Any] = object()
_WHOLE: Final = "whole number"


class Parameter(Record):
    """One argument: its name, the kinds it takes, whether it may be left out, whether it takes all that follow."""

    name: str
    kinds: frozenset[str]
    optional: bool
    variadic: bool

    def direct(self) -> frozenset[type] | None:
        """The types whose values are taken as they come; None where all are. Other values need a second look."""
        if _ANY in self.kinds:
            return None
        known = frozenset(one for one, name in TYPE_NAMES.items() if name in self.kinds)
        return known | {int} if _WHOLE in self.kinds else known

    def misfit(self, value: Value) -> bool:
        """Whether the value is of none of the kinds."""
        if _ANY in self.kinds or value is LEFT_OUT:
            return False
        if value is None:
            return _NULL not in self.kinds
        if _WHOLE in self.kinds:
            return not numbers.is_number(value) or value != numbers.floor(value)
        return kind(value) not in self.kinds

    def coerced(self, value: Value, run: Run) -> Value:
        """DMN's two kindnesses: a single value stands for a list of one, and a list of one for its element."""
        if "list" in self.kinds:
            return [value] if self.misfit(value) and value is not None else value
        if type(value) is list and len(value) == 1 and _ANY not in self.kinds:
            return admit(value[0], run)
        return value


class Function(Record):
    """One way to call a function: its parameters and what it does with fitting arguments."""

    name: str
    parameters: tuple[Parameter, ...]
    implementation: _Implementation

    def accepts(self, positional: int, named: tuple[str, ...]) -> bool:
        """Whether so many arguments, or arguments with these names, can be meant."""
        if named:
            return positional == 0 and self._knows(named)
        required = sum(not parameter.optional and not parameter.variadic for parameter in self.parameters)
        if self.parameters and self.parameters[-1].variadic:
            return positional > required
        return required <= positional <= len(self.parameters)

    def _knows(self, named: tuple[str, ...]) -> bool:
        names = [parameter.name for parameter in self.parameters]
        required = {parameter.name for parameter in self.parameters if not parameter.optional}
        return len(set(named)) == len(named) and required <= set(named) <= set(names)

    def direct(self, count: int) -> list[frozenset[type] | None]:
        """For each of so many arguments, the types whose values are taken as they come."""
        last = len(self.parameters) - 1
        return [self.parameters[min(place, last)].direct() for place in range(count)]

    def call(self, arguments: list[Value], run: Run) -> Value:
        """The result for arguments in the order of the parameters; null with its reason when one does not fit."""
        fitting: list[Value] = []
        for place, argument in enumerate(arguments):
            parameter = self.parameters[min(place, len(self.parameters) - 1)]
            value = parameter.coerced(argument, run)
            if parameter.misfit(value):
                return self._refused(parameter, value, run)
            fitting.append(None if value is LEFT_OUT else value)
        return self.implementation(run, *fitting)

    def _refused(self, parameter: Parameter, value: Value, run: Run) -> None:
        params = {
            "function": self.name,
            "parameter": parameter.name,
            "kinds": ", ".join(sorted(parameter.kinds - {_NULL})),
            "kind": kind(value),
        }
        run.null(Text("{function} needs for “{parameter}”: {kinds}; it was given: {kind}.", params))

    def usage(self) -> str:
        """How to call it: `substring(string, start position, [length])`."""
        return f"{self.name}({', '.join(_shown(parameter) for parameter in self.parameters)})"


def _shown(parameter: Parameter) -> str:
    if parameter.variadic:
        return f"{parameter.name}, …"
    return f"[{parameter.name}]" if parameter.optional else parameter.name


#: Every function by name, each with its ways to be called; filled by the decorator below when the files are read.
FUNCTIONS: Final[dict[str, list[Function]]] = {}


def function(signature: str) -> Callable[[_Implementation], _Implementation]:
    """Register an implementation under a signature such as `substring(string: string, start position: whole number?)`.

    `?` marks what may be left out, `*` what takes all remaining arguments, `|` alternatives.
    """
    name, _, rest = signature.partition("(")
    parameters = tuple(_parameter(part) for part in rest.rstrip(")").split(", ") if part)

    def register(implementation: _Implementation) -> _Implementation:
        FUNCTIONS.setdefault(name, []).append(Function(name, parameters, implementation))
        return implementation

    return register


def _parameter(text: str) -> Parameter:
    name, _, kinds = text.partition(": ")
    plain = kinds.rstrip("?*")
    return Parameter(name, frozenset(plain.split(" | ")), kinds.endswith("?"), kinds.endswith("*"))


def suiting(fitting: Sequence[Function], values: Sequence[Value]) -> Function:
    """The way of calling whose parameters take these values; the first when none does, so that it tells why."""
    if len(fitting) == 1:
        return fitting[0]
    for way in fitting:
        if not any(parameter.misfit(value) for parameter, value in zip(way.parameters, values, strict=False)):
            return way
    return fitting[0]


def as_written(fitting: Sequence[Function], names: tuple[str, ...]) -> Sequence[Function]:
    """The ways that want these names in this order: (point, range) and (range, point) are told apart only by it."""
    return [way for way in fitting if tuple(p.name for p in way.parameters if p.name in names) == names] or fitting[:1]


def arranged(by_name: Mapping[str, _Given], function: Function, left_out: _Given) -> list[_Given]:
    """What is given by name in the order of the parameters, up to the last one; `left_out` for those between."""
    last = max(place for place, parameter in enumerate(function.parameters) if parameter.name in by_name)
    return [by_name.get(parameter.name, left_out) for parameter in function.parameters[: last + 1]]


def as_value(name: str) -> FunctionValue | None:
    """A built-in function as a value that can be handed on and called by position; None when there is none so named."""
    ways = FUNCTIONS.get(name)
    if ways is None:
        return None

    def called(arguments: list[Value], run: Run) -> Value:
        fitting = [way for way in ways if way.accepts(len(arguments), ())]
        if not fitting:
            usage = " / ".join(way.usage() for way in ways)
            return run.null(Text("This function takes other arguments: {parameters}.", {"parameters": usage}))
        run.charge(1)
        return suiting(fitting, arguments).call(arguments, run)

    def in_order(by_name: Mapping[str, Value]) -> list[Value] | None:
        fitting = [way for way in ways if way.accepts(0, tuple(by_name))]
        return arranged(by_name, as_written(fitting, tuple(by_name))[0], LEFT_OUT) if fitting else None

    return FunctionValue(None, (None,) * len(ways[0].parameters), None, called, _LEVELS, in_order)


_LEVELS: Final = 3  # as deep as the call of a built-in function goes in Python
