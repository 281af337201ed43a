"""How a diagram's bytes become what the check rules see; must not judge or store it."""

from engine import spiff, xml
from engine.definitions import assume, graph
from engine.definitions.assume import Drawing
from engine.definitions.check import Document, Process
from engine.definitions.conformity import breaks
from engine.definitions.form_sources import sources
from engine.spiff.vocabulary import FLOW_NODES, local
from engine.xml import BPMN, Element, Opened

_YES = frozenset({"true", "1"})
_HELD = FLOW_NODES | {"sequenceFlow"}


def parse(data: bytes, *, size: int) -> Opened:
    """Return the tree of a diagram of at most `size` bytes as it came; raises the XML door's refusals."""
    return xml.read(data, limits=xml.Limits(size=size))


def complete(data: bytes, *, size: int) -> Drawing:
    """Return a diagram completed: the tree that is checked, drawn and run; raises the XML door's refusals."""
    opened = parse(data, size=size)
    return assume.complete(opened.root, opened.notes)


def document(opened: Opened) -> Document:
    """Return what is drawn in a file, completed.

    Every process that holds something becomes a definition; where none does, every process.
    """
    completed = assume.complete(opened.root, opened.notes)
    root = completed.root
    drawn = list(root.iterchildren(f"{{{BPMN}}}process"))
    meant = [one for one in drawn if any(local(child) in _HELD for child in one)] or drawn
    return Document(
        root,
        graph.read(root),
        tuple(_process(one) for one in meant),
        breaks(root),
        assumed=tuple(completed.assumed),
        given=frozenset(completed.given),
    )


def _process(element: Element) -> Process:
    examined = spiff.examine(element)
    return Process(
        id=examined.structure.process_id,
        element=element,
        structure=examined.structure,
        problems=examined.problems,
        remarks=examined.remarks,
        forms=sources(element),
        marked=(element.get("isExecutable") or "").strip() in _YES,
    )
