"""How variables look in the Camunda 7 REST dialect: typed JSON out, lenient JSON in; must not know routes.

Source: the dialect's real clients (docs/rest.md). Types arrive in any case or not at all; `Json` and `Object` carry
their value as text; every value that leaves has a type.
"""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from engine import db, errors

_LONG = 2**31
#: Bits of the whole numbers that a client may declare.
_WHOLE = {"short": 16, "integer": 32, "long": 64}
_BROKEN = frozenset({"double", "float"})
_AS_THEY_ARE = frozenset({"", "json", "object"})
_KNOWN = frozenset({*_WHOLE, *_BROKEN, *_AS_THEY_ARE, "null", "boolean", "date", "string"})


def typed(value: Any) -> dict[str, Any]:
    """Return a value with its type; lists and contexts are of type Json, their value a text of JSON."""
    kind, shown = _kind(value)
    return {"type": kind, "value": shown, "valueInfo": {}}


def _kind(value: Any) -> tuple[str, Any]:
    if value is None:
        return "Null", None
    if isinstance(value, bool):
        return "Boolean", value
    if isinstance(value, int):
        return ("Integer" if -_LONG <= value < _LONG else "Long"), value
    if isinstance(value, float):
        return "Double", value
    if isinstance(value, str):
        return "String", value
    return "Json", orjson.dumps(value).decode()


def typed_all(variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return values with their types, by name."""
    return {name: typed(value) for name, value in variables.items()}


def plain_all(variables: Any, name: str = "variables") -> dict[str, Any]:
    """Read a map of typed values, null or absent for none; raises WrongType."""
    if variables is None:
        return {}
    if not isinstance(variables, Mapping):
        raise errors.WrongType(name=name, kind="an object of names, each with a value and a type")
    return {str(each): plain(given, str(each)) for each, given in variables.items()}


def plain(given: Any, name: str = "") -> Any:
    """Read one typed value: {"value": …, "type": …} with the type in any case or left out; raises WrongType."""
    if not isinstance(given, Mapping):
        raise errors.WrongType(name=name, kind="an object with a value and a type")
    kind, value = str(given.get("type") or "").lower(), given.get("value")
    if kind not in _KNOWN:
        raise errors.WrongType(name=name, kind="of type String, Boolean, Short, Integer, Long, Double, Date or Json")
    try:
        return _plain(kind, value)
    except (TypeError, ValueError, OverflowError) as error:
        raise errors.WrongType(name=name, kind=f"of type {kind.title()}") from error


def _plain(kind: str, value: Any) -> Any:
    if value is None or kind == "null":
        return None
    if kind in _WHOLE:
        return _whole(value, _WHOLE[kind])
    if kind in _BROKEN:
        return _broken(value)
    if kind == "boolean":
        return truth(value)
    if kind == "date":
        _parsed(value)
        return value
    if kind == "string" and isinstance(value, str):
        return value
    if kind in _AS_THEY_ARE:
        return orjson.loads(value) if kind and isinstance(value, str) else value
    raise ValueError(kind)


def _whole(value: Any, bits: int) -> int:
    number = int(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if number is None or not -(2 ** (bits - 1)) <= number < 2 ** (bits - 1):
        raise ValueError(value)
    return number


def _broken(value: Any) -> float:
    number = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else math.nan
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def truth(value: Any) -> bool:
    """Read a yes or no as clients send it: true, "true", "True"; raises ValueError."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    raise ValueError(value)


def moment(stored: str | None) -> str | None:
    """Show a stored moment as 2026-11-21T10:00:00.000+0000: three digits of milliseconds, no colon in the zone."""
    if stored is None:
        return None
    at = _parsed(stored)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}+0000"


def _parsed(stored: str) -> datetime:
    at = datetime.fromisoformat(stored)
    return (at.replace(tzinfo=UTC) if at.tzinfo is None else at).astimezone(UTC)


def stored(given: str, name: str) -> str:
    """Read a moment from a client into the stored form; raises WrongType.

    A plus sign that a client forgot to encode arrives as a space.
    """
    try:
        return db.stamp(_parsed(given.replace(" ", "+")))
    except (ValueError, OverflowError) as error:
        raise errors.WrongType(name=name, kind="a date such as 2026-11-21T10:00:00.000+0000") from error
