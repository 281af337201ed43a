"""Answers which tree a source means; it must not evaluate it or know which functions exist."""

from collections.abc import Callable, Mapping
from typing import Final

from engine import errors
from engine.feel import iso, nodes
from engine.feel.cursor import ENDS_NAME, Cursor
from engine.feel.lexer import Token

_COMPARISONS: Final = ("=", "!=", "<", "<=", ">", ">=")
# How strongly operators bind; minus binds tighter than ** (-3 ** 2 is 9), as DMN says.
_OR, _AND, _COMPARED, _SUM, _PRODUCT, _POWER, _MINUS, _TYPED, _STEP = range(1, 10)
# Between words, these come from SQL and Java EL; in a name they would silently make another name of three.
_FOREIGN_WORDS: Final[Mapping[str, str]] = {
    "AND": "and", "And": "and", "OR": "or", "Or": "or", "IN": "in",
    "BETWEEN": "between", "THEN": "then", "ELSE": "else",
    "eq": "=", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=",
}  # fmt: skip
_LITERALS: Final[Mapping[str, bool | None]] = {"true": True, "false": False, "null": None}


def parse_tree(source: str) -> nodes.Node:
    """The tree of one whole expression; FeelSyntaxError or FeelLimit when there is none."""
    parser = Parser(source)
    if parser.cursor.token.kind == "end":
        raise errors.FeelEmpty(position=1)
    tree = parser.expression()
    rest = parser.cursor.token
    if rest.kind != "end":
        raise errors.FeelLeftover(found=rest.text, position=rest.position)
    return tree


class Parser:
    """A parser by operator strength: a prefix, then operators as long as they bind at least as strongly as asked."""

    __slots__ = ("cursor",)

    def __init__(self, source: str) -> None:
        """Stand before the first token of `source`."""
        self.cursor = Cursor(source)

    def expression(self, strength: int = 0) -> nodes.Node:
        """The next expression, up to the first operator weaker than `strength`."""
        self.cursor.enter()
        node = self._climb(self._prefix(), strength)
        self.cursor.depth -= 1
        return node

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
        begin = _PREFIXES.get(token.text)
        if begin is not None and token.kind != "end":
            return begin(self, self.cursor.take())
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
        if (instead := self._instead(name)) is not None:
            raise errors.FeelWriteInstead(found=name, write=instead, position=token.position)
        return nodes.Name(token.position, name)

    def _instead(self, name: str) -> str | None:
        """What was meant where words of other languages would silently become part of a name."""
        first, _, rest = name.partition(" ")
        if first == "not":
            return f"not({rest or '…'})"
        if (word := next((word for word in name.split()[1:-1] if word in _FOREIGN_WORDS), None)) is not None:
            return name.replace(f" {word} ", f" {_FOREIGN_WORDS[word]} ", 1)
        start, _, last = name.rpartition(" ")
        if last == "not" and self.cursor.at("in"):
            return f"not({start} in …)"
        constant = last.lower().replace("none", "null")
        if start and constant in _LITERALS:
            sign = "!=" if start.endswith(" not") else "="
            return f"{start.removesuffix(' not').removesuffix(' is')} {sign} {constant}"
        return None

    def _call(self, token: Token, name: str) -> nodes.Node:
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
        return nodes.Call(token.position, name, tuple(positional), tuple(named))

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
        while not self.cursor.at("}"):
            place = self.cursor.token
            key = self._key()
            if key in entries:
                raise errors.FeelRepeatedName(name=key, position=place.position)
            self.cursor.expect(":")
            entries[key] = self.expression()
            if not self.cursor.accept(","):
                break
        self.cursor.expect("}")
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
        iterators = self._iterators()
        self.cursor.expect("return")
        return nodes.For(token.position, iterators, self.expression())

    def _quantified(self, token: Token) -> nodes.Node:
        iterators = self._iterators()
        self.cursor.expect("satisfies")
        return nodes.Quantified(token.position, token.text, iterators, self.expression())

    def _iterators(self) -> tuple[nodes.Iterator, ...]:
        found = [self._iterator()]
        while self.cursor.accept(","):
            found.append(self._iterator())
        return tuple(found)

    def _iterator(self) -> nodes.Iterator:
        position = self.cursor.token.position
        name = self.cursor.name_before("in")
        self.cursor.expect("in")
        source = self.expression()
        high = self.expression() if self.cursor.accept("..") else None
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
        if self.cursor.token.kind != "word":
            self.cursor.expect("number")
        return nodes.InstanceOf(position, value, self.cursor.type_name())

    def _path(self, base: nodes.Node) -> nodes.Node:
        position = self.cursor.take().position
        if self.cursor.token.kind != "word":
            found = self.cursor.token
            raise errors.FeelValueMissing(found=found.text or "…", position=found.position)
        name = self.cursor.name()
        if self.cursor.at("("):
            raise errors.FeelMethodCall(found=name, position=position)
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
    ".": (_STEP, Parser._path), "[": (_STEP, Parser._filter),
}  # fmt: skip
