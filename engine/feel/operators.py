"""Answers how arithmetic, comparison and logic become closures; it must not know names, loops or functions."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from engine.feel import nodes, numbers
from engine.feel.compiling import Compiler
from engine.feel.numbers import NUMBERS
from engine.feel.run import Closure, Frame, Run, Value
from engine.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time, difference, plus_duration
from engine.feel.types import is_instance
from engine.feel.values import equal, kind, order
from engine.text import Text

_MOMENTS: Final = (Date, DateTime, Time)
_DURATIONS: Final = (DaysDuration, MonthsDuration)

# --- arithmetic -----------------------------------------------------------------------------------------

_EXACT: Final[Mapping[str, Callable[[Value, Value], Decimal | None]]] = {
    "+": numbers.add,
    "-": numbers.subtract,
    "*": numbers.multiply,
    "/": numbers.divide,
    "**": numbers.power,
}


def arithmetic(node: nodes.Arithmetic, compiler: Compiler) -> Closure:
    """A row of operators from left to right."""
    first = compiler.closure(node.first)
    rest = [(symbol, _EXACT[symbol], compiler.closure(operand)) for symbol, operand in node.rest]
    position = node.position

    def compute(run: Run, frame: Frame | None) -> Value:
        total = first(run, frame)
        for symbol, exact, operand in rest:
            right = operand(run, frame)
            if type(total) in NUMBERS and type(right) in NUMBERS:
                total = exact(total, right)
                if total is None:
                    run.null(Text("“{operator}” gives no number here.", {"operator": symbol}), position)
            else:
                total = _computed(symbol, total, right, run, position)
        return total

    return compute


def _computed(symbol: str, left: Value, right: Value, run: Run, position: int) -> Value:
    """Arithmetic on texts, dates and durations; null where it has no meaning."""
    if left is None or right is None:
        return None
    if isinstance(left, str) and isinstance(right, str) and symbol == "+":
        run.produce_text(len(left) + len(right))
        return left + right
    if isinstance(right, _MOMENTS) and isinstance(left, _DURATIONS) and symbol == "+":
        left, right = right, left
    result = _moved(symbol, left, right) if isinstance(left, _MOMENTS) else _stretched(symbol, left, right)
    if result is None:
        params = {"operator": symbol, "left": kind(left), "right": kind(right)}
        run.null(Text("“{operator}” gives nothing for {left} and {right}.", params), position)
    return result


def _moved(symbol: str, left: Date | DateTime | Time, right: Value) -> Value:
    if symbol in ("+", "-") and isinstance(right, _DURATIONS):
        return plus_duration(left, right, 1 if symbol == "+" else -1)
    return difference(left, right) if symbol == "-" and isinstance(right, _MOMENTS) else None


def _stretched(symbol: str, left: Value, right: Value) -> Value:
    if numbers.is_number(left) and isinstance(right, _DURATIONS) and symbol == "*":
        left, right = right, left
    if not isinstance(left, _DURATIONS):
        return None
    length = _length(left)
    if type(left) is type(right):
        return _of_same_kind(symbol, left, length, _length(right))
    if not numbers.is_number(right) or symbol not in ("*", "/"):
        return None
    scaled = _EXACT[symbol](length, right)
    return None if scaled is None or abs(scaled) > _LONGEST else type(left)(int(scaled))


_LONGEST: Final = 10**30  # nanoseconds or months, far beyond the calendar


def _length(duration: DaysDuration | MonthsDuration) -> int:
    return duration.months if isinstance(duration, MonthsDuration) else duration.nanoseconds


def _of_same_kind(symbol: str, left: DaysDuration | MonthsDuration, first: int, second: int) -> Value:
    if symbol == "/":
        return numbers.divide(first, second)
    if symbol in ("+", "-"):
        return type(left)(first + second if symbol == "+" else first - second)
    return None


def negation(node: nodes.Negation, compiler: Compiler) -> Closure:
    """`-value` for numbers and durations."""
    if isinstance(node.operand, nodes.Literal) and numbers.is_number(node.operand.value):
        compiler.closure(node.operand)
        constant = numbers.subtract(0, node.operand.value)  # Python's own minus would round to 28 digits
        return lambda run, frame: constant
    operand, position = compiler.closure(node.operand), node.position

    def negate(run: Run, frame: Frame | None) -> Value:
        value = operand(run, frame)
        if numbers.is_number(value):
            return numbers.subtract(0, value)
        if isinstance(value, _DURATIONS):
            return type(value)(-_length(value))
        return None if value is None else run.null(Text("A {kind} has no negative.", {"kind": kind(value)}), position)

    return negate


# --- comparison -----------------------------------------------------------------------------------------

_ORDERS: Final[Mapping[str, Callable[[Value, Value], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def comparison(node: nodes.Comparison, compiler: Compiler) -> Closure:
    """One comparison; a constant on the right, the usual case, is met without a further call."""
    left, right = compiler.closure(node.left), compiler.closure(node.right)
    compare = comparer(node.operator, node.position)
    constant = node.right.value if isinstance(node.right, nodes.Literal) else None
    kinds = NUMBERS if type(constant) in NUMBERS else frozenset((str,))
    if type(constant) in kinds and node.operator in ("=", "!="):
        return _beside_same(left, constant, kinds, compare, node.operator == "=")
    if type(constant) in NUMBERS and node.operator in _ORDERS:
        return _beside_number(left, constant, compare, _ORDERS[node.operator])
    return lambda run, frame: compare(left(run, frame), right(run, frame), run)


_Comparer = Callable[[Value, Value, Run], bool | None]


def _beside_same(left: Closure, constant: Value, kinds: frozenset[type], compare: _Comparer, wanted: bool) -> Closure:
    def same(run: Run, frame: Frame | None) -> Value:
        value = left(run, frame)
        return (value == constant) is wanted if type(value) in kinds else compare(value, constant, run)

    return same


def _beside_number(
    left: Closure, constant: Value, compare: _Comparer, ordered: Callable[[Value, Value], bool]
) -> Closure:
    def beside(run: Run, frame: Frame | None) -> Value:
        value = left(run, frame)
        return ordered(value, constant) if type(value) in NUMBERS else compare(value, constant, run)

    return beside


def comparer(symbol: str, position: int) -> _Comparer:
    """The comparison of two values; null with its reason when they are of different kinds."""
    if symbol in ("=", "!="):
        return _equality(symbol == "=", position)
    ordered = _ORDERS[symbol]

    def compare(left: Value, right: Value, run: Run) -> bool | None:
        if type(left) in NUMBERS and type(right) in NUMBERS:
            return ordered(left, right)
        found = order(left, right)
        return incomparable(left, right, run, position) if found is None else ordered(found, 0)

    return compare


def _equality(wanted: bool, position: int) -> _Comparer:
    def compare(left: Value, right: Value, run: Run) -> bool | None:
        found = equal(left, right, run)
        return incomparable(left, right, run, position) if found is None else found is wanted

    return compare


def incomparable(left: Value, right: Value, run: Run, position: int) -> Value:
    """Null, with both kinds as its reason; without one where a value is unknown."""
    if left is None or right is None:
        return None
    params = {"left": kind(left), "right": kind(right)}
    return run.null(Text("A {left} cannot be compared with a {right}.", params), position)


def between(node: nodes.Between, compiler: Compiler) -> Closure:
    """`value between low and high`, ends included."""
    value, low, high = compiler.closure(node.value), compiler.closure(node.low), compiler.closure(node.high)
    at_least, at_most = comparer(">=", node.position), comparer("<=", node.position)

    def compare(run: Run, frame: Frame | None) -> Value:
        found = value(run, frame)
        return both(at_least(found, low(run, frame), run), at_most(found, high(run, frame), run))

    return compare


def both(left: bool | None, right: bool | None) -> bool | None:
    """Three-valued and."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


# --- logic ----------------------------------------------------------------------------------------------


def logic(node: nodes.Logic, compiler: Compiler) -> Closure:
    """`and`, `or` with three values: what is neither true nor false counts as unknown."""
    operands = [compiler.closure(operand) for operand in node.operands]
    decisive = node.operator == "or"  # one true decides `or`, one false decides `and`
    if len(operands) == 2:
        return _pair(operands[0], operands[1], decisive)

    def decide(run: Run, frame: Frame | None) -> Value:
        answer: bool | None = not decisive
        for operand in operands:
            value = operand(run, frame)
            if value is decisive:
                return decisive
            answer = None if type(value) is not bool else answer
        return answer

    return decide


def _pair(left: Closure, right: Closure, decisive: bool) -> Closure:
    opposite = not decisive

    def decide(run: Run, frame: Frame | None) -> Value:
        first = left(run, frame)
        if first is decisive:
            return decisive
        second = right(run, frame)
        if second is decisive:
            return decisive
        return opposite if first is opposite and second is opposite else None

    return decide


# --- types ----------------------------------------------------------------------------------------------


def instance_of(node: nodes.InstanceOf, compiler: Compiler) -> Closure:
    """`value instance of type`; null is an instance of nothing but Null, not even of Any."""
    value, wanted = compiler.closure(node.value), node.type
    return lambda run, frame: is_instance(value(run, frame), wanted, run)
