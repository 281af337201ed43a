"""Answers how names, literals, lists, contexts, paths and filters become closures; it must know no operators."""

from decimal import Decimal
from typing import Final

from engine.feel import nodes, numbers
from engine.feel.compiling import Compiler, Level
from engine.feel.functions.registry import as_value
from engine.feel.properties import PROPERTIES
from engine.feel.run import Closure, Frame, ItemFrame, Run, Value
from engine.feel.values import TYPE_NAMES, Range, admit, kind
from engine.feel.vocabulary import NONE
from engine.text import Text

ITEM: Final = "item"
# What a scope may hand over without a second look; floats and large integers need one.
_PLAIN: Final = frozenset((str, bool, type(None), list, dict))
_SMALL: Final = 1 << 100


def literal(node: nodes.Literal, _: Compiler) -> Closure:
    """A constant."""
    value = node.value
    return lambda run, frame: value


# --- names ----------------------------------------------------------------------------------------------


def name(node: nodes.Name, compiler: Compiler) -> Closure:
    """A name bound around it, or a variable of the scope; null with a reason when neither knows it."""
    hops, perhaps, bound = _place(node.name, compiler.level)
    if not compiler.binds(node.name) and not perhaps and compiler.usage.vocabulary is not NONE:
        built_in = as_value(node.name)
        if built_in is not None:
            return lambda run, frame: built_in
    if not bound:
        (compiler.usage.possible if perhaps else compiler.usage.names).add(node.name)
    if not bound and not perhaps:
        return _from_scope(node.name, node.position)
    if bound and not perhaps:
        return _from_frame(node.name, hops)
    return _searched(node.name, node.position)


def _place(wanted: str, level: Level | None) -> tuple[int, bool, bool]:
    """How many levels out the name is bound, whether a filter's element may have it first, and whether it is bound."""
    hops, perhaps = 0, False
    while level is not None:
        if level.names is None:
            perhaps = True
            if wanted == ITEM:
                return hops, True, True
        elif wanted in level.names:
            return hops, perhaps, True
        hops, level = hops + 1, level.outer
    return hops, perhaps, False


def _from_scope(wanted: str, position: int) -> Closure:
    def read(run: Run, frame: Frame | None) -> Value:
        try:
            value = run.scope[wanted]
        except KeyError:
            return run.null(Text("There is no variable “{name}”.", {"name": wanted}), position)
        found = type(value)
        if found in _PLAIN or (found is int and -_SMALL < value < _SMALL):  # type: ignore[operator]
            return value
        run.at = position
        return admit(value, run)

    return read


def _from_frame(wanted: str, hops: int) -> Closure:
    def nearest(run: Run, frame: Frame) -> Value:
        return frame.names[wanted]

    def further(run: Run, frame: Frame) -> Value:
        for _ in range(hops):
            frame = frame.outer  # type: ignore[assignment]
        return frame.names[wanted]

    return further if hops else nearest  # type: ignore[return-value]


def _searched(wanted: str, position: int) -> Closure:
    from_scope = _from_scope(wanted, position)
    is_item = wanted == ITEM

    def read(run: Run, frame: Frame | None) -> Value:
        while frame is not None:
            if wanted in frame.names:
                value = frame.names[wanted]
                return value if type(value) in _PLAIN else admit(value, run)
            if is_item and type(frame) is ItemFrame:
                return frame.item
            frame = frame.outer
        return from_scope(run, None)

    return read


def known(node: nodes.Node, compiler: Compiler) -> Closure:
    """Whether a name or path leads to something, be it null: the closure behind `is defined`."""
    if isinstance(node, nodes.Path):
        base, last = compiler.closure(node.base), node.name
        return lambda run, frame: _has(base(run, frame), last)
    if not isinstance(node, nodes.Name):
        inner = compiler.closure(node)
        return lambda run, frame: inner(run, frame) is not None
    wanted = node.name
    if not _place(wanted, compiler.level)[2]:
        compiler.usage.possible.add(wanted)

    def defined(run: Run, frame: Frame | None) -> bool:
        while frame is not None:
            if wanted in frame.names:
                return True
            frame = frame.outer
        return wanted in run.scope

    return defined


def _has(base: Value, wanted: str) -> bool:
    if isinstance(base, dict):
        return wanted in base
    return wanted in PROPERTIES.get(type(base), {})


# --- lists and contexts -----------------------------------------------------------------------------------


def list_of(node: nodes.ListOf, compiler: Compiler) -> Closure:
    """`[a, b]`; a list of constants is made once and never changed."""
    closures = [compiler.closure(element) for element in node.elements]
    constants = [element.value for element in node.elements if isinstance(element, nodes.Literal)]
    if len(constants) == len(closures):
        return lambda run, frame: constants
    count = len(closures)

    def make(run: Run, frame: Frame | None) -> Value:
        run.produce_list(count)
        return [closure(run, frame) for closure in closures]

    return make


def context_of(node: nodes.ContextOf, compiler: Compiler) -> Closure:
    """`{a: 1, b: a + 1}`; each entry sees the entries before it."""
    entries: list[tuple[str, Closure]] = []
    for place, (key, value) in enumerate(node.entries):
        inner = compiler.inside(frozenset(earlier for earlier, _ in node.entries[:place]))
        entries.append((key, inner.closure(value)))
        compiler.cost += inner.cost

    def make(run: Run, frame: Frame | None) -> Value:
        run.produce_list(len(entries))
        names: dict[str, Value] = {}
        own = Frame(names, frame)
        for key, closure in entries:
            names[key] = closure(run, own)
        return names

    return make


def range_of(node: nodes.RangeOf, compiler: Compiler) -> Closure:
    """`[low..high]`; null when the ends are of different kinds."""
    low, high = compiler.closure(node.low), compiler.closure(node.high)
    low_included, high_included, position = node.low_included, node.high_included, node.position
    if isinstance(node.low, nodes.Literal) and isinstance(node.high, nodes.Literal):
        ends = node.low.value, node.high.value
        if None not in ends and kind(ends[0]) == kind(ends[1]):  # made once and never changed
            constant = Range(*ends, low_included, high_included)
            return lambda run, frame: constant

    def make(run: Run, frame: Frame | None) -> Value:
        first, last = low(run, frame), high(run, frame)
        if first is not None and last is not None and kind(first) != kind(last):
            params = {"low": kind(first), "high": kind(last)}
            return run.null(Text("A range cannot go from {low} to {high}.", params), position)
        return Range(first, last, low_included, high_included)

    return make


# --- paths ----------------------------------------------------------------------------------------------


def path(node: nodes.Path, compiler: Compiler) -> Closure:
    """`base.name`; the name of each element when the base is a list."""
    base, wanted, position = compiler.closure(node.base), node.name, node.position

    def read(run: Run, frame: Frame | None) -> Value:
        value = base(run, frame)
        if type(value) is list:
            run.produce_list(len(value))
            return [_step(admit(element, run), wanted, run, position) for element in value]
        return _step(value, wanted, run, position)

    return read


def _step(value: Value, wanted: str, run: Run, position: int) -> Value:
    if type(value) is dict:
        if wanted in value:
            return admit(value[wanted], run)
        return run.null(Text("There is no “{name}” in the context.", {"name": wanted}), position)
    read = PROPERTIES.get(type(value), {}).get(wanted)
    if read is not None:
        return read(value)
    if value is None:
        return None
    return run.null(Text("A {kind} has no “{name}”.", {"kind": TYPE_NAMES[type(value)], "name": wanted}), position)


# --- filters --------------------------------------------------------------------------------------------


def filtered(node: nodes.Filter, compiler: Compiler) -> Closure:
    """`base[3]` is an element, `base[condition]` the elements for which it is true."""
    base, position = compiler.closure(node.base), node.position
    if isinstance(node.condition, nodes.Literal) and numbers.is_number(node.condition.value):
        return _at_index(base, node.condition.value, position)
    inner = compiler.inside(None)
    condition = inner.closure(node.condition)
    compiler.cost += inner.cost
    cost = inner.cost + 1

    def keep(run: Run, frame: Frame | None) -> Value:
        found = _listed(base(run, frame))
        first = condition(run, _item_frame(found[0] if found else None, frame, run))
        if numbers.is_number(first):
            return _element(found, first, run, position)
        if found and first is not None and type(first) is not bool:
            return run.null(Text("A filter takes a number or a condition; this is neither."), position)
        run.charge(cost * len(found))
        kept = [admit(element, run) for element in found[:1] if first is True]
        for element in found[1:]:
            own = _item_frame(element, frame, run)
            if condition(run, own) is True:
                kept.append(own.item)
        run.produce_list(len(kept))
        return kept

    return keep


def _listed(value: Value) -> list[Value]:
    if type(value) is list:
        return value
    return [] if value is None else [value]


def _item_frame(element: Value, frame: Frame | None, run: Run) -> ItemFrame:
    if type(element) is dict:
        return ItemFrame(element, element, frame)
    element = admit(element, run)
    return ItemFrame(element if type(element) is dict else _NOTHING, element, frame)


_NOTHING: Final[dict[str, Value]] = {}


def _at_index(base: Closure, index: int | Decimal, position: int) -> Closure:
    return lambda run, frame: _element(_listed(base(run, frame)), index, run, position)


def _element(found: list[Value], index: int | Decimal, run: Run, position: int) -> Value:
    whole = numbers.truncated(index, len(found))
    if not whole or whole != index:
        params = {"index": numbers.plain(index)[:20], "count": len(found)}
        return run.null(Text("There is no element {index} in a list of {count}.", params), position)
    return admit(found[whole - 1 if whole > 0 else whole], run)
