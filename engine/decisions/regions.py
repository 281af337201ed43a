"""Which values several rules of a table let in together, and which none does; must not evaluate anything.

The values of a column are cut into parts at every constant of its cells; a cell is the set of parts that it lets in, a
whole number with one bit for each. What cannot be told from constants is left out.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import combinations
from typing import Any, Final

from engine.decisions.cells import EVERYTHING, ORDERED, Cell, Span, cell
from engine.feel import Run, to_text
from engine.feel.temporal import Date
from engine.frozen import Record

_MAX_PAIRS: Final = 200_000
_MAX_STEPS: Final = 20_000
_MAX_TOLD: Final = 3
_FUEL: Final = 10_000  # for writing one constant


class Axis(Record):
    """The parts of a column, each as a unary test that lets in nothing else; `domain` are those that may come."""

    parts: tuple[str, ...]
    domain: int
    masks: tuple[int | None, ...]
    """What the cell of each rule lets in; None where it cannot be told."""


class Meeting(Record):
    """Two rules, by their numbers from 1, that let in the same values; one such part of each column."""

    first: int
    second: int
    example: tuple[str, ...]


def axes(columns: Sequence[Sequence[str]], allowed: Sequence[str | None]) -> tuple[Axis | None, ...]:
    """Return the parts of each column from its cells and the values allowed in it; None where kinds are mixed."""
    return tuple(map(_axis, columns, allowed))


def _axis(sources: Sequence[str], allowed: str | None) -> Axis | None:
    limits = cell(allowed) if allowed else EVERYTHING
    limits = limits or EVERYTHING
    read = [cell(source) for source in sources]
    told = [one for one in (*read, limits) if one is not None and one.kind is not None]
    kinds = {one.kind for one in told}
    if len(kinds) > 1:
        return None
    kind = next(iter(kinds), None)
    if kind in ORDERED:
        return _ordered(read, limits, told)
    values = [True, False] if kind == "truth" else sorted({point for one in told for point in one.points}, key=str)
    places = {value: at for at, value in enumerate(values)}
    names = [_shown(value) for value in values]
    if kind != "truth":
        names.append(f"not({', '.join(names)})" if names else "-")
    full = (1 << len(names)) - 1

    def mask(one: Cell | None) -> int | None:
        if one is None or one.kind is None:
            return None if one is None else full
        found = sum(1 << places[point] for point in one.points)
        return full & ~found if one.negated else found

    return Axis(tuple(names), mask(limits) or full, tuple(map(mask, read)))


def _ordered(read: Sequence[Cell | None], limits: Cell, told: Sequence[Cell]) -> Axis:
    """Cut at every bound: below the first, the first, between the first two, and so on."""
    ends = {end for one in told for span in one.spans for end in (span.low, span.high) if end is not None}
    bounds = sorted(ends.union(*(one.points for one in told)))
    places = {bound: 2 * at + 1 for at, bound in enumerate(bounds)}
    shown = [_shown(bound) for bound in bounds]
    names = [f"< {shown[0]}"]
    for at, bound in enumerate(shown):
        names.append(bound)
        names.append(f"({bound}..{shown[at + 1]})" if at + 1 < len(shown) else f"> {bound}")
    full = (1 << len(names)) - 1

    def within(span: Span) -> int:
        low = 0 if span.low is None else places[span.low] + (not span.low_included)
        high = len(names) if span.high is None else places[span.high] + span.high_included
        return ((1 << high) - 1) & ~((1 << low) - 1) if high > low else 0

    def mask(one: Cell | None) -> int | None:
        if one is None or one.kind is None:
            return None if one is None else full
        found = 0
        for part in (*(1 << places[point] for point in one.points), *map(within, one.spans)):
            found |= part
        return full & ~found if one.negated else found

    return Axis(tuple(names), mask(limits) or full, tuple(map(mask, read)))


def _shown(value: Any) -> str:
    """Return a constant as FEEL writes it."""
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) is str:
        return f'"{value}"'
    said = to_text(value, Run({}, None, _FUEL))
    return f'date("{said}")' if type(value) is Date else said


# --- rules that meet ------------------------------------------------------------------------------------


def meetings(columns: Sequence[Axis | None], rules: int) -> Iterator[Meeting]:
    """Give pairs of rules that certainly let in the same values, the first ones first.

    A rule with a cell that cannot be told is left out. Bounded: of a very large table perhaps not all are given.
    """
    usable = [axis for axis in columns if axis is not None]
    if len(usable) < len(columns):
        return
    rows: dict[int, list[int]] = {}
    for number in range(rules):
        masks = [mask for axis in usable if (mask := axis.masks[number]) is not None]
        if len(masks) == len(usable):
            rows[number] = masks
    left = _MAX_PAIRS
    for first, second in _near(rows, usable):
        left -= 1
        if left < 0:
            return
        both = [a & b & axis.domain for a, b, axis in zip(rows[first], rows[second], usable, strict=True)]
        if all(both):
            example = tuple(axis.parts[_lowest(one)] for one, axis in zip(both, usable, strict=True))
            yield Meeting(first + 1, second + 1, example)


def _near(rows: dict[int, list[int]], columns: Sequence[Axis]) -> Iterator[tuple[int, int]]:
    """Give the pairs of rules that share a part of the column that tells rules apart best, each pair once."""
    if not columns:
        yield from combinations(rows, 2)
        return
    best = min(range(len(columns)), key=lambda at: sum(masks[at].bit_count() for masks in rows.values()))
    shared: dict[int, list[int]] = {}
    for number, masks in rows.items():
        before = {other for part in _bits(masks[best]) for other in shared.get(part, ())}
        yield from ((other, number) for other in sorted(before))
        for part in _bits(masks[best]):
            shared.setdefault(part, []).append(number)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        yield _lowest(mask)
        mask &= mask - 1


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


# --- values without a rule ------------------------------------------------------------------------------


def gaps(columns: Sequence[Axis | None], rules: int) -> list[tuple[str, ...]]:
    """Return up to three combinations of values for which no rule fits, a unary test for each column ("-": any).

    None are told where a cell cannot be told; where looking would take too long, those found by then.
    """
    usable = [axis for axis in columns if axis is not None and None not in axis.masks]
    if len(usable) < len(columns):
        return []
    search = _Search(usable)
    with suppress(_Enough):
        search.look((), frozenset(range(rules)))
    return search.found


class _Enough(Exception):
    """Enough was found, or looked at."""


class _Search:
    """One walk through the columns, the rules that still fit getting fewer; its depth is the number of columns."""

    def __init__(self, columns: Sequence[Axis]) -> None:
        self.columns = columns
        self.found: list[tuple[str, ...]] = []
        self.steps = 0
        self.covered: set[tuple[int, frozenset[int]]] = set()

    def look(self, before: tuple[str, ...], fitting: frozenset[int]) -> None:
        """Look for combinations behind these parts of the first columns, where these rules still fit."""
        at = len(before)
        if not fitting:
            self.found.append(before + ("-",) * (len(self.columns) - at))
            if len(self.found) >= _MAX_TOLD:
                raise _Enough
            return
        if at == len(self.columns) or (at, fitting) in self.covered:
            return
        self.covered.add((at, fitting))
        for name, rules in self._parts(self.columns[at], fitting):
            self.steps += 1
            if self.steps > _MAX_STEPS:
                raise _Enough
            self.look((*before, name), rules)

    def _parts(self, axis: Axis, fitting: frozenset[int]) -> Iterator[tuple[str, frozenset[int]]]:
        """Give the parts of a column with the rules that let them in; of parts with the same rules, the first alone."""
        seen: set[frozenset[int]] = set()
        for part in _bits(axis.domain):
            rules = frozenset(number for number in fitting if (axis.masks[number] or 0) >> part & 1)
            if not rules or rules not in seen:
                seen.add(rules)
                yield axis.parts[part], rules
