"""Where notes and data stand: above or below the rows of their node's lane, in its column; moves no node aside."""

from collections import defaultdict
from collections.abc import Sequence

from engine.definitions.drawing.layered.grid import Grid, Part


def place(grid: Grid, parts: Sequence[Part]) -> None:
    """Put each note or datum into a row of its own kind: above for what belongs to the upper half of a lane."""
    half = {lane: rows / 2 for lane, rows in grid.rows.items()}
    taken: dict[tuple[int, bool, int], int] = defaultdict(int)
    above: dict[int, int] = defaultdict(int)
    placed: list[tuple[Part, int, bool, int]] = []
    for part in parts:
        known = part.of in grid.row
        lane, column = (grid.lane[part.of], grid.column[part.of]) if known else (part.lane, 0)
        upper = known and grid.row[part.of] < half[lane]
        level = taken[lane, upper, column]
        taken[lane, upper, column] += 1
        above[lane] = max(above[lane], level + 1) if upper else above[lane]
        grid.lane[part.id], grid.column[part.id] = lane, column
        placed.append((part, lane, upper, level))
    for lane, more in above.items():
        grid.lower(lane, more)
    base = dict(grid.rows)
    for part, lane, upper, level in placed:
        row = above[lane] - 1 - level if upper else base.get(lane, 0) + level
        grid.row[part.id] = row
        grid.rows[lane] = max(grid.rows[lane], row + 1)
