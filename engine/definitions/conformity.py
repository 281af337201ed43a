"""Where a completed tree breaks the schema of BPMN 2.0, each place once with its kind; must not judge how bad it is."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from engine.spiff import schema
from engine.spiff.vocabulary import bpmn, local
from engine.xml import Element, Violation, line_of

#: libxml2's faults, and what each says of a place. Others say that a value is not of its kind.
_CONTENT: Final = frozenset({"SCHEMAV_ELEMENT_CONTENT", "SCHEMAV_CVC_COMPLEX_TYPE_2_4"})
_FAULTS: Final = {
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "missing-attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "unknown-attribute",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_2": "unknown-attribute",
    "SCHEMAV_CVC_TYPE_3_1_1": "unknown-attribute",
    "SCHEMAV_CVC_TYPE_3_1_2": "inner",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_1": "text",
    "SCHEMAV_CVC_COMPLEX_TYPE_2_3": "text",
    "SCHEMAV_CVC_ELT_4_1": "type",
    "SCHEMAV_CVC_ELT_4_2": "type",
    "SCHEMAV_CVC_ELT_4_3": "type",
}
_ROOT: Final = "definitions"
_ORDER_OF_ROOT: Final = {"import": 0, "extension": 1, "BPMNDiagram": 3, "relationship": 4}
#: What may stand at the top of a file, and is found by its id wherever else it stands.
_AT_ROOT: Final = frozenset({
    "category", "collaboration", "choreography", "correlationProperty", "dataStore", "endPoint", "error", "escalation",
    "eventDefinition", "cancelEventDefinition", "compensateEventDefinition", "conditionalEventDefinition",
    "errorEventDefinition", "escalationEventDefinition", "linkEventDefinition", "messageEventDefinition",
    "signalEventDefinition", "terminateEventDefinition", "timerEventDefinition", "globalBusinessRuleTask",
    "globalChoreographyTask", "globalConversation", "globalManualTask", "globalScriptTask", "globalTask",
    "globalUserTask", "interface", "itemDefinition", "message", "partnerEntity", "partnerRole", "process", "resource",
    "signal",
})  # fmt: skip
_UNEXPECTED: Final = frozenset({"order", "foreign", "remark", "elsewhere", "misplaced", "unknown", "too-many"})
#: What changes nothing, wherever it stands.
_REMARKS: Final = frozenset({"documentation", "extensionElements"})
_ROUNDS: Final = 10
_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Break:
    """One place that breaks the schema: its kind, the element, and the attribute that is meant, if one is."""

    kind: str
    line: int
    name: str
    attribute: str = ""
    place: Element | None = field(default=None, repr=False, compare=False)
    parent: str = ""  # the BPMN name of the element around it
    child: str = ""  # the one child that is lacking, if only one may stand there


def breaks(root: Element) -> tuple[Break, ...]:
    """Return every place where a tree breaks the schema; a fault that hides others behind it is looked behind."""
    unseen = tuple(_unseen(root))
    violations = schema.bpmn().violations(root, most=_MOST)
    if not violations:
        return unseen
    looked = copy.deepcopy(root)
    originals = dict(zip(looked.iter(), root.iter(), strict=True))
    copies = {original: one for one, original in originals.items()}
    violations = tuple(replace(one, place=None if one.place is None else copies.get(one.place)) for one in violations)
    found: dict[tuple[object, ...], Break] = {(one.kind, one.place, one.attribute, one.line): one for one in unseen}
    for _ in range(_ROUNDS):
        mended = False
        for violation in violations:
            one, again = _break(violation, originals)
            found.setdefault((one.kind, one.place, one.attribute, one.line), one)
            mended = mended or again
        if not mended or len(found) > _MOST:
            break
        violations = schema.bpmn().violations(looked, most=_MOST)
    return tuple(sorted(found.values(), key=lambda one: one.line))


def _unseen(root: Element) -> Iterator[Break]:
    """Find what libxml2 2.14 overlooks: lanes behind the flow elements of their process (BPMN 2.0.2, table 10.151)."""
    for lanes in root.iter(bpmn("laneSet")):
        around = lanes.getparent()
        rank = None if around is None else _rank(around, lanes)
        before = lanes.getprevious()
        earlier = None if around is None or before is None else _rank(around, before)
        if around is not None and rank is not None and earlier is not None and earlier > rank:
            yield Break("order", line_of(lanes), "laneSet", place=lanes, parent=local(around) or "")


def _break(violation: Violation, originals: dict[Element, Element]) -> tuple[Break, bool]:
    """Return what a fault says, and whether it was taken out of the way so that another look is worth while."""
    place, around = violation.place, None if violation.place is None else violation.place.getparent()
    kind = _FAULTS.get(violation.fault, "value")
    if violation.fault in _CONTENT and violation.lacking:
        kind = "missing-child"
    elif violation.fault in _CONTENT:
        kind = "misplaced" if place is None or around is None else _misplaced(place, around)
    original = None if place is None else originals.get(place)
    made = Break(
        kind,
        violation.line or (0 if original is None else line_of(original)),
        violation.element,
        violation.attribute,
        original,
        "" if around is None else local(around) or "",
        violation.expected,
    )
    return made, _out_of_the_way(kind, place, around)


def _misplaced(place: Element, around: Element) -> str:
    if local(place) is None and _rank(around, place) is None:
        return "foreign"
    if _rank(around, place) is None:
        name = local(place) or ""
        if name in _REMARKS:
            return "remark"
        return "elsewhere" if name in _AT_ROOT else "misplaced" if schema.content().knows(name) else "unknown"
    if not _in_order(around):
        return "order"
    return "too-many" if any(one.tag == place.tag for one in place.itersiblings(preceding=True)) else "misplaced"


def _out_of_the_way(kind: str, place: Element | None, around: Element | None) -> bool:
    if place is None or around is None:
        return False
    if kind == "order":
        around[:] = sorted(around, key=lambda one: _rank(around, one) or 0)
    elif kind in _UNEXPECTED:
        around.remove(place)
    return kind in _UNEXPECTED


def _in_order(around: Element) -> bool:
    ranks = [rank for one in around if (rank := _rank(around, one)) is not None]
    return ranks == sorted(ranks)


def _rank(around: Element, one: Element) -> int | None:
    """Return the place of a child in the order of its parent's children, None if it does not belong there."""
    parent, child = local(around), local(one)
    if parent == _ROOT:
        return _ORDER_OF_ROOT.get(str(one.tag).rpartition("}")[2], 2 if child in _AT_ROOT else None)
    return None if parent is None or child is None else schema.content().rank(parent, child)
