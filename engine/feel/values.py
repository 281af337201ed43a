"""Answers what kind a value is, whether two are equal and which comes first; it must not know nodes or functions."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from engine import errors
from engine.feel import limits, numbers
from engine.feel.run import Run, Value
from engine.feel.temporal import SECOND, Date, DateTime, DaysDuration, MonthsDuration, Time, instant, time_instant
from engine.frozen import Record
from engine.text import Text

if TYPE_CHECKING:  # types know values, and a function knows its types
    from engine.feel.types import Type


class Range(Record):
    """All values between two ends; an end that is None is open. `operator` when it was written as `(> 5)`."""

    low: Value
    high: Value
    low_included: bool
    high_included: bool
    operator: str | None = None


class FunctionValue(Record, eq=False):
    """A function as a value: what it is given is in the order of its parameters and of their types (None: any).

    `body` gets these arguments and the evaluation that calls it; `levels` says how deep it goes into itself. A function
    with None for its parameters counts its arguments itself; `in_order` puts those given by name in its own order.
    """

    parameters: tuple[str, ...] | None
    types: "tuple[Type | None, ...]"
    result: "Type | None"
    body: Callable[[list[Value], Run], Value]
    levels: int = 1
    in_order: "Callable[[Mapping[str, Value]], list[Value] | None] | None" = None


TYPE_NAMES: Final[Mapping[type, str]] = {
    type(None): "null",
    bool: "boolean",
    int: "number",
    Decimal: "number",
    str: "string",
    list: "list",
    dict: "context",
    Range: "range",
    FunctionValue: "function",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    DaysDuration: "days and time duration",
    MonthsDuration: "years and months duration",
}
_SMALLEST_ROUNDED: Final = 10**numbers.DIGITS
# What needs no second look when it comes out of the scope, a list or a context.
_SAFE: Final = frozenset(TYPE_NAMES) - {int, Decimal}


def kind(value: Value) -> str:
    """The FEEL name of the value's type."""
    return TYPE_NAMES[type(value)]


def admit(value: Value, run: Run) -> Value:
    """A value from outside as FEEL has it: floats become decimals; what is no JSON becomes null with its reason."""
    found = type(value)
    if found in _SAFE or (found is int and -_SMALLEST_ROUNDED < value < _SMALLEST_ROUNDED):
        return value
    if found is int:
        number = numbers.from_int(value)
    elif found is float:
        number = numbers.from_float(value)
    elif found is Decimal:
        number = numbers.finite(numbers.ARITHMETIC.plus(value))
    else:
        return _foreign(value, run)
    return run.null(Text("A number is too large to be computed with.")) if number is None else number


def _foreign(value: Value, run: Run) -> Value:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (list, tuple)):
        return list(value)
    return run.null(Text("A value is not a number, text, list or any other kind that expressions know."))


def elements(value: list[Value], run: Run) -> Iterator[Value]:
    """The elements of a list, each admitted; the caller charges for what it does with them."""
    return (admit(element, run) for element in value)


def all_elements(value: list[Value], run: Run) -> list[Value]:
    """All elements of a list, admitted and paid for: for those who look at each of them in any case."""
    run.charge(len(value))
    safe, most = _SAFE, _SMALLEST_ROUNDED
    return [one if type(one) in safe or (type(one) is int and -most < one < most) else admit(one, run) for one in value]


# --- equality -------------------------------------------------------------------------------------------


def equal(left: Value, right: Value, run: Run, depth: int = 0) -> bool | None:
    """Whether both are the same value; None when their kinds cannot be compared. null equals only null."""
    run.charge(1)
    if left is None or right is None:
        return left is right
    if kind(left) != kind(right):
        return None
    deep = _DEEP.get(type(left))
    if deep is None:
        key = _KEYS.get(type(left))
        return bool(left == right if key is None else key(left) == key(right))
    if depth > limits.MAX_VALUE_DEPTH:
        raise errors.FeelTooDeep(maximum=limits.MAX_VALUE_DEPTH)
    return deep(left, right, run, depth + 1)


def _equal_lists(left: list[Value], right: list[Value], run: Run, depth: int) -> bool | None:
    if len(left) != len(right):
        return False
    return _all(equal(a, b, run, depth) for a, b in zip(elements(left, run), elements(right, run), strict=True))


def _equal_contexts(left: dict[str, Value], right: dict[str, Value], run: Run, depth: int) -> bool | None:
    if left.keys() != right.keys():
        return False
    return _all(equal(admit(left[key], run), admit(right[key], run), run, depth) for key in left)


def _equal_ranges(left: Range, right: Range, run: Run, depth: int) -> bool | None:
    if _form(left) != _form(right):
        return False
    return _all((equal(left.low, right.low, run, depth), equal(left.high, right.high, run, depth)))


def _form(found: Range) -> tuple[bool, bool, str | None]:
    return found.low_included, found.high_included, found.operator


def _all(results: "Iterator[bool | None] | tuple[bool | None, ...]") -> bool | None:
    return all(result is True for result in results)


_DEEP: Final[Mapping[type, Callable[..., bool | None]]] = {
    list: _equal_lists,
    dict: _equal_contexts,
    Range: _equal_ranges,
}


# --- order ----------------------------------------------------------------------------------------------


def _moment(value: DateTime) -> tuple[bool, int]:
    """Whether it is fixed on the time line, and its whole seconds, whatever the offset (DMN 1.5, 10.3.2.3)."""
    fixed, moment = instant(value)
    return fixed, moment // SECOND


def _clock(value: Time) -> tuple[str, int]:
    zone, clock = time_instant(value)
    return zone, clock // SECOND


#: What is compared of a value; kinds that are not here have no order.
_KEYS: Final[Mapping[type, Callable[[Value], Value]]] = {
    int: lambda number: number,
    Decimal: lambda number: number,
    str: lambda text: text,
    Date: attrgetter("year", "month", "day"),
    Time: _clock,
    DateTime: _moment,
    DaysDuration: attrgetter("nanoseconds"),
    MonthsDuration: attrgetter("months"),
}


def order(left: Value, right: Value) -> int | None:
    """-1, 0 or 1 as `left` comes before, with or after `right`; None when these two have no order."""
    found, other = type(left), type(right)
    key = _KEYS.get(found)
    if key is None or (found is not other and not (found in numbers.NUMBERS and other in numbers.NUMBERS)):
        return None
    first, second = key(left), key(right)
    if found in _PLACED and first[0] != second[0]:  # one local and one fixed moment: nobody knows which is earlier
        return None
    return int(first > second) - int(first < second)


_PLACED: Final = frozenset((Time, DateTime))


def contains(found: Range, value: Value) -> bool | None:
    """Whether the value lies in the range; None when it cannot be compared with an end."""
    if found.operator is not None and found.low is None and found.high is None:
        return None  # (> null): nobody knows
    if found.operator == "!=":
        return None if kind(value) != kind(found.low) else order(value, found.low) != 0
    above = _on_side(value, found.low, found.low_included, 1)
    below = _on_side(found.high, value, found.high_included, 1) if found.high is not None else True
    if above is False or below is False:
        return False
    return None if above is None or below is None else True


def _on_side(upper: Value, lower: Value, included: bool, wanted: int) -> bool | None:
    if lower is None:
        return True
    found = order(upper, lower)
    return None if found is None else found == wanted or (included and found == 0)
