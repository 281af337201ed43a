"""Step `lane-twice`: an element that several lanes list is taken to lie in the last of them, as it is drawn."""

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.vocabulary import bpmn
from engine.definitions.check.rule import Finding, Found, Rule
from engine.xml import Element

RULE = Rule(
    "lane-twice",
    "warning",
    "{reason}",
    "Move the element a little inside the lane that it belongs to and save, so that only this lane lists it.",
)
_TWO = "The element lies in the lanes “{one}” and “{other}”; it was read as lying in “{other}”."
_MORE = "{count} more elements lie in several lanes."
TEXTS = (_TWO, _MORE)


def assume(drawing: Drawing) -> Found:
    """Leave an element in one lane of those beside each other (BPMN 2.0.2, 10.8.1); nested lanes may all list it."""
    yield from bounded(_found(drawing), _more)


def _found(drawing: Drawing) -> Found:
    lane_of: dict[tuple[Element | None, str], tuple[Element, Element]] = {}
    nodes: dict[str, Element] | None = None
    for lane in drawing.of("lane"):
        process = next(lane.iterancestors(bpmn("process")), None)  # another process's lane is another mistake
        for reference in list(lane.iterchildren(bpmn("flowNodeRef"))):
            key = (reference.text or "").strip()
            before, said = lane_of.get((process, key), (lane, reference))
            lane_of[process, key] = (lane, reference)
            if before is lane or before in tuple(lane.iterancestors(bpmn("lane"))):
                continue
            nodes = nodes if nodes is not None else {one.get("id") or "": one for one in drawing.root.iter(bpmn("*"))}
            before.remove(said)
            told = {"one": _name(before), "other": _name(lane)}
            if key in nodes:
                yield say(RULE, nodes[key], reason={"msgid": _TWO, "params": told})


def _name(lane: Element) -> str:
    return " ".join((lane.get("name") or lane.get("id") or "").split())


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
