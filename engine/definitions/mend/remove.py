"""Change `remove {element}`: an element goes, with what cannot be without it: its flows, its drawing, its entries."""

from collections.abc import Mapping
from typing import Final

from engine import errors
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import local
from engine.xml import Element

NAME = "remove"
WORDS = "Take it out of the drawing"
_NEVER: Final = frozenset({"definitions", "process"})


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Take it out; raises ChangeDoesNotFit for a whole process."""
    element = source.element(change.get("element"))
    if local(element) in _NEVER or element.getparent() is None:
        raise errors.ChangeDoesNotFit
    out(source, _falling(source, str(change.get("element")), element))


def out(source: Source, gone: Mapping[str, Element]) -> None:
    """Take elements out (by id), with their drawing and every entry that names them."""
    for key, one in gone.items():
        source.writing.drop(one)
        for entry in source.entries.get(key, ()):
            source.writing.drop(entry)
        for holder in source.defaults.get(key, ()):
            source.writing.set(holder, "default", None)
    source.diagram.erase(frozenset(gone))


def _falling(source: Source, key: str, element: Element) -> dict[str, Element]:
    """Return the element, what lies in it, and what is attached to any of these, by id."""
    gone = {key: element}
    waiting = [element]
    while waiting:
        current = waiting.pop()
        for inner in current.iter():
            if (inside := inner.get("id")) and source.writing.written(inner):
                gone.setdefault(inside, inner)
                for attached in source.attached.get(inside, ()):
                    if (other := str(attached.get("id"))) not in gone:
                        gone[other] = attached
                        waiting.append(attached)
    return gone
