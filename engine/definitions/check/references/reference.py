"""Rule `reference`: what an element names is in the file and of the right kind (BPMN 2.0.2, 8.2.1)."""

from collections.abc import Iterator

from engine.definitions.check.dialects import ACTIVITI, JBOSS, speaks
from engine.definitions.check.references.table import ATTRIBUTES, CHILDREN, WORDS, Kinds
from engine.definitions.check.rule import Document, Finding, Found, Rule, Severity, Surroundings
from engine.definitions.check.where import where
from engine.definitions.words import KINDS
from engine.spiff.vocabulary import bpmn, clean, local
from engine.xml import BPMN, Element

RULE = Rule(
    "reference",
    "error",
    "{reason}",
    "Open the properties of this element in the drawing tool and choose again what it names.",
)
_MISSING = "“{attribute}” names “{reference}”, but nothing in the file has this id."
_ELSEWHERE = "“{attribute}” names “{reference}” of another file, which is not looked at here."
_CODE = "“{attribute}” names “{reference}”, which the file does not define; it is taken for the code itself."
_PREFIX = "“{attribute}” names “{reference}”, but the file does not say what its prefix “{prefix}” stands for."
_KIND = "“{attribute}” must name an element of the kind “{expected}”, but “{reference}” is of the kind “{found}”."
TEXTS = (_MISSING, _ELSEWHERE, _CODE, _PREFIX, _KIND, *WORDS.values())

_SCHEMA_TYPES = "http://www.w3.org/2001/XMLSchema"
_LANE_NODE = bpmn("flowNodeRef")
_SERIES = bpmn("relationship")  # connects things of any file
_ITEM = bpmn("itemDefinition")
_CODES = frozenset({"errorRef"})  # Activiti and Flowable let a code stand for an error that nobody defined
_OWN_ENDS = frozenset({("dataInputAssociation", "targetRef"), ("dataOutputAssociation", "sourceRef")})


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each reference that points at nothing or at the wrong kind of element."""
    outside = _Outside(document.root)
    elements = document.graph.elements
    for element, attribute, reference, kinds in _references(document.root):
        target = elements.get(reference.rpartition(":")[2])
        if target is None:
            yield from outside.examine(element, attribute, reference)
        elif kinds and local(target) not in kinds:
            yield _wrong_kind(element, attribute, target, kinds)
        elif _unknown_prefix(element, reference):
            yield outside.prefix(element, attribute, reference)
    for item in document.root.iter(_ITEM):
        structure = (item.get("structureRef") or "").strip()
        if _unknown_prefix(item, structure):
            yield outside.prefix(item, "structureRef", structure)


def _references(root: Element) -> Iterator[tuple[Element, str, str, Kinds]]:
    """Give every reference of the file: where it stands, what it is called, what it says and what it may say."""
    for element in root.iter(bpmn("*")):
        tag = element.tag
        if tag in CHILDREN:
            reference = (element.text or "").strip()
            if reference and not _of_any_file(element):
                yield element, str(local(element)), reference, CHILDREN[tag]
        elif tag in ATTRIBUTES:
            for name, kinds in ATTRIBUTES[tag]:
                if reference := (element.get(name) or "").strip():
                    yield element, name, reference, kinds


def _unknown_prefix(element: Element, reference: str) -> bool:
    """Whether a name has a prefix that is declared nowhere around it, so that nobody knows what it means."""
    prefix = reference.rpartition(":")[0]
    return bool(prefix) and "/" not in prefix and prefix not in element.nsmap


def _of_any_file(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == _SERIES


def _wrong_kind(element: Element, attribute: str, target: Element, kinds: Kinds) -> Finding:
    kind = local(target) or str(target.tag).rpartition("}")[2]
    params = {
        "attribute": attribute,
        "reference": clean(target.get("name")) or str(target.get("id")),
        "expected": {"msgid": WORDS.get(kinds) or KINDS.get(min(kinds), min(kinds))},
        "found": {"msgid": KINDS.get(kind, kind)},
    }
    # Tools let a data association end at the task that it belongs to, not at its input or output, which is as clear.
    weight: Severity = "warning" if _at_its_task(element) and _around(element) is target else "error"
    reason = {"msgid": _KIND, "params": params}
    return RULE.at(where(element), severity=weight, change=_unlisted(element), reason=reason)


def _unlisted(reference: Element) -> dict[str, str] | None:
    """Return the change that takes a wrong entry off the list of a lane (BPMN 2.0.2, table 10.135)."""
    lane = reference.getparent()
    if reference.tag != _LANE_NODE or lane is None or not lane.get("id"):
        return None
    return {"change": "unlist", "element": str(lane.get("id")), "entry": (reference.text or "").strip()}


def _at_its_task(reference: Element) -> bool:
    """Whether a reference is the end of a data association that belongs at its own task."""
    association = reference.getparent()
    return association is not None and (local(association), local(reference)) in _OWN_ENDS


def _around(reference: Element) -> Element | None:
    association = reference.getparent()
    return None if association is None else association.getparent()


class _Outside:
    """What to say of a reference that points at nothing in the file: it may be meant for another one."""

    def __init__(self, root: Element) -> None:
        self.own = {root.get("targetNamespace"), BPMN, None}
        self.lenient = speaks(root, *ACTIVITI)
        self.loose = speaks(root, *JBOSS)

    def prefix(self, element: Element, attribute: str, reference: str) -> Finding:
        """Say that a prefix is not declared; jBPM writes names of Java classes, which nobody resolves."""
        params = {"attribute": attribute, "reference": reference, "prefix": reference.rpartition(":")[0]}
        weight: Severity = "warning" if self.loose else "error"
        return RULE.at(where(element), severity=weight, reason={"msgid": _PREFIX, "params": params})

    def examine(self, element: Element, attribute: str, reference: str) -> Found:
        prefix = reference.rpartition(":")[0]
        space = element.nsmap.get(prefix) if prefix else None
        if space == _SCHEMA_TYPES:
            return
        weight: Severity = "error"
        sentence = _MISSING
        if space not in self.own:
            weight, sentence = "warning", _ELSEWHERE
        elif attribute in _CODES and self.lenient:
            weight, sentence = "warning", _CODE
        params = {"attribute": attribute, "reference": reference}
        reason = {"msgid": sentence, "params": params}
        yield RULE.at(where(element), severity=weight, change=_unlisted(element), reason=reason)
