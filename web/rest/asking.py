"""How a client's question is read: body, query, values and paging, leniently; must not know what is asked for."""

from collections.abc import Callable
from typing import Any

import orjson

from engine import errors
from web.context import visit
from web.rest import values

#: Most rows in one answer, whatever is asked for.
MOST = 10_000
#: Most texts in one list that somebody asks by: each is a parameter of a statement.
LISTED = 2_000
_PAGE = {"firstResult": 0, "maxResults": MOST}
_FALSE = frozenset({"", "false"})

#: Reads one value under its name; None means that it asks for nothing. Raises MalformedRequest.
Reader = Callable[[Any, str], Any]


def body() -> dict[str, Any]:
    """Return the JSON object that was sent, {} for none; whatever the content type says. Raises MalformedRequest."""
    raw = visit().request.get_data()
    if not raw.strip():
        return {}
    try:
        sent = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise errors.MalformedRequest(reason=str(error)) from error
    if sent is None:
        return {}
    if not isinstance(sent, dict):
        raise errors.WrongType(name="body", kind="a JSON object")
    return sent


def asked() -> dict[str, Any]:
    """Return what is asked for: the query's parameters, or a POST's body beside them. A GET's body is ignored.

    A parameter that stands there several times is a list, as clients in Python send one.
    """
    request = visit().request
    sent: dict[str, Any] = {
        name: given[0] if len(given) == 1 else given for name, given in request.args.to_dict(flat=False).items()
    }
    return {**sent, **body()} if request.method == "POST" else sent


def text(value: Any, name: str) -> str:
    """Read a text; one with a zero character is none, since PostgreSQL cannot hold it."""
    if not isinstance(value, str | int | float) or "\0" in str(value):
        raise errors.WrongType(name=name, kind="a text")
    return str(value)


def truth(value: Any, name: str) -> bool:
    """Read a yes or no: true, "true", "True"."""
    try:
        return values.truth(value)
    except ValueError as error:
        raise errors.WrongType(name=name, kind="true or false") from error


def flag(value: Any, name: str) -> bool | None:
    """Read a wish that only a yes makes: in this dialect `finished=false` is the same as not asking."""
    return truth(value, name) or None


def no_flag(value: Any, name: str) -> bool | None:
    """Read a wish that only a yes makes, and that asks for the opposite."""
    return False if truth(value, name) else None


def switch(meant: Any) -> Reader:
    """Return a reader of a wish that only a yes makes, and that then asks for `meant`."""
    return lambda value, name: meant if truth(value, name) else None


def whole(value: Any, name: str) -> int:
    """Read a whole number from 0 on."""
    try:
        number = int(value) if isinstance(value, str | int) and not isinstance(value, bool) else -1
    except ValueError:
        number = -1
    if not 0 <= number < 2**31:
        raise errors.WrongType(name=name, kind="a whole number from 0 on")
    return number


def listed(value: Any, name: str) -> tuple[str, ...]:
    """Read several texts: a list, or a text with commas."""
    parts = value if isinstance(value, list) else text(value, name).split(",")
    if len(parts) > LISTED:
        raise errors.WrongType(name=name, kind=f"a list of at most {LISTED}")
    return tuple(text(part, name) for part in parts if part != "")


def single(value: Any, name: str) -> tuple[str, ...]:
    """Read one text where several may stand."""
    return (text(value, name),)


def moment(value: Any, name: str) -> str:
    """Read a moment."""
    return values.stored(text(value, name), name)


def moment_end(value: Any, name: str) -> str:
    """Read a moment as the end of its millisecond: clients see no finer ones."""
    return f"{moment(value, name)[:23]}999Z"


def is_wanted(value: Any) -> bool:
    """Tell whether a parameter asks for anything at all, whatever its type."""
    return not (value is None or value is False or value in ([], {}) or str(value).lower() in _FALSE)


def paging() -> dict[str, int]:
    """Read firstResult and maxResults, which stand in the query also for a POST."""
    args = visit().request.args  # asked whether a name is there, since its `get` raises and catches where it is not
    page = {name: whole(args[name] or usual, name) if name in args else usual for name, usual in _PAGE.items()}
    return {"offset": page["firstResult"], "limit": min(page["maxResults"], MOST)}
