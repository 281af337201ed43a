"""Answers which RE2 pattern an XPath pattern means (XPath Functions, 7.6.1; XML Schema, annex F); it must not match.

Where RE2 knows more than XPath (word borders, flags inside a pattern), that stays as it is.
"""

import re
from typing import Final

from engine.feel import unicode_sets
from engine.feel.regex import regex
from engine.feel.unicode_sets import Set

_SIGNS: Final = frozenset("\\|.?*+(){}-[]^$")
_LETTERS: Final = {"n": "\n", "r": "\r", "t": "\t"}
_OWN: Final = frozenset("bBAzQEaf vxCGhHuUoNXR") - {" "}  # RE2 says what it knows of these, and refuses the others
#: What the escapes of many characters stand for, as the inside of a class; the capital letter is their complement.
_MANY: Final = {
    "d": r"\p{Nd}",
    "s": r" \t\n\r",
    "i": r"\p{L}_:",
    "c": r"\p{L}\p{M}\p{N}_:.\-\x{B7}",
}
# The parts of words: no punctuation but the underline, which people expect there although XML Schema has it not.
_WORDS: Final = r"\p{L}\p{M}\p{N}\p{S}"
_WORD: Final = f"[_{_WORDS}]"
_CATEGORY: Final = r"\{\s*([A-Za-z0-9_\-]+)\s*\}"
_POSIX: Final = r"\[:\^?[a-z]+:\]"
_FREE_SPACE: Final = r"(\[(?:\\.|[^\]\\])*\]|\\\S)|[ \t\n\r]+"


class _Unreadable(Exception):
    """The pattern is none."""


def translated(source: str, flags: str) -> str | None:
    """The RE2 pattern without the flag x, which is spent here; None when it has no equal or is no pattern.

    Back-references are among those without equal: no engine matches them in linear time.
    """
    plain = regex(_FREE_SPACE).sub(lambda piece: piece[1] or "", source) if "x" in flags else source
    if "x" in flags:
        plain = re.sub(r"\\[pP]\{[^}]*\}", lambda piece: "".join(piece[0].split()), plain)
    try:
        return "".join(_Reader(plain, "s" in flags).pieces())
    except _Unreadable:
        return None


class _Reader:
    """Goes through a pattern once, from left to right."""

    __slots__ = ("_dot", "_place", "_source")

    def __init__(self, source: str, dot_is_all: bool) -> None:
        self._source = source
        self._place = 0
        self._dot = "." if dot_is_all else r"[^\n\r]"

    def _take(self) -> str:
        if self._place >= len(self._source):
            raise _Unreadable
        self._place += 1
        return self._source[self._place - 1]

    def _next(self, text: str) -> bool:
        return self._source.startswith(text, self._place)

    def pieces(self) -> list[str]:
        """The translated pieces."""
        found: list[str] = []
        while self._place < len(self._source):
            sign = self._take()
            if sign == "\\":
                found.append(self._escape())
            elif sign == "[":
                found.append(self._class())
            else:
                found.append(self._dot if sign == "." else sign)
        return found

    # --- escapes ----------------------------------------------------------------------------------------

    def _escape(self) -> str:
        letter = self._take()
        if letter in "wW":
            return _WORD if letter == "w" else f"[^_{_WORDS}]"
        if letter.lower() in _MANY:
            return f"[{'^' if letter.isupper() else ''}{_MANY[letter.lower()]}]"
        return self._category(letter) if letter in "pP" else self._single(letter)

    def _single(self, letter: str) -> str:
        if letter in _LETTERS or letter in _SIGNS:
            return f"\\{letter}"
        if letter.isdigit() or (letter.isalpha() and letter not in _OWN):
            raise _Unreadable
        return f"\\{letter}" if letter in _OWN or not letter.isalnum() else letter

    def _category(self, letter: str) -> str:
        name = self._category_name()
        if name.startswith("Is"):
            block = unicode_sets.block(name[2:])
            if block is None:
                raise _Unreadable
            return f"[{'^' if letter == 'P' else ''}{unicode_sets.written(block)}]"
        return f"\\{letter}{{{name}}}"

    def _category_name(self) -> str:
        found = regex(_CATEGORY).match(self._source, self._place)
        if found is None or found[0] != f"{{{found[1]}}}":
            raise _Unreadable
        self._place = found.end()
        return found[1]

    # --- classes ----------------------------------------------------------------------------------------

    def _class(self) -> str:
        """A class as RE2 writes it; one with a subtraction is computed and written as its ranges."""
        start = self._place
        written = self._plain_class()
        if written is not None:
            return written
        self._place = start
        return f"[{unicode_sets.written(self._set(0))}]"

    def _plain_class(self) -> str | None:
        """The class, with the bracket behind it; None, and the place lost, at a subtraction."""
        written = "[^" if self._next("^") else "["
        self._place += len(written) - 1
        first = True
        while first or not self._next("]"):
            if self._next("-["):
                return None
            sign = self._take()
            if sign == "[" and (posix := regex(_POSIX).match(self._source, self._place - 1)):
                self._place = posix.end()
                sign = posix[0]
            written += self._escape_in_class() if sign == "\\" else f"\\{sign}" if sign in ("[", "]") else sign
            first = False
        self._place += 1
        return written + "]"

    def _escape_in_class(self) -> str:
        letter = self._take()
        if letter == "w":
            return f"_{_WORDS}"
        if letter in "WISCD":
            return unicode_sets.written(self._many(letter))
        if letter in _MANY:
            return _MANY[letter]
        if letter in "pP":
            category = self._category(letter)
            return category if category[0] == "\\" else self._block_in_class(category)
        return self._single(letter)

    @staticmethod
    def _block_in_class(written: str) -> str:
        if written.startswith("[^"):
            raise _Unreadable
        return written[1:-1]

    def _many(self, letter: str) -> Set:
        """The characters of one escape: digits, no spaces, parts of words and the like."""
        if letter in "wW":
            inside = unicode_sets.without(unicode_sets.of_categories("P", "Z", "C"), unicode_sets.of_characters("_"))
            return unicode_sets.complement(inside) if letter == "w" else inside
        names = {"d": ("Nd",), "s": (), "i": ("L",), "c": ("L", "M", "N")}[letter.lower()]
        signs = {"d": "", "s": " \t\n\r", "i": "_:", "c": "_:.-\xb7"}[letter.lower()]
        found = unicode_sets.union(unicode_sets.of_categories(*names), unicode_sets.of_characters(signs))
        return unicode_sets.complement(found) if letter.isupper() else found

    def _set(self, depth: int) -> Set:
        """The characters of a class whose bracket was read, without those of the class subtracted at its end."""
        if depth > _DEEPEST:
            raise _Unreadable
        negated = self._next("^")
        self._place += negated
        found: Set = ()
        while not self._next("]") and not self._next("-["):
            found = unicode_sets.union(found, self._member())
        if negated:
            found = unicode_sets.complement(found)
        if self._next("-["):
            self._place += 2
            found = unicode_sets.without(found, self._set(depth + 1))
        if self._take() != "]":
            raise _Unreadable
        return found

    def _member(self) -> Set:
        sign = self._take()
        if sign == "\\" and self._source[self._place : self._place + 1] in tuple("dDsSwWiIcC"):
            return self._many(self._take())
        if sign == "\\" and (self._next("p") or self._next("P")):
            return self._category_set(self._take())
        low = self._character(sign)
        if not self._next("-") or self._next("-[") or self._next("-]"):
            return ((low, low),)
        self._place += 1
        high = self._character(self._take())
        if high < low:
            raise _Unreadable
        return ((low, high),)

    def _character(self, sign: str) -> int:
        if sign == "[":
            raise _Unreadable
        if sign != "\\":
            return ord(sign)
        letter = self._take()
        if letter not in _LETTERS and letter not in _SIGNS:
            raise _Unreadable
        return ord(_LETTERS.get(letter, letter))

    def _category_set(self, letter: str) -> Set:
        name = self._category_name()
        found = unicode_sets.block(name[2:]) if name.startswith("Is") else unicode_sets.of_categories(name)
        if found is None:
            raise _Unreadable
        return unicode_sets.complement(found) if letter == "P" else found


_DEEPEST: Final = 10  # subtractions inside one another
