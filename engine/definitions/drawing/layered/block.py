"""How the flow of one process or sub-process is laid out: boxes and lines from its own corner; knows no pools."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from engine.definitions.drawing.geometry import Box, Point
from engine.definitions.drawing.layered import beside, routes, rows, tracks
from engine.definitions.drawing.layered.columns import columns, components
from engine.definitions.drawing.layered.grid import EVENT, Edge, Grid, Part
from engine.definitions.drawing.layered.routes import Level, Route, Routes

_GAP_X, _GAP_Y, _THIN, _TRACK, _CHANNEL, _PADDING = 44.0, 32.0, 20.0, 12.0, 14.0, 22.0
_SHORTEST_LANE: Final = 110.0
_NAME_HEIGHT: Final = 14.0


@dataclass(slots=True)
class Block:
    """What came of it: boxes, lines and places of the names of flows, the upper and lower side of each lane."""

    width: float = 0.0
    height: float = 0.0
    boxes: dict[str, Box] = field(default_factory=dict)
    lines: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    names: dict[str, Box] = field(default_factory=dict)
    lanes: list[tuple[float, float]] = field(default_factory=list)


def lay_out(parts: Sequence[Part], edges: Sequence[Edge], lanes: int = 1) -> Block:
    """Lay out one flow; `lanes` is how many lanes lie under each other. Flows from and to nothing are left out."""
    nodes = {part.id: part for part in parts if not part.beside}
    free = [part for part in nodes.values() if part.host not in nodes]
    joined = [found for edge in edges if (found := _joined(edge, nodes)) is not None]
    grid, ways = _grid(free, joined)
    beside.place(grid, [part for part in parts if part.beside])
    sheet = _Sheet(grid, parts, routes.find(grid, *ways), lanes)
    return sheet.drawn()


def _joined(edge: Edge, nodes: Mapping[str, Part]) -> Edge | None:
    """Return a flow between nodes of the grid, None where an end is missing; one to a boundary event ends nowhere."""
    if edge.source not in nodes or edge.target not in nodes or nodes[edge.target].host in nodes:
        return None
    host = nodes[edge.source].host
    return Edge(edge.id, host, edge.target, edge.source, edge.name) if host in nodes else edge


def _grid(free: Sequence[Part], edges: Sequence[Edge]) -> tuple[Grid, tuple[list[Edge], list[Edge]]]:
    """Give every node lane, column and row; return also the flows that lead onwards, and those that lead back."""
    keys = [part.id for part in free]
    after: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        after[edge.source].append(edge.target)
    column, back = columns(keys, after)
    grid = Grid(column, {part.id: part.lane for part in free})
    onwards = [edge for edge in edges if (edge.source, edge.target) not in back]
    groups = components(keys, after)
    at = {key: number for number, group in enumerate(groups) for key in group}
    by_group: dict[int, list[Edge]] = defaultdict(list)
    for edge in onwards:
        by_group[at[edge.source]].append(edge)
    for number, group in enumerate(groups):
        if len(group) > 1 and not by_group[number]:
            _side_by_side(grid, group)
        rows.place(grid, group, by_group[number])
    return grid, (onwards, [edge for edge in edges if (edge.source, edge.target) in back])


def _side_by_side(grid: Grid, group: Sequence[str]) -> None:
    """Put what no flow touches beside each other, in rows about as long as the flow."""
    longest = max(max(grid.column.values(), default=0) + 1, 5)
    used: dict[int, int] = defaultdict(int)
    for key in group:
        grid.column[key] = used[grid.lane[key]] % longest
        used[grid.lane[key]] += 1


class _Sheet:
    """One grid while it gets its coordinates."""

    def __init__(self, grid: Grid, parts: Sequence[Part], found: Routes, lanes: int) -> None:
        self.grid = grid
        self.parts = {part.id: part for part in parts}
        self.found = found
        self.attached: dict[str, list[str]] = defaultdict(list)
        for part in parts:
            if part.id not in grid.row:
                self.attached[part.host].append(part.id)
        self.block = Block()
        self.middle: dict[Level, float] = {}
        self.bottom: dict[Level, float] = {}
        self._levels(lanes)
        self.tracks = tracks.assign(found.routes, self._height)
        self.left: list[float] = []
        self.right: list[float] = []
        self._columns()

    def drawn(self) -> Block:
        """Return boxes and lines."""
        for key, row in self.grid.row.items():
            part, column = self.parts[key], self.grid.column[key]
            x = (self.left[column] + self.right[column]) / 2
            y = self.middle[self.grid.lane[key], row]
            width, height = part.size
            self.block.boxes[key] = Box(x - width / 2, y - height / 2, width, height)
        for host, keys in self.attached.items():
            box = self.block.boxes[host]
            for number, key in enumerate(keys):
                self.block.boxes[key] = Box(box.x + 10 + number * 44, box.bottom - EVENT[1] / 2, *EVENT)
        for route in self.found.routes:
            self._line(route)
        return self.block

    def _levels(self, lanes: int) -> None:
        """Find how far down every row and channel lies."""
        up: dict[Level, float] = defaultdict(lambda: _THIN / 2)
        down: dict[Level, float] = defaultdict(lambda: _THIN / 2)
        for key, row in self.grid.row.items():
            level, part = (self.grid.lane[key], row), self.parts[key]
            below = part.below + (EVENT[1] / 2 + 18 + 6 * len(self.attached[key]) if self.attached.get(key) else 0)
            up[level] = max(up[level], part.size[1] / 2 + part.above)
            down[level] = max(down[level], part.size[1] / 2 + below)
        top = 0.0
        for lane in range(lanes):
            y = top + _PADDING
            for row in range(self.grid.rows.get(lane, 0)):
                self.middle[lane, row] = y + up[lane, row]
                self.bottom[lane, row] = self.middle[lane, row] + down[lane, row]
                y = self.bottom[lane, row] + _GAP_Y
            y = max(y - _GAP_Y, top)
            for channel in range(self.found.channels.get(lane, 0)):
                y += _CHANNEL
                self.middle[lane, -1 - channel] = y
            end = max(y + _PADDING, top + _SHORTEST_LANE if lanes > 1 else 0)
            self.block.lanes.append((top, end))
            top = end
        self.block.height = top

    def _height(self, level: Level, route: Route) -> float:
        row = routes.is_border(level)
        if row is None:
            return self.middle[level]
        host = self.parts[route.edge.source]
        number = self.attached[route.edge.source].index(route.edge.border)
        return self.middle[level[0], row] + host.size[1] / 2 + EVENT[1] / 2 + 12 + 6 * number

    def _columns(self) -> None:
        """Find where every column begins and ends: gaps are as wide as their tracks and the names on them."""
        count = max(self.grid.column.values(), default=-1) + 1
        width = [0.0] * count
        for key, column in self.grid.column.items():
            attached = 10 + 44 * len(self.attached[key]) if self.attached.get(key) else 0
            width[column] = max(width[column], self.parts[key].size[0], self.parts[key].wide, attached)
        names: dict[int, float] = defaultdict(float)
        for route in self.found.routes:
            if route.end == "left":
                gap = self.grid.column[route.edge.target]
                names[gap] = max(names[gap], route.edge.name)
        x = 0.0
        for column in range(count):
            x += self._gap(column, names[column])
            self.left.append(x)
            x += width[column]
            self.right.append(x)
        self.block.width = x + self._gap(count, 0)

    def _gap(self, gap: int, name: float) -> float:
        more = _TRACK * max(self.tracks.count.get(gap, 0) - 1, 0)
        return max(_GAP_X, name + 30 if name else 0) + more

    def _track(self, route: Route, gap: int) -> float:
        begin = self.right[gap - 1] if gap else self.left[0] - self._gap(0, 0)
        return begin + 16 + _TRACK * self.tracks.of[route.edge.id, gap]

    def _line(self, route: Route) -> None:
        """Draw one flow, and say where its name goes."""
        edge, boxes = route.edge, self.block.boxes
        source, target = boxes[edge.border or edge.source], boxes[edge.target]
        points = [Point(source.right, source.centre.y)]
        if route.begin != "right":
            level = route.channel if route.begin == "bottom" else routes.border_level(*self._at(edge.source))
            y = self._height(level or (0, 0), route)
            points = [Point(source.centre.x, source.bottom), Point(source.centre.x, y)]
        turn = points[-1].x
        for hop in route.hops:
            turn = self._track(route, hop.gap)
            points += [Point(turn, self._height(hop.begin, route)), Point(turn, self._height(hop.end, route))]
        if route.end == "bottom":
            points += [Point(target.centre.x, points[-1].y), Point(target.centre.x, target.bottom)]
        else:
            points.append(Point(target.x, target.centre.y))
            turn = max(turn, self.right[self.grid.column[edge.target] - 1] if self.grid.column[edge.target] else turn)
        self.block.lines[edge.id] = _straightened(points)
        if edge.name:
            self.block.names[edge.id] = self._name(route, points, turn)

    def _name(self, route: Route, points: Sequence[Point], turn: float) -> Box:
        if route.end == "left":
            last = points[-1]
            return Box(turn + 4, last.y - _NAME_HEIGHT - 4, route.edge.name, _NAME_HEIGHT)
        first = points[1] if route.begin != "right" else points[0]
        return Box(first.x + 6, first.y - _NAME_HEIGHT - 4, route.edge.name, _NAME_HEIGHT)

    def _at(self, key: str) -> Level:
        return self.grid.lane[key], self.grid.row[key]


def _straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out points on a straight line between their neighbours, and points that stand twice."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(kept[-1].x - point.x) < 0.5 and abs(kept[-1].y - point.y) < 0.5:
            continue
        if len(kept) > 1 and (kept[-2].x == kept[-1].x == point.x or kept[-2].y == kept[-1].y == point.y):
            kept.pop()
        kept.append(point)
    return tuple(kept) if len(kept) > 1 else (points[0], points[-1])
