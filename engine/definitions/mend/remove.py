"""Change `remove {element}`: an element goes, with what cannot be without it: its flows, its drawing, its entries."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine import errors
from engine.definitions.graph import bare
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import local
from engine.xml import Element

NAME = "remove"
WORDS = "Take it out of the drawing"
_NEVER: Final = frozenset({"definitions", "process"})
#: Elements that hold nothing but the name of another one.
_ENTRIES: Final = frozenset({"incoming", "outgoing", "flowNodeRef"})
_ENDS: Final = ("sourceRef", "targetRef", "attachedToRef")
_FALLING: Final = frozenset({
    "sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation", "boundaryEvent",
})  # fmt: skip


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Take it out; raises ChangeDoesNotFit for a whole process."""
    element = source.element(change.get("element"))
    if local(element) in _NEVER or element.getparent() is None:
        raise errors.ChangeDoesNotFit
    out(source, _falling(source, str(change.get("element")), element))


def out(source: Source, gone: Mapping[str, Element]) -> None:
    """Take elements out (by id), with their drawing and every entry that names them."""
    for one in gone.values():
        source.writing.drop(one)
    for one in _entries(source, frozenset(gone)):
        source.writing.drop(one)
    for one in source.root.iter():
        default = one.get("default") if isinstance(one.tag, str) else None
        if default and bare(default) in gone and source.writing.written(one):
            source.writing.set(one, "default", None)
    source.diagram.erase(frozenset(gone))


def _falling(source: Source, key: str, element: Element) -> dict[str, Element]:
    """Return the element, what lies in it, and what is attached to any of these, by id."""
    gone = {key: element}
    waiting = [element]
    by_end: dict[str, list[Element]] = {}
    for one in source.root.iter():
        if local(one) in _FALLING:
            for end in _ends(one):
                by_end.setdefault(end, []).append(one)
    while waiting:
        current = waiting.pop()
        for inner in current.iter():
            if (inside := inner.get("id")) and source.writing.written(inner):
                gone.setdefault(inside, inner)
                for attached in by_end.pop(inside, ()):
                    if attached.get("id") and source.writing.written(attached):
                        gone.setdefault(str(attached.get("id")), attached)
                        waiting.append(attached)
    return gone


def _ends(one: Element) -> Iterator[str]:
    for name in _ENDS:
        if (end := bare(one.get(name))) is not None:
            yield end
    for child in one:
        if local(child) in _ENDS and (end := bare(child.text)) is not None:
            yield end


def _entries(source: Source, gone: frozenset[str]) -> Iterator[Element]:
    for one in source.root.iter():
        if local(one) in _ENTRIES and bare(one.text) in gone and source.writing.written(one):
            yield one
