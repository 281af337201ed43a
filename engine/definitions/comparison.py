"""Which two drawings are compared, and the forms beside them; must not find differences or know a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from engine.definitions import form_sources, reading
from engine.definitions.difference import Difference, Side, difference
from engine.xml import Element

_NAMED: Final = "set-name"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two drawings as they are shown, and what differs between them."""

    before: Element
    after: Element
    difference: Difference


def compare(
    before: bytes,
    after: bytes,
    *,
    size: int,
    beside_before: Mapping[str, bytes] | None = None,
    beside_after: Mapping[str, bytes] | None = None,
) -> Compared:
    """Return what differs between two drawings of at most `size` bytes each; raises the XML door's refusals.

    The forms that nodes name are compared too where their files lie beside both drawings.
    """
    here, there = side(before, size=size, beside=beside_before), side(after, size=size, beside=beside_after)
    return Compared(here.root, there.root, difference(here, there))


def side(data: bytes, *, size: int, beside: Mapping[str, bytes] | None = None) -> Side:
    """Return a drawing completed, so that odd files are understood, knowing what of it was assumed.

    Raises the refusals of the XML door for a drawing that cannot be read or has more than `size` bytes.
    """
    completed = reading.complete(data, size=size)
    changes = (found.change for found in completed.assumed if found.change is not None)
    named = {str(change.get("element", "")) for change in changes if change.get("change") == _NAMED}
    forms = _forms(completed.root, beside) if beside else {}
    return Side(completed.root, frozenset(completed.given), frozenset(named), forms)


def _forms(root: Element, beside: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the forms by the id of their node; files that are no JSON say nothing."""
    found: dict[str, Any] = {}
    read: dict[str, Any] = {}
    for node, source in form_sources.sources(root).items():
        contents = []
        for name in form_sources.names(source, beside):
            if name not in read:
                read[name] = _content(beside[name])
            contents.append(read[name])
        if contents:
            found[node] = contents[0] if len(contents) == 1 else contents
    return found


def _content(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return None
