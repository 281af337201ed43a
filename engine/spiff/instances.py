"""The repetitions of one running task, counted and not built: numbers, bits and answers; must not decide anything."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import orjson


class Answers:
    """What finished repetitions answered; each answer is written as JSON once, however often the case is stored."""

    __slots__ = ("_given", "_json", "_written")

    def __init__(self, pairs: Iterable[tuple[int, Any]] = ()) -> None:
        """Begin with these answers by repetition."""
        self._given: dict[int, Any] = dict(pairs)
        self._json = b""
        self._written = 0

    def put(self, index: int, value: object) -> None:
        """Keep the answer of a repetition; each repetition answers once."""
        self._given[index] = value

    def in_order(self, total: int) -> list[Any]:
        """Return the answers in the order of the items; null where there is none."""
        return [self._given.get(index) for index in range(total)]

    def json(self) -> bytes:
        """Return the answers as JSON pairs, in the order in which they were given."""
        fresh = list(islice(self._given.items(), self._written, None))
        if fresh:
            self._json += (b"," if self._json else b"") + orjson.dumps(fresh)[1:-1]
            self._written = len(self._given)
        return b"[" + self._json + b"]"


@dataclass(slots=True)
class Instances:
    """Repetition number `index` is activity `base + index`, and open while its bit is set."""

    total: int
    base: int = 0
    begun: int = 0
    open: int = 0
    reference: str | None = None
    """The variable that holds the items; they are read from there, and kept in `items` if it is overwritten."""
    items: list[Any] | None = None
    answers: Answers | None = None
    inputs: dict[int, dict[str, Any]] = field(default_factory=dict)
    """What open repetitions took in, by their number; only where something is drawn to go in."""

    def index(self, activity: int) -> int | None:
        """Return which repetition an activity is, or None when it is none that is open."""
        index = activity - self.base
        return index if 0 <= index < self.total and self.open >> index & 1 else None

    def begin(self, many: int, first_activity: int) -> None:
        """Open the next `many` repetitions under the activity numbers from `first_activity` on."""
        self.base = first_activity - self.begun
        self.open |= ((1 << many) - 1) << self.begun
        self.begun += many

    def finish(self, index: int) -> None:
        """Close a repetition."""
        self.open &= ~(1 << index)
        self.inputs.pop(index, None)

    @property
    def active(self) -> int:
        """How many are open."""
        return self.open.bit_count()

    def open_indexes(self) -> list[int]:
        """Return the open repetitions, first to last."""
        bits = self.open
        found = []
        while bits:
            lowest = bits & -bits
            found.append(lowest.bit_length() - 1)
            bits ^= lowest
        return found

    def row(self) -> list[Any]:
        """Return the repetitions as stored (see `engine.spiff.codec`)."""
        answers = None if self.answers is None else orjson.Fragment(self.answers.json())
        row = [self.total, self.base, self.begun, format(self.open, "x"), self.reference, self.items, answers]
        return [*row, list(self.inputs.items())] if self.inputs else row

    @classmethod
    def of_row(cls, row: list[Any]) -> "Instances":
        """Return the repetitions that a row describes."""
        total, base, begun, opened, reference, items, given, *taken = row
        answers = None if given is None else Answers(given)
        return cls(total, base, begun, int(opened, 16), reference, items, answers, dict(taken[0]) if taken else {})
