"""Where new elements go on a drawing: near their neighbours, covering nobody; must not know what they mean."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from engine.definitions.drawing.geometry import Box, Point
from engine.definitions.graph import bare
from engine.definitions.mend.made import BPMNDI, DC, DI, Made
from engine.definitions.mend.writing import Writing
from engine.xml import Element

EVENT: Final = (36.0, 36.0)
GATEWAY: Final = (50.0, 50.0)
_GAP, _NEAR, _CELL = 40.0, 12.0, 200.0
_STEPS: Final = (0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0)
_CONTAINERS: Final = frozenset({"participant", "lane", "group"})
_OPEN: Final = frozenset({"subProcess", "transaction", "adHocSubProcess"})


@dataclass(slots=True)
class Plane:
    """One drawing of the file: boxes of shapes, and what they may not cover by cells of a grid."""

    xml: Element
    shapes: dict[str, Element] = field(default_factory=dict)
    boxes: dict[str, Box] = field(default_factory=dict)
    holders: dict[str, Box] = field(default_factory=dict)
    edges: dict[str, Element] = field(default_factory=dict)
    grid: dict[tuple[int, int], list[Box]] = field(default_factory=lambda: defaultdict(list))

    def take(self, box: Box) -> None:
        """Note that a place is taken."""
        for cell in _cells(box):
            self.grid[cell].append(box)

    def free(self, box: Box) -> bool:
        """Tell whether a place is free, with some air around it."""
        room = box.grown(_NEAR)
        return not any(_touch(room, other) for cell in _cells(room) for other in self.grid.get(cell, ()))

    def holder(self, box: Box) -> tuple[str, Box] | None:
        """Return the smallest pool, lane or open sub-process that a box lies in."""
        inside = [(key, one) for key, one in self.holders.items() if _within(box, one, 0) and one != box]
        return min(inside, key=lambda one: one[1].w * one[1].h, default=None)


class Diagram:
    """The drawings of one file, and the shapes and lines that are added to them."""

    def __init__(self, elements: Sequence[Element], writing: Writing, new_id: Callable[[str], str]) -> None:
        self._writing = writing
        self._new_id = new_id
        kinds = {key: _tag(one) for one in elements if (key := one.get("id"))}
        self.planes = [_read(one, kinds) for one in elements if _tag(one) == "BPMNPlane"]

    def place(
        self, key: str, beside: str, size: tuple[float, float], *, before: bool = False, below: bool = False
    ) -> None:
        """Draw a new node near another where that is drawn: right of it, left with `before`, under it with `below`."""
        for plane in self.planes:
            if (box := plane.boxes.get(beside)) is not None:
                found = self._room(plane, box, size, before=before, below=below)
                self._shape(plane, key, found)

    def connect(self, key: str, source: str, target: str) -> None:
        """Draw a new flow, or an old one anew, where both its ends are drawn."""
        for plane in self.planes:
            begin, end = plane.boxes.get(source), plane.boxes.get(target)
            if begin is None or end is None:
                continue
            if (old := plane.edges.get(key)) is not None:
                self._writing.drop(old)
            bends = tuple(Made(f"{{{DI}}}waypoint", at(point)) for point in bends_between(begin, end))
            drawn = {"id": self._new_id(f"{key}_di"), "bpmnElement": key}
            self._writing.last(plane.xml, Made(f"{{{BPMNDI}}}BPMNEdge", drawn, bends))

    def erase(self, keys: frozenset[str]) -> None:
        """Take everything away that is drawn of these elements."""
        for plane in self.planes:
            for held in (plane.shapes, plane.edges):
                for key in keys & held.keys():
                    self._writing.drop(held[key])

    def resize(self, key: str, size: tuple[float, float]) -> None:
        """Give a shape another size round its middle."""
        for plane in self.planes:
            if (box := plane.boxes.get(key)) is not None:
                width, height = size
                x, y = box.centre.x - width / 2, box.centre.y - height / 2
                plane.boxes[key] = Box(x, y, width, height)
                self._move(plane, key)

    def _move(self, plane: Plane, key: str) -> None:
        held = next(one for one in plane.shapes[key] if _tag(one) == "Bounds")
        for name, value in bounds(plane.boxes[key]).attributes.items():
            self._writing.set(held, name, value)

    def _shape(self, plane: Plane, key: str, box: Box) -> None:
        plane.boxes[key] = box
        plane.take(box)
        drawn = {"id": self._new_id(f"{key}_di"), "bpmnElement": key}
        made = Made(f"{{{BPMNDI}}}BPMNShape", drawn, (bounds(box),))
        self._writing.last(plane.xml, made)

    def _room(self, plane: Plane, box: Box, size: tuple[float, float], *, before: bool, below: bool) -> Box:
        """Find the nearest free place inside what holds the neighbour; failing that, let a pool grow."""
        tried = list(_candidates(box, size, before=before, below=below))
        free = [one for one in tried if plane.free(one)]
        holder = plane.holder(box)
        inside = [one for one in free if holder is None or _within(one, holder[1], 6)]
        if inside:
            return inside[0]
        chosen = free[0] if free else tried[0]
        if holder is not None:
            self._grow(plane, chosen)
        return chosen

    def _grow(self, plane: Plane, box: Box) -> None:
        """Widen the pools, lanes and sub-processes beside a new place so that it lies in them."""
        for key, held in plane.holders.items():
            level = held.y <= box.centre.y <= held.bottom
            around = level and held.x - 2 * _CELL <= box.centre.x <= held.right + 2 * _CELL
            if not around or _within(box, held, 6):
                continue
            left, right = min(held.x, box.x - 20), max(held.right, box.right + 20)
            top, bottom = min(held.y, box.y - 20), max(held.bottom, box.bottom + 20)
            grown = Box(left, top, right - left, bottom - top)
            plane.holders[key] = plane.boxes[key] = grown
            self._move(plane, key)


def bends_between(source: Box, target: Box) -> tuple[Point, ...]:
    """Return a line of level and upright parts from one box to another."""
    if target.x >= source.right:
        begin, end = Point(source.right, source.centre.y), Point(target.x, target.centre.y)
        if abs(begin.y - end.y) < 1:
            return begin, end
        turn = (begin.x + end.x) / 2
        return begin, Point(turn, begin.y), Point(turn, end.y), end
    if target.y >= source.bottom or target.bottom <= source.y:
        down = target.y >= source.bottom
        begin = Point(source.centre.x, source.bottom if down else source.y)
        end = Point(target.centre.x, target.y if down else target.bottom)
        if abs(begin.x - end.x) < 1:
            return begin, end
        turn = (begin.y + end.y) / 2
        return begin, Point(begin.x, turn), Point(end.x, turn), end
    low = max(source.bottom, target.bottom) + 20
    begin, end = Point(source.centre.x, source.bottom), Point(target.centre.x, target.bottom)
    return begin, Point(begin.x, low), Point(end.x, low), end


def _candidates(box: Box, size: tuple[float, float], *, before: bool, below: bool) -> Iterator[Box]:
    """Give places near a box, the best first."""
    width, height = size
    found = []
    for far in range(6):
        for step in _STEPS:
            away, aside = _GAP + far * 60, step * (height + 34)
            if below:
                place = Box(box.centre.x - width / 2 + aside, box.bottom + away, width, height)
            else:
                x = box.x - away - width if before else box.right + away
                place = Box(x, box.centre.y - height / 2 + aside, width, height)
            found.append((away + 1.5 * abs(aside), place))
    yield from (place for _, place in sorted(found, key=lambda one: one[0]))


def _read(xml: Element, kinds: dict[str, str]) -> Plane:
    plane = Plane(xml)
    for drawn in xml:
        key = bare(drawn.get("bpmnElement"))
        if key is None:
            continue
        if _tag(drawn) == "BPMNEdge":
            plane.edges.setdefault(key, drawn)
        elif _tag(drawn) == "BPMNShape" and (box := _bounds(drawn)) is not None:
            plane.shapes.setdefault(key, drawn)
            plane.boxes.setdefault(key, box)
            opened = kinds.get(key) in _OPEN and (drawn.get("isExpanded") or "").strip() in {"true", "1"}
            if kinds.get(key) in _CONTAINERS or opened:
                plane.holders.setdefault(key, box)
            else:
                plane.take(box)
    return plane


def _bounds(drawn: Element) -> Box | None:
    held = next((one for one in drawn if _tag(one) == "Bounds"), None)
    if held is None:
        return None
    try:
        x, y, w, h = (float(held.get(side, "")) for side in ("x", "y", "width", "height"))
    except ValueError:
        return None
    fits = all(math.isfinite(side) and abs(side) < 1_000_000 for side in (x, y, w, h)) and w >= 0 and h >= 0
    return Box(x, y, w, h) if fits else None


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    """Give the cells of the grid that a box lies in; one larger than any drawing lies in its corners' cells alone."""
    left, top = int(box.x // _CELL), int(box.y // _CELL)
    right, bottom = int(box.right // _CELL), int(box.bottom // _CELL)
    for column in range(left, min(right, left + 20) + 1):
        for row in range(top, min(bottom, top + 20) + 1):
            yield column, row


def _touch(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _within(box: Box, around: Box, air: float) -> bool:
    level = around.x + air <= box.x and box.right <= around.right - air
    return level and around.y + air <= box.y and box.bottom <= around.bottom - air


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def bounds(box: Box) -> Made:
    """Return a box as the diagram writes it."""
    sides = {"x": box.x, "y": box.y, "width": box.w, "height": box.h}
    return Made(f"{{{DC}}}Bounds", {name: _number(value) for name, value in sides.items()})


def at(point: Point) -> dict[str, str]:
    """Return a point as the diagram writes it."""
    return {"x": _number(point.x), "y": _number(point.y)}


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
