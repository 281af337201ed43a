"""Which values a cell of a decision table lets in, where constants say it; must not evaluate and knows no table.

Values of one kind are ordered or told apart here: numbers, dates, texts, truth. What depends on other values, or tests
texts by their order, is not told: `cell` gives None.
"""

from functools import lru_cache
from typing import Any, Final, Literal, NamedTuple

from engine import errors
from engine.feel import nodes, parse, parse_unary_tests
from engine.feel.numbers import NUMBERS
from engine.feel.regex import regex
from engine.feel.temporal import Date
from engine.frozen import Record

Kind = Literal["number", "date", "text", "truth"]
ORDERED: Final = frozenset({"number", "date"})
_DAY: Final = r"-?[0-9]{4,9}-[0-9]{2}-[0-9]{2}"


class Span(NamedTuple):
    """Values from `low` to `high`; None where there is no end."""

    low: Any
    high: Any
    low_included: bool
    high_included: bool


class Cell(Record):
    """What a cell lets in: these values and spans, or with `negated` all others; with `kind` None everything."""

    kind: Kind | None
    points: frozenset[Any] = frozenset()
    spans: tuple[Span, ...] = ()
    negated: bool = False


EVERYTHING: Final = Cell(None)


@lru_cache(maxsize=4_096)
def cell(source: str) -> Cell | None:
    """Return what a cell lets in; None where constants do not say it, or where it cannot be read."""
    if source in {"", "-", "–"}:
        return EVERYTHING
    try:
        tree = parse_unary_tests(source).tree
    except (errors.FeelSyntaxError, errors.FeelLimit):
        return None
    return of(tree)


def of(tree: nodes.TestsOf) -> Cell | None:
    """Return what tests let in; None where constants do not say it."""
    if not tree.tests:
        return EVERYTHING
    points, spans, kinds = set[Any](), list[Span](), set[Kind]()
    for test in tree.tests:
        if (found := constant(test)) is not None:
            kinds.add(found[0])
            points.add(found[1])
        elif (span := _span(test)) is not None:
            kinds.add(span[0])
            spans.append(span[1])
        else:
            return None
    if len(kinds) != 1 or (spans and not kinds <= ORDERED):
        return None
    return Cell(kinds.pop(), frozenset(points), tuple(spans), tree.negated)


def constant(node: nodes.Node) -> tuple[Kind, Any] | None:
    """Return kind and value of a constant."""
    if isinstance(node, nodes.Literal):
        return _valued(node.value)
    if isinstance(node, nodes.Negation) and (found := constant(node.operand)) is not None and found[0] == "number":
        return "number", -found[1]
    if isinstance(node, nodes.UnaryTest) and node.operator == "=":
        return constant(node.operand)
    if isinstance(node, nodes.Call) and node.function == "date" and len(node.arguments) == 1 and not node.named:
        return _date(node.arguments[0])
    return None


def _date(said: nodes.Node) -> tuple[Kind, Any] | None:
    if not isinstance(said, nodes.Literal) or type(said.value) is not str or not regex(_DAY).fullmatch(said.value):
        return None
    try:
        tree = parse(f'@"{said.value}"').tree
    except errors.FeelSyntaxError:
        return None
    return constant(tree)


def _valued(value: Any) -> tuple[Kind, Any] | None:
    if type(value) is bool:
        return "truth", value
    if type(value) in NUMBERS:
        return "number", value
    if type(value) is str:
        return "text", value
    return ("date", value) if type(value) is Date else None


def _span(node: nodes.Node) -> tuple[Kind, Span] | None:
    if isinstance(node, nodes.UnaryTest) and (found := constant(node.operand)) is not None:
        kind, value = found
        spans = {
            "<": Span(None, value, False, False),
            "<=": Span(None, value, False, True),
            ">": Span(value, None, False, False),
            ">=": Span(value, None, True, False),
        }
        return (kind, spans[node.operator]) if kind in ORDERED and node.operator in spans else None
    if isinstance(node, nodes.RangeOf):
        low, high = constant(node.low), constant(node.high)
        if low is not None and high is not None and low[0] == high[0] and low[0] in ORDERED:
            return low[0], Span(low[1], high[1], node.low_included, node.high_included)
    return None
