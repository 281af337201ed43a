"""Which element of a tree is the root of a drawing, and where elements without a home belong; must not read bytes."""

import copy
from typing import Any, Final

from lxml import etree

from engine import errors
from engine.xml.names import BPMN, DRAWN, Note
from engine.xml.tree import Element, line_of

#: Names that stand for BPMN even where no namespace says so.
NAMES: Final = frozenset({
    "process", "collaboration", "choreography", "globalConversation", "participant", "messageFlow", "laneSet", "lane",
    "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "sequenceFlow",
    "task", "userTask", "manualTask", "scriptTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask",
    "subProcess", "callActivity", "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway",
    "BPMNDiagram", "BPMNPlane", "BPMNShape", "BPMNEdge",
})  # fmt: skip
_PARTS: Final = frozenset({"process", "collaboration", "choreography"})
_ROOT: Final = f"{{{BPMN}}}definitions"


def place(root: Element, *, homeless: bool) -> None:
    """Put elements of the picture into its namespaces, and with `homeless` foreign names out of that of BPMN."""
    for element in root.iter(f"{{{BPMN}}}*"):
        name = etree.QName(element).localname
        if name in DRAWN:
            element.tag = f"{{{DRAWN[name]}}}{name}"
        elif homeless and name == "extensionElements":
            for inner in element.iterdescendants(f"{{{BPMN}}}*"):
                inner.tag = etree.QName(inner).localname


def found(root: Element) -> tuple[Element, tuple[Note, ...]]:
    """Return the `definitions` of a tree, which may be misspelt, wrapped or left out; raises XmlWrongRoot."""
    if root.tag == _ROOT:
        return root, ()
    name = etree.QName(root)
    if name.namespace == BPMN and name.localname.casefold() == "definitions":
        root.tag = _ROOT
        return root, (Note("root-name", line_of(root), {"found": name.localname}),)
    if name.namespace == BPMN and name.localname in _PARTS:
        return _around(root), (Note("root-missing", line_of(root), {"found": name.localname}),)
    inner = next(root.iter(_ROOT), None)
    if inner is None:
        raise errors.XmlWrongRoot
    return copy.deepcopy(inner), (Note("wrapper", line_of(inner), {"found": name.localname}),)


def _around(part: Element) -> Element:
    known: Any = part.nsmap
    root = etree.Element(_ROOT, nsmap=known)
    root.append(part)
    return root
