"""How a client's question is read: body, filters, sorting and paging, leniently; must not know what is asked for."""

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from flask import request

from engine import errors
from web.rest import values

#: Most rows in one answer, whatever is asked for.
MOST = 10_000

Reader = Callable[[Any, str], Any]


def body() -> dict[str, Any]:
    """Return the JSON object that was sent, {} for none; whatever the content type says. Raises MalformedRequest."""
    raw = request.get_data()
    if not raw.strip():
        return {}
    try:
        sent = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise errors.MalformedRequest(reason=str(error)) from error
    if not isinstance(sent, dict):
        raise errors.MalformedRequest(reason="the body must be a JSON object")
    return sent


def asked() -> dict[str, Any]:
    """Return what is asked for: the query's parameters, and a POST's body beside them. A GET's body is ignored."""
    sent: dict[str, Any] = request.args.to_dict()
    return {**sent, **body()} if request.method == "POST" else sent


def text(value: Any, _name: str) -> str:
    """Read a text."""
    return str(value)


def truth(value: Any, name: str) -> bool:
    """Read a yes or no."""
    try:
        return values.truth(value)
    except ValueError as error:
        raise errors.MalformedRequest(reason=f"“{name}” must be true or false") from error


def whole(value: Any, name: str) -> int:
    """Read a whole number from 0 on."""
    try:
        number = int(value)
    except (TypeError, ValueError) as error:
        raise errors.MalformedRequest(reason=f"“{name}” must be a whole number") from error
    if not 0 <= number < 2**31:
        raise errors.MalformedRequest(reason=f"“{name}” must be a whole number from 0 on")
    return number


def listed(value: Any, _name: str) -> tuple[str, ...]:
    """Read several texts: a JSON list or a text with commas."""
    parts = value if isinstance(value, list) else str(value).split(",")
    return tuple(str(part) for part in parts if str(part))


moment: Reader = values.stored


def filters(sent: Mapping[str, Any], known: Mapping[str, tuple[str, Reader]]) -> dict[str, Any]:
    """Read the parameters in `known` (dialect's name → our name and reader); empty ones count as not given."""
    return {
        ours: read(sent[theirs], theirs) for theirs, (ours, read) in known.items() if sent.get(theirs) not in {None, ""}
    }


def sorting(sent: Mapping[str, Any], known: Mapping[str, str]) -> tuple[tuple[str, bool], ...]:
    """Read sortBy and sortOrder, or the list `sorting`, as (our name, descending). Raises MalformedRequest."""
    wanted = sent.get("sorting") or ([sent] if sent.get("sortBy") else [])
    if not isinstance(wanted, list) or not all(isinstance(one, Mapping) for one in wanted):
        raise errors.MalformedRequest(reason="“sorting” must be a list of {sortBy, sortOrder}")
    if any(one.get("sortBy") not in known or one.get("sortOrder") not in {"asc", "desc"} for one in wanted):
        names = ", ".join(sorted(known))
        raise errors.MalformedRequest(reason=f"sortBy must be one of {names}; sortOrder must be asc or desc")
    return tuple((known[one["sortBy"]], one["sortOrder"] == "desc") for one in wanted)


def paging() -> dict[str, int]:
    """Read firstResult and maxResults, which stand in the query also for a POST."""
    return {
        "offset": whole(request.args.get("firstResult") or 0, "firstResult"),
        "limit": min(whole(request.args.get("maxResults") or MOST, "maxResults"), MOST),
    }
