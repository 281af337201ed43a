"""Which attributes and elements of known vendors stand where in a drawing; must not judge them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.definitions.check.extensions import camunda, spiffarena, zeebe
from engine.definitions.check.extensions.entries import Vocabulary
from engine.spiff.vocabulary import SAME_VOCABULARY, SPIFF, ZEEBE, local
from engine.xml import Element

_KNOWN: Final = {
    **dict.fromkeys(SAME_VOCABULARY, (camunda.ATTRIBUTES, camunda.ELEMENTS)),
    ZEEBE: (zeebe.ATTRIBUTES, zeebe.ELEMENTS),
    SPIFF: (spiffarena.ATTRIBUTES, spiffarena.ELEMENTS),
}
#: How vendors' words are called in sentences.
_PREFIXES: Final = {
    **dict(zip(SAME_VOCABULARY, ("camunda", "operaton", "activiti", "flowable"), strict=True)),
    ZEEBE: "zeebe",
    SPIFF: "spiffworkflow",
}


@dataclass(frozen=True, slots=True)
class Use:
    """One attribute or element of a vendor; `owner` is the BPMN element that it speaks of, of kind `place`."""

    owner: Element
    place: str
    namespace: str
    name: str
    value: str | None  # of an attribute
    element: Element | None = None

    @property
    def known(self) -> Vocabulary | None:
        """The vocabulary that the word belongs to, None where the vendor has no such word."""
        attributes, elements = _KNOWN[self.namespace]
        found = attributes if self.element is None else elements
        return found if self.name in found else None

    @property
    def word(self) -> str:
        """The word as people know it, for example camunda:asyncBefore."""
        return f"{_PREFIXES[self.namespace]}:{self.name}"


def uses(root: Element) -> Iterator[Use]:
    """Give every attribute and element of a known vendor in a file, in document order."""
    for element in root.iter():
        place = local(element)
        if place is None:
            continue
        for key, value in element.items():
            if isinstance(key, str) and key[0] == "{":
                namespace, _, name = key[1:].partition("}")
                if namespace in _KNOWN:
                    yield Use(element, place, namespace, name, str(value))
        if place == "extensionElements":
            owner = element.getparent()
            if owner is not None:
                yield from _inside(element, owner)


def _inside(container: Element, owner: Element) -> Iterator[Use]:
    place = local(owner) or ""
    for child in container:
        if isinstance(child.tag, str) and child.tag[0] == "{":
            namespace, _, name = child.tag[1:].partition("}")
            if namespace in _KNOWN:
                yield Use(owner, place, namespace, name, None, child)
