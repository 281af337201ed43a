"""Answers the functions that make one figure out of a list; none of them rounds more than arithmetic does."""

from collections import Counter
from decimal import Decimal
from typing import Final

from engine.feel import numbers
from engine.feel.functions.registry import function
from engine.feel.numbers import ARITHMETIC, NUMBERS, Number
from engine.feel.run import Run, Value
from engine.feel.temporal import DaysDuration, MonthsDuration
from engine.feel.values import all_elements, order
from engine.text import Text


@function("count(list: list)")
def count(run: Run, values: list[Value]) -> int:
    """How many elements the list has."""
    return len(values)


def _extreme(run: Run, values: list[Value], wanted: int) -> Value:
    found_all = all_elements(values, run)
    if found_all and NUMBERS.issuperset(map(type, found_all)):
        return min(found_all) if wanted < 0 else max(found_all)
    best: Value = None
    for place, value in enumerate(found_all):
        if place == 0:
            best = value
            continue
        found = order(value, best)
        if found is None:
            return run.null(Text("The elements of this list have no common order."))
        best = value if found == wanted else best
    return best


@function("min(list: list)")
def smallest(run: Run, values: list[Value]) -> Value:
    """The smallest element; null when there is none."""
    return _extreme(run, values, -1)


@function("max(list: list)")
def largest(run: Run, values: list[Value]) -> Value:
    """The largest element; null when there is none."""
    return _extreme(run, values, 1)


@function("min(c: any*)")
def smallest_argument(run: Run, *values: Value) -> Value:
    """The smallest argument."""
    return _extreme(run, list(values), -1)


@function("max(c: any*)")
def largest_argument(run: Run, *values: Value) -> Value:
    """The largest argument."""
    return _extreme(run, list(values), 1)


_NO_NUMBERS: Final = Text("This needs a list with at least one element, all of them numbers.")


def _numbers(run: Run, values: list[Value]) -> list[Number] | None:
    found = all_elements(values, run)
    return found if found and NUMBERS.issuperset(map(type, found)) else run.null(_NO_NUMBERS)


def _sum(run: Run, values: list[Value]) -> Value:
    found = all_elements(values, run)
    kinds = set(map(type, found))
    if kinds and kinds <= NUMBERS:
        return _total(found)
    if kinds == {DaysDuration}:
        return DaysDuration(sum(value.nanoseconds for value in found))
    if kinds == {MonthsDuration}:
        return MonthsDuration(sum(value.months for value in found))
    return run.null(_NO_NUMBERS)


def _total(values: list[Number]) -> Number | None:
    """The sum: whole numbers are added by Python, which is quicker, as long as there are no others."""
    whole, place = 0, 0
    while place < len(values) and type(values[place]) is int:
        whole += int(values[place])
        place += 1
    total = numbers.from_int(whole)
    for value in values[place:]:
        total = None if total is None else numbers.add(total, value)
    return total


@function("sum(list: list)")
def total(run: Run, values: list[Value]) -> Value:
    """The sum of numbers or of durations."""
    return _sum(run, values)


@function("sum(n: any*)")
def total_of_arguments(run: Run, *values: Value) -> Value:
    """The sum of the arguments."""
    return _sum(run, list(values))


def _mean(run: Run, values: list[Value]) -> Value:
    found = _numbers(run, values)
    whole = None if found is None else _total(found)
    return None if found is None or whole is None else numbers.divide(whole, len(found))


@function("mean(list: list)")
def mean(run: Run, values: list[Value]) -> Value:
    """The sum divided by the count."""
    return _mean(run, values)


@function("mean(n: any*)")
def mean_of_arguments(run: Run, *values: Value) -> Value:
    """The mean of the arguments."""
    return _mean(run, list(values))


def _median(run: Run, values: list[Value]) -> Value:
    found = _numbers(run, values)
    if found is None:
        return None
    run.charge(len(found) * len(found).bit_length())
    ordered, middle = sorted(found), len(found) // 2
    if len(ordered) % 2:
        return ordered[middle]
    both = numbers.add(ordered[middle - 1], ordered[middle])
    return None if both is None else numbers.divide(both, 2)


@function("median(list: list)")
def median(run: Run, values: list[Value]) -> Value:
    """The middle number, or the mean of the two middle ones."""
    return _median(run, values)


@function("median(n: any*)")
def median_of_arguments(run: Run, *values: Value) -> Value:
    """The median of the arguments."""
    return _median(run, list(values))


def _deviation(run: Run, values: list[Value]) -> Value:
    found = _numbers(run, values)
    if found is None or len(found) == 1:
        return None if found is None else run.null(Text("One number alone has no deviation."))
    middle = _mean(run, values)
    if middle is None:
        return None
    squares: list[Number] = []
    for value in found:
        gap = ARITHMETIC.subtract(value, middle)
        squares.append(ARITHMETIC.multiply(gap, gap))
    whole = _total(squares)
    return None if whole is None else numbers.finite(ARITHMETIC.sqrt(ARITHMETIC.divide(whole, len(found) - 1)))


@function("stddev(list: list)")
def deviation(run: Run, values: list[Value]) -> Value:
    """The standard deviation of a sample: how far the numbers lie from their mean."""
    return _deviation(run, values)


@function("stddev(n: any*)")
def deviation_of_arguments(run: Run, *values: Value) -> Value:
    """The standard deviation of the arguments."""
    return _deviation(run, list(values))


def _product(run: Run, values: list[Value]) -> Value:
    found = _numbers(run, values)
    if found is None:
        return None
    product = Decimal(1)
    for value in found:
        product = ARITHMETIC.multiply(product, value)
    return numbers.finite(product)


@function("product(list: list)")
def product(run: Run, values: list[Value]) -> Value:
    """All numbers multiplied."""
    return _product(run, values)


@function("product(n: any*)")
def product_of_arguments(run: Run, *values: Value) -> Value:
    """The product of the arguments."""
    return _product(run, list(values))


def _mode(run: Run, values: list[Value]) -> Value:
    if not values:
        return []
    found = _numbers(run, values)
    if found is None:
        return None
    counts = Counter(Decimal(value).normalize(ARITHMETIC) for value in found)
    most = max(counts.values())
    common = sorted(value for value, times in counts.items() if times == most)
    run.produce_list(len(common))
    return common


@function("mode(list: list)")
def mode(run: Run, values: list[Value]) -> Value:
    """The most frequent numbers, from small to large."""
    return _mode(run, values)


@function("mode(n: any*)")
def mode_of_arguments(run: Run, *values: Value) -> Value:
    """The most frequent arguments."""
    return _mode(run, list(values))
