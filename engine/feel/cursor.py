"""Answers where the parser stands in the tokens and which words form a name; it must not build nodes."""

from typing import Final

from engine import errors
from engine.feel import limits
from engine.feel.lexer import Token, tokens

# Words that end a name; every other word may stand inside one ("number of children", "time for rest").
ENDS_NAME: Final = frozenset(("and", "or", "in", "between", "then", "else", "return", "satisfies"))
# Names that hold such words: only as functions, so that `date and time > limit` still joins two conditions.
_LONG_FUNCTIONS: Final = (("date", "and", "time"), ("years", "and", "months", "duration"))
_LONG_TYPES: Final = (*_LONG_FUNCTIONS, ("days", "and", "time", "duration"))
_NOT_BEFORE_OPERAND: Final = frozenset(
    ("", ")", "]", "}", ",", ":", "=", "!=", "<", "<=", ">", ">=", "..", "*", "/", "**")
)


class Cursor:
    """A place in the tokens of one source, and how deep in brackets it is."""

    __slots__ = ("_place", "_tokens", "depth")

    def __init__(self, source: str) -> None:
        """Stand before the first token."""
        self._tokens = tokens(source)
        self._place = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        """The token to be read next."""
        return self._tokens[self._place]

    def ahead(self, count: int = 1) -> Token:
        """The token `count` places further; the end stays the end."""
        return self._tokens[min(self._place + count, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Read the next token."""
        found = self._tokens[self._place]
        if found.kind != "end":
            self._place += 1
        return found

    def mark(self) -> int:
        """A place to come back to."""
        return self._place

    def reset(self, mark: int) -> None:
        """Go back to a marked place."""
        self._place = mark

    def at(self, *texts: str) -> bool:
        """Whether the next token is one of these symbols or words (never a quoted text)."""
        return self.token.text in texts and self.token.kind != "text"

    def accept(self, text: str) -> bool:
        """Read the next token if it is this one."""
        if not self.at(text):
            return False
        self._place += 1
        return True

    def expect(self, text: str) -> Token:
        """Read this token; FeelSyntaxError when another stands there."""
        if self.at(text):
            return self.take()
        found = self.token
        if found.kind == "end":
            raise errors.FeelUnfinished(expected=text, position=found.position)
        raise errors.FeelSyntaxError(expected=text, found=found.text, position=found.position)

    def enter(self) -> None:
        """Go one level deeper; FeelTooDeep beyond the bound, long before Python's own."""
        self.depth += 1
        if self.depth > limits.MAX_DEPTH:
            raise errors.FeelTooDeep(maximum=limits.MAX_DEPTH)

    # --- names ------------------------------------------------------------------------------------------

    def name(self) -> str:
        """Read the words of a name: as many as follow each other, and whole numbers after the first word."""
        long = self._long(_LONG_FUNCTIONS)
        if long and self.ahead(len(long)).text == "(":
            return self._joined(len(long))
        count = 1
        while self._continues(self.ahead(count), self.ahead(count + 1)):
            count += 1
        return self._joined(count)

    def type_name(self) -> str:
        """Read the words of a type, which may hold `and`."""
        long = self._long(_LONG_TYPES)
        return self._joined(len(long)) if long else self.name()

    def key(self) -> str | None:
        """Read a name that ends at a colon (it may hold any word); None, and nothing read, when no colon follows."""
        count = 0
        while self.ahead(count).kind in ("word", "number"):
            count += 1
        if count == 0 or self.token.kind != "word" or self.ahead(count).text != ":":
            return None
        return self._joined(count)

    def name_before(self, word: str) -> str:
        """Read the words of a new name up to `word`, which stays unread."""
        if self.token.kind != "word" or self.at(word):
            raise errors.FeelValueMissing(found=self.token.text or "…", position=self.token.position)
        count = 1
        while self.ahead(count).kind in ("word", "number") and self.ahead(count).text != word:
            count += 1
        return self._joined(count)

    def _long(self, names: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
        return next((name for name in names if all(self.ahead(i).text == word for i, word in enumerate(name))), None)

    @staticmethod
    def _continues(token: Token, following: Token) -> bool:
        if token.kind == "number":
            return token.text.isdigit()
        if token.kind != "word" or token.text in ENDS_NAME:
            return False
        return not (token.text == "instance" and following.text == "of")

    def _joined(self, count: int) -> str:
        words = [self.take().text for _ in range(count)]
        return " ".join(words)

    def opens_operand(self) -> bool:
        """Whether what follows the next token can begin a value: tells the end of [1..3[ from a filter."""
        following = self.ahead()
        if following.kind in ("text", "number"):
            return True
        return following.text not in _NOT_BEFORE_OPERAND and following.text not in ENDS_NAME
