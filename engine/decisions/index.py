"""Which rules of a table may fit a value, found without testing each; must not decide whether one does.

Only rules are left out whose cell certainly does not fit: the value is of the kind of the column's constants, and the
cell lets in other values of that kind alone. A rule with a cell that cannot be read is never left out, so that it is
told.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any, Final

from engine.decisions.cells import ORDERED, Cell, Kind, of
from engine.feel import UnaryTests
from engine.feel.numbers import NUMBERS
from engine.feel.temporal import Date
from engine.frozen import Record

_FEW: Final = 16  # rules of a table that are tested as quickly as they are looked up
_ENTRIES: Final = 20  # for each rule, at most so many entries of an index

Tests = Sequence[UnaryTests | object | None]


class Index(Record):
    """The rules of a table by the values of one column; rules are told by their places, in their order."""

    column: int
    kind: Kind
    bounds: Sequence[Any]
    """Of an ordered kind: where its parts begin and end; below the first, the first, between the first two, …"""
    parts: Sequence[Sequence[int]]
    values: Mapping[Any, Sequence[int]]
    others: Sequence[int]
    """Rules that may fit whatever the value is."""

    def may_fit(self, value: Any) -> Sequence[int] | None:
        """Return the rules that may fit a value; None where all have to be tested."""
        if not _is(value, self.kind):
            return None
        if self.kind in ORDERED:
            at = bisect_left(self.bounds, value)
            exact = at < len(self.bounds) and self.bounds[at] == value
            return self.parts[2 * at + exact]
        return self.values.get(value, self.others)


def _is(value: Any, kind: Kind) -> bool:
    if kind == "number":
        return type(value) in NUMBERS
    return type(value) is {"text": str, "truth": bool, "date": Date}[kind]


def indexed(rules: Sequence[Tests]) -> Index | None:
    """Return an index over the column that tells rules apart best; None where none does, or there are few rules."""
    if len(rules) < _FEW:
        return None
    width = min(len(rule) for rule in rules)
    broken = {at for at, rule in enumerate(rules) if any(_is_broken(test) for test in rule)}
    columns = ([None if at in broken else rule[number] for at, rule in enumerate(rules)] for number in range(width))
    found = (_column(number, tests) for number, tests in enumerate(columns))
    usable = [one for one in found if one is not None]
    return min(usable, key=_size, default=None)


def _is_broken(test: UnaryTests | object | None) -> bool:
    return test is not None and not isinstance(test, UnaryTests)


def _size(index: Index) -> float:
    lists = index.parts or list(index.values.values()) or [index.others]
    return sum(map(len, lists)) / len(lists)


def _column(number: int, tests: Tests) -> Index | None:
    read = [_cell(test) for test in tests]
    kinds = {one.kind for one in read if one is not None and one.kind is not None}
    if len(kinds) != 1:
        return None
    (kind,) = kinds
    assert kind is not None, "cells without a kind were left out"  # noqa: S101
    others = [at for at, one in enumerate(read) if one is None or one.kind is None or one.negated]
    sure = {at: one for at, one in enumerate(read) if one is not None and one.kind is not None and not one.negated}
    if kind in ORDERED:
        return _ordered(number, kind, sure, others)
    values: dict[Any, list[int]] = {}
    for at, one in sure.items():
        for point in one.points:
            values.setdefault(point, []).append(at)
    if len(values) * len(others) > _ENTRIES * len(tests):
        return None
    return Index(number, kind, (), (), {point: sorted([*rows, *others]) for point, rows in values.items()}, others)


def _cell(test: UnaryTests | object | None) -> Cell | None:
    if test is None:
        return Cell(None)
    return of(test.tree) if isinstance(test, UnaryTests) else None


def _ordered(number: int, kind: Kind, sure: Mapping[int, Cell], others: Sequence[int]) -> Index | None:
    """Cut the values at every bound and put each rule under the parts that its cell lets in."""
    bounds = sorted({end for one in sure.values() for end in _ends(one)})
    places = {bound: 2 * at + 1 for at, bound in enumerate(bounds)}
    parts: list[list[int]] = [[] for _ in range(2 * len(bounds) + 1)]
    left = _ENTRIES * (len(sure) + len(others))
    for at, one in sure.items():
        spans = [(places[point], places[point]) for point in one.points]
        for span in one.spans:
            low = 0 if span.low is None else places[span.low] + (not span.low_included)
            high = len(parts) - 1 if span.high is None else places[span.high] - (not span.high_included)
            spans.append((low, high))
        left -= sum(max(0, high - low + 1) for low, high in spans)
        if left < 0:
            return None
        for part in {part for low, high in spans for part in range(low, high + 1)}:
            parts[part].append(at)
    if len(parts) * len(others) > max(left, 0):
        return None
    return Index(number, kind, bounds, [sorted([*rows, *others]) for rows in parts], {}, others)


def _ends(one: Cell) -> set[Any]:
    return {*one.points, *(end for span in one.spans for end in (span.low, span.high) if end is not None)}
