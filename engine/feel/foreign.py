"""Answers how a Java EL or Python-looking condition reads in FEEL; it must not guess where nothing is equal."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from engine import errors
from engine.feel import calls_elsewhere
from engine.feel.regex import regex
from engine.frozen import Record

JUEL: Final = "JUEL"
PYTHON: Final = "Python"

_PIECE: Final = (
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")|(?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<word>[^\W\d][\w\u200c\u200d]*)|(?P<symbol>===|!==|==|!=|<=|>=|&&|\|\||\*\*|//|:=|[-+*/%<>!()\[\],.?:={}]))"
)
#: Words that begin statements of programs; no expression holds one.
STATEMENTS: Final = frozenset((
    "import", "from", "def", "class", "lambda", "return", "while", "for", "with", "try", "raise", "del", "global",
    "nonlocal",
    "yield", "await", "async", "assert", "pass", "exec", "eval", "print", "var", "let", "const", "function", "new",
))  # fmt: skip
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    JUEL: {
        "&&": "and",
        "||": "or",
        "!": "not",
        "eq": "==",
        "ne": "!=",
        "lt": "<",
        "gt": ">",
        "le": "<=",
        "ge": ">=",
        "div": "/",
    },
    PYTHON: {"&&": "and", "||": "or", "!": "not"},
}
_LITERALS: Final = {"true": "true", "false": "false", "null": "null", "True": "true", "False": "false", "None": "null"}
_COMPARISONS: Final = {"==": "=", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}

# How strongly the written FEEL binds, to know where brackets are needed.
_DEEPEST: Final = 20  # brackets; each costs this reader more of Python's stack than FEEL's own parser
_CHOICE, _OR, _AND, _COMPARED, _SUM, _PRODUCT, _POWER, _SIGN, _ATOM = range(9)


class Written(Record):
    """A piece of FEEL: its text, how strongly it binds, and whether it is a plain name or path."""

    text: str
    strength: int
    is_name: bool = False

    def within(self, strength: int) -> str:
        """The text, in brackets where its surroundings bind more strongly."""
        return self.text if self.strength >= strength else f"({self.text})"


class Reader:
    """Reads one foreign condition and writes it in FEEL; `bare` collects names that are conditions themselves."""

    __slots__ = ("_place", "_source", "_tokens", "bare", "depth", "joined_names", "language")

    def __init__(self, source: str, language: str) -> None:
        """Stand before the first token; NotTranslatable where a character begins none."""
        self._source = source
        self.language = language
        self._tokens = _tokens(source, _WORDS[language])
        self._place = 0
        self.depth = 0
        self.bare: list[str] = []
        self.joined_names = False  # by and, or: elsewhere such a word gives one of its sides, in FEEL yes or no

    def written(self) -> str:
        """The whole source in FEEL; NotTranslatable when a part has no equal there."""
        found = self._choice()
        if self._kind() != "end":
            raise self._refusal()
        self._note_bare(found)
        return found.text

    # --- tokens -----------------------------------------------------------------------------------------

    def _kind(self) -> str:
        return self._tokens[self._place][0]

    def _text(self, ahead: int = 0) -> str:
        kind, text = self._tokens[min(self._place + ahead, len(self._tokens) - 1)]
        return "" if kind == "text" else text

    def _take(self) -> str:
        text = self._tokens[self._place][1]
        self._place += self._kind() != "end"
        return text

    def _accept(self, *texts: str) -> bool:
        if self._text() in texts:
            self._place += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise self._refusal()

    def _refusal(self) -> errors.NotTranslatable:
        """What to say about the token that stands here."""
        kind, text = self._tokens[self._place]
        if text in ("=", ":=") or (kind == "word" and text in STATEMENTS):
            return errors.StatementNotTranslatable(found=text)
        return errors.NotTranslatable(found=text or self._source[:60])

    def _deeper(self, read: Callable[[], Written]) -> Written:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise errors.FeelTooDeep(maximum=_DEEPEST)
        found = read()
        self.depth -= 1
        return found

    # --- grammar, weakest first -------------------------------------------------------------------------

    def _choice(self) -> Written:
        found = self._deeper(self._either)
        if self.language == JUEL and self._accept("?"):
            yes = self._choice()
            self._expect(":")
            return self._chosen(found, yes, self._choice())
        if self.language == PYTHON and self._accept("if"):
            condition = self._either()
            self._expect("else")
            return self._chosen(condition, found, self._choice())
        return found

    def _chosen(self, condition: Written, yes: Written, no: Written) -> Written:
        self._note_bare(condition)
        return Written(f"if {condition.text} then {yes.text} else {no.text}", _CHOICE)

    def _either(self) -> Written:
        return self._joined("or", self._both, _OR)

    def _both(self) -> Written:
        return self._joined("and", self._opposite, _AND)

    def _joined(self, word: str, read: Callable[[], Written], strength: int) -> Written:
        parts = [read()]
        while self._accept(word):
            parts.append(read())
        if len(parts) == 1:
            return parts[0]
        for part in parts:
            self._note_bare(part)
            self.joined_names |= part.is_name
        return Written(f" {word} ".join(part.within(strength + 1) for part in parts), strength)

    def _opposite(self) -> Written:
        # Python: not a == b is not (a == b). Java EL: !a == b is (!a) == b; that one is read with the signs.
        if self.language == PYTHON and self._accept("not"):
            return self._negated(self._deeper(self._opposite))
        return self._compared()

    def _negated(self, found: Written) -> Written:
        self._note_bare(found)
        return Written(f"not({found.text})", _ATOM)

    def _note_bare(self, found: Written) -> None:
        if found.is_name and found.text not in self.bare:
            self.bare.append(found.text)

    def _compared(self) -> Written:
        left = self._sum()
        pairs: list[Written] = []
        while (operator := self._comparison()) is not None:
            if pairs and not left.is_name:
                raise errors.NotTranslatable(found=self._source[:60])
            right = self._sum()
            pairs.append(self._pair(left, operator, right))
            left = right
        if len(pairs) < 2:
            return pairs[0] if pairs else left
        return Written(" and ".join(pair.within(_COMPARED) for pair in pairs), _AND)

    def _pair(self, left: Written, operator: str, right: Written) -> Written:
        if operator.endswith("in") and right.is_name:  # in a text, Python looks for a part of it
            within = calls_elsewhere.within(left.within(_SUM), right.text)
            return Written(f"not({within})", _ATOM) if operator == "not in" else Written(within, _CHOICE)
        if operator.endswith("in") and not right.text.startswith("["):
            raise errors.NotTranslatable(found=f"{operator} {right.text}"[:60])
        if operator == "not in":
            return Written(f"not({left.within(_SUM)} in {right.text})", _ATOM)
        return Written(f"{left.within(_SUM)} {operator} {right.within(_SUM)}", _COMPARED)

    def _comparison(self) -> str | None:
        if self._text() in _COMPARISONS:
            return _COMPARISONS[self._take()]
        if self.language != PYTHON:
            return None
        if self._text() == "not" and self._text(1) == "in":
            self._take()
            return f"not {self._take()}"
        return self._identity() if self._text() == "is" else self._take() if self._text() == "in" else None

    def _identity(self) -> str:
        self._take()
        operator = "!=" if self._accept("not") else "="
        if self._text() != "None":
            raise self._refusal()
        return operator

    def _sum(self) -> Written:
        return self._row(("+", "-"), self._product, _SUM)

    def _product(self) -> Written:
        # The rest of a division has the divisor's sign in Python and FEEL, the dividend's in Java.
        return self._row(("*", "/", "%") if self.language == PYTHON else ("*", "/"), self._signed, _PRODUCT)

    def _row(self, operators: tuple[str, ...], read: Callable[[], Written], strength: int) -> Written:
        found = read()
        while self._text() in operators:
            operator, left = self._take(), found
            right = read()
            found = Written(f"{left.within(strength)} {operator} {right.within(strength + 1)}", strength)
            if operator == "%":
                found = Written(f"modulo({left.text}, {right.text})", _ATOM)
        return found

    def _signed(self) -> Written:
        if self._accept("-"):
            return Written(f"-{self._deeper(self._signed).within(_ATOM)}", _SIGN)
        if self.language == JUEL and self._accept("not"):
            return self._negated(self._deeper(self._signed))
        if self.language == JUEL and self._accept("empty"):
            return self._empty(self._deeper(self._signed))
        return self._steps(self._atom())

    def _empty(self, found: Written) -> Written:
        if not found.is_name:
            raise errors.NotTranslatable(found=f"empty {found.text}"[:60])
        name = found.text
        return Written(
            f"if {name} = null then true else if {name} instance of string then {name} = "
            f'"" else if {name} instance of list then count({name}) = 0 '
            f"else if {name} instance of context then count(get entries({name})) = 0 else false",
            _CHOICE,
        )

    def _steps(self, found: Written) -> Written:
        while self._text() in (".", "["):
            found = self._dotted(found) if self._take() == "." else self._indexed(found)
        return self._called(found) if self._text() == "(" else found

    def _called(self, found: Written) -> Written:
        """Write Python's len; refuse every other call, with what to write where FEEL has an equal."""
        self._take()
        try:
            arguments = self._listed(")")
        except errors.FeelSyntaxError:
            raise errors.CallNotTranslatable(found=f"{found.text}(…)"[:60]) from None
        if (
            self.language == PYTHON
            and found.text == "len"
            and [calls_elsewhere.is_path(one) for one in arguments] == [True]
        ):
            return Written(calls_elsewhere.length(arguments[0]), _CHOICE)
        write = calls_elsewhere.instead(found.text, arguments)
        if write is None:
            raise errors.CallNotTranslatable(found=f"{found.text}(…)"[:60])
        raise errors.KnownCallNotTranslatable(found=f"{found.text}(…)"[:60], write=write)

    def _dotted(self, found: Written) -> Written:
        if self._kind() != "word" or not found.is_name:
            raise self._refusal()
        return Written(f"{found.text}.{self._name()}", _ATOM, is_name=True)

    def _indexed(self, found: Written) -> Written:
        """A position counts from 0 there and from 1 in FEEL; a text is a name."""
        kind, sign = self._kind(), "-" if self.language == PYTHON and self._accept("-") else ""
        kind = self._kind() if sign else kind
        if not found.is_name or kind not in ("number", "text"):
            raise self._refusal()
        index = self._take()
        self._expect("]")
        if kind == "text" and index[1:-1].isidentifier():
            return Written(f"{found.text}.{index[1:-1]}", _ATOM, is_name=True)
        if kind == "text":
            return Written(f"get value({found.text}, {_quoted(index)})", _ATOM)
        if not index.isdigit() or len(index) > 6:
            raise errors.NotTranslatable(found=f"{found.text}[{index}]"[:60])
        return Written(f"{found.text}[{-int(index) if sign else int(index) + 1}]", _ATOM, is_name=True)

    def _atom(self) -> Written:
        kind = self._kind()
        if kind == "text":
            return Written(_quoted(self._take()), _ATOM)
        if kind == "number":
            return Written(self._take(), _ATOM)
        if kind == "word":
            return self._word()
        if self._accept("("):
            return self._bracketed()
        if self.language == PYTHON and self._accept("["):
            return Written(f"[{', '.join(self._listed(']'))}]", _ATOM)
        if self.language == PYTHON and self._accept("{"):
            return self._dictionary()
        raise self._refusal()

    def _dictionary(self) -> Written:
        entries: list[str] = []
        while not self._accept("}"):
            if self._kind() != "text":
                raise self._refusal()
            key = _quoted(self._take())
            self._expect(":")
            entries.append(f"{key}: {self._choice().text}")
            if not self._accept(","):
                self._expect("}")
                break
        return Written("{" + ", ".join(entries) + "}", _ATOM)

    def _bracketed(self) -> Written:
        parts = self._listed(")")
        if len(parts) != 1:
            return Written(f"[{', '.join(parts)}]", _ATOM)
        return Written(f"({parts[0]})", _ATOM)

    def _listed(self, closing: str) -> list[str]:
        parts: list[str] = []
        while not self._accept(closing):
            parts.append(self._choice().text)
            if not self._accept(","):
                self._expect(closing)
                break
        return parts

    def _word(self) -> Written:
        if self._text() in _LITERALS:
            return Written(_LITERALS[self._take()], _ATOM)
        return Written(self._name(), _ATOM, is_name=True)

    def _name(self) -> str:
        name = self._text()
        if name in STATEMENTS or name in ("not", "and", "or", "in", "is", "if", "else", "empty"):
            raise self._refusal()
        following = self._tokens[self._place + 1]
        if name.startswith("__") or following[0] == "text":  # __import__, f"…"
            raise errors.CallNotTranslatable(found=name + following[1][:20])
        return self._take()


def _tokens(source: str, words: Mapping[str, str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place = 0
    while source[place:].strip():
        match = regex(_PIECE, re.DOTALL).match(source, place)
        if match is None:
            raise errors.NotTranslatable(found=source[place:].strip()[:20])
        kind = str(match.lastgroup)
        text = match[kind]
        found.append(("symbol" if text in words else kind, words.get(text, text) if kind != "text" else text))
        place = match.end()
    return [*found, ("end", "")]


def _quoted(text: str) -> str:
    """A quoted text of the other language as FEEL writes it."""
    plain = re.sub(r"\\(.)", lambda escape: _ESCAPES.get(escape[1], escape[1]), text[1:-1], flags=re.DOTALL)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r") + '"'
