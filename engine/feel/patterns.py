"""Answers where a regular expression matches, in linear time on RE2; it must not know functions or evaluations."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import re2

from engine.feel import limits

_FLAGS: Final = frozenset("ismx")
_MEMORY: Final = 1 << 20  # bytes for one pattern's machine; RE2 answers “no match” rather than exceed it
_FREE_SPACE: Final = re.compile(r"(\[\^?\]?(?:\\.|[^\]\\])*\]|\\\S)|\s+")
_SUBTRACTION: Final = re.compile(r"\[[^\]]*-\[")  # [a-z-[aeiou]]: RE2 would read it as something else


@lru_cache(maxsize=256)
def pattern(source: str, flags: str = "") -> Any | None:
    """The compiled pattern; None when it is too long, RE2 cannot read it, or a flag is none of i, s, m and x."""
    if len(source) > limits.MAX_PATTERN or not set(flags) <= _FLAGS or _SUBTRACTION.search(source):
        return None
    plain = _FREE_SPACE.sub(lambda piece: piece[1] or "", source) if "x" in flags else source
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


def _storable(text: str) -> str:
    """The text with a question mark for each half of a character, which JSON can bring and UTF-8 cannot hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
