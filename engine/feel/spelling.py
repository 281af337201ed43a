"""Answers which names only those who know them can read, and in which pieces they are written; it must not parse."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from engine import errors
from engine.feel.lexer import tokens
from engine.feel.regex import regex

Spelling = tuple[str, ...]
# Words that end a name; every other word may stand inside one ("number of children", "time for rest").
ENDS_NAME: Final = frozenset(("and", "or", "in", "between", "then", "else", "return", "satisfies"))
#: Words that begin an expression of their own.
_BEGINNINGS: Final = frozenset(("if", "for", "some", "every", "not", "function"))
_PIECE: Final = r"[^\W\d][\w\u200c\u200d]*|[0-9]+(?:\.[0-9]+)?|\*\*|\S"


def special(name: str) -> Spelling | None:
    """The pieces of a name with signs or words of the language in it; None for one that everybody reads as it is."""
    try:
        pieces = tuple(token.text for token in tokens(name)[:-1])
    except (errors.FeelSyntaxError, errors.FeelLimit):  # a sign that no expression holds: only get value reaches it
        pieces = tuple(regex(_PIECE).findall(name[:_LONGEST]))
    return pieces if pieces and not (_is_plain(pieces) and " ".join(pieces) == name) else None


_LONGEST: Final = 200  # characters of a name that is worth looking for


def _is_plain(pieces: Spelling) -> bool:
    """Whether words alone make up the name, so that they are read as one."""
    words = all(piece[0].isalpha() or piece[0] == "_" or piece.isdigit() for piece in pieces)
    return words and not pieces[0].isdigit() and not (ENDS_NAME.intersection(pieces) or pieces[0] in _BEGINNINGS)


@lru_cache(maxsize=256)
def specials(names: frozenset[str]) -> Mapping[Spelling, str]:
    """The special ones of some names, by their pieces."""
    return {pieces: name for name in names if (pieces := special(name)) is not None}
