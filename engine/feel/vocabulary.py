"""Answers which names and types an expression may use besides its own; it must not know their values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.feel.types import Type


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What surrounds an expression: names of variables and functions, in any spelling, and types by name.

    An expression is read once for each vocabulary object: make one and use it for all expressions of a place.
    """

    names: frozenset[str] = frozenset()
    types: Mapping[str, Type] = field(default_factory=dict)


#: For expressions whose surroundings nobody knows: every word is a name, functions are the built-in ones.
NONE: Final = Vocabulary()
