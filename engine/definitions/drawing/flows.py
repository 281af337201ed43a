"""How connections look: sequence and message flows, associations; must not know where a case is."""

import math

from engine.definitions.drawing import icons, labels, svg
from engine.definitions.drawing.geometry import Box, Point, around, middle, towards
from engine.definitions.drawing.interchange import Line, tag_of
from engine.definitions.drawing.painted import Painted, circle, stroke
from engine.xml import Element

_ARROW, _HALF = 10.0, 4.2
_BOTH = frozenset({"both", "Both"})
_SOME = frozenset({"one", "One"}) | _BOTH


def draw(line: Line, source: Element | None) -> Painted:
    """Draw a connection with its ends; its name is written by `name`, above all shapes."""
    paint = {"sequenceFlow": _sequence, "messageFlow": _message, "conversationLink": _link}.get(line.kind, _association)
    reach = around(Box(point.x, point.y, 0, 0) for point in line.points) or Box(0, 0, 0, 0)
    return Painted(paint(line, source), reach)


def _sequence(line: Line, source: Element | None) -> str:
    points, body = line.points, ""
    if source is not None and source.get("default") == line.id:
        at = towards(points[0], points[1], 12)
        body = stroke(svg.line((Point(at.x - 5, at.y + 5), Point(at.x + 5, at.y - 5))), "line")
    elif _is_conditional(line.element) and source is not None and not tag_of(source).endswith("Gateway"):
        body = _diamond(points[0], points[1])
        points = (towards(points[0], points[1], 14), *points[1:])
    return _shaft(points, end=_ARROW - 2) + _head(points[-2], points[-1], "arrow") + body


def _message(line: Line, _source: Element | None) -> str:
    points = line.points
    ends = circle(points[0], 3.5, "ring") + _head(points[-2], points[-1], "arrow open")
    kind = line.drawn.get("messageVisibleKind") if line.drawn is not None else None
    if kind is not None:
        ends += icons.envelope(middle(points), filled=kind == "non_initiating")
    return _shaft((towards(points[0], points[1], 3.5), *points[1:]), end=_ARROW) + ends


def _association(line: Line, _source: Element | None) -> str:
    points = line.points
    directed = line.kind.startswith("data") or line.element.get("associationDirection") in _SOME
    body = _shaft(points, end=0)
    if directed:
        body += _barbs(points[-2], points[-1])
    if line.element.get("associationDirection") in _BOTH:
        body += _barbs(points[1], points[0])
    return body


def _link(line: Line, _source: Element | None) -> str:
    return stroke(svg.line(line.points), "line double") + stroke(svg.line(line.points), "line gap")


def _is_conditional(element: Element) -> bool:
    return any(tag_of(child) == "conditionExpression" for child in element)


def _shaft(points: tuple[Point, ...], *, end: float) -> str:
    """Draw the line up to the arrowhead's base, so that a thick line does not show beside its point."""
    last = towards(points[-1], points[-2], min(end, math.dist(points[-2], points[-1])))
    return stroke(svg.line((*points[:-1], last)), "line")


def _head(before: Point, tip: Point, class_: str) -> str:
    return stroke(svg.line((_beside(before, tip, 1), tip, _beside(before, tip, -1))) + "Z", class_)


def _barbs(before: Point, tip: Point) -> str:
    return stroke(svg.line((_beside(before, tip, 1), tip, _beside(before, tip, -1))), "barbs")


def _beside(before: Point, tip: Point, side: int) -> Point:
    """Return one corner of an arrowhead's base."""
    base = towards(tip, before, _ARROW)
    length = math.dist(before, tip) or 1
    across = Point((tip.y - before.y) / length * _HALF * side, (before.x - tip.x) / length * _HALF * side)
    return Point(base.x + across.x, base.y + across.y)


def _diamond(start: Point, after: Point) -> str:
    end, waist = towards(start, after, 14), towards(start, after, 7)
    length = math.dist(start, after) or 1
    x, y = (after.y - start.y) / length * 4.5, (start.x - after.x) / length * 4.5
    corners = (start, Point(waist.x + x, waist.y + y), end, Point(waist.x - x, waist.y - y))
    return stroke(svg.line(corners) + "Z", "arrow open")


def name(line: Line) -> Painted | None:
    """Write the name of a connection at its given place, else at its middle."""
    if not line.name.strip():
        return None
    at = middle(line.points)
    if line.label is None or (line.label.w == 0 and line.label.x == 0):
        lines = labels.Lines(labels.wrap(line.name, 90), labels.SIZE)
        centre = Point(at.x, at.y - lines.height / 2 - 3)
    else:
        lines, centre = labels.below(line.name, Box(at.x, at.y, 0, 0), line.label)
    taken = Box(centre.x - lines.width / 2, centre.y - lines.height / 2, lines.width, lines.height)
    return Painted(labels.write(lines, centre), taken)
