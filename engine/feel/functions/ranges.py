"""Answers the functions on ranges and points (DMN 1.5, 10.3.4.9); it must not read a range's text itself."""

from collections.abc import Callable
from typing import Final

from engine.feel.functions.registry import function
from engine.feel.range_text import read_range
from engine.feel.run import Run, Value
from engine.feel.values import Range, order
from engine.text import Text

_POINT: Final = "number | string | date | time | date and time | days and time duration | years and months duration"
_READ_COST: Final = 20  # reading a range takes as long as so many nodes
_Answer = bool | None


class _Unordered(Exception):
    """Two ends that cannot be compared."""


def _compared(left: Value, right: Value, left_open: int, right_open: int) -> int:
    """The order of two ends; a missing one lies beyond all others, below (-1) or above (1)."""
    if left is None or right is None:
        first, second = left_open if left is None else 0, right_open if right is None else 0
        return (first > second) - (first < second)
    found = order(left, right)
    if found is None:
        raise _Unordered
    return found


def _decided(run: Run, decide: Callable[[], bool]) -> _Answer:
    try:
        return decide()
    except _Unordered:
        return run.null(Text("These ranges or points cannot be compared."))


# --- one range beside another: all else is said with these -----------------------------------------------


def _as_range(value: Value) -> Range:
    return value if isinstance(value, Range) else Range(value, value, low_included=True, high_included=True)


def _end_to_begin(left: Range, right: Range) -> int:
    return _compared(left.high, right.low, 1, -1)


def _begins(left: Range, right: Range) -> int:
    return _compared(left.low, right.low, -1, -1)


def _ends(left: Range, right: Range) -> int:
    return _compared(left.high, right.high, 1, 1)


def _ends_before(left: Range, right: Range) -> bool:
    gap = _end_to_begin(left, right)
    return gap < 0 or (gap == 0 and not (left.high_included and right.low_included))


def _meets(left: Range, right: Range) -> bool:
    return _end_to_begin(left, right) == 0 and left.high_included and right.low_included


def _begins_first(left: Range, right: Range) -> bool:
    """Whether `left` begins earlier than `right`."""
    gap = _begins(left, right)
    return gap < 0 or (gap == 0 and left.low_included and not right.low_included)


def _ends_last(left: Range, right: Range) -> bool:
    """Whether `left` ends later than `right`."""
    gap = _ends(left, right)
    return gap > 0 or (gap == 0 and left.high_included and not right.high_included)


def _includes(outer: Range, inner: Range) -> bool:
    return not _begins_first(inner, outer) and not _ends_last(inner, outer)


def _begin_together(left: Range, right: Range) -> bool:
    return _begins(left, right) == 0 and left.low_included == right.low_included


def _end_together(left: Range, right: Range) -> bool:
    return _ends(left, right) == 0 and left.high_included == right.high_included


def _starts(inner: Range, outer: Range) -> bool:
    return _begin_together(inner, outer) and _includes(outer, inner)


def _finishes(inner: Range, outer: Range) -> bool:
    return _end_together(inner, outer) and _includes(outer, inner)


# --- functions ------------------------------------------------------------------------------------------


@function("range(from: string)")
def range_of_text(run: Run, text: str) -> Range | None:
    """The range written in a text, its ends numbers, texts, dates, times or durations."""
    run.charge(_READ_COST + len(text))
    found = read_range(text)
    return run.null(Text("“{text}” is no range.", {"text": text[:60]})) if found is None else found


@function(f"before(point1: {_POINT}, point2: {_POINT})")
@function(f"before(point: {_POINT}, range: range)")
@function(f"before(range: range, point: {_POINT})")
@function("before(range1: range, range2: range)")
def before(run: Run, first: Value, second: Value) -> _Answer:
    """Whether the first ends before the second begins."""
    return _decided(run, lambda: _ends_before(_as_range(first), _as_range(second)))


@function(f"after(point1: {_POINT}, point2: {_POINT})")
@function(f"after(point: {_POINT}, range: range)")
@function(f"after(range: range, point: {_POINT})")
@function("after(range1: range, range2: range)")
def after(run: Run, first: Value, second: Value) -> _Answer:
    """Whether the first begins after the second ends."""
    return _decided(run, lambda: _ends_before(_as_range(second), _as_range(first)))


@function("meets(range1: range, range2: range)")
def meets(run: Run, first: Range, second: Range) -> _Answer:
    """Whether the first ends exactly where the second begins, both ends included."""
    return _decided(run, lambda: _meets(first, second))


@function("met by(range1: range, range2: range)")
def met_by(run: Run, first: Range, second: Range) -> _Answer:
    """Whether the first begins exactly where the second ends, both ends included."""
    return _decided(run, lambda: _meets(second, first))


@function("overlaps(range1: range, range2: range)")
def overlaps(run: Run, first: Range, second: Range) -> _Answer:
    """Whether the two have something in common."""
    return _decided(run, lambda: not _ends_before(first, second) and not _ends_before(second, first))


@function("overlaps before(range1: range, range2: range)")
def overlaps_before(run: Run, first: Range, second: Range) -> _Answer:
    """Whether the first begins earlier, ends inside the second and no later than it."""
    return _decided(run, lambda: _reaches_into(first, second))


@function("overlaps after(range1: range, range2: range)")
def overlaps_after(run: Run, first: Range, second: Range) -> _Answer:
    """Whether the first begins inside the second and ends no earlier than it."""
    return _decided(run, lambda: _reaches_into(second, first))


def _reaches_into(first: Range, second: Range) -> bool:
    return _begins_first(first, second) and not _ends_before(first, second) and not _ends_last(first, second)


@function(f"finishes(point: {_POINT}, range: range)")
@function("finishes(range1: range, range2: range)")
def finishes(run: Run, inner: Value, outer: Range) -> _Answer:
    """Whether the first lies in the range and ends with it."""
    return _decided(run, lambda: _finishes(_as_range(inner), outer))


@function(f"finished by(range: range, point: {_POINT})")
@function("finished by(range1: range, range2: range)")
def finished_by(run: Run, outer: Range, inner: Value) -> _Answer:
    """Whether the range ends with the second, which lies in it."""
    return _decided(run, lambda: _finishes(_as_range(inner), outer))


@function(f"includes(range: range, point: {_POINT})")
@function("includes(range1: range, range2: range)")
def includes(run: Run, outer: Range, inner: Value) -> _Answer:
    """Whether the second lies in the range."""
    return _decided(run, lambda: _includes(outer, _as_range(inner)))


@function(f"during(point: {_POINT}, range: range)")
@function("during(range1: range, range2: range)")
def during(run: Run, inner: Value, outer: Range) -> _Answer:
    """Whether the first lies in the range."""
    return _decided(run, lambda: _includes(outer, _as_range(inner)))


@function(f"starts(point: {_POINT}, range: range)")
@function("starts(range1: range, range2: range)")
def starts(run: Run, inner: Value, outer: Range) -> _Answer:
    """Whether the first lies in the range and begins with it."""
    return _decided(run, lambda: _starts(_as_range(inner), outer))


@function(f"started by(range: range, point: {_POINT})")
@function("started by(range1: range, range2: range)")
def started_by(run: Run, outer: Range, inner: Value) -> _Answer:
    """Whether the range begins with the second, which lies in it."""
    return _decided(run, lambda: _starts(_as_range(inner), outer))


@function(f"coincides(point1: {_POINT}, point2: {_POINT})")
@function("coincides(range1: range, range2: range)")
def coincides(run: Run, first: Value, second: Value) -> _Answer:
    """Whether both are the same."""
    left, right = _as_range(first), _as_range(second)
    return _decided(run, lambda: _begin_together(left, right) and _end_together(left, right))
