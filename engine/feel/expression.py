"""Answers what an expression's value is in a scope; it must not know where the scope comes from or what for."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Final

from engine import errors
from engine.calendar import Calendar
from engine.feel import access, calls, export, invoking, limits, loops, nodes, operators, testing
from engine.feel.compiling import Compiler, Level, Usage
from engine.feel.parser import parse_tests, parse_tree
from engine.feel.run import Closure, Frame, Reason, Run, Value
from engine.feel.values import admit
from engine.feel.vocabulary import NONE, Vocabulary
from engine.frozen import Record

_CACHED: Final = 2_048
_STEPS: Final[Mapping[type[nodes.Node], Callable[..., Closure]]] = {
    nodes.Literal: access.literal,
    nodes.Name: access.name,
    nodes.ListOf: access.list_of,
    nodes.ContextOf: access.context_of,
    nodes.RangeOf: access.range_of,
    nodes.Path: access.path,
    nodes.Filter: access.filtered,
    nodes.Negation: operators.negation,
    nodes.Arithmetic: operators.arithmetic,
    nodes.Comparison: operators.comparison,
    nodes.Between: operators.between,
    nodes.In: testing.within,
    nodes.Logic: operators.logic,
    nodes.InstanceOf: operators.instance_of,
    nodes.If: loops.choice,
    nodes.For: loops.loop,
    nodes.Quantified: loops.quantified,
    nodes.Call: calls.call,
    nodes.Invocation: invoking.invocation,
    nodes.FunctionOf: invoking.function_of,
    nodes.UnaryTest: testing.unary_range,
    nodes.TestsOf: testing.tests_of,
}


class Expression(Record, eq=False):
    """A read and compiled expression, shared between threads; `tree` is what it was read as."""

    source: str
    tree: nodes.Node
    #: Variables that it reads from the scope, by their first name: `a` of `a.b.c`.
    names: frozenset[str]
    #: Names inside filters, which an element may bring with it; only without one there are they read from the scope.
    possible_names: frozenset[str]
    #: Calls that can never give anything; without a vocabulary they are refused instead.
    mistakes: tuple[errors.FeelSyntaxError, ...]
    _closure: Closure
    _cost: int

    def evaluate(
        self,
        scope: Mapping[str, object],
        *,
        now: datetime | None = None,
        fuel: int = limits.MAX_FUEL,
        calendar: Calendar | None = None,
    ) -> object:
        """The value as plain JSON (see `to_json`), null where FEEL has no other answer.

        Only names that are needed are read from `scope`. `now` is what now() and today() give: hand in the step's
        moment in the agency's time zone, with the `calendar` of its working days (None: Iran's). Raises FeelLimit
        alone: when `fuel` runs out or a value grows too large.
        """
        run = Run(scope, now, fuel)
        run.calendar = calendar
        return self._evaluated(run)

    def evaluate_with_reasons(
        self, scope: Mapping[str, object], *, now: datetime | None = None, fuel: int = limits.MAX_FUEL
    ) -> tuple[object, tuple[Reason, ...]]:
        """The value as by `evaluate`, and why parts of it are null."""
        run = Run(scope, now, fuel)
        value = self._evaluated(run)
        return value, tuple(run.reasons or ())

    def fuel_used(self, scope: Mapping[str, object], *, now: datetime | None = None) -> int:
        """The fuel that one evaluation in this scope takes; raises as `evaluate` does."""
        run = Run(scope, now, limits.MAX_FUEL)
        self._evaluated(run)
        return limits.MAX_FUEL - run.fuel

    def compute(self, run: Run, scope: Mapping[str, object]) -> Value:
        """The value as FEEL has it: dates, ranges and functions stay what they are. Its cost is taken from `run`.

        For those who compute several values that use each other, with one budget: give `to_json` the last ones.
        """
        around, run.scope = run.scope, scope
        try:
            run.charge(self._cost)
            return self._closure(run, None)
        finally:
            run.scope = around

    def _evaluated(self, run: Run) -> Value:
        run.charge(self._cost)
        value = self._closure(run, None)
        return value if value is True or value is False else export.to_json(value, run)


class UnaryTests(Record, eq=False):
    """What a value is tested with: a cell of a decision table, or the allowed values of a type."""

    source: str
    tree: nodes.TestsOf
    #: Variables that they read from the scope besides the value tested, and mistakes, as in `Expression`.
    names: frozenset[str]
    mistakes: tuple[errors.FeelSyntaxError, ...]
    _closure: Closure
    _cost: int

    def matches(
        self,
        value: object,
        scope: Mapping[str, object],
        *,
        now: datetime | None = None,
        fuel: int = limits.MAX_FUEL,
    ) -> bool | None:
        """Whether one test fits `value` (with not(…): none); None where that cannot be told. Raises FeelLimit alone."""
        return self.test(value, Run(scope, now, fuel), scope)

    def test(self, value: object, run: Run, scope: Mapping[str, object]) -> bool | None:
        """As `matches`, its cost taken from `run`, which keeps the reasons."""
        around, run.scope = run.scope, scope
        try:
            run.charge(self._cost)
            found = self._closure(run, Frame({testing.TESTED: admit(value, run)}, None))
        finally:
            run.scope = around
        return found if type(found) is bool else None


@lru_cache(maxsize=_CACHED)
def parse(source: str, vocabulary: Vocabulary = NONE) -> Expression:
    """Read and compile an expression; the same source gives the same object. Raises FeelSyntaxError or FeelLimit.

    `vocabulary` tells the names and types around it; without one, functions are the built-in ones alone.
    """
    tree = parse_tree(source, vocabulary)
    usage = Usage(vocabulary)
    compiler = Compiler(_STEPS, usage, None, 0)
    closure = compiler.closure(tree)
    possible = frozenset(usage.possible - usage.names)
    return Expression(source, tree, frozenset(usage.names), possible, tuple(usage.mistakes), closure, compiler.cost)


@lru_cache(maxsize=_CACHED)
def parse_unary_tests(source: str, vocabulary: Vocabulary = NONE) -> UnaryTests:
    """Read and compile unary tests such as `< 5, [8..9]` or `not("a", "b")`; as `parse` otherwise."""
    tree = parse_tests(source, vocabulary)
    usage = Usage(vocabulary)
    compiler = Compiler(_STEPS, usage, Level(frozenset((testing.TESTED,)), None), 0)
    closure = compiler.closure(tree)
    names = frozenset(usage.names | usage.possible)
    return UnaryTests(source, tree, names, tuple(usage.mistakes), closure, compiler.cost)
