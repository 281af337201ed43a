"""Answers which tokens a source consists of; it must not know which of them may follow each other."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from engine import errors
from engine.feel import limits, numbers
from engine.feel.regex import regex
from engine.frozen import Record


class Token(Record):
    """A piece of the source: kind number, text, word, symbol or end; `position` counts characters from 1."""

    kind: str
    text: str
    position: int
    value: Decimal | int | str | None


_SPACE: Final = r"(?:\s|[\ufeff\u200e\u200f\u061c]|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)+"
_NUMBER: Final = r"(?:[0-9]+(?:\.(?!\.)[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?"
_SYMBOL: Final = r"\.\.|\*\*|->|!=|<=|>=|[-+*/=<>()\[\]{},.:@]"
_EMPTY_TYPE: Final = r"\b(?:function|context)\s*\Z"  # before <>: a type that takes or has nothing
_ESCAPE: Final = r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))"
_ESCAPED: Final[Mapping[str, str]] = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}
_JOINERS: Final = "\u200c\u200d"  # half-space and its opposite: part of a word, never its edge
_LARGEST_INTEGER: Final = 10**numbers.DIGITS - 1
_FIRST_EMOJI: Final = 0x10000

# What people bring from other languages and keyboards, and what to write instead.
_INSTEAD: Final[Mapping[str, str]] = {
    "==": "=", "===": "=", "!==": "!=", "<>": "!=", "=<": "<=", "=>": ">=", "&&": "and", "&": "and", "||": "or",
    "|": "or", "!": "not(…)", "^": "**", "%": "modulo(a, b)", "'": '"', "“": '"', "”": '"', "«": '"', "»": '"',
    "‘": '"', "’": '"', "،": ",", "؛": ",", ";": ",", "×": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=",
    "٫": ".", "٬": "1000", "${": "=", "#{": "=",
}  # fmt: skip
_FOREIGN: Final = "|".join(
    "!(?!=)" if mark == "!" else re.escape(mark) for mark in sorted(_INSTEAD, key=len, reverse=True)
)


def tokens(source: str) -> tuple[Token, ...]:
    """The tokens of `source` with one of kind `end` last; FeelSyntaxError where a character begins none of them."""
    if len(source) > limits.MAX_SOURCE:
        raise errors.FeelTooLong(maximum=limits.MAX_SOURCE)
    found: list[Token] = []
    place = _skip(source, 0)
    while place < len(source):
        token, place = _token(source, place)
        found.append(token)
        place = _skip(source, place)
    return (*found, Token("end", "", len(source) + 1, None))


def _skip(source: str, place: int) -> int:
    found = regex(_SPACE).match(source, place)
    return place if found is None else found.end()


def _token(source: str, place: int) -> tuple[Token, int]:
    first = source[place]
    if first == '"':
        return _text(source, place)
    if is_word_start(first):
        return _word(source, place)
    if number := regex(_NUMBER).match(source, place):
        return _number(number)
    if first == "'" and _inside_word(source, place):
        return Token("symbol", first, place + 1, None), place + 1
    if source.startswith("<>", place) and regex(_EMPTY_TYPE).search(source, 0, place):
        return Token("symbol", "<", place + 1, None), place + 1
    if foreign := regex(_FOREIGN).match(source, place):
        raise errors.FeelWriteInstead(found=foreign[0], write=_INSTEAD[foreign[0]], position=place + 1)
    if symbol := regex(_SYMBOL).match(source, place):
        return Token("symbol", symbol[0], place + 1, None), symbol.end()
    raise _stray(first, place + 1)


def _inside_word(source: str, place: int) -> bool:
    """Whether the sign joins two parts of a word, as in: applicant's."""
    return place > 0 and _is_word_part(source[place - 1]) and is_word_start(source[place + 1 : place + 2] or " ")


def _stray(character: str, position: int) -> errors.FeelSyntaxError:
    if character.isdigit():
        return errors.FeelWriteInstead(found=character, write=_latin(character), position=position)
    shown = character if character.isprintable() else f"U+{ord(character):04X}"
    return errors.FeelStrayCharacter(found=shown, position=position)


def _latin(digit: str) -> str:
    return str(unicodedata.digit(digit))


def _number(found: re.Match[str]) -> tuple[Token, int]:
    position = found.start() + 1
    value = numbers.from_text(found[0])
    if value is None:
        raise errors.FeelStrayCharacter(found=found[0], position=position)
    whole = numbers.truncated(value, _LARGEST_INTEGER)
    return Token("number", found[0], position, whole if whole == value else value), found.end()


# --- words ----------------------------------------------------------------------------------------------


def is_word_start(character: str) -> bool:
    """Whether a name may begin with it: a letter of any script, _ or ? or a pictograph."""
    return character.isalpha() or character in "_?" or (ord(character) >= _FIRST_EMOJI and not character.isdigit())


def _is_word_part(character: str) -> bool:
    return (
        is_word_start(character)
        or character.isalnum()
        or character in _JOINERS
        or unicodedata.category(character)[0] == "M"
    )


def _word(source: str, place: int) -> tuple[Token, int]:
    end = place + 1
    while end < len(source) and _is_word_part(source[end]):
        end += 1
    return Token("word", spelled(source[place:end]), place + 1, None), end


def spelled(word: str) -> str:
    """The one spelling of a word: composed letters, no half-space at its edge, never two half-spaces in a row."""
    if word.isascii():
        return word
    plain = re.sub("\u200c{2,}", "\u200c", word.strip(_JOINERS))
    return unicodedata.normalize("NFC", plain)


# --- texts ----------------------------------------------------------------------------------------------


def _text(source: str, place: int) -> tuple[Token, int]:
    end = place + 1
    while end < len(source) and source[end] != '"':
        end += 2 if source[end] == "\\" else 1
    if end >= len(source):
        raise errors.FeelOpenText(position=place + 1)
    raw = source[place + 1 : end]
    return Token("text", source[place : end + 1], place + 1, _unescaped(raw, place + 2)), end + 1


def _unescaped(raw: str, position: int) -> str:
    text = regex(_ESCAPE, re.DOTALL).sub(lambda found: _character(found, position), raw) if "\\" in raw else raw
    half = regex(_SURROGATE).search(text)
    if half is None:
        return text
    try:  # "\uD83D\uDE00" is one character in two halves; half a character cannot be stored
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise errors.FeelBadEscape(found=f"\\u{ord(half[0]):04X}", position=position) from None


_SURROGATE: Final = "[\ud800-\udfff]"


def _character(found: re.Match[str], position: int) -> str:
    if code := found[1] or found[2]:
        if int(code, 16) > 0x10FFFF:
            raise errors.FeelBadEscape(found=found[0], position=position + found.start())
        return chr(int(code, 16))
    # An unknown escape stays as it is written, so that "\d+" can be a pattern without doubling its backslash.
    return _ESCAPED.get(found[3], found[0])
