"""Rule `lane-group`: a lane in which people work stands for a group of the agency."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.text import normalise
from engine.xml import BPMN, Element

RULE = Rule(
    "lane-group",
    "warning",
    "The agency has no group “{group}”; publishing creates it without people.",
    "Name the lane after an existing group, or put people into the new group after publishing.",
)


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give one finding for each lane name that no group has."""
    if surroundings.groups is None:
        return
    missing: set[str] = set()
    for process in document.processes:
        for lane in process.structure.lanes:
            key = normalise(lane)
            if key and key not in surroundings.groups and key not in missing:
                missing.add(key)
                yield RULE.finding(_lane_id(process.element, lane), lane, 0, group=lane)


def _lane_id(process: Element, name: str) -> str:
    lanes = process.iter(f"{{{BPMN}}}lane")
    return next((str(lane.get("id") or "") for lane in lanes if (lane.get("name") or "").strip() == name), "")
