"""How message flows run between pools: down and up beside what stands in their way; must not move anything."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from engine.definitions.drawing.geometry import Box, Point
from engine.definitions.graph import Graph

_TRACK, _AIR = 9.0, 10.0
_MOST: Final = 2_000_000  # looks at boxes in the way, all message flows together


def draw(lines: dict[str, tuple[Point, ...]], boxes: Mapping[str, Box], graph: Graph) -> None:
    """Draw the message flows whose ends are both on the sheet."""
    pools = [boxes[pool.id] for pool in graph.pools if pool.id in boxes]
    nodes = [boxes[key] for key, node in graph.nodes.items() if key in boxes and node.id not in graph.scopes]
    looking = len(nodes) * len(graph.message_flows) <= _MOST
    used: dict[float, int] = defaultdict(int)
    for link in graph.message_flows:
        begin, end = boxes.get(link.source or ""), boxes.get(link.target or "")
        if begin is None or end is None or not link.id or begin == end:
            continue
        lines[link.id] = _way((begin, end), pools, nodes if looking else [], used)


def _way(ends: tuple[Box, Box], pools: list[Box], nodes: list[Box], used: dict[float, int]) -> tuple[Point, ...]:
    begin, end = ends
    down = begin.centre.y <= end.centre.y
    home = _around(begin, pools)
    between = (home.bottom if down else home.y) if home else (begin.bottom if down else begin.y)
    used[between] += 1
    offset = 14 + _TRACK * ((used[between] - 1) % 4)
    level = between + offset if down else between - offset
    first, last = begin in pools, end in pools
    x = end.centre.x if first and not last else begin.centre.x
    away = _beside(begin, x, level, nodes) if not first else [Point(x, begin.bottom if down else begin.y)]
    to = end.centre.x if not last else x
    arriving = _beside(end, to, level, nodes) if not last else [Point(to, end.y if down else end.bottom)]
    points = [*away, Point(away[-1].x, level), Point(arriving[-1].x, level), *reversed(arriving)]
    return tuple(point for number, point in enumerate(points) if number == 0 or point != points[number - 1])


def _around(box: Box, pools: list[Box]) -> Box | None:
    held = (one for one in pools if one.x <= box.x and box.right <= one.right)
    return next((one for one in held if one.y <= box.y and box.bottom <= one.bottom), None)


def _beside(box: Box, x: float, level: float, nodes: list[Box]) -> list[Point]:
    """Return the way from a box towards a level outside: straight, or aside where something stands in between."""
    down = level > box.centre.y
    edge = box.bottom if down else box.y
    top, bottom = min(edge, level), max(edge, level)
    blocked = any(
        one.x - 4 < x < one.right + 4 and one.y < bottom and one.bottom > top and one != box
        and not (one.y <= box.y and box.bottom <= one.bottom)
        for one in nodes
    )  # fmt: skip
    if not blocked:
        return [Point(x, edge)]
    step, aside = edge + (_AIR if down else -_AIR), box.right + _AIR
    return [Point(x, edge), Point(x, step), Point(aside, step)]
