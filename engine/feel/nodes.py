"""Answers what an expression is made of: the frozen nodes of its tree; they must not know how they are evaluated."""

from collections.abc import Iterator as Rounds

from engine.feel.run import Value
from engine.feel.types import Type
from engine.frozen import Record, parts


class Node(Record):
    """A part of an expression; `position` is its first telling character in the source, from 1."""

    position: int


class Literal(Node):
    """A number, text, true, false, null, or an at-literal."""

    value: Value


class Name(Node):
    """A name to be looked up; words are joined by one space."""

    name: str


class ListOf(Node):
    """`[a, b, c]`."""

    elements: tuple[Node, ...]


class ContextOf(Node):
    """`{name: value, …}`; later entries see earlier ones."""

    entries: tuple[tuple[str, Node], ...]


class RangeOf(Node):
    """`[low..high]`, with round or turned brackets where an end is excluded."""

    low: Node
    high: Node
    low_included: bool
    high_included: bool


class Negation(Node):
    """`-value`."""

    operand: Node


class Arithmetic(Node):
    """A row of operators of the same strength, from left to right: `a + b - c`, `a * b / c`, `a ** b`."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


class Comparison(Node):
    """`left operator right` with one of = != < <= > >=."""

    operator: str
    left: Node
    right: Node


class Between(Node):
    """`value between low and high`, ends included."""

    value: Node
    low: Node
    high: Node


class UnaryTest(Node):
    """`> 5` after `in` or alone in brackets: the value tested stands on the left."""

    operator: str
    operand: Node


class In(Node):
    """`value in test` or `value in (test, test)`: true when one test fits."""

    value: Node
    tests: tuple[Node, ...]


class Logic(Node):
    """`a and b and c` or `a or b or c`."""

    operator: str
    operands: tuple[Node, ...]


class If(Node):
    """`if condition then yes else no`."""

    condition: Node
    yes: Node
    no: Node


class Path(Node):
    """`base.name`; over a list, the name of each element."""

    base: Node
    name: str


class Filter(Node):
    """`base[condition]`: the elements for which it is true, or the one at a number."""

    base: Node
    condition: Node


class Call(Node):
    """`function(arguments)`; `named` holds arguments given as `parameter: value`."""

    function: str
    arguments: tuple[Node, ...]
    named: tuple[tuple[str, Node], ...]


class Invocation(Node):
    """`callee(arguments)` of a function that is a value: `(function(x) x)(1)`, `tools.rate(1)`."""

    callee: Node
    arguments: tuple[Node, ...]
    named: tuple[tuple[str, Node], ...]


class FunctionOf(Node):
    """`function(name: type, …) body`; a parameter without type takes anything."""

    parameters: tuple[tuple[str, Type | None], ...]
    body: Node


class Iterator(Node):
    """`name in source`, or `name in low..high` when `high` is given."""

    name: str
    source: Node
    high: Node | None


class For(Node):
    """`for a in b, c in d return body`."""

    iterators: tuple[Iterator, ...]
    body: Node


class Quantified(Node):
    """`some …` or `every a in b satisfies condition`."""

    quantifier: str
    iterators: tuple[Iterator, ...]
    condition: Node


class InstanceOf(Node):
    """`value instance of type`."""

    value: Node
    type: Type


class TestsOf(Node):
    """The cell of a decision table: tests of which one must fit, none when `negated`; no tests fit everything."""

    tests: tuple[Node, ...]
    negated: bool


def within(node: Node) -> Rounds[Node]:
    """The node and all nodes inside it."""
    waiting: list[object] = [node]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Node):
            yield found
            waiting.extend(parts(found))
        elif type(found) is tuple:
            waiting.extend(found)


def mentions(node: Node, name: str) -> bool:
    """Whether this name is read somewhere inside."""
    return any(isinstance(found, Name) and found.name == name for found in within(node))
