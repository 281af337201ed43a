"""Rule `diagram`: shapes and edges stand for elements that exist, each once in a diagram (BPMN 2.0.2, 12.2.3)."""

from engine.definitions.check.references.table import PLANES
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.check.where import where
from engine.definitions.words import KINDS
from engine.spiff.vocabulary import local
from engine.xml import Element, line_of

RULE = Rule(
    "diagram",
    "warning",
    "{reason}",
    "Open the drawing in its tool, move this element a little and save it again.",
)
_MISSING = "The picture shows an element “{reference}” that the file does not describe; it is left out."
_TWICE = "The element is drawn twice in the same diagram; only the first picture counts."
_LINE = "The element is drawn as a line, but it is of the kind “{kind}”."
_SHAPE = "The element is drawn as a shape, but it is of the kind “{kind}”."
_PLANE = "The diagram is said to show an element of the kind “{kind}”, not a process, sub-process or collaboration."
TEXTS = (_MISSING, _TWICE, _LINE, _SHAPE, _PLANE)

_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_PLANE_TAG, _SHAPE_TAG, _EDGE_TAG = f"{_DI}BPMNPlane", f"{_DI}BPMNShape", f"{_DI}BPMNEdge"
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
            if not reference:
                continue
            if reference in drawn:
                yield _say(document, picture, reference, _TWICE)
            drawn.add(reference)
            yield from _picture(document, picture, reference)


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
        return RULE.finding(line=line_of(picture), reason=reason)
    return RULE.at(where(shown), reason=reason)
