"""Makes a net smaller without changing what can go wrong in it: sequences, blocks, loops; must not explore it.

Rules (after Murata 1989 and Sadiq & Orlowska 2000): a station with one way in and one way out becomes part of its
arc; arcs side by side between a split and a join that fit each other become one; a loop back from an exclusive split
to the merge right before it goes; a parallel branch that only leads to an end goes, outside loops. Each rule keeps
every deadlock, every place with two tokens, every trap and every dead station of what is left.
"""

from collections import deque
from dataclasses import dataclass, field

from engine.definitions.soundness.cycles import on_cycles
from engine.definitions.soundness.net import Join, Net, Split, Ways
from engine.definitions.soundness.rope import Rope, join

#: The station that stands for all ends at which a token simply goes.
END = -2


@dataclass(slots=True)
class Strand:
    """A folded arc. `first` and `last` are the arcs drawn on which its token comes in and stands before the target.

    `steps` are what happens in between (a rope of steps whose arcs are ropes), `cost` their number, `inside` the
    stations folded into it.
    """

    source: int
    target: int
    first: Rope
    last: Rope
    steps: Rope = None
    cost: int = 0
    inside: Rope = None


@dataclass(slots=True)
class Spot:
    """A station while its net is folded; its strands in order."""

    join: Join
    split: Split
    ways: Ways
    ins: dict[int, None]
    outs: dict[int, None]


@dataclass(slots=True)
class Folded:
    """A net with its strands instead of arcs; folded ones are missing from both."""

    net: Net
    spots: dict[int, Spot]
    strands: dict[int, Strand]
    first: list[int] = field(default_factory=list)


def fold(net: Net) -> Folded:
    """Return a net folded as far as the rules go."""
    spots = {
        number: Spot(one.join, one.split, one.ways, dict.fromkeys(one.ins), dict.fromkeys(one.outs))
        for number, one in enumerate(net.stations)
        if one.split is not Split.END
    }
    strands = {number: Strand(arc.source, arc.target, number, number) for number, arc in enumerate(net.arcs)}
    folding = _Folding(net, Folded(net, spots, strands, list(net.first)))
    folding.run()
    return folding.folded


class _Folding:
    """One folding: a queue of stations to look at, and the strand between two stations that may take up others."""

    def __init__(self, net: Net, folded: Folded) -> None:
        self.net = net
        self.folded = folded
        self.pairs: dict[tuple[int, int], int] = {}
        self.queue = deque(folded.spots)
        self.queued = set(folded.spots)
        self.cyclic: set[int] | None = None
        self.cut_off = any(one.told for one in net.stations)

    def run(self) -> None:
        """Fold until no rule applies."""
        for number, strand in list(self.folded.strands.items()):
            self._end_at(strand)
            self._pair(number)
        while self.queue:
            number = self.queue.popleft()
            self.queued.discard(number)
            if number in self.folded.spots:
                self._look(number, self.folded.spots[number])

    def _end_at(self, strand: Strand) -> None:
        """Let a strand that leads to an end lead to the one end, its last step taken up."""
        if self.net.stations[strand.target].split is Split.END:
            strand.steps = join(strand.steps, (strand.target, strand.last, None))
            strand.inside = join(strand.inside, strand.target)
            strand.cost += self.net.stations[strand.target].entry
            strand.target, strand.last = END, None

    def _again(self, *numbers: int) -> None:
        for number in numbers:
            if number >= 0 and number not in self.queued:
                self.queued.add(number)
                self.queue.append(number)

    def _look(self, number: int, spot: Spot) -> None:
        if spot.split is Split.KILL:
            return
        if len(spot.ins) == 1 and len(spot.outs) == 1:
            self._sequence(number, spot)
        elif len(spot.ins) == 1 and spot.split is Split.ONE:
            self._loop(number, spot)
        elif spot.split is Split.ALL and (number, END) in self.pairs:
            self._leave_out(number, spot)

    def _sequence(self, number: int, spot: Spot) -> None:
        (into,), (out,) = spot.ins, spot.outs
        if into == out:
            return
        a, b = self.folded.strands[into], self.folded.strands.pop(out)
        self._part(a.source, number, into)
        self._part(number, b.target, out)
        a.steps = join(a.steps, (number, a.last, b.first), b.steps)
        a.inside = join(a.inside, number, b.inside)
        a.cost += self.net.stations[number].entry + b.cost
        a.last, a.target = b.last, b.target
        del self.folded.spots[number]
        if a.target != END:
            ins = self.folded.spots[a.target].ins
            del ins[out]
            ins[into] = None
        self._pair(into)
        self._again(a.source, a.target)

    def _part(self, source: int, target: int, strand: int) -> None:
        if self.pairs.get((source, target)) == strand:
            del self.pairs[source, target]

    def _pair(self, number: int) -> None:
        """Note a strand as the one between its stations, or let the noted one take it up if the two ends fit."""
        strand = self.folded.strands[number]
        if strand.source < 0:
            return
        key = (strand.source, strand.target)
        noted = self.pairs.setdefault(key, number)
        if noted != number and self._fit(*key):
            self._take_up(noted, number)

    def _fit(self, source: int, target: int) -> bool:
        if target == END:
            return True
        split, meets = self.folded.spots[source].split, self.folded.spots[target].join
        return (
            meets is Join.SOME
            or (meets is Join.EACH and split is Split.ONE)
            or (meets is Join.ALL and split is Split.ALL)
        )

    def _take_up(self, kept: int, gone: int) -> None:
        a, b = self.folded.strands[kept], self.folded.strands.pop(gone)
        spot = self.folded.spots[a.source]
        del spot.outs[gone]
        if a.target != END:
            del self.folded.spots[a.target].ins[gone]
        must = spot.ways.must
        if spot.split is Split.ALL or (spot.split is Split.ANY and kept in must and gone in must):
            _beside(a, b)
        else:
            if _better(spot.ways, kept, gone, shorter=b.cost < a.cost):
                a.first, a.last, a.steps, a.cost = b.first, b.last, b.steps, b.cost
            a.inside = join(a.inside, b.inside)
        if spot.split is Split.ANY:
            spot.ways = _one_way_less(spot.ways, kept, gone)
        self._again(a.source, a.target)

    def _loop(self, number: int, spot: Spot) -> None:
        """Drop the way back from an exclusive split to the merge right before it, where another way leads on."""
        (into,) = spot.ins
        before = self.folded.strands[into].source
        back = self.pairs.get((number, before))
        if back is None or before < 0 or before == number or len(spot.outs) < 2:
            return
        merge = self.folded.spots[before]
        if merge.join is Join.EACH and merge.split is not Split.ANY and len(merge.outs) == 1:
            self._drop(number, before, back, into)

    def _leave_out(self, number: int, spot: Spot) -> None:
        """Drop a parallel branch to an end: it never holds up the others. Not where an end may cut it off."""
        if len(spot.outs) < 2 or self.cut_off:
            return
        if self.cyclic is None:
            self.cyclic = on_cycles(self.net)
        if number not in self.cyclic:
            gone = self.pairs.pop((number, END))
            kept = next(one for one in spot.outs if one != gone)
            strand = self.folded.strands.pop(gone)
            del spot.outs[gone]
            _beside(self.folded.strands[kept], strand)
            self._again(number)

    def _drop(self, source: int, target: int, gone: int, kept: int) -> None:
        strand = self.folded.strands.pop(gone)
        del self.folded.spots[source].outs[gone]
        del self.folded.spots[target].ins[gone]
        del self.pairs[source, target]
        self.folded.strands[kept].inside = join(self.folded.strands[kept].inside, strand.inside)
        self._again(source, target)


def _beside(kept: Strand, gone: Strand) -> None:
    """Let one strand stand for two whose tokens always come together."""
    kept.first, kept.last = join(kept.first, gone.first), join(kept.last, gone.last)
    kept.steps, kept.cost = join(kept.steps, gone.steps), kept.cost + gone.cost
    kept.inside = join(kept.inside, gone.inside)


def _better(ways: Ways, kept: int, gone: int, *, shorter: bool) -> bool:
    """Whether a run should go by the second of two arcs: it is always taken, or the first is only the default."""
    if kept in ways.must or gone == ways.other:
        return False
    return gone in ways.must or kept == ways.other or shorter


def _one_way_less(ways: Ways, kept: int, gone: int) -> Ways:
    """Return how arcs are chosen after one took up another."""
    must = ways.must - {gone} | ({kept} if {kept, gone} & ways.must else set())
    other = None if ways.other in {kept, gone} else ways.other
    return Ways(frozenset(must), other, ways.some)
