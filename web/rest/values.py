"""How variables look in the Camunda 7 REST dialect: typed JSON out, lenient JSON in; must not know routes.

Source: the dialect's real clients (docs/rest.md). Types arrive in any case or not at all; `Json` and `Object` carry
their value as text; every value that leaves has a type.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from engine import db, errors

_LONG = 2**31
_NUMBERS = {"integer": int, "long": int, "short": int, "double": float, "float": float}


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


def plain_all(variables: Any) -> dict[str, Any]:
    """Read a map of typed values, null or absent for none; raises MalformedRequest."""
    if variables is None:
        return {}
    if not isinstance(variables, Mapping):
        raise errors.MalformedRequest(reason="“variables” must be an object of {name: {value, type}}")
    return {str(name): plain(given, str(name)) for name, given in variables.items()}


def plain(given: Any, name: str = "") -> Any:
    """Read one typed value: {"value": …, "type": …} with the type in any case or left out."""
    if not isinstance(given, Mapping):
        raise errors.MalformedRequest(reason=f"the variable “{name}” must be an object with “value”")
    kind, value = str(given.get("type") or "").lower(), given.get("value")
    try:
        return _plain(kind, value)
    except (TypeError, ValueError) as error:
        raise errors.MalformedRequest(reason=f"the variable “{name}” is not of type {kind}") from error


def _plain(kind: str, value: Any) -> Any:
    if value is None or kind == "null":
        return None
    if kind in _NUMBERS:
        return _NUMBERS[kind](value)
    if kind == "boolean":
        return truth(value)
    if kind in {"json", "object"} and isinstance(value, str):
        return orjson.loads(value)
    if kind in {"file", "bytes"}:
        raise ValueError(kind)
    return value


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
    """Read a moment from a client into the stored form; raises MalformedRequest."""
    try:
        return db.stamp(_parsed(given))
    except ValueError as error:
        raise errors.MalformedRequest(reason=f"“{name}” is not a date such as 2026-11-21T10:00:00.000+0000") from error
