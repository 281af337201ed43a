"""What is drawn about undoing: who undoes what, which work an event is about, and what is amiss; must not undo."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from engine.spiff.vocabulary import bpmn, children, clean
from engine.xml import Element as Xml

if TYPE_CHECKING:  # a structure is read with what is here
    from engine.spiff.structure import Element, Structure

UNDO: Final = "compensate"
_MARK: Final = "isForCompensation"
_THROWING: Final = frozenset({"intermediateThrowEvent", "endEvent"})


def ties(process: Xml) -> Mapping[str, str]:
    """Return of each element of a process the one that an association ties it to, whichever way it was drawn."""
    found: dict[str, str] = {}
    top = process.getroottree().getroot()
    for drawn in top.iter(bpmn("association")):
        source, target = clean(drawn.get("sourceRef")), clean(drawn.get("targetRef"))
        if source and target:
            found[source.rpartition(":")[2]] = target.rpartition(":")[2]
            found.setdefault(target.rpartition(":")[2], source.rpartition(":")[2])
    return found


def undoer(node: Xml, tied: Mapping[str, str]) -> str | None:
    """Return the activity that a compensation boundary event is tied to, None for all other elements."""
    undoes = next(children(node, "compensateEventDefinition"), None)
    return None if undoes is None or node.get("attachedToRef") is None else tied.get(str(node.get("id")))


def about(node: Xml) -> str | None:
    """Return the activity whose compensation an event throws, None where it is about all of its scope."""
    undoes = next(children(node, "compensateEventDefinition"), None)
    named = None if undoes is None else clean(undoes.get("activityRef"))
    return named and named.rpartition(":")[2]


def at_once(node: Xml) -> bool:
    """Whether an event that throws a compensation goes on without waiting for it."""
    undoes = next(children(node, "compensateEventDefinition"), None)
    return undoes is not None and undoes.get("waitForCompletion") in {"false", "0"}


def amiss(node: "Element", structure: "Structure") -> Iterator[str]:
    """Give the code of each reason why what is drawn at a node about undoing cannot run (BPMN 2.0.2, 10.7)."""
    around = structure.nodes.get(node.parent or "")
    if _MARK in node.oddities:
        yield from _handler(node, structure)
    elif node.events == (UNDO,):
        if node.type == "boundaryEvent":
            yield from _beside(node, structure)
        elif node.type in _THROWING:
            yield from _throwing(node, structure)
        elif node.type == "startEvent" and (around is None or around.parent is None):
            yield "compensation-here"
    elif node.events == ("cancel",):
        yield from _cancelling(node, around, structure)


def _handler(node: "Element", structure: "Structure") -> Iterator[str]:
    if not any(one.undoer == node.id for one in structure.nodes.values()):
        yield "compensation-never"
    if node.incoming or node.outgoing:
        yield "compensation-flow"


def _beside(node: "Element", structure: "Structure") -> Iterator[str]:
    handler = structure.nodes.get(node.undoer or "")
    if handler is None or _MARK not in handler.oddities or handler.parent != node.parent:
        yield "compensation-handler"
    if node.outgoing:
        yield "compensation-flow"


def _throwing(node: "Element", structure: "Structure") -> Iterator[str]:
    if node.at_once:
        yield "compensation-at-once"
    if node.about is not None:
        meant = structure.nodes.get(node.about)
        if meant is None or meant.parent not in _seen(node, structure):
            yield "compensation-target"


def _seen(node: "Element", structure: "Structure") -> Iterator[str | None]:
    """Give the scopes whose work an event undoes: its own, and around event sub-processes the next one."""
    yield node.parent
    scope = structure.nodes.get(node.parent or "")
    while scope is not None and scope.handles:
        yield scope.parent
        scope = structure.nodes.get(scope.parent or "")


def _cancelling(node: "Element", around: "Element | None", structure: "Structure") -> Iterator[str]:
    if node.type == "boundaryEvent":
        host = structure.nodes.get(node.attached or "")
        if host is not None and host.type != "transaction":
            yield "cancel-beside"
    elif node.type == "endEvent":
        if around is None or around.type != "transaction":
            yield "cancel-here"
        elif not any(one.attached == around.id and one.events == ("cancel",) for one in structure.nodes.values()):
            yield "cancel-nowhere"
