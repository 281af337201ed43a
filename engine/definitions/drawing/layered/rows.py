"""In which row of its lane each node stands, so that a main path is a straight line; must not know sizes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from engine.definitions.drawing.layered.grid import Edge, Grid

_LONGEST: Final = 12  # columns that a flow may cross among the rows; a longer one goes round
_MOST: Final = 4  # cells that all flows together may cross, for each node


def place(grid: Grid, component: Sequence[str], edges: Sequence[Edge]) -> None:
    """Give the nodes of one component rows below those that are taken; `edges` are those that lead onwards."""
    crossing = _crossing(grid, component, edges)
    into: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        into[edge.target].append(edge)
    cells: dict[int, list[tuple[str, Edge | None]]] = defaultdict(list)
    for key in component:
        cells[grid.column[key]].append((key, None))
    for edge in crossing:
        for column in range(grid.column[edge.source] + 1, grid.column[edge.target]):
            cells[column].append((edge.id, edge))
    found: dict[str, int] = {}
    across: dict[str, list[int]] = {edge.id: [] for edge in crossing}
    for column in sorted(cells):
        _fill(grid, cells[column], into, found, across)
    _settle(grid, found, across, crossing)


def _crossing(grid: Grid, component: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """Return the flows that cross columns among the rows, the short ones first, as long as there is room."""
    room, chosen = _MOST * len(component) + 50, []
    for edge in sorted(edges, key=lambda one: grid.column[one.target] - grid.column[one.source]):
        span = grid.column[edge.target] - grid.column[edge.source] - 1
        if 0 < span <= _LONGEST and span <= room:
            room -= span
            chosen.append(edge)
    return chosen


def _fill(
    grid: Grid,
    cells: Sequence[tuple[str, Edge | None]],
    into: Mapping[str, Sequence[Edge]],
    found: dict[str, int],
    across: dict[str, list[int]],
) -> None:
    """Give the cells of one column their rows, each near what leads to it."""
    by_lane: dict[int, list[tuple[float, int, str, Edge | None]]] = defaultdict(list)
    for number, (key, edge) in enumerate(cells):
        lane = grid.lane[edge.source if edge else key]
        by_lane[lane].append((_wanted(grid, key, edge, into, found, across), number, key, edge))
    for held in by_lane.values():
        held.sort(key=lambda one: one[:2])
        for (_, _, key, edge), row in zip(held, _spread([one[0] for one in held]), strict=True):
            if edge is None:
                found[key] = row
            else:
                across[key].append(row)


def _wanted(
    grid: Grid,
    key: str,
    edge: Edge | None,
    into: Mapping[str, Sequence[Edge]],
    found: Mapping[str, int],
    across: Mapping[str, Sequence[int]],
) -> float:
    """Return the row in which a cell would continue straight what leads to it."""
    leading = [edge] if edge else into.get(key, ())
    lane = grid.lane[edge.source if edge else key]
    rows = sorted(
        across[one.id][-1] if across.get(one.id) else found[one.source] + bool(one.border)
        for one in leading
        if one.source in found and grid.lane[one.source] == lane
    )
    return rows[(len(rows) - 1) // 2] if rows else 0


def _spread(wanted: Sequence[float]) -> list[int]:
    """Return rows in rising order, each its own, as near to the wanted ones as can be (pooled neighbours)."""
    blocks: list[tuple[float, int]] = []  # sum and number of what was pooled
    for number, one in enumerate(wanted):
        total, count = one - number, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before, held = blocks.pop()
            total, count = total + before, count + held
        blocks.append((total, count))
    rows: list[int] = []
    for total, count in blocks:
        base = -int(-total // count)  # rounded up: of two ways the first goes straight on
        first = base + len(rows)
        rows += range(first, first + count)
    return rows


def _settle(grid: Grid, found: Mapping[str, int], across: Mapping[str, list[int]], crossing: Sequence[Edge]) -> None:
    """Shift the rows of each lane below those that earlier components have taken."""
    least: dict[int, int] = {}
    most: dict[int, int] = {}
    of_edge = {edge.id: grid.lane[edge.source] for edge in crossing}
    used = [(grid.lane[key], row) for key, row in found.items()]
    used += [(of_edge[key], row) for key, rows in across.items() for row in rows]
    for lane, row in used:
        least[lane], most[lane] = min(least.get(lane, row), row), max(most.get(lane, row), row)
    shift = {lane: grid.rows[lane] - low for lane, low in least.items()}
    for key, row in found.items():
        grid.row[key] = row + shift[grid.lane[key]]
    for key, rows in across.items():
        grid.crossed[key] = [row + shift[of_edge[key]] for row in rows]
        grid.crossed_in[key] = of_edge[key]
    for lane, high in most.items():
        grid.rows[lane] = high + shift[lane] + 1
