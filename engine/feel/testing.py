"""Answers how tests of one value become closures: `in`, unary tests and ranges such as (> 5); it must not loop."""

from collections.abc import Callable
from typing import Final

from engine.feel import nodes
from engine.feel.compiling import Compiler
from engine.feel.numbers import NUMBERS
from engine.feel.operators import comparer, incomparable
from engine.feel.run import Closure, Frame, Run, Value
from engine.feel.values import Range, admit, contains, equal

#: The name of the value tested, in unary tests (DMN 1.5, 10.3.2.8).
TESTED: Final = "?"

_Test = Callable[[Value, Run, Frame | None], bool | None]


def within(node: nodes.In, compiler: Compiler) -> Closure:
    """`value in tests`: true when one fits, null when none fits and one cannot be told."""
    value = compiler.closure(node.value)
    tests = [_test(test, compiler) for test in node.tests]
    texts = frozenset(one.value for one in node.tests if isinstance(one, nodes.Literal) and type(one.value) is str)
    only_texts = len(texts) == len(tests)

    def search(run: Run, frame: Frame | None) -> Value:
        tested, answer = value(run, frame), False
        if only_texts and type(tested) is str:
            return tested in texts
        for test in tests:
            fits = test(tested, run, frame)
            if fits:
                return True
            answer = None if fits is None else answer  # type: ignore[assignment]
        return answer

    return search


def _test(node: nodes.Node, compiler: Compiler) -> _Test:
    if isinstance(node, nodes.UnaryTest):
        compare, operand = comparer(node.operator, node.position), compiler.closure(node.operand)
        return lambda tested, run, frame: compare(tested, operand(run, frame), run)
    wanted, position = compiler.closure(node), node.position
    return lambda tested, run, frame: _fits(tested, wanted(run, frame), run, position)


# --- unary tests ----------------------------------------------------------------------------------------


def tests_of(node: nodes.TestsOf, compiler: Compiler) -> Closure:
    """One of the tests fits the value tested, or with not(…) none; no test at all fits everything."""
    if not node.tests:
        return lambda run, frame: True
    tests = [_unary_test(test, compiler) for test in node.tests]
    negated = node.negated

    def decide(run: Run, frame: Frame) -> Value:
        tested = frame.names[TESTED]
        answer: bool | None = False
        for test in tests:
            fits = test(tested, run, frame)
            if fits:
                return not negated
            answer = None if fits is None else answer
        return answer if answer is None else answer is not negated

    return decide  # type: ignore[return-value]


def _unary_test(node: nodes.Node, compiler: Compiler) -> _Test:
    """A test that asks for `?` says itself whether it fits; any other gives what the value is looked for in."""
    if isinstance(node, nodes.UnaryTest):
        return _test(node, compiler)
    wanted, position = compiler.closure(node), node.position
    if isinstance(node, nodes.Literal) and type(node.value) in (str, *NUMBERS):
        return _constant(node.value, position)
    if nodes.mentions(node, TESTED):
        return lambda tested, run, frame: _said(tested, wanted(run, frame), run, position)

    def fits(tested: Value, run: Run, frame: Frame | None) -> bool | None:
        found = wanted(run, frame)
        if type(found) is bool and type(tested) is not bool and tested is not None:
            return found  # a condition that has nothing to do with the value tested
        return _fits(tested, found, run, position)

    return fits


def _constant(constant: Value, position: int) -> _Test:
    """The usual cell, a text or a number: met without a further call where the value tested is of its kind."""
    kinds = NUMBERS if type(constant) in NUMBERS else frozenset((str,))

    def same(tested: Value, run: Run, frame: Frame | None) -> bool | None:
        if type(tested) in kinds:
            return bool(tested == constant)
        return _fits(tested, constant, run, position)

    return same


def _said(tested: Value, found: Value, run: Run, position: int) -> bool | None:
    return found if found is None or type(found) is bool else _fits(tested, found, run, position)


def unary_range(node: nodes.UnaryTest, compiler: Compiler) -> Closure:
    """`(> 5)` as a value: the range of all that fits (DMN 1.5, 10.3.2.7)."""
    operand, operator = compiler.closure(node.operand), node.operator
    has_low, has_high = operator in (">", ">=", "=", "!="), operator in ("<", "<=", "=", "!=")
    includes = operator in (">=", "<=", "=")

    def make(run: Run, frame: Frame | None) -> Value:
        end = operand(run, frame)
        return Range(
            end if has_low else None, end if has_high else None, includes and has_low, includes and has_high, operator
        )

    return make


# --- what fits ------------------------------------------------------------------------------------------


def _fits(tested: Value, wanted: Value, run: Run, position: int) -> bool | None:
    if type(wanted) is Range and type(tested) in NUMBERS and (within := _number_in(wanted, tested)) is not None:
        return within
    if type(wanted) is list:
        run.charge(len(wanted))
        found = (_fits_one(tested, admit(element, run), run) for element in wanted)
        return any(fits is True for fits in found) or (type(tested) is list and equal(tested, wanted, run) is True)
    fits = _fits_one(tested, wanted, run)
    return incomparable(tested, wanted, run, position) if fits is None else fits


def _number_in(found: Range, tested: Value) -> bool | None:
    """Whether a number lies between two numbers; None for every other range."""
    low, high = found.low, found.high
    if type(low) not in NUMBERS or type(high) not in NUMBERS or found.operator is not None:
        return None
    above = low <= tested if found.low_included else low < tested
    return bool(above and (tested <= high if found.high_included else tested < high))


def _fits_one(tested: Value, wanted: Value, run: Run) -> bool | None:
    if type(wanted) is Range and type(tested) is not Range:
        return contains(wanted, tested)
    return equal(tested, wanted, run)
