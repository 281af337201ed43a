"""Rule `schema`: a file keeps to the schema of BPMN 2.0; where its meaning is clear all the same, this is no error."""

from typing import Final

from engine.definitions.check.rule import Document, Finding, Found, Rule, Severity, Surroundings
from engine.definitions.check.where import Where, where
from engine.definitions.conformity import Break
from engine.spiff import schema
from engine.spiff.vocabulary import local
from engine.xml import Element

RULE = Rule(
    "schema",
    "error",
    "Line {at} breaks the schema of BPMN 2.0: {reason}",
    "Open the drawing in its tool, correct this place and save it again as BPMN 2.0 XML.",
)
_PLACE = "“{element}” stands where the standard does not allow it, or something before it is missing."
_VALUE = "the value of “{element}” or of one of its attributes is not of the kind that the standard asks for."
_SPECIFIC = "the attribute “{attribute}” of “{element}” has a value that the standard does not know there."
_REASONS: Final = {
    "misplaced": _PLACE,
    "value": _VALUE,
    "attribute-value": _SPECIFIC,
    "order": "“{element}” stands behind elements that the standard wants after it; the order changes nothing.",
    "foreign": "“{element}” is no element of BPMN and stands outside of “extensionElements”; it is kept and not read.",
    "remark": "“{element}” has no place here; it is kept and not read.",
    "sets": "“{element}” lacks a set of inputs or of outputs; the standard asks for one of each, be they empty.",
    "elsewhere": "“{element}” belongs to the top of the file and not into “{parent}”; it is found all the same.",
    "unknown": "“{element}” is no element of BPMN 2.0.",
    "too-many": "“{element}” stands here more often than the standard allows.",
    "missing-child": "“{element}” lacks an element that the standard asks for inside of it.",
    "missing-one": "“{element}” lacks “{child}”, which the standard asks for inside of it.",
    "missing-attribute": "“{element}” lacks its attribute “{attribute}”.",
    "unknown-attribute": "“{element}” has an attribute “{attribute}”, which the standard does not know there.",
    "strange-type": "“{element}” names a type that is none of BPMN 2.0; it is read as its standard type.",
    "type": "“{element}” names a type that the file does not know; it is read as its standard type.",
    "inner": "“{element}” holds another element, but must hold nothing but its own text.",
    "text": "“{element}” must not hold text of its own; the text is not read.",
}
_SEVERITIES: Final[dict[str, Severity]] = {
    "order": "info", "foreign": "warning", "remark": "info", "elsewhere": "warning", "type": "info",
}  # fmt: skip
#: What steps and rules about ids and references say better.
_TOLD_ELSEWHERE: Final = frozenset({"id", "default", "bpmnElement", "targetNamespace"})
_RULED: Final = frozenset({
    ("sequenceFlow", "sourceRef"), ("sequenceFlow", "targetRef"), ("boundaryEvent", "attachedToRef"),
})  # fmt: skip
#: Elements whose place a rule of their own looks at.
_PLACED: Final = frozenset({"messageFlow"})
_TYPE: Final = "{http://www.w3.org/2001/XMLSchema-instance}type"
#: The second of two sets stands too early where the first is missing, which is said at its `ioSpecification`.
_SETS: Final = frozenset({"ioSpecification", "outputSet"})
_REFERENCES: Final = frozenset({"incoming", "outgoing"})
_MOST: Final = 20


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give one finding for each line and kind of fault (BPMN 2.0.2, 15.3: the schema is part of the standard)."""
    processes = {process.element for process in document.processes}
    looked_through = {found.line for found in document.assumed if found.rule == "wrapped"}
    told: set[tuple[int, str, str]] = set()
    for one in document.breaks:
        kind = _kind(one)
        if kind == "foreign" and one.line in looked_through:
            continue
        if kind == "unknown" and one.place is not None and one.place.getparent() in processes:
            continue  # `does-not-run` says it at the element itself
        key = (one.line, str(kind), one.attribute if kind == "unknown-attribute" else "")
        if kind is not None and key not in told and len(told) < _MOST:
            told.add(key)
            yield _finding(one, kind)


def _kind(one: Break) -> str | None:
    """Return the more precise kind of a fault, None where another rule or step says it."""
    name = one.name
    if one.kind == "misplaced" and name in _PLACED:
        return None
    if one.kind == "value":
        if (
            one.attribute in _TOLD_ELSEWHERE
            or one.attribute.endswith("Ref")
            or name in _REFERENCES
            or name.endswith("Ref")
        ):
            return None
        if one.attribute == "type" and one.place is not None and one.place.get(_TYPE) is not None:
            return "type" if _known_type(one.place) else "strange-type"
        return "attribute-value" if one.attribute else "value"
    if (one.kind == "missing-child" and name == "ioSpecification") or (one.kind == "misplaced" and name in _SETS):
        return "sets" if name == "ioSpecification" else None
    if one.kind == "missing-child" and one.child:
        return "missing-one"
    if one.kind == "type" and one.place is not None and not _known_type(one.place):
        return "strange-type"
    if one.kind == "missing-attribute" and (one.attribute in _TOLD_ELSEWHERE or (name, one.attribute) in _RULED):
        return None
    return one.kind


def _known_type(place: Element) -> bool:
    """Whether a type that lacks its prefix is one that the standard has."""
    return (place.get(_TYPE) or "").strip().rpartition(":")[2] in schema.content().types


def _finding(one: Break, kind: str) -> Finding:
    severity = _SEVERITIES.get(kind, RULE.severity)
    drawn = one.place is not None and local(one.place) is None
    reason = {
        "msgid": _REASONS[kind],
        "params": {"element": one.name, "attribute": one.attribute, "parent": one.parent, "child": one.child},
    }
    weight: Severity = "warning" if drawn and severity == "error" else severity
    if one.place is None:
        return Finding(RULE.name, weight, "", "", one.line, RULE.message, RULE.fix, {"at": one.line, "reason": reason})
    place = where(one.place)
    return RULE.at(place, severity=weight, change=_change(one, kind, place), at=one.line, reason=reason)


def _change(one: Break, kind: str, place: Where) -> dict[str, str] | None:
    """Return what mends it where that is mechanical and the file says the id of the place."""
    if kind == "sets" and place.id:
        return {"change": "add-sets", "element": place.id}
    own = one.place is not None and one.place.get("id") == place.id != ""
    if kind == "unknown-attribute" and own:
        return {"change": "remove-attribute", "element": place.id, "attribute": one.attribute}
    return None
