"""Answers which tree a source means; it must not evaluate it or know which functions exist."""

from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from engine import errors
from engine.feel import iso, nodes
from engine.feel.cursor import Cursor
from engine.feel.lexer import Token
from engine.feel.meant import meant
from engine.feel.parsing_types import read_type
from engine.feel.spelling import ENDS_NAME
from engine.feel.types import Type
from engine.feel.vocabulary import NONE, Vocabulary

_COMPARISONS: Final = ("=", "!=", "<", "<=", ">", ">=")
# How strongly operators bind; minus binds tighter than ** (-3 ** 2 is 9), as DMN says.
_OR, _AND, _COMPARED, _SUM, _PRODUCT, _POWER, _MINUS, _TYPED, _STEP = range(1, 10)
_MAY_BE_FUNCTION: Final = (
    nodes.Name,
    nodes.Path,
    nodes.Filter,
    nodes.Call,
    nodes.Invocation,
    nodes.FunctionOf,
    nodes.If,
)
_LITERALS: Final[Mapping[str, bool | None]] = {"true": True, "false": False, "null": None}


def parse_tree(source: str, vocabulary: Vocabulary = NONE) -> nodes.Node:
    """The tree of one whole expression; FeelSyntaxError or FeelLimit when there is none."""
    return _whole(Parser(source, vocabulary), Parser.expression)


def parse_tests(source: str, vocabulary: Vocabulary = NONE) -> nodes.TestsOf:
    """The tree of the unary tests of a cell (DMN 1.5, 10.3.1.2, rule 17); raises as `parse_tree` does."""
    return _whole(Parser(source, vocabulary), Parser.tests)


def _whole(parser: "Parser", read: "Callable[[Parser], Tree]") -> "Tree":
    if parser.cursor.token.kind == "end":
        raise errors.FeelEmpty(position=1)
    tree = read(parser)
    rest = parser.cursor.token
    if rest.kind != "end":
        raise errors.FeelLeftover(found=rest.text, position=rest.position)
    return tree


Tree = TypeVar("Tree", bound=nodes.Node)


class Parser:
    """A parser by operator strength: a prefix, then operators as long as they bind at least as strongly as asked."""

    __slots__ = ("cursor", "vocabulary")

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        """Stand before the first token of `source`."""
        self.cursor = Cursor(source, vocabulary.names, frozenset(vocabulary.types))
        self.vocabulary = vocabulary

    def expression(self, strength: int = 0) -> nodes.Node:
        """The next expression, up to the first operator weaker than `strength`."""
        self.cursor.enter()
        node = self._climb(self._prefix(), strength)
        self.cursor.depth -= 1
        return node

    def tests(self) -> nodes.TestsOf:
        """`-`, tests with commas between them, or `not(tests)`."""
        position = self.cursor.token.position
        if self.cursor.at("-") and self.cursor.ahead().kind == "end":
            self.cursor.take()
            return nodes.TestsOf(position, (), negated=False)
        negated = self._negated_tests()
        return negated or nodes.TestsOf(position, self._row_of_tests(), negated=False)

    def _negated_tests(self) -> nodes.TestsOf | None:
        """`not(…)` when it is the whole cell; None, and nothing read, when it only begins an expression."""
        if not (self.cursor.at("not") and self.cursor.ahead().text == "("):
            return None
        start = self.cursor.mark()
        position = self.cursor.take().position
        self.cursor.take()
        tests = self._row_of_tests()
        if self.cursor.accept(")") and self.cursor.token.kind == "end":
            return nodes.TestsOf(position, tests, negated=True)
        self.cursor.reset(start)
        return None

    def _row_of_tests(self) -> tuple[nodes.Node, ...]:
        tests = [self._test(0)]
        while self.cursor.accept(","):
            tests.append(self._test(0))
        return tuple(tests)

    def _climb(self, node: nodes.Node, strength: int) -> nodes.Node:
        while (found := self._operator()) and found[0] >= strength:
            node = found[1](self, node)
        return node

    def _operator(self) -> "tuple[int, Callable[[Parser, nodes.Node], nodes.Node]] | None":
        token = self.cursor.token
        if token.kind not in ("symbol", "word"):
            return None
        if token.text == "[" and not self.cursor.opens_operand():
            return None
        return _OPERATORS.get(token.text)

    # --- beginnings -------------------------------------------------------------------------------------

    def _prefix(self) -> nodes.Node:
        token = self.cursor.token
        if token.kind in ("number", "text"):
            self.cursor.take()
            return nodes.Literal(token.position, token.value)
        special = self.cursor.special()
        if special is not None:
            return self._call(token, special) if self.cursor.at("(") else nodes.Name(token.position, special)
        begin = _PREFIXES.get(token.text)
        if begin is not None and token.kind != "end":
            return begin(self, self.cursor.take())
        if token.text == "function" and self.cursor.ahead().text == "(":
            return self._function(self.cursor.take())
        if token.kind == "word" and token.text not in ENDS_NAME:
            return self._named()
        if token.kind == "end":
            raise errors.FeelUnfinished(expected="…", position=token.position)
        raise errors.FeelValueMissing(found=token.text, position=token.position)

    def _named(self) -> nodes.Node:
        token = self.cursor.token
        name = self.cursor.name()
        if self.cursor.at("("):
            return self._call(token, name)
        if name in _LITERALS:
            return nodes.Literal(token.position, _LITERALS[name])
        if (instead := meant(name, before_in=self.cursor.at("in"))) is not None:
            raise errors.FeelWriteInstead(found=name, write=instead, position=token.position)
        return nodes.Name(token.position, name)

    def _call(self, token: Token, name: str) -> nodes.Node:
        return nodes.Call(token.position, name, *self._arguments())

    def _invocation(self, callee: nodes.Node) -> nodes.Node:
        if not isinstance(callee, _MAY_BE_FUNCTION):
            raise errors.FeelLeftover(found="(", position=self.cursor.token.position)
        return nodes.Invocation(callee.position, callee, *self._arguments())

    def _arguments(self) -> tuple[tuple[nodes.Node, ...], tuple[tuple[str, nodes.Node], ...]]:
        self.cursor.expect("(")
        positional: list[nodes.Node] = []
        named: list[tuple[str, nodes.Node]] = []
        while not self.cursor.at(")"):
            key = self.cursor.key()
            if key is not None:
                self.cursor.expect(":")
                named.append((key, self.expression()))
            else:
                positional.append(self.expression())
            if not self.cursor.accept(","):
                break
        self.cursor.expect(")")
        return tuple(positional), tuple(named)

    def _minus(self, token: Token) -> nodes.Node:
        return nodes.Negation(token.position, self.expression(_MINUS))

    def _at_literal(self, token: Token) -> nodes.Node:
        text = self.cursor.token
        value = iso.read_any(str(text.value)) if text.kind == "text" else None
        if value is None:
            raise errors.FeelWriteInstead(found="@" + text.text, write='@"2026-11-21"', position=token.position)
        self.cursor.take()
        return nodes.Literal(token.position, value)

    def _round_bracket(self, token: Token) -> nodes.Node:
        if self.cursor.at(*_COMPARISONS):
            node: nodes.Node = self._test(0)
            self.cursor.expect(")")
            return node
        node = self.expression()
        if self.cursor.accept(".."):
            return self._range(token, node)
        self.cursor.expect(")")
        return node

    def _square_bracket(self, token: Token) -> nodes.Node:
        if self.cursor.accept("]"):
            return nodes.ListOf(token.position, ())
        first = self.expression()
        if self.cursor.accept(".."):
            return self._range(token, first)
        elements = [first]
        while self.cursor.accept(","):
            elements.append(self.expression())
        self.cursor.expect("]")
        return nodes.ListOf(token.position, tuple(elements))

    def _turned_bracket(self, token: Token) -> nodes.Node:
        low = self.expression(_SUM)
        self.cursor.expect("..")
        return self._range(token, low)

    def _range(self, token: Token, low: nodes.Node) -> nodes.Node:
        high = self.expression(_SUM)
        if not self.cursor.at("]", ")", "["):
            self.cursor.expect("]")
        closing = self.cursor.take()
        return nodes.RangeOf(token.position, low, high, token.text == "[", closing.text == "]")

    def _context(self, token: Token) -> nodes.Node:
        entries: dict[str, nodes.Node] = {}
        known = self.cursor.known()
        while not self.cursor.at("}"):
            place = self.cursor.token
            key = self._key()
            if key in entries:
                raise errors.FeelRepeatedName(name=key, position=place.position)
            self.cursor.expect(":")
            entries[key] = self.expression()
            self.cursor.know(key)
            if not self.cursor.accept(","):
                break
        self.cursor.expect("}")
        self.cursor.forget_since(known)
        return nodes.ContextOf(token.position, tuple(entries.items()))

    def _key(self) -> str:
        if self.cursor.token.kind == "text":
            return str(self.cursor.take().value)
        key = self.cursor.key()
        if key is not None:
            return key
        if self.cursor.token.kind == "word":
            self.cursor.name()
        self.cursor.expect(":")
        raise errors.FeelValueMissing(found=":", position=self.cursor.token.position)

    def _if(self, token: Token) -> nodes.Node:
        condition = self.expression()
        self.cursor.expect("then")
        yes = self.expression()
        self.cursor.expect("else")
        return nodes.If(token.position, condition, yes, self.expression())

    def _for(self, token: Token) -> nodes.Node:
        return nodes.For(token.position, *self._rounds("return"))

    def _quantified(self, token: Token) -> nodes.Node:
        return nodes.Quantified(token.position, token.text, *self._rounds("satisfies"))

    def _rounds(self, word: str) -> tuple[tuple[nodes.Iterator, ...], nodes.Node]:
        known = self.cursor.known()
        iterators = self._iterators()
        self.cursor.expect(word)
        body = self.expression()
        self.cursor.forget_since(known)
        return iterators, body

    def _function(self, token: Token) -> nodes.Node:
        known = self.cursor.known()
        self.cursor.expect("(")
        parameters: dict[str, Type | None] = {}
        while not self.cursor.at(")"):
            place = self.cursor.token
            name = self.cursor.name_up_to(":", ",", ")")
            if name is None or name in parameters:
                raise errors.FeelValueMissing(found=place.text, position=place.position)
            typed = self.cursor.accept(":")
            parameters[name] = read_type(self.cursor, self.vocabulary.types) if typed else None
            self.cursor.know(name)
            if not self.cursor.accept(","):
                break
        self.cursor.expect(")")
        if self.cursor.at("external"):
            raise errors.CallNotTranslatable(found="external")
        body = self.expression()
        self.cursor.forget_since(known)
        return nodes.FunctionOf(token.position, tuple(parameters.items()), body)

    def _iterators(self) -> tuple[nodes.Iterator, ...]:
        found = [self._iterator()]
        while self.cursor.accept(","):
            found.append(self._iterator())
        return tuple(found)

    def _iterator(self) -> nodes.Iterator:
        position = self.cursor.token.position
        name = self.cursor.special() or self.cursor.name_before("in")
        self.cursor.expect("in")
        source = self.expression()
        high = self.expression() if self.cursor.accept("..") else None
        self.cursor.know(name)
        return nodes.Iterator(position, name, source, high)

    # --- operators --------------------------------------------------------------------------------------

    def _row(self, left: nodes.Node, operators: tuple[str, ...], strength: int) -> nodes.Node:
        position = self.cursor.token.position
        rest: list[tuple[str, nodes.Node]] = []
        while self.cursor.at(*operators):
            operator = self.cursor.take().text
            rest.append((operator, self.expression(strength + 1)))
        return nodes.Arithmetic(position, left, tuple(rest))

    def _sum(self, left: nodes.Node) -> nodes.Node:
        return self._row(left, ("+", "-"), _SUM)

    def _product(self, left: nodes.Node) -> nodes.Node:
        return self._row(left, ("*", "/"), _PRODUCT)

    def _power(self, left: nodes.Node) -> nodes.Node:
        return self._row(left, ("**",), _POWER)

    def _logic(self, left: nodes.Node) -> nodes.Node:
        token = self.cursor.token
        operands = [left]
        while self.cursor.accept(token.text):
            operands.append(self.expression((_AND if token.text == "and" else _OR) + 1))
        return nodes.Logic(token.position, token.text, tuple(operands))

    def _compared(self, left: nodes.Node) -> nodes.Node:
        operator = self.cursor.take()
        node = nodes.Comparison(operator.position, operator.text, left, self.expression(_SUM))
        return self._unchained(node)

    def _unchained(self, node: nodes.Node) -> nodes.Node:
        token = self.cursor.token
        if token.kind != "text" and token.text in (*_COMPARISONS, "in", "between"):
            raise errors.FeelChainedComparison(position=token.position)
        return node

    def _between(self, value: nodes.Node) -> nodes.Node:
        position = self.cursor.take().position
        low = self.expression(_SUM)
        self.cursor.expect("and")
        return self._unchained(nodes.Between(position, value, low, self.expression(_SUM)))

    def _in(self, value: nodes.Node) -> nodes.Node:
        position = self.cursor.take().position
        tests = self._bracketed_tests() if self.cursor.at("(") else (self._test(_SUM),)
        return self._unchained(nodes.In(position, value, tests))

    def _bracketed_tests(self) -> tuple[nodes.Node, ...]:
        opening = self.cursor.take()
        tests = [self._test(0)]
        if self.cursor.accept(".."):
            return (self._range(opening, tests[0]),)
        while self.cursor.accept(","):
            tests.append(self._test(0))
        self.cursor.expect(")")
        if len(tests) == 1:  # the bracket may only begin a value, as in: x in (a + b) * 2
            return (self._climb(tests[0], _SUM),)
        return tuple(tests)

    def _test(self, strength: int) -> nodes.Node:
        if self.cursor.token.kind == "symbol" and self.cursor.at(*_COMPARISONS):
            operator = self.cursor.take()
            return nodes.UnaryTest(operator.position, operator.text, self.expression(_SUM))
        return self.expression(strength)

    def _instance_of(self, value: nodes.Node) -> nodes.Node:
        position = self.cursor.take().position
        self.cursor.expect("of")
        return nodes.InstanceOf(position, value, read_type(self.cursor, self.vocabulary.types, position))

    def _path(self, base: nodes.Node) -> nodes.Node:
        position = self.cursor.take().position
        if self.cursor.token.kind != "word":
            found = self.cursor.token
            raise errors.FeelValueMissing(found=found.text or "…", position=found.position)
        name = self.cursor.special(behind_point=True) or self.cursor.name(behind_point=True)
        return nodes.Path(position, base, name)

    def _filter(self, base: nodes.Node) -> nodes.Node:
        position = self.cursor.take().position
        condition = self.expression()
        self.cursor.expect("]")
        return nodes.Filter(position, base, condition)


_PREFIXES: Final[Mapping[str, Callable[[Parser, Token], nodes.Node]]] = {
    "-": Parser._minus, "@": Parser._at_literal, "(": Parser._round_bracket, "[": Parser._square_bracket,
    "]": Parser._turned_bracket, "{": Parser._context, "if": Parser._if, "for": Parser._for,
    "some": Parser._quantified, "every": Parser._quantified,
}  # fmt: skip
_OPERATORS: Final[Mapping[str, tuple[int, Callable[[Parser, nodes.Node], nodes.Node]]]] = {
    "or": (_OR, Parser._logic), "and": (_AND, Parser._logic),
    **dict.fromkeys(_COMPARISONS, (_COMPARED, Parser._compared)),
    "between": (_COMPARED, Parser._between), "in": (_COMPARED, Parser._in),
    "+": (_SUM, Parser._sum), "-": (_SUM, Parser._sum),
    "*": (_PRODUCT, Parser._product), "/": (_PRODUCT, Parser._product),
    "**": (_POWER, Parser._power), "instance": (_TYPED, Parser._instance_of),
    ".": (_STEP, Parser._path), "[": (_STEP, Parser._filter), "(": (_STEP, Parser._invocation),
}  # fmt: skip
