"""Rule `lane-group`: a lane in which people work stands for a group of the agency."""

from difflib import get_close_matches

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.where import Where
from engine.spiff.vocabulary import clean
from engine.text import normalise
from engine.xml import BPMN, Element, line_of

RULE = Rule(
    "lane-group",
    "warning",
    "The agency has no group “{group}”; publishing creates it without people.",
    "Name the lane after an existing group, or put people into the new group after publishing.",
)
_SIMILAR = 0.7  # of difflib: a letter or two differ
_MOST = 20  # comparing names costs time


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give one finding for each lane name that no group has; a group that is called almost so is proposed."""
    if surroundings.groups is None:
        return
    missing: set[str] = set()
    for process in document.processes:
        places = _places(process.element)
        for lane in process.structure.lanes:
            key = normalise(lane)
            if key and key not in surroundings.groups and key not in missing:
                missing.add(key)
                place = places.get(lane) or Where("", lane, 0)
                change = _change(place, key, surroundings.groups) if len(missing) <= _MOST else None
                yield RULE.at(place, change=change, group=lane)


def _places(process: Element) -> dict[str, Where]:
    """Return the first lane of each name."""
    found: dict[str, Where] = {}
    for lane in process.iter(f"{{{BPMN}}}lane"):
        if name := clean(lane.get("name")):
            found.setdefault(name, Where(str(lane.get("id") or ""), name, line_of(lane)))
    return found


def _change(place: Where, key: str, groups: frozenset[str]) -> dict[str, str] | None:
    similar = get_close_matches(key, sorted(groups), n=1, cutoff=_SIMILAR)
    return {"change": "set-group", "element": place.id, "group": similar[0]} if similar and place.id else None
