"""How a record leaves the house as JSON lines that anybody can verify; must not judge it."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.history.chains import Entry, canonical

#: Name and version of the bundle's form; the first line carries it.
FORM = "ravand-record/1"


def lines(
    stored: list[Entry], *, chain: str, agency: str, state: Mapping[str, Any], values: Mapping[str, str]
) -> Iterator[str]:
    """Yield the bundle: a head with length, last hash and stored state, then every entry, then the large values.

    Payloads are strings of JSON, exactly the bytes that were committed to.
    """
    head = {
        "form": FORM,
        "chain": chain,
        "agency": agency,
        "length": len(stored),
        "head": stored[-1].hash.hex() if stored else "",
        "state": dict(state),
    }
    yield canonical(head).decode()
    for entry in stored:
        yield canonical(_line(entry)).decode()
    for digest, content in sorted(values.items()):
        yield canonical({"value": digest, "json": content}).decode()


def _line(entry: Entry) -> dict[str, Any]:
    return {name: value.hex() if isinstance(value, bytes) else value for name, value in entry.row().items()}
