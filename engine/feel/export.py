"""Answers how a FEEL value leaves as plain JSON or as text; it must not evaluate anything."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from engine import errors
from engine.feel import iso, limits, numbers
from engine.feel.run import Run, Value
from engine.feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from engine.feel.values import FunctionValue, Range, admit
from engine.text import Text

_JSON_WHOLE: Final = 1 << 63  # larger whole numbers are no integers to JSON readers, orjson included
_AS_IS: Final = frozenset((type(None), bool, str))


def to_json(value: Value, run: Run | None = None) -> Value:
    """The value as plain JSON: what is stored and read back is equal to it.

    Whole numbers up to 64 bits stay whole. Every other number becomes the nearest float: exact up to 15 digits, so
    that 0.1 + 0.2 leaves as 0.3 and comes back as exactly 0.3. Dates, times and durations become their ISO text, a
    range its FEEL text. FeelLimit when the value, written out, is larger than an evaluation may produce.
    """
    return _exported(value, run or Run({}, None, limits.MAX_FUEL), 0)


def _exported(value: Value, run: Run, depth: int) -> Value:
    if type(value) in _AS_IS:
        return value
    if type(value) is int and -_JSON_WHOLE < value < _JSON_WHOLE:
        return value
    if numbers.is_number(value) or type(value) is float:
        return _number(admit(value, run), run)
    if isinstance(value, (list, dict)):
        return _container(value, run, depth + 1)
    if isinstance(value, (Date, Time, DateTime, DaysDuration, MonthsDuration)):
        return iso.write(value)
    if isinstance(value, Range):
        return _range_text(value, run, depth)
    if isinstance(value, FunctionValue):
        return run.null(Text("A function cannot leave the expression; call it."))
    return _exported(admit(value, run), run, depth)


def _number(value: Decimal | int | None, run: Run) -> int | float | None:
    if value is None:
        return None
    whole = numbers.truncated(value, _JSON_WHOLE - 1)
    if whole is not None and whole == value:
        return whole
    nearest = float(value)
    if nearest in (float("inf"), float("-inf")):
        return run.null(Text("The number {number} is too large to be stored.", {"number": _short(value)}))
    if whole is None and Decimal(repr(nearest)) != value:
        run.null(Text("The whole number {number} has too many digits to be stored exactly.", {"number": _short(value)}))
    return nearest


def _short(value: Decimal | int) -> str:
    return f"{value:.9g}"


def _container(value: list[Value] | dict[str, Value], run: Run, depth: int) -> Value:
    if depth > limits.MAX_VALUE_DEPTH:
        raise errors.FeelTooDeep(maximum=limits.MAX_VALUE_DEPTH)
    # One shared list may appear a thousand times in the result; written out, it counts a thousand times.
    run.produce_list(len(value))
    if isinstance(value, dict):
        return {str(key): _paid(element, run, depth) for key, element in value.items()}
    return [_paid(element, run, depth) for element in value]


def _paid(value: Value, run: Run, depth: int) -> Value:
    exported = _exported(value, run, depth)
    if type(exported) is str:
        run.room -= len(exported)
        run.charge(len(exported) // limits.CHARACTERS_PER_FUEL)
        if run.room < 0:
            raise errors.FeelProducesTooMuch(maximum=limits.MAX_PRODUCED)
    return exported


# --- text -----------------------------------------------------------------------------------------------


def to_text(value: Value, run: Run, depth: int = 0) -> str:
    """The value as FEEL's string() writes it; texts inside lists and contexts get quotation marks."""
    if type(value) is str:
        return _quoted(value, run) if depth else value
    text = _scalar(value) if not isinstance(value, (list, dict, Range)) else _nested(value, run, depth + 1)
    run.produce_text(len(text))
    return text


def _quoted(value: str, run: Run) -> str:
    run.produce_text(len(value))  # before it is made: one long text may stand in a list ten thousand times
    return f'"{value}"'


def _scalar(value: Value) -> str:
    if isinstance(value, FunctionValue):
        return f"function({', '.join(value.parameters or ())})"
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    return numbers.plain(value) if numbers.is_number(value) else iso.write(value)


_WORDS: Final[Mapping[bool | None, str]] = {None: "null", True: "true", False: "false"}


def _nested(value: Value, run: Run, depth: int) -> str:
    if depth > limits.MAX_VALUE_DEPTH:
        raise errors.FeelTooDeep(maximum=limits.MAX_VALUE_DEPTH)
    return _TEXTS[type(value)](value, run, depth)


def _list_text(value: list[Value], run: Run, depth: int) -> str:
    return "[" + ", ".join(to_text(admit(element, run), run, depth) for element in value) + "]"


def _context_text(value: dict[str, Value], run: Run, depth: int) -> str:
    return "{" + ", ".join(f"{key}: {to_text(admit(found, run), run, depth)}" for key, found in value.items()) + "}"


def _range_text(value: Range, run: Run, depth: int) -> str:
    if value.operator is not None:
        end = value.high if value.low is None else value.low
        return f"({value.operator} {to_text(end, run, depth + 1)})"
    opening, closing = "[" if value.low_included else "(", "]" if value.high_included else ")"
    return f"{opening}{to_text(value.low, run, depth + 1)}..{to_text(value.high, run, depth + 1)}{closing}"


_TEXTS: Final[Mapping[type, Callable[..., str]]] = {list: _list_text, dict: _context_text, Range: _range_text}
