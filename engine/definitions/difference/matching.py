"""Which thing of one drawing is which of the other: by id first, then by structure and name; must not compare them.

Everything here is the same when the two drawings change places: a pair is made only where both sides agree, and what
looks alike is paired in the order of the files.
"""

from collections.abc import Iterable
from typing import Final

from engine.definitions.difference.structure import Structure
from engine.definitions.difference.things import Drawing, Thing

Pair = tuple[Thing, Thing]

#: Where fewer ids than this share of the smaller drawing are common, another tool has given all ids anew.
_COMMON: Final = 0.5


class Matching:
    """The pairs found so far; `known` holds every thing that has its token."""

    def __init__(self, before: Drawing, after: Drawing) -> None:
        """Begin with the files themselves, which are the same whatever is in them."""
        self.before, self.after = before, after
        self.pairs: list[Pair] = []
        self.known: dict[Thing, int] = {}
        self.add([(before.file, after.file)])

    def add(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Make pairs of those that are not paired yet and return them."""
        made = []
        for one, other in pairs:
            if one not in self.known and other not in self.known:
                one.token = other.token = self.known[one] = self.known[other] = len(self.pairs)
                self.pairs.append((one, other))
                made.append((one, other))
        return made

    def open(self) -> tuple[list[Thing], list[Thing]]:
        """Return what is not paired yet on either side, in the order of the files."""
        here = [thing for thing in self.before.things if thing not in self.known]
        return here, [thing for thing in self.after.things if thing not in self.known]


def match(before: Drawing, after: Drawing) -> list[Pair]:
    """Return the pairs of things that are the same, the files themselves first; every thing gets its token."""
    matching = Matching(before, after)
    _pair_by_id(matching)
    here, there = matching.open()
    if here and there:
        fewer = min(len(before.things), len(after.things)) - 1
        strangers = len(matching.pairs) - 1 < _COMMON * fewer
        Structure(matching, strangers=strangers).pair()
    for side in matching.open():
        for thing in side:
            thing.token = matching.known[thing] = -1 - len(matching.known)
    return matching.pairs


def _pair_by_id(matching: Matching) -> None:
    """Pair what has one id and is of one family; of several with one id the first with the first, and so on."""
    there: dict[tuple[str, str], list[Thing]] = {}
    for thing in reversed(matching.after.things[1:]):
        if not thing.given:
            there.setdefault((thing.family, thing.id), []).append(thing)
    for thing in matching.before.things[1:]:
        those = there.get((thing.family, thing.id)) if thing.id and not thing.given else None
        if those:
            matching.add([(thing, those.pop())])
