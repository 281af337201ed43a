"""Answers the functions on lists; none of them changes the list that it is given."""

from engine.feel import numbers
from engine.feel.functions.registry import function
from engine.feel.invoking import truth
from engine.feel.numbers import Number
from engine.feel.run import Run, Value
from engine.feel.values import FunctionValue, elements, equal, kind, order
from engine.text import Text

# --- looking --------------------------------------------------------------------------------------------


@function("list contains(list: list, element: any?)")
def list_contains(run: Run, values: list[Value], element: Value = None) -> bool:
    """Whether an element equals this one."""
    return any(equal(value, element, run) for value in elements(values, run))


@function("index of(list: list, match: any?)")
def index_of(run: Run, values: list[Value], match: Value = None) -> list[int]:
    """The positions (from 1) of all elements that equal `match`."""
    found = [place for place, value in enumerate(elements(values, run), start=1) if equal(value, match, run)]
    run.produce_list(len(found))
    return found


# --- new lists ------------------------------------------------------------------------------------------


def _made(run: Run, values: list[Value]) -> list[Value]:
    run.produce_list(len(values))
    return values


@function("append(list: list, item: any*)")
def append(run: Run, values: list[Value], *items: Value) -> list[Value]:
    """The list with more elements at its end."""
    run.produce_list(len(values) + len(items))
    return [*values, *items]


@function("concatenate(list: list*)")
def concatenate(run: Run, *lists: list[Value]) -> list[Value]:
    """All lists one after the other."""
    run.produce_list(sum(len(values) for values in lists))
    return [value for values in lists for value in values]


@function("union(list: list*)")
def union(run: Run, *lists: list[Value]) -> list[Value]:
    """All lists one after the other, each value once."""
    return _distinct(run, concatenate(run, *lists))


@function("distinct values(list: list)")
def distinct_values(run: Run, values: list[Value]) -> list[Value]:
    """Each value once, in the order of first appearance."""
    return _distinct(run, values)


def _distinct(run: Run, values: list[Value]) -> list[Value]:
    kept: list[Value] = []
    for value in elements(values, run):
        if not any(equal(value, earlier, run) for earlier in kept):
            kept.append(value)
    return _made(run, kept)


@function("insert before(list: list, position: whole number, newItem: any?)")
def insert_before(run: Run, values: list[Value], position: Number, item: Value = None) -> list[Value] | None:
    """The list with a new element at this position."""
    place = _place(run, values, position)
    if place is None:
        return None
    run.produce_list(len(values) + 1)
    return [*values[:place], item, *values[place:]]


@function("remove(list: list, position: whole number)")
def remove(run: Run, values: list[Value], position: Number) -> list[Value] | None:
    """The list without the element at this position."""
    place = _place(run, values, position)
    if place is None:
        return None
    run.produce_list(len(values))
    return [*values[:place], *values[place + 1 :]]


@function("list replace(list: list, position: number, newItem: any?)")
def list_replace(run: Run, values: list[Value], position: Number, item: Value = None) -> list[Value] | None:
    """The list with another element at this position."""
    place = _place(run, values, position)
    if place is None:
        return None
    run.produce_list(len(values))
    return [*values[:place], item, *values[place + 1 :]]


@function("list replace(list: list, match: function, newItem: any?)")
def list_replace_where(run: Run, values: list[Value], match: FunctionValue, item: Value = None) -> list[Value] | None:
    """The list with another element in place of each for which `match` of it and the new one is true."""
    run.produce_list(len(values))
    replaced: list[Value] = []
    for value in elements(values, run):
        fits = truth(match, (value, item), run)
        if fits is None:
            return None
        replaced.append(item if fits else value)
    return replaced


def _place(run: Run, values: list[Value], position: Number) -> int | None:
    """The index that Python uses for position 1 … n or -n … -1."""
    whole = numbers.truncated(position, len(values))
    if not whole:
        params = {"index": numbers.plain(position)[:20], "count": len(values)}
        return run.null(Text("There is no element {index} in a list of {count}.", params))
    return whole - 1 if whole > 0 else len(values) + whole


@function("reverse(list: list)")
def reverse(run: Run, values: list[Value]) -> list[Value]:
    """The list backwards."""
    run.produce_list(len(values))
    return values[::-1]


@function("sublist(list: list, start position: whole number, length: whole number?)")
def sublist(run: Run, values: list[Value], start: Number, length: Number | None = None) -> list[Value] | None:
    """From a position (the first is 1, the last -1), so many elements or all the rest."""
    place = _place(run, values, start)
    if place is None:
        return None
    room = len(values) - place
    if length is not None and not 1 <= length <= room:
        return run.null(Text("There are only {count} elements from this position.", {"count": room}))
    return _made(run, values[place : place + (room if length is None else int(length))])


@function("flatten(list: list)")
def flatten(run: Run, values: list[Value]) -> list[Value]:
    """All elements of lists in lists, in one list."""
    flat: list[Value] = []
    waiting = [iter(values)]
    while waiting:
        run.charge(1)
        for value in waiting[-1]:
            if type(value) is list:
                waiting.append(iter(value))
                break
            run.charge(1)
            flat.append(value)
        else:
            waiting.pop()
    return _made(run, flat)


@function("sort(list: list, precedes: function | null?)")
def sort(run: Run, values: list[Value], precedes: FunctionValue | None = None) -> list[Value] | None:
    """The elements from small to large, or as `precedes` says of two; null when they have no common order."""
    run.produce_list(len(values))
    run.charge(len(values) * len(values).bit_length())
    found = list(elements(values, run))
    if precedes is not None:
        return _sorted_by(run, found, precedes)
    if any(order(value, found[0]) is None for value in found):
        params = {"kinds": ", ".join(sorted({kind(value) for value in found}))}
        return run.null(Text("These cannot be sorted together: {kinds}.", params))
    return sorted(found, key=_Sorted)


class _Sorted:
    """A value that Python's sort may compare."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value

    def __lt__(self, other: "_Sorted") -> bool:
        return order(self.value, other.value) == -1


def _sorted_by(run: Run, values: list[Value], precedes: FunctionValue) -> list[Value] | None:
    unclear = False

    class Ranked(_Sorted):
        """A value whose place the given function decides."""

        def __lt__(self, other: _Sorted) -> bool:
            nonlocal unclear
            before = None if unclear else truth(precedes, (self.value, other.value), run)
            unclear = unclear or before is None
            return before is True

    found = sorted(values, key=Ranked)
    return None if unclear else found
