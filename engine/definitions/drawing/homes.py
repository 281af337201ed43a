"""Where the badges of elements stand that are not drawn themselves: at the nearest that holds them; must not draw."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.definitions.drawing.interchange import Picture, index, tag_of
from engine.definitions.drawing.marks import Badge, Marks
from engine.xml import Element


def at_home(marks: Marks, pictures: Sequence[Picture], root: Element) -> Marks:
    """Return the marks with every badge at something that is drawn; of a process, that is its pool."""
    drawn = {shape.id for one in pictures for shape in one.shapes} | {line.id for one in pictures for line in one.lines}
    if marks.badges.keys() <= drawn:
        return marks
    known, pools = index(root), _pools(root)
    badges: dict[str, tuple[Badge, ...]] = {key: held for key, held in marks.badges.items() if key in drawn}
    for key, held in marks.badges.items():
        home = "" if key in drawn else _home(known.get(key), pools, drawn)
        if home:
            badges[home] = (*badges.get(home, ()), *held)
    return replace(marks, badges=badges)


def _home(element: Element | None, pools: Mapping[str, str], drawn: set[str]) -> str:
    while element is not None:
        key = element.get("id", "")
        found = key if key in drawn else pools.get(key, "")
        if found in drawn:
            return found
        element = element.getparent()
    return ""


def _pools(root: Element) -> dict[str, str]:
    pools = (one for one in root.iter() if tag_of(one) == "participant" and one.get("processRef"))
    return {one.get("processRef", "").rpartition(":")[2]: one.get("id", "") for one in pools}
