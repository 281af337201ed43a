"""Answers what arithmetic gives with 34 decimal digits; it must not know expressions, nodes or other kinds of value."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

Number = int | Decimal

DIGITS: Final = 34
_LARGEST: Final = 6_144  # decimal128, as DMN asks; bounds 9**9**9 as well
# No traps: a result that is not a number comes back as NaN or Infinity and `finite` turns it into None.
ARITHMETIC: Final = Context(
    prec=DIGITS, rounding=ROUND_HALF_EVEN, Emin=-_LARGEST + 1, Emax=_LARGEST, capitals=1, clamp=0, flags=[], traps=[]
)
_EXACT: Final = 10**DIGITS  # whole numbers below this need no rounding
_HUGE_BITS: Final = 20_500  # more bits than 10**6144 has


def is_number(value: object) -> bool:
    """Whether FEEL calls this a number (true and false are not, though Python thinks so)."""
    return type(value) in NUMBERS


NUMBERS: Final = frozenset((int, Decimal))


def finite(result: Decimal) -> Decimal | None:
    """The result of an operation, or None where there is none (division by zero, too large, root of a negative)."""
    return result if result.is_finite() else None


def from_int(number: int) -> Number | None:
    """A whole number of any size, rounded to 34 digits; None when it is beyond every bound."""
    if -_EXACT < number < _EXACT:
        return number
    return None if number.bit_length() > _HUGE_BITS else finite(ARITHMETIC.create_decimal(number))


def from_float(number: float) -> Decimal | None:
    """The shortest decimal that means this binary number: 0.1 is one tenth, not 0.1000000000000000055."""
    return finite(ARITHMETIC.create_decimal(repr(number)))


def from_text(text: str) -> Decimal | None:
    """The number written in `text` with digits 0-9 and a point; None when it is not one."""
    return finite(ARITHMETIC.create_decimal(text)) if text.isascii() and "_" not in text else None


def add(left: Number, right: Number) -> Decimal | None:
    """The sum."""
    return finite(ARITHMETIC.add(left, right))


def subtract(left: Number, right: Number) -> Decimal | None:
    """The difference."""
    return finite(ARITHMETIC.subtract(left, right))


def multiply(left: Number, right: Number) -> Decimal | None:
    """The product."""
    return finite(ARITHMETIC.multiply(left, right))


def divide(left: Number, right: Number) -> Decimal | None:
    """The quotient; None when dividing by zero."""
    return finite(ARITHMETIC.divide(left, right))


def power(base: Number, exponent: Number) -> Decimal | None:
    """`base` to the power of `exponent`; None when it is too large or not real; 0**0 is 1 as in DMN."""
    if exponent == 0:
        return Decimal(1)
    return finite(ARITHMETIC.power(base, exponent))


def truncated(number: Number, bound: int) -> int | None:
    """The number without its fraction; None beyond `bound` on either side."""
    return int(number) if -bound <= number <= bound else None


def floor(number: Number) -> Number:
    """The next whole number below."""
    return number if isinstance(number, int) else _whole(number, "ROUND_FLOOR")


def _whole(number: Decimal, rounding: str) -> Decimal:
    return number.to_integral_value(rounding=rounding, context=ARITHMETIC)


def rounded(number: Number, scale: int, rounding: str) -> Decimal | None:
    """`number` with `scale` digits after the point (negative: before it), rounded as Python's `decimal` names it."""
    exact = Decimal(number)
    exponent = exact.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= scale:
        return exact
    wide = Context(prec=DIGITS * 2, Emin=-2 * _LARGEST, Emax=2 * _LARGEST, traps=[])
    return finite(ARITHMETIC.plus(exact.quantize(Decimal((0, (1,), -scale)), rounding=rounding, context=wide)))


def modulo(dividend: Number, divisor: Number) -> Decimal | None:
    """The rest, with the sign of the divisor (-12 and 5 give 3); None when dividing by zero."""
    if divisor == 0:
        return None
    rest = ARITHMETIC.remainder(dividend, divisor)
    if not rest.is_finite():
        return None
    return ARITHMETIC.add(rest, divisor) if rest and (rest < 0) != (divisor < 0) else rest


def plain(number: Number) -> str:
    """The number in digits without exponent, without zeros that say nothing: 1E+3 is “1000”, 2.50 is “2.5”."""
    if isinstance(number, int):
        return str(number)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
