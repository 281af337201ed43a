"""How a diagram's bytes become what the check rules see; must not judge or store it."""

from engine import spiff, xml
from engine.definitions import assume, graph
from engine.definitions.check import Document, Process
from engine.definitions.form_sources import sources
from engine.spiff import schema
from engine.xml import BPMN, Element

_YES = frozenset({"true", "1"})


def document(root: Element) -> Document:
    """Return what is drawn in a file, completed.

    Its executable processes count; where none is marked, all that hold something.
    """
    violations = schema.bpmn().violations(root)
    completed = assume.complete(root)
    drawn = list(root.iterchildren(f"{{{BPMN}}}process"))
    found = [one for one in drawn if one.get("id")]
    marked = [one for one in found if (one.get("isExecutable") or "").strip() in _YES]
    meant = marked or [one for one in found if len(one)]
    processes = tuple(_process(one) for one in meant)
    return Document(
        root,
        graph.read(root),
        processes,
        violations,
        nameless=len(found) < len(drawn),
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


def parse(data: bytes, *, size: int) -> Element:
    """Return the tree of a diagram of at most `size` bytes; raises the XML door's refusals."""
    return xml.parse(data, limits=xml.Limits(size=size))
