"""Answers which range a text such as `[1..5)` means; it must not read expressions, only ends that are literals."""

from decimal import Decimal
from typing import Final

from engine import errors
from engine.feel import iso, numbers
from engine.feel.lexer import Token, tokens
from engine.feel.run import Value
from engine.feel.values import Range, order

_LONGEST: Final = 1_000  # characters
_MAKERS: Final = {
    "date": iso.read_date,
    "time": iso.read_time,
    "date and time": iso.read_date_time,
    "duration": iso.read_duration,
}
_OPEN_LOW, _OPEN_HIGH = ("(", "]"), (")", "[")


def read_range(text: str) -> Range | None:
    """The range (DMN 1.5, 10.3.1.2, rule 66); an end may be missing at a round bracket. None when it is none."""
    try:
        found = tokens(text[: _LONGEST + 1]) if len(text) <= _LONGEST else ()
    except errors.FeelSyntaxError:
        return None
    middle = next((place for place, token in enumerate(found) if _is(token, "..")), 0)
    if middle == 0 or not _is(found[0], "[", *_OPEN_LOW) or not _is(found[-2], "]", *_OPEN_HIGH):
        return None
    low, high = _given(found[1:middle]), _given(found[middle + 1 : -2])
    if (not low and _is(found[0], "[")) or (not high and _is(found[-2], "]")) or not (low or high):
        return None
    first, last = _end(low), _end(high)
    if (low and first is None) or (high and last is None) or (low and high and order(first, last) not in (-1, 0)):
        return None
    return Range(first, last, _is(found[0], "["), _is(found[-2], "]"))


def _given(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of an end; none of them for null, which is a missing end."""
    return () if [(token.kind, token.text) for token in found] == [("word", "null")] else found


def _is(token: Token, *symbols: str) -> bool:
    return token.kind == "symbol" and token.text in symbols


def _end(found: tuple[Token, ...]) -> Value:
    """The literal that these tokens write; None when they write none."""
    kinds = [token.kind for token in found]
    if kinds in (["number"], ["text"]):
        return found[0].value
    if kinds == ["symbol", "number"] and _is(found[0], "-"):
        value = found[1].value
        return numbers.subtract(0, value) if isinstance(value, int | Decimal) else None
    if kinds == ["symbol", "text"] and _is(found[0], "@"):
        return iso.read_any(str(found[1].value))
    if len(found) > 3 and kinds[-2] == "text" and _is(found[-3], "(") and _is(found[-1], ")"):
        make = _MAKERS.get(" ".join(token.text for token in found[:-3]))
        return None if make is None else make(str(found[-2].value))
    return None
