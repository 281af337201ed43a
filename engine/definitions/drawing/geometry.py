"""Where things lie on the drawing: boxes and points in diagram units; must not know what they stand for."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Point(NamedTuple):
    """A place, x to the right and y downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner, width and height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Return the x of the right side."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Return the y of the lower side."""
        return self.y + self.h

    @property
    def centre(self) -> Point:
        """Return the middle."""
        return Point(self.x + self.w / 2, self.y + self.h / 2)

    def grown(self, by: float) -> "Box":
        """Return the box with a border of this width round it."""
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)


def around(boxes: Iterable[Box]) -> Box | None:
    """Return the smallest box that holds all the others, or None when there are none."""
    held = list(boxes)
    if not held:
        return None
    x, y = min(box.x for box in held), min(box.y for box in held)
    return Box(x, y, max(box.right for box in held) - x, max(box.bottom for box in held) - y)


def towards(start: Point, end: Point, distance: float) -> Point:
    """Return the point that lies this far from `start` on the way to `end`."""
    length = math.dist(start, end)
    if length == 0:
        return start
    return Point(start.x + (end.x - start.x) * distance / length, start.y + (end.y - start.y) * distance / length)


def middle(points: Sequence[Point]) -> Point:
    """Return the point half-way along a line of at least one point."""
    pairs = list(pairwise(points))
    rest = sum(math.dist(start, end) for start, end in pairs) / 2
    for start, end in pairs:
        length = math.dist(start, end)
        if rest <= length:
            return towards(start, end, rest)
        rest -= length
    return points[0]
