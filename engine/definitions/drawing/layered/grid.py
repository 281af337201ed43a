"""What is to be laid out and where it stands in lanes, columns and rows; must not know coordinates."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

EVENT: Final = (36.0, 36.0)


@dataclass(frozen=True, slots=True)
class Part:
    """One node, note or datum: its size, the room that its name needs (above, below, wide), its lane (by place)."""

    id: str
    size: tuple[float, float]
    above: float = 0.0
    below: float = 0.0
    wide: float = 0.0
    lane: int = 0
    host: str = ""  # the activity at whose border it sits
    beside: bool = False  # a note or a datum: it lies beside the flow
    of: str = ""  # the node that a note or datum belongs to


@dataclass(frozen=True, slots=True)
class Edge:
    """A flow between two nodes; `source` is the activity where a boundary event begins it, `border` that event.

    `name` is how wide its name is, 0 for none.
    """

    id: str
    source: str
    target: str
    border: str = ""
    name: float = 0.0


@dataclass(slots=True)
class Grid:
    """Lane, column and row of everything, and the rows on which a flow crosses the columns between its ends."""

    column: dict[str, int]
    lane: dict[str, int]
    row: dict[str, int] = field(default_factory=dict)
    crossed: dict[str, list[int]] = field(default_factory=dict)
    crossed_in: dict[str, int] = field(default_factory=dict)  # the lane of each such flow
    rows: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # how many rows each lane has

    def lower(self, lane: int, more: int) -> None:
        """Make room for rows above those of a lane."""
        for key in self.row:
            if self.lane[key] == lane:
                self.row[key] += more
        for key, rows in self.crossed.items():
            if self.crossed_in[key] == lane:
                self.crossed[key] = [row + more for row in rows]
        self.rows[lane] += more

    def lowest(self) -> dict[tuple[int, int], int]:
        """Return the lowest row that is taken, by lane and column."""
        found: dict[tuple[int, int], int] = {}
        for key, row in self.row.items():
            place = (self.lane[key], self.column[key])
            found[place] = max(found.get(place, row), row)
        return found
