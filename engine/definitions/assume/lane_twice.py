"""Step `lane-twice`: an element that several lanes list is taken to lie in one of them; must not guess silently."""

from collections.abc import Iterator
from dataclasses import replace

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.vocabulary import bpmn
from engine.definitions.check.case import REMEDY, SENTENCE
from engine.definitions.check.rule import Finding, Found, Rule
from engine.xml import Element

RULE = Rule("lane-twice", "error", SENTENCE, REMEDY)
_TWO = "The element lies in the lanes “{one}” and “{other}”; it was read as lying in “{other}”."
_OTHER_WAY = (
    "The process is divided into lanes in several ways; who does the work is read from the first, not from “{set}”."
)
_MORE = "{count} more elements lie in several lanes."
_ONE_LANE = "Move the element a little inside the lane that it belongs to and save, so that only this lane lists it."
_KEEP_ONE = "Let the first division show who does the work, or keep only that one."
TEXTS = (_TWO, _OTHER_WAY, _MORE, _ONE_LANE, _KEEP_ONE)


def assume(drawing: Drawing) -> Found:
    """Leave an element in one lane: nested lanes may all list it, lanes beside each other not (BPMN 2.0.2, 10.8.1).

    Of lanes in one set the last counts, as it is drawn on top; of several sets, which the standard allows, the first.
    """
    yield from bounded(_found(drawing), _more)


def _found(drawing: Drawing) -> Found:
    lane_of: dict[tuple[Element | None, str], tuple[Element, Element]] = {}
    nodes: dict[str, Element] | None = None
    divided: set[Element] = set()
    for lane in drawing.of("lane"):
        process = next(lane.iterancestors(bpmn("process")), None)  # another process's lane is another mistake
        for reference in list(lane.iterchildren(bpmn("flowNodeRef"))):
            key = (reference.text or "").strip()
            before, said = lane_of.setdefault((process, key), (lane, reference))
            if before is lane:
                continue
            one, other = _set(before), _set(lane)
            if one is not other and one.getparent() is other.getparent():
                lane.remove(reference)
                divided.add(other)
                continue
            lane_of[process, key] = (lane, reference)
            if before in tuple(lane.iterancestors(bpmn("lane"))):
                continue
            nodes = (
                nodes if nodes is not None else {node.get("id") or "": node for node in drawing.root.iter(bpmn("*"))}
            )
            before.remove(said)
            if one is other and key in nodes:  # a sub-process may have lanes of its own
                yield _two(nodes[key], key, before, lane)
    yield from _divisions(drawing, divided)


def _divisions(drawing: Drawing, divided: set[Element]) -> Iterator[Finding]:
    for one in drawing.of("laneSet"):
        if one in divided:
            reason = {"msgid": _OTHER_WAY, "params": {"set": _name(one)}}
            yield say(RULE, one, severity="info", reason=reason, remedy={"msgid": _KEEP_ONE})


def _two(node: Element, key: str, before: Element, lane: Element) -> Finding:
    told = {"one": _name(before), "other": _name(lane)}
    change = {"change": "unlist", "element": before.get("id"), "entry": key} if before.get("id") else None
    found = say(RULE, node, reason={"msgid": _TWO, "params": told}, remedy={"msgid": _ONE_LANE})
    return replace(found, change=change)


def _set(lane: Element) -> Element:
    """Return the lanes of a process or sub-process that a lane belongs to."""
    return next(lane.iterancestors(bpmn("laneSet")), lane)


def _name(lane: Element) -> str:
    return " ".join((lane.get("name") or lane.get("id") or "").split())


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}}, remedy={"msgid": _ONE_LANE})
