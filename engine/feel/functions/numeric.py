"""Answers the functions on numbers; it must not round where arithmetic does not."""

from decimal import Decimal
from typing import Final

from engine.feel import numbers
from engine.feel.functions.registry import function
from engine.feel.numbers import ARITHMETIC, Number
from engine.feel.run import Run, Value
from engine.feel.temporal import DaysDuration, MonthsDuration
from engine.text import Text

_LARGEST_SCALE: Final = 6_176  # digits after the point; DMN asks for -6111 to 6176
_SMALLEST_SCALE: Final = -6_111


def _found(run: Run, result: Decimal | None, function_name: str) -> Decimal | None:
    return (
        run.null(Text("{function} has no result for this number.", {"function": function_name}))
        if result is None
        else result
    )


def _rounded(run: Run, number: Number, scale: Number | None, rounding: str, name: str) -> Decimal | None:
    digits = 0 if scale is None else numbers.truncated(scale, _LARGEST_SCALE)
    if digits is None or digits < _SMALLEST_SCALE:
        return _found(run, None, name)
    return _found(run, numbers.rounded(number, digits, rounding), name)


@function("decimal(n: number, scale: number)")
def decimal(run: Run, number: Number, scale: Number) -> Value:
    """Rounded half to even at so many digits after the point."""
    return _rounded(run, number, scale, "ROUND_HALF_EVEN", "decimal")


@function("round half up(n: number, scale: number?)")
def round_half_up(run: Run, number: Number, scale: Number | None = None) -> Value:
    """Rounded half away from zero, as in commerce."""
    return _rounded(run, number, scale, "ROUND_HALF_UP", "round half up")


@function("round half down(n: number, scale: number?)")
def round_half_down(run: Run, number: Number, scale: Number | None = None) -> Value:
    """Rounded half towards zero."""
    return _rounded(run, number, scale, "ROUND_HALF_DOWN", "round half down")


@function("round up(n: number, scale: number?)")
def round_up(run: Run, number: Number, scale: Number | None = None) -> Value:
    """Rounded away from zero."""
    return _rounded(run, number, scale, "ROUND_UP", "round up")


@function("round down(n: number, scale: number?)")
def round_down(run: Run, number: Number, scale: Number | None = None) -> Value:
    """Rounded towards zero."""
    return _rounded(run, number, scale, "ROUND_DOWN", "round down")


@function("floor(n: number, scale: number?)")
def floor(run: Run, number: Number, scale: Number | None = None) -> Value:
    """Rounded downwards."""
    return _rounded(run, number, scale, "ROUND_FLOOR", "floor")


@function("ceiling(n: number, scale: number?)")
def ceiling(run: Run, number: Number, scale: Number | None = None) -> Value:
    """Rounded upwards."""
    return _rounded(run, number, scale, "ROUND_CEILING", "ceiling")


@function("abs(n: number | days and time duration | years and months duration)")
def absolute(run: Run, value: Value) -> Value:
    """Without its sign."""
    if isinstance(value, DaysDuration):
        return DaysDuration(abs(value.nanoseconds))
    return MonthsDuration(abs(value.months)) if isinstance(value, MonthsDuration) else ARITHMETIC.abs(value)


@function("modulo(dividend: number, divisor: number)")
def modulo(run: Run, dividend: Number, divisor: Number) -> Value:
    """The rest of the division, with the sign of the divisor."""
    return _found(run, numbers.modulo(dividend, divisor), "modulo")


@function("sqrt(number: number)")
def square_root(run: Run, number: Number) -> Value:
    """The square root; null below zero."""
    return _found(run, numbers.finite(ARITHMETIC.sqrt(number)), "sqrt")


@function("log(number: number)")
def logarithm(run: Run, number: Number) -> Value:
    """The natural logarithm; null at and below zero."""
    return _found(run, numbers.finite(ARITHMETIC.ln(number)), "log")


@function("exp(number: number)")
def exponential(run: Run, number: Number) -> Value:
    """Euler's number to this power."""
    return _found(run, numbers.finite(ARITHMETIC.exp(number)), "exp")


@function("odd(number: number)")
def odd(run: Run, number: Number) -> bool | None:
    """Whether it is a whole number that two does not divide."""
    rest = numbers.modulo(number, 2)
    return None if rest is None else rest == 1


@function("even(number: number)")
def even(run: Run, number: Number) -> bool | None:
    """Whether two divides it."""
    rest = numbers.modulo(number, 2)
    return None if rest is None else rest == 0
