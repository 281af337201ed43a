"""Where a path goes on behind a throwing link event: which catching one it means; must not move tokens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.spiff.vocabulary import child_text, children, clean
from engine.xml import Element as Xml

if TYPE_CHECKING:  # a structure is read with what is here
    from engine.spiff.structure import Element, Structure

_THROWING: Final = "intermediateThrowEvent"
_CATCHING: Final = "intermediateCatchEvent"
LINKING: Final = frozenset({_THROWING, _CATCHING})


@dataclass(frozen=True, slots=True)
class Link:
    """One half of a link as drawn: its name, the id of its definition, and the definition that it says it leads to."""

    name: str | None
    definition: str | None = None
    target: str | None = None


def link(node: Xml) -> Link | None:
    """Return what an event says about its link, None where it is no link event.

    Where the definition has no name, that of the event pairs the halves.
    """
    drawn = next(children(node, "linkEventDefinition"), None)
    if drawn is None:
        return None
    name = clean(drawn.get("name")) or clean(node.get("name"))
    target = child_text(drawn, "target")
    return Link(name and " ".join(name.split()), clean(drawn.get("id")), target and target.rpartition(":")[2])


def landings(structure: "Structure") -> Mapping[str, str]:
    """Return of each throwing link event the catching one that its path goes on at; those without one are left out.

    BPMN 2.0.2, 10.5.4 and table 10.98: several may throw to one, in the same process or sub-process; the halves have
    the same name, or the throwing definition names the other.
    """
    caught: dict[tuple[str | None, str], str] = {}
    for node in _halves(structure, _CATCHING):
        for key in _keys(node.link, "definition"):
            caught.setdefault((node.parent, key), node.id)
    found: dict[str, str] = {}
    for node in _halves(structure, _THROWING):
        keys = ((node.parent, key) for key in _keys(node.link, "target"))
        met = next((caught[key] for key in keys if key in caught), None)
        if met is not None:
            found[node.id] = met
    return found


def doubled(structure: "Structure") -> Iterator["Element"]:
    """Give the catching link events whose name another one on the same level has already: a link leads to one place."""
    seen: set[tuple[str | None, str]] = set()
    for node in _halves(structure, _CATCHING):
        key = (node.parent, (node.link and node.link.name) or "")
        if key in seen:
            yield node
        seen.add(key)


def _halves(structure: "Structure", kind: str) -> Iterator["Element"]:
    return (node for node in structure.nodes.values() if node.link is not None and node.type == kind)


def _keys(half: Link | None, reference: str) -> Iterator[str]:
    if half is not None and (named := getattr(half, reference)) is not None:
        yield f"#{named}"
    if half is not None and half.name is not None:
        yield f"“{half.name}”"
