"""Answers where the parser stands in the tokens and which words form a name; it must not build nodes."""

from typing import Final

from engine import errors
from engine.feel import limits
from engine.feel.lexer import Token, tokens
from engine.feel.spelling import ENDS_NAME, Spelling, special, specials

# Names that hold such words: only as functions, so that `date and time > limit` still joins two conditions.
_LONG_FUNCTIONS: Final = (("date", "and", "time"), ("years", "and", "months", "duration"))
_LONG_TYPES: Final = (*_LONG_FUNCTIONS, ("days", "and", "time", "duration"))
_NOT_BEFORE_OPERAND: Final = frozenset(
    ("", ")", "]", "}", ",", ":", "=", "!=", "<", "<=", ">", ">=", "..", "*", "/", "**")
)
#: Signs that may stand inside the name of an entry, a parameter or a variable (DMN 1.5, 10.3.1.2, rule 30).
_IN_NAMES: Final = frozenset((".", "/", "-", "'", "+", "*"))


class Cursor:
    """A place in the tokens of one source, and how deep in brackets it is."""

    __slots__ = ("_behind_points", "_place", "_source", "_spellings", "_tokens", "depth")

    def __init__(self, source: str, *names: frozenset[str]) -> None:
        """Stand before the first token; `names` are known around the expression."""
        self._source = source
        self._tokens = tokens(source)
        self._place = 0
        self.depth = 0
        self._spellings = {pieces: name for known in names for pieces, name in specials(known).items()}
        self._behind_points = dict(self._spellings)

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

    def mark(self) -> tuple[int, int]:
        """A place to come back to."""
        return self._place, self.depth

    def reset(self, mark: tuple[int, int]) -> None:
        """Go back to a marked place."""
        self._place, self.depth = mark

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

    # --- names that must be known -----------------------------------------------------------------------

    def know(self, name: str) -> None:
        """Let `name` be read from now on where it stands, signs and words like `and` in it included."""
        pieces = special(name)
        if pieces is not None:
            self._spellings[pieces] = name
            self._behind_points[pieces] = name

    def known(self) -> dict[Spelling, str]:
        """What is known here, to be handed to `forget_since` where the names end."""
        return dict(self._spellings)

    def forget_since(self, known: dict[Spelling, str]) -> None:
        """Know only these names again."""
        self._spellings = known

    def special(self, *, behind_point: bool = False) -> str | None:
        """Read the longest known name with signs or such words in it; None, and nothing read, when none is here."""
        names = self._behind_points if behind_point else self._spellings
        if not names:
            return None
        fitting = [spelling for spelling in names if self._spelled(spelling)]
        if not fitting:
            return None
        longest = max(fitting, key=len)
        self._place += len(longest)
        return names[longest]

    def _spelled(self, spelling: Spelling) -> bool:
        return all(
            self.ahead(place).text == piece and self.ahead(place).kind != "text" for place, piece in enumerate(spelling)
        )

    # --- names ------------------------------------------------------------------------------------------

    def name(self, *, behind_point: bool = False) -> str:
        """Read the words of a name: as many as follow each other, and whole numbers after the first word."""
        long = None if behind_point else self._long(_LONG_FUNCTIONS)
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
        return self.name_up_to(":")

    def name_up_to(self, *ends: str) -> str | None:
        """Read a new name, words and signs, up to one of `ends`; None, and nothing read, when it ends otherwise."""
        count = 0
        while self.ahead(count).kind in ("word", "number") or self._sign(count):
            count += 1
        if count == 0 or self.token.kind != "word" or self.ahead(count).text not in ends:
            return None
        return self._joined(count)

    def _sign(self, count: int) -> bool:
        return self.ahead(count).kind == "symbol" and self.ahead(count).text in _IN_NAMES

    def name_before(self, word: str) -> str:
        """Read the words of a new name up to `word`, which stays unread."""
        if self.token.kind != "word" or self.at(word):
            raise errors.FeelValueMissing(found=self.token.text or "…", position=self.token.position)
        count = 1
        while (self.ahead(count).kind in ("word", "number") or self._sign(count)) and self.ahead(count).text != word:
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
        """The next pieces as one name: one space between words, between signs one where the source has some."""
        first, *rest = (self.take() for _ in range(count))
        name, before = first.text, first.kind
        for token in rest:
            words = "symbol" not in (before, token.kind)
            name += f" {token.text}" if words or self._source[token.position - 2].isspace() else token.text
            before = token.kind
        return name

    def opens_operand(self) -> bool:
        """Whether what follows the next token can begin a value: tells the end of [1..3[ from a filter."""
        following = self.ahead()
        if following.kind in ("text", "number"):
            return True
        return following.text not in _NOT_BEFORE_OPERAND and following.text not in ENDS_NAME
