"""Step `lane-place`: a lane outside a set of lanes, or a set outside its process, is read where it belongs."""

from lxml import etree

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.vocabulary import CONTAINERS, bpmn, local
from engine.definitions.check.rule import Finding, Found, Rule
from engine.xml import Element

RULE = Rule(
    "lane-place",
    "warning",
    "{reason}",
    "Save the drawing again with a modelling tool, which writes lanes where the standard has them.",
)
_ALONE = "The lane stands in no set of lanes; it was read as one of the lanes around it."
_SET = "A set of lanes stands inside a {kind}; it was read as the lanes of the process “{process}”."
_INNER = "Lanes stand inside the lane “{lane}” in a way that the standard does not know; they were read as its parts."
_MORE = "{count} more lanes were read where they belong."
TEXTS = (_ALONE, _SET, _INNER, _MORE)
_SETS = frozenset({"laneSet", "childLaneSet"})


def assume(drawing: Drawing) -> Found:
    """Put lanes into sets, and sets into processes or lanes (BPMN 2.0.2, 10.8)."""
    processes = list(drawing.of("process"))
    told = [*_sets(drawing, processes), *_lanes(drawing, processes)]
    if told:
        drawing.changed()
    yield from bounded(told, _more)


def _sets(drawing: Drawing, processes: list[Element]) -> Found:
    for lanes in list(drawing.of("laneSet")):
        around = lanes.getparent()
        kind = None if around is None else local(around)
        if around is None or kind in CONTAINERS:
            continue
        if kind == "lane":
            lanes.tag = bpmn("childLaneSet")
            reason = {"msgid": _INNER, "params": {"lane": around.get("name") or around.get("id") or ""}}
            yield say(RULE, around, reason=reason)
        elif (process := _process(processes, around)) is not None:
            process.insert(0, lanes)
            told = {"kind": {"msgid": _word(kind)}, "process": process.get("name") or process.get("id") or ""}
            yield say(RULE, lanes, reason={"msgid": _SET, "params": told})


def _lanes(drawing: Drawing, processes: list[Element]) -> Found:
    made: dict[Element, Element] = {}
    for lane in list(drawing.of("lane")):
        around = lane.getparent()
        kind = None if around is None else local(around)
        if around is None or kind in _SETS:
            continue
        holder = around if kind in CONTAINERS or kind == "lane" else _process(processes, around)
        if holder is None:
            continue
        if holder not in made:
            made[holder] = etree.Element(bpmn("childLaneSet" if kind == "lane" else "laneSet"))
            holder.insert(len(holder) if kind == "lane" else 0, made[holder])
        made[holder].append(lane)
        yield say(RULE, lane, reason={"msgid": _ALONE, "params": {}})


def _process(processes: list[Element], around: Element) -> Element | None:
    """Return the process that lanes outside of one belong to: that of the pool around them, else the only one."""
    pool = around if local(around) == "participant" else None
    meant = "" if pool is None else (pool.get("processRef") or "").strip().rpartition(":")[2]
    if len(processes) == 1:
        return processes[0]
    return next((one for one in processes if meant and one.get("id") == meant), None)


def _word(kind: str | None) -> str:
    return {"participant": "pool", "collaboration": "collaboration"}.get(kind or "", "element")


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
