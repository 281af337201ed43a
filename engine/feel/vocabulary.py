"""Answers which names and types an expression may use besides its own; it must not know their values."""

from collections.abc import Mapping
from typing import Final

from engine.feel.types import Type
from engine.frozen import Record

_NO_TYPES: Final[Mapping[str, Type]] = {}


class Vocabulary(Record, eq=False):
    """What surrounds an expression: names of variables and functions, in any spelling, and types by name.

    An expression is read once for each vocabulary object: make one and use it for all expressions of a place.
    """

    names: frozenset[str] = frozenset()
    types: Mapping[str, Type] = _NO_TYPES


#: For expressions whose surroundings nobody knows: every word is a name, functions are the built-in ones.
NONE: Final = Vocabulary()
