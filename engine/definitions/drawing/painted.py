"""What a painter hands back; must not paint."""

from dataclasses import dataclass

from engine.definitions.drawing import labels, svg
from engine.definitions.drawing.geometry import Box, Point, around


@dataclass(frozen=True, slots=True)
class Painted:
    """The SVG of one element and the room that it takes with its name."""

    body: str
    reach: Box


def with_name_below(body: str, name: str, box: Box, given: Box | None) -> Painted:
    """Add the name outside the element, at its given place or below."""
    if not name.strip():
        return Painted(body, box)
    lines, centre = labels.below(name, box, given)
    taken = Box(centre.x - lines.width / 2, centre.y - lines.height / 2, lines.width, lines.height)
    reach = around((box, taken))
    return Painted(body + labels.write(lines, centre), reach or box)


def name_inside(name: str, room: Box) -> str:
    """Write the name in the middle of a box."""
    if not name.strip() or room.w <= 0 or room.h <= 0:
        return ""
    return labels.write(labels.fit(name, room), room.centre)


def name_upright(name: str, room: Box) -> str:
    """Write the name turned by a quarter, reading upwards, in the middle of a narrow box."""
    if not name.strip():
        return ""
    flat = Box(0, 0, room.h - 8, room.w - 2)
    return labels.write(labels.fit(name, flat), room.centre, turned=True)


def rectangle(box: Box, class_: str, radius: float = 0) -> str:
    """Draw a box, with round corners if wanted."""
    return svg.tag("rect", class_=class_, x=box.x, y=box.y, width=box.w, height=box.h, rx=radius or None)


def stroke(path: str, class_: str = "icon") -> str:
    """Draw a path."""
    return svg.tag("path", class_=class_, d=path)


def circle(at: Point, radius: float, class_: str) -> str:
    """Draw a circle."""
    return svg.tag("circle", class_=class_, cx=at.x, cy=at.y, r=max(radius, 0.5))
