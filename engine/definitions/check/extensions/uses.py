"""Which attributes and elements of known vendors stand where in a drawing; must not judge them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from engine.definitions.check.extensions import camunda, spiffarena, zeebe
from engine.definitions.check.extensions.entries import Entry, entry_at
from engine.definitions.graph import Graph
from engine.spiff.vocabulary import SAME_VOCABULARY, SPIFF, ZEEBE, bpmn, local
from engine.xml import Element

_KNOWN: Final = {
    **dict.fromkeys(SAME_VOCABULARY, (camunda.ATTRIBUTES, camunda.ELEMENTS)),
    ZEEBE: (zeebe.ATTRIBUTES, zeebe.ELEMENTS),
    SPIFF: (spiffarena.ATTRIBUTES, spiffarena.ELEMENTS),
}
_KEPT: Final = "words of vendors"  # they are looked for once, and several rules speak of them
_SILENT: Final = frozenset({"done", "later", "kept"})
#: How vendors' words are called in sentences.
_PREFIXES: Final = {
    **dict(zip(SAME_VOCABULARY, ("camunda", "operaton", "activiti", "flowable"), strict=True)),
    ZEEBE: "zeebe",
    SPIFF: "spiffworkflow",
}


class Use(NamedTuple):
    """An attribute or element of a vendor of which something is to be said.

    `owner` is the BPMN element that it speaks of, of kind `place`; `entry` is None where it means nothing there, and
    `known` is False where the vendor has no such word at all.
    """

    owner: Element
    place: str
    namespace: str
    name: str
    entry: Entry | None
    known: bool
    value: str | None = None  # of an attribute
    element: Element | None = None

    @property
    def word(self) -> str:
        """The word as people know it, for example camunda:asyncBefore."""
        return f"{_PREFIXES[self.namespace]}:{self.name}"


class _Meaning(NamedTuple):
    namespace: str
    name: str
    entry: Entry | None
    known: bool


def uses(graph: Graph) -> Sequence[Use]:
    """Return what is to be said something of, in document order; what works or is plain data is not."""
    if _KEPT not in graph.kept:
        graph.kept[_KEPT] = tuple(_uses(graph.root))
    found: Sequence[Use] = graph.kept[_KEPT]
    return found


def _uses(root: Element) -> Iterator[Use]:
    for element in root.iter(bpmn("*")):
        place = local(element)
        if place is None:
            continue
        for key, value in element.items():
            if key[0] == "{":
                found = _attribute(str(key), place)
                if found is not None:
                    yield Use(element, place, *found, value=str(value))
        if place == "extensionElements":
            owner = element.getparent()
            if owner is not None:
                yield from _inside(element, owner, local(owner) or "")


def _inside(container: Element, owner: Element, place: str) -> Iterator[Use]:
    for child in container:
        found = _element(child.tag, place) if isinstance(child.tag, str) else None
        if found is not None:
            yield Use(owner, place, *found, element=child)


@lru_cache(maxsize=4_096)
def _attribute(key: str, place: str) -> _Meaning | None:
    return _meaning(key, place, 0)


@lru_cache(maxsize=4_096)
def _element(tag: str, place: str) -> _Meaning | None:
    return _meaning(tag, place, 1)


def _meaning(key: str, place: str, table: int) -> _Meaning | None:
    """Return what is to be said of a word at a place; None of strangers' words and of what needs no saying."""
    namespace, _, name = key[1:].partition("}")
    if namespace not in _KNOWN:
        return None
    vocabulary = _KNOWN[namespace][table]
    if name not in vocabulary:
        return _Meaning(namespace, name, None, known=False)
    entry = entry_at(vocabulary, name, place)
    return None if entry is not None and entry.treatment in _SILENT else _Meaning(namespace, name, entry, known=True)
