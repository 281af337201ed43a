"""Answers how if, for, some and every become closures; it must not know operators or functions."""

from collections.abc import Iterator, Sequence
from typing import Final

from engine import errors
from engine.feel import limits, nodes, numbers
from engine.feel.compiling import Compiler
from engine.feel.run import Closure, Frame, Run, Value
from engine.feel.temporal import Date, date_of, day_number
from engine.feel.values import Range, admit, kind, order
from engine.text import Text


def choice(node: nodes.If, compiler: Compiler) -> Closure:
    """`if condition then yes else no`; a condition that is not true, null included, takes the else branch."""
    condition, yes, no = compiler.closure(node.condition), compiler.closure(node.yes), compiler.closure(node.no)
    return lambda run, frame: yes(run, frame) if condition(run, frame) is True else no(run, frame)


# --- rounds ---------------------------------------------------------------------------------------------

_Source = tuple[str, Closure, Closure | None, int]


def _prepared(
    iterators: Sequence[nodes.Iterator], body: nodes.Node, compiler: Compiler, *, partial: bool = False
) -> tuple[list[_Source], Closure, int]:
    """The sources of a loop, its body and the fuel of one round; each source sees the names before it."""
    sources: list[_Source] = []
    inner, cost = compiler, 0
    for place, iterator in enumerate(iterators):
        before = inner.cost
        source = inner.closure(iterator.source)
        high = None if iterator.high is None else inner.closure(iterator.high)
        cost += inner.cost - before if inner is not compiler else 0
        sources.append((iterator.name, source, high, iterator.position))
        last = place == len(iterators) - 1
        inner = inner.inside(frozenset((iterator.name, PARTIAL) if partial and last else (iterator.name,)))
        inner.depth += 1  # a hundred iterators are a hundred loops inside one another
    closure = inner.closure(body)
    return sources, closure, cost + inner.cost + len(sources)


def _rounds(sources: list[_Source], run: Run, frame: Frame | None, cost: int) -> Iterator[Frame | None]:
    """One frame for each combination, the first iterator turning slowest; None, and no more, without a source."""
    (name, low, high, position), rest = sources[0], sources[1:]
    turns = _turns(low(run, frame), None if high is None else high(run, frame), high is not None, run, position)
    if turns is None:
        yield None
        return
    for value in turns:
        run.charge(cost)  # each round is paid beforehand
        own = Frame({name: value}, frame)
        if rest:
            yield from _rounds(rest, run, own, cost)
        else:
            yield own


def _turns(source: Value, high: Value, is_span: bool, run: Run, position: int) -> Iterator[Value] | None:
    if is_span:
        return _span(source, high, run, position)
    if type(source) is Range:
        return _span_of(source, run, position)
    if type(source) is list:
        return (admit(element, run) for element in source)
    return None if source is None else iter((source,))


def _span_of(source: Range, run: Run, position: int) -> Iterator[Value] | None:
    """The whole numbers or days inside a range that goes upwards; ends that are excluded are left out."""
    if order(source.low, source.high) == 1:
        return run.null(Text("The range begins after its end."), position)
    span = _span(source.low, source.high, run, position)
    outside = ([] if source.low_included else [source.low]) + ([] if source.high_included else [source.high])
    return None if span is None else (value for value in span if value not in outside)


def _span(first: Value, last: Value, run: Run, position: int) -> Iterator[Value] | None:
    """From `first` to `last`, whole numbers or days, upwards or downwards."""
    if type(first) is Date and type(last) is Date:
        return map(date_of, _counted(day_number(first), day_number(last)))
    start, end = _whole(first), _whole(last)
    if start is None or end is None:
        params = {"low": kind(first), "high": kind(last)}
        return run.null(Text("There is nothing to count from {low} to {high}.", params), position)
    return iter(_counted(start, end))


_FURTHEST: Final = 10**15  # nobody counts so far; keeps Python's integers small


def _whole(value: Value) -> int | None:
    found = numbers.truncated(value, _FURTHEST) if numbers.is_number(value) else None
    return found if found == value else None


def _counted(start: int, end: int) -> range:
    """All whole numbers from `start` to `end`, both included, upwards or downwards."""
    return range(start, end + 1) if start <= end else range(start, end - 1, -1)


# --- loops ----------------------------------------------------------------------------------------------


def loop(node: nodes.For, compiler: Compiler) -> Closure:
    """`for a in b return body`: the list of all results."""
    partial = nodes.mentions(node.body, PARTIAL)
    sources, body, cost = _prepared(node.iterators, node.body, compiler, partial=partial)

    def collect(run: Run, frame: Frame | None) -> Value:
        results: list[Value] = []
        for own in _rounds(sources, run, frame, cost):
            if own is None:
                return None
            if len(results) >= limits.MAX_LIST:
                raise errors.FeelListTooLong(maximum=limits.MAX_LIST)
            if partial:  # a list of its own: what the round keeps of it must not grow
                run.produce_list(len(results))
                own.names[PARTIAL] = results[:]
            results.append(body(run, own))
        run.produce_list(len(results))
        return results

    return collect


#: The results so far, inside the body of a loop (DMN 1.5, 10.3.2.14).
PARTIAL: Final = "partial"
_DECISIVE: Final = {"some": True, "every": False}


def quantified(node: nodes.Quantified, compiler: Compiler) -> Closure:
    """`some` is true as soon as one round is, `every` false as soon as one is not; unknown rounds make it null."""
    sources, condition, cost = _prepared(node.iterators, node.condition, compiler)
    decisive = _DECISIVE[node.quantifier]

    def decide(run: Run, frame: Frame | None) -> Value:
        answer: bool | None = not decisive
        for own in _rounds(sources, run, frame, cost):
            if own is None:
                return None
            value = condition(run, own)
            if value is decisive:
                return decisive
            answer = None if type(value) is not bool else answer
        return answer

    return decide
