"""Moves tokens on a board in every way that matters, cheapest first, within a bound; must not put it into words.

Which moves matter at a marking is told by stubborn sets (Valmari 1991): a marked place is looked at alone where no
other token can come to what its move touches. Every dead marking is still found, by a run of the same length. Two
tokens on one place and the end that cuts off other work are dead markings here, so they are found as well; a trap
(nothing but going round for ever) is one of the markings seen if there is any.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Final, Literal

from engine.definitions.soundness.fold import Strand
from engine.definitions.soundness.moves import Board, bits, upstream_of

#: How many more moves are looked at once two tokens met on one place: what follows is mostly the same again.
AFTER_UNSAFE: Final = 1_000
#: So much is spent on finding a small set of moves, in places and moves looked through.
SEEKING: Final = 1_000
Fault = Literal["deadlock", "unsafe", "cut-off", "trap"]
Key = tuple[Fault, int]


@dataclass(frozen=True, slots=True)
class Sight:
    """A fault: the state seen last (its number), the move that ends the run there (-1: none), and where it shows.

    `places` are those with two tokens, with tokens left over, or with tokens that cannot move.
    """

    fault: Fault
    state: int
    move: int
    places: int
    cost: int


@dataclass(slots=True)
class Outcome:
    """What was seen: markings in the order of their cost, how each was come to, faults; `whole`: nothing was left."""

    board: Board
    way: "Way"
    markings: list[int] = field(default_factory=list)
    parents: list[tuple[int, int]] = field(default_factory=list)  # (state, move)
    costs: list[int] = field(default_factory=list)
    sights: list[Sight] = field(default_factory=list)
    keys: frozenset[Key] = frozenset()  # of the faults: kind, and where it shows
    fired: set[int] = field(default_factory=set)
    fired_at: dict[int, list[int]] = field(default_factory=dict)  # the moves that were fired first in a state
    marked: int = 0
    edges: list[tuple[int, int, int]] = field(default_factory=list)  # (state, state after, move)
    ends: bool = False
    whole: bool = True

    def strands(self, places: int) -> Iterator[Strand]:
        """Give the strands of places."""
        return (self.board.folded.strands[self.board.strands[place]] for place in bits(places))

    def run(self, state: int) -> list[tuple[int, int]]:
        """Return the (marking before, move) pairs that lead to a state."""
        found: list[tuple[int, int]] = []
        while state > 0:
            before, move = self.parents[state]
            found.append((self.markings[before], move))
            state = before
        return found[::-1]


class Stubborn:
    """Which of the moves of a marking are enough."""

    def __init__(self, board: Board) -> None:
        self.board = board
        upstream = self.upstream = upstream_of(board)
        killing = 0
        for move in board.moves:
            if move.kills:
                killing |= move.taken
                for place in bits(move.taken):
                    killing |= upstream[place]
        every = (1 << len(board.strands)) - 1
        self.touched = [0] * len(board.strands)
        for place in range(len(board.strands)):
            mask = upstream[place] | killing
            for number in board.consumers[place]:
                move = board.moves[number]
                mask |= every if move.kills else self._touched(move.given or move.taken)
            for meeting in board.meetings.values():
                if meeting.watched >> place & 1:
                    mask |= meeting.watched
            self.touched[place] = mask

    def _touched(self, places: int) -> int:
        mask = places
        for place in bits(places):
            mask |= self.upstream[place]
        return mask

    def choose(self, marked: int, enabled: list[int]) -> list[int]:
        """Return a smallest set of moves that is enough, of those that its first places give."""
        best = enabled
        tried = 0
        effort = SEEKING
        for place in bits(marked):
            if tried >> place & 1:
                continue
            closed = self._close(1 << place, marked)
            effort -= closed.bit_count() + len(enabled) // 8
            tried |= closed if closed != marked else 1 << place
            chosen = [number for number in enabled if self.board.moves[number].taken & closed]
            if chosen and len(chosen) < len(best):
                best = chosen
            if len(best) == 1 or effort < 0:
                break
        return best

    def _close(self, places: int, marked: int) -> int:
        closed, fresh = places, places
        while fresh:
            low = fresh & -fresh
            fresh ^= low
            added = self.touched[low.bit_length() - 1] & marked & ~closed
            closed |= added
            fresh |= added
        return closed


@dataclass(frozen=True, slots=True)
class Way:
    """How to look: at most `states` markings and `moves` moves; `deep`: the last found first, not the cheapest.

    With `every`, all moves are looked at in all orders, so that faults come with their shortest runs; then it is enough
    when those `wanted` were found.
    """

    states: int
    moves: int = 12_000
    deep: bool = False
    every: bool = False
    wanted: frozenset[Key] = frozenset()


def explore(board: Board, way: Way) -> Outcome:
    """Return what can be seen on a board, looking in this way."""
    exploring = _Exploring(board, way)
    if board.dense:
        exploring.outcome.whole = False
    else:
        exploring.run()
    return exploring.outcome


class _Exploring:
    """One exploration: Dijkstra's algorithm over markings."""

    def __init__(self, board: Board, way: Way) -> None:
        self.board = board
        self.way = way
        self.most = way.moves
        self.looked_at = 0
        self.outcome = Outcome(board, way)
        self.stubborn: Stubborn | None = None
        self.seen: dict[int, int] = {}
        self.heap: list[tuple[int, int, int, int, int, int]] = [(0, 0, board.first, -1, -1, 0)]
        self.count = 0
        self.edges: list[tuple[int, int, int]] = []
        self.safe: set[int] = set()  # states with a way to an end, a fault, or out of what was looked at
        self.faults: dict[Key, Sight] = {}

    def run(self) -> None:
        """Look at markings until there are no more, or too many."""
        outcome = self.outcome
        while self.heap:
            _rank, _order, marked, parent, move, cost = heappop(self.heap)
            if marked in self.seen:
                continue
            if self._enough_seen(cost):
                outcome.whole = False
                break
            state = self.seen[marked] = len(outcome.markings)
            outcome.markings.append(marked)
            outcome.parents.append((parent, move))
            outcome.costs.append(cost)
            outcome.marked |= marked
            self._state(state, marked, cost)
        if outcome.whole:
            self._traps()
        outcome.sights = sorted(self.faults.values(), key=lambda one: (one.cost, one.state, one.move))
        outcome.keys = frozenset(self.faults)

    def _enough_seen(self, cost: int) -> bool:
        if len(self.seen) >= self.way.states or self.looked_at > self.most:
            return True
        wanted = self.way.wanted
        if self.way.deep and self.faults:
            return True
        found = bool(wanted) and wanted <= self.faults.keys()
        return found and all(self.faults[key].cost <= cost + 1 for key in wanted)

    def _state(self, state: int, marked: int, cost: int) -> None:
        enabled = self.board.enabled(marked)
        self.looked_at += len(enabled)
        if not enabled:
            self.safe.add(state)
            if marked:
                rest = sum(self.board.costs[place] for place in bits(marked))
                self._note(Sight("deadlock", state, -1, marked, cost + rest))
            else:
                self.outcome.ends = True
            return
        for number in self._enough(marked, enabled):
            self._move(state, marked, cost, number)

    def _enough(self, marked: int, enabled: list[int]) -> list[int]:
        """Return the moves to look at: all where there is one token or one move, else what stubborn sets leave."""
        if self.way.every or len(enabled) == 1 or not marked & (marked - 1):
            return enabled
        if self.stubborn is None:
            self.stubborn = Stubborn(self.board)
        return self.stubborn.choose(marked, enabled)

    def _move(self, state: int, marked: int, cost: int, number: int) -> None:
        move = self.board.moves[number]
        if number not in self.outcome.fired:
            self.outcome.fired.add(number)
            self.outcome.fired_at.setdefault(state, []).append(number)
        cost += self.board.price(number, marked)
        left = marked & ~move.taken
        if move.kills:
            self.safe.add(state)
            self.outcome.ends = True
            left &= ~self.board.idle
            if left and self.board.folded.net.stations[move.station].told:
                self._note(Sight("cut-off", state, number, left, cost))
        elif left & move.given:
            self.safe.add(state)
            self.outcome.marked |= move.given
            self._note(Sight("unsafe", state, number, left & move.given, cost))
            if not self.way.every:
                self.most = min(self.most, self.looked_at + AFTER_UNSAFE)
        else:
            self.count += 1
            after = left | move.given
            self.edges.append((state, after, number))
            rank = -self.count if self.way.deep else cost
            heappush(self.heap, (rank, self.count, after, state, number, cost))

    def _note(self, sight: Sight) -> None:
        """Keep the cheapest fault of a kind at a place: where tokens meet, what ends, which tokens are stuck."""
        place = sight.places if sight.fault != "cut-off" else self.board.moves[sight.move].station
        known = self.faults.get((sight.fault, place))
        if known is None or sight.cost < known.cost:
            self.faults[sight.fault, place] = sight

    def _traps(self) -> None:
        """Find the markings from which there is no way to an end or a fault."""
        self.outcome.edges = [(state, self.seen[marked], move) for state, marked, move in self.edges]
        edges = [(state, after) for state, after, _move in self.outcome.edges]
        free = reached(self.safe, [(target, state) for state, target in edges])
        covered: set[int] = set()
        for state in range(len(self.outcome.markings)):
            if state not in free and state not in covered:
                covered |= reached({state}, edges)
                self._note(Sight("trap", state, -1, self.outcome.markings[state], self.outcome.costs[state]))


def reached(begin: set[int], edges: list[tuple[int, int]]) -> set[int]:
    """Return what edges lead to from where one begins, that included."""
    after: dict[int, list[int]] = {}
    for one, target in edges:
        after.setdefault(one, []).append(target)
    found, waiting = set(begin), list(begin)
    while waiting:
        for one in after.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found
