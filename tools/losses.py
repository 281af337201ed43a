"""What of a drawing would be lost: elements that a check does not tell, and parts that an edit does not keep."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree

from engine import errors
from engine.definitions import mend
from engine.definitions.check import Document
from engine.definitions.report import report
from engine.spiff.vocabulary import FLOW_NODES

_TOLD = FLOW_NODES | {"sequenceFlow"}
_ASIDE = {"extensionElements", "documentation"}
_NAME = "A name for this one alone"


def of_check(data: bytes, document: Document) -> list[str]:
    """Return the flow nodes and sequence flows drawn in processes that a report does not tell.

    Read from the bytes without the house's door. An element without an id of its own is counted by its kind.
    """
    elements = [one for process in report(document, (), "en")["processes"] for one in process["elements"]]
    told, kinds = {one["id"] for one in elements}, Counter(one["type"] for one in elements)
    lost, drawn, met = [], Counter[str](), set[str]()
    for element in _drawn(_tree(data)):
        kind, key = etree.QName(element).localname, (element.get("id") or "").strip()
        drawn[kind] += 1
        if key and key not in met and key not in told and ":" not in key:
            lost.append(f"{kind} “{key}”")
        met.add(key)
    return lost + [f"{count} of kind {kind}" for kind, count in (drawn - kinds).items()]


def of_edit(data: bytes, document: Document) -> list[str]:
    """Return the elements that change when one single element gets another name, but for that element."""
    named = next((node for node in document.graph.nodes.values() if node.id not in document.given), None)
    if named is None:
        return []
    try:
        edited = mend.mend(data, [{"change": "set-name", "element": named.id, "name": _NAME}]).data
    except errors.RavandError as refusal:
        return [f"cannot be edited: {refusal}"]
    before, after = _parts(data), _parts(edited)
    gone, come = before - after, after - before
    if gone.total() == come.total() == 1 and _NAME in str(next(iter(come))):
        return []
    return [f"{count} × {part}" for part, count in gone.items()] or [f"{come.total()} elements came instead of one"]


def _tree(data: bytes) -> Any:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _drawn(root: Any) -> Iterator[Any]:
    """Give what is drawn in processes of the standard's namespace; with a stack, so that depth costs no recursion."""
    waiting = [one for one in root if isinstance(one.tag, str) and etree.QName(one).localname == "process"]
    while waiting:
        element = waiting.pop()
        for child in element:
            if not isinstance(child.tag, str) or etree.QName(child).namespace != etree.QName(root).namespace:
                continue
            name = etree.QName(child).localname
            if name in _TOLD:
                yield child
            if name not in _ASIDE:
                waiting.append(child)


def _parts(data: bytes) -> Counter[tuple[object, ...]]:
    """Count what a file is made of: each element, comment or instruction with its attributes and its texts."""
    return Counter(map(_part, _tree(data).iter()))


def _part(one: Any) -> tuple[object, ...]:
    name = one.tag if isinstance(one.tag, str) else type(one).__name__
    return name, tuple(sorted(one.attrib.items())), one.text, one.tail
