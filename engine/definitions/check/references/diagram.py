"""Rule `diagram`: shapes and edges stand for elements that exist, each once in a diagram (BPMN 2.0.2, 12.2.3)."""

from dataclasses import replace

from engine.definitions.check.references.table import PLANES
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.words import KINDS
from engine.spiff.vocabulary import local
from engine.xml import Element, line_of

RULE = Rule(
    "diagram",
    "error",
    "{reason}",
    "Open the drawing in its tool, move this element a little and save it again.",
)
_MISSING = "The picture shows an element “{reference}” that the file does not describe."
_TWICE = "The element is drawn twice in the same diagram; only the first picture counts."
_LINE = "The element is drawn as a line, but it is of the kind “{kind}”."
_SHAPE = "The element is drawn as a shape, but it is of the kind “{kind}”."
_PLANE = "The diagram is said to show an element of the kind “{kind}”, not a process, sub-process or collaboration."
_OTHER = "The picture names “{reference}” as its {what}, but nothing in the file has this id."
_PARTS = {"sourceElement": "beginning", "targetElement": "end", "labelStyle": "style of its label"}
TEXTS = (_MISSING, _TWICE, _LINE, _SHAPE, _PLANE, _OTHER, *_PARTS.values())

_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_PLANE_TAG, _SHAPE_TAG, _EDGE_TAG = f"{_DI}BPMNPlane", f"{_DI}BPMNShape", f"{_DI}BPMNEdge"
_STYLE_TAG, _LABEL_TAG = f"{_DI}BPMNLabelStyle", f"{_DI}BPMNLabel"
_LINES = frozenset({
    "sequenceFlow", "messageFlow", "association", "dataInputAssociation", "dataOutputAssociation", "conversationLink",
})  # fmt: skip


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each shape and edge that stands for nothing, for the wrong thing, or a second time."""
    for plane in document.root.iter(_PLANE_TAG):
        yield from _plane(document, plane)
        drawn: set[str] = set()
        for picture in plane.iter(_SHAPE_TAG, _EDGE_TAG):
            reference = (picture.get("bpmnElement") or "").strip().rpartition(":")[2]
            if not reference or picture.get("choreographyActivityShape"):  # pools stand at each of their exchanges
                continue
            if reference in drawn:
                yield replace(_say(document, picture, reference, _TWICE), change=_erased(document, picture))
            drawn.add(reference)
            yield from _picture(document, picture, reference)
    yield from _others(document)


def _others(document: Document) -> Found:
    """Give a finding for each end of an edge and each style of a label that the pictures do not have."""
    naming = [
        (one, name, reference.rpartition(":")[2])
        for one in document.root.iter(_EDGE_TAG, _LABEL_TAG)
        for name in _PARTS
        if (reference := (one.get(name) or "").strip())
    ]
    if not naming:
        return
    ids = {key.strip() for one in document.root.iter(f"{_DI}*") if (key := one.get("id"))}
    for picture, name, reference in naming:
        if reference not in ids and reference not in document.graph.elements:
            shown = picture if picture.tag == _EDGE_TAG else picture.getparent()
            element = "" if shown is None else (shown.get("bpmnElement") or "").strip().rpartition(":")[2]
            yield _say(document, picture, element, _OTHER, reference=reference, what={"msgid": _PARTS[name]})


def _plane(document: Document, plane: Element) -> Found:
    reference = (plane.get("bpmnElement") or "").strip().rpartition(":")[2]
    if not reference:
        return
    shown = document.graph.elements.get(reference)
    if shown is None:
        yield _say(document, plane, reference, _MISSING, reference=reference)
    elif (kind := local(shown)) is not None and kind not in PLANES:
        yield _say(document, plane, reference, _PLANE, kind=_words(kind))


def _picture(document: Document, picture: Element, reference: str) -> Found:
    shown = document.graph.elements.get(reference)
    kind = None if shown is None else local(shown)
    if shown is None:
        yield _say(document, picture, reference, _MISSING, reference=reference)
    elif kind is not None and (kind in _LINES) != (picture.tag == _EDGE_TAG):
        yield _say(document, picture, reference, _LINE if picture.tag == _EDGE_TAG else _SHAPE, kind=_words(kind))


def _words(kind: str) -> dict[str, object]:
    return {"msgid": KINDS.get(kind, kind)}


def _say(document: Document, picture: Element, reference: str, sentence: str, /, **params: object) -> Finding:
    shown = document.graph.elements.get(reference)
    reason = {"msgid": sentence, "params": params}
    if shown is None:
        found = RULE.finding(line=line_of(picture), reason=reason)
        return replace(found, change=_erased(document, picture))
    return RULE.at(where(shown), reason=reason)


def _erased(document: Document, picture: Element) -> dict[str, object] | None:
    """Return the change that takes a picture away that should not be; a plane stays, for pictures lie in it."""
    key = picture.get("id")
    known = key is not None and key not in document.graph.elements and picture.tag != _PLANE_TAG
    return {"change": "remove", "element": key} if known else None
