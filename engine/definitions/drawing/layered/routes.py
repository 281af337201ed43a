"""Which way each flow goes through the grid: from row to row in the gaps between columns; must not know coordinates."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from engine.definitions.drawing.layered.grid import Edge, Grid

Level = tuple[int, int]  # lane and row, or lane and channel (as -1 - number)


class Hop(NamedTuple):
    """A change of level in the gap before a column."""

    gap: int
    begin: Level
    end: Level


@dataclass(slots=True)
class Route:
    """The way of one flow. `begin` and `end` say on which side of its nodes it leaves and arrives."""

    edge: Edge
    begin: Literal["right", "bottom", "border"] = "right"
    end: Literal["left", "bottom"] = "left"
    hops: list[Hop] = field(default_factory=list)
    channel: Level | None = None


@dataclass(slots=True)
class Routes:
    """All ways of one flow of work, and how many channels run below the rows of each lane."""

    routes: list[Route]
    channels: dict[int, int]


_BORDER: Final = 1_000_000  # the level just below an activity, where flows of boundary events leave


def border_level(lane: int, row: int) -> Level:
    """Return the level below the activities of a row."""
    return lane, _BORDER + row


def is_border(level: Level) -> int | None:
    """Return the row of the level below activities, None for every other level."""
    return level[1] - _BORDER if level[1] >= _BORDER else None


def find(grid: Grid, onwards: Sequence[Edge], back: Sequence[Edge]) -> Routes:
    """Find the way of every flow; those that lead back, or very far, go through channels below the rows."""
    routes = []
    round_about: list[Route] = []
    lowest = grid.lowest()
    for edge in onwards:
        route = _onwards(grid, edge)
        routes.append(route)
        if route.channel is not None:
            round_about.append(route)
    for edge in back:
        route = Route(edge, channel=(max(grid.lane[edge.source], grid.lane[edge.target]), -1))
        routes.append(route)
        round_about.append(route)
    channels = _channels(grid, round_about)
    for route in round_about:
        _through_channel(grid, route, lowest)
    return Routes(routes, channels)


def _level(grid: Grid, key: str) -> Level:
    return grid.lane[key], grid.row[key]


def _start(grid: Grid, route: Route) -> Level:
    lane, row = _level(grid, route.edge.source)
    if route.edge.border:
        route.begin = "border"
        return border_level(lane, row)
    return lane, row


def _onwards(grid: Grid, edge: Edge) -> Route:
    route = Route(edge)
    first, last = grid.column[edge.source] + 1, grid.column[edge.target]
    if last > first and edge.id not in grid.crossed:
        route.channel = (max(grid.lane[edge.source], grid.lane[edge.target]), -1)
        return route
    levels = [_start(grid, route)]
    levels += [(grid.crossed_in[edge.id], row) for row in grid.crossed.get(edge.id, ())]
    levels.append(_level(grid, edge.target))
    pairs = pairwise(levels)
    route.hops = [Hop(first + step, one, other) for step, (one, other) in enumerate(pairs) if one != other]
    return route


def _channels(grid: Grid, routes: Sequence[Route]) -> dict[int, int]:
    """Give each of these ways a channel, so that none runs upon another; return how many each lane has."""
    ends: dict[int, list[int]] = defaultdict(list)
    for route in sorted(routes, key=lambda one: (min(_reach(grid, one)), max(_reach(grid, one)))):
        lane = (route.channel or (0, 0))[0]
        left, right = _reach(grid, route)
        number = next((place for place, end in enumerate(ends[lane]) if end < left), len(ends[lane]))
        ends[lane][number : number + 1] = [right]
        route.channel = (lane, -1 - number)
    return {lane: len(held) for lane, held in ends.items()}


def _reach(grid: Grid, route: Route) -> tuple[int, int]:
    one, other = grid.column[route.edge.source], grid.column[route.edge.target]
    return min(one, other), max(one, other) + 1


def _through_channel(grid: Grid, route: Route, lowest: dict[tuple[int, int], int]) -> None:
    edge, channel = route.edge, route.channel or (0, -1)
    begin, end = _start(grid, route), _level(grid, edge.target)
    if not edge.border and _is_open(grid, edge.source, channel, lowest):
        route.begin = "bottom"
    else:
        route.hops.append(Hop(grid.column[edge.source] + 1, begin, channel))
    if edge.source != edge.target and _is_open(grid, edge.target, channel, lowest):
        route.end = "bottom"
    else:
        route.hops.append(Hop(grid.column[edge.target], channel, end))


def _is_open(grid: Grid, key: str, channel: Level, lowest: dict[tuple[int, int], int]) -> bool:
    """Tell whether nothing stands between a node and a channel below it."""
    lane, row = _level(grid, key)
    return lane == channel[0] and lowest[lane, grid.column[key]] == row
