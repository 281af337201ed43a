"""Answers where a regular expression matches, in linear time on RE2; it must not know functions or evaluations."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import re2

from engine.feel import limits
from engine.feel.regex import regex
from engine.feel.xpath_pattern import translated

_FLAGS: Final = frozenset("ismx")
_MEMORY: Final = 1 << 20  # bytes for one pattern's machine; RE2 answers “no match” rather than exceed it


@lru_cache(maxsize=256)
def pattern(source: str, flags: str = "") -> Any | None:
    """The compiled XPath pattern; None when it is too long, RE2 has no equal, or a flag is none of i, s, m and x."""
    if len(source) > limits.MAX_PATTERN or not set(flags) <= _FLAGS:
        return None
    plain = translated(source, flags)
    if plain is None:
        return None
    inline = "".join(flag for flag in "ism" if flag in flags)
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return re2.compile(f"(?{inline}){plain}" if inline else plain, options)
    except (re2.error, UnicodeError):
        return None


def found(compiled: Any, text: str) -> bool:
    """Whether the pattern matches somewhere in the text."""
    return compiled.search(_storable(text)) is not None


def pieces(compiled: Any, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Start, end and groups (0 is the whole) of each match, from left to right."""
    for match in compiled.finditer(_storable(text)):
        yield match.start(), match.end(), tuple(match[group] or "" for group in range(compiled.groups + 1))


_REPLACED: Final = r"\\([\\$])|\$([0-9]+)|([\\$])|[^\\$]+"


def replacement(source: str, groups: int) -> list[str | int] | None:
    r"""The texts and the numbers of groups that a replacement is made of; None where a \ or $ stands alone.

    `$12` is the twelfth group where there are so many, else the first one and a 2 (XPath Functions, 7.6.3).
    """
    found: list[str | int] = []
    for piece in regex(_REPLACED).finditer(source):
        if piece[3]:
            return None
        if piece[2]:
            found += _group(piece[2], groups)
        else:
            found.append(piece[1] or piece[0])
    return found


def _group(digits: str, groups: int) -> tuple[str | int, str]:
    known = next((size for size in range(min(len(digits), 3), 1, -1) if int(digits[:size]) <= groups), 1)
    number = int(digits[:known])
    return number if number <= groups else "", digits[known:]


def _storable(text: str) -> str:
    """The text with a question mark for each half of a character, which JSON can bring and UTF-8 cannot hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
