"""Sequences that are joined in constant time and read once, as nested pairs; must not know what they hold."""

from collections.abc import Iterator
from typing import Any

#: A rope is None (nothing), a pair of ropes, or what it holds; pairs are made by `join` alone.
Rope = Any


class _Pair(tuple[Rope, Rope]):
    """Two ropes, one after the other; a type of its own, so that a rope may hold tuples."""

    __slots__ = ()


def join(*ropes: Rope) -> Rope:
    """Return the ropes one after the other."""
    whole: Rope = None
    for rope in ropes:
        if rope is not None:
            whole = rope if whole is None else _Pair((whole, rope))
    return whole


def items(rope: Rope) -> Iterator[Any]:
    """Give what a rope holds, in order; without recursion, so that its depth costs nothing."""
    waiting = [rope]
    while waiting:
        part = waiting.pop()
        if isinstance(part, _Pair):
            waiting.append(part[1])
            waiting.append(part[0])
        elif part is not None:
            yield part
