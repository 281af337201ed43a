"""What can happen on a folded net: places as bits of a number, moves between them; must not decide which to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from engine.definitions.soundness.cycles import components
from engine.definitions.soundness.fold import END, Folded, Spot
from engine.definitions.soundness.net import Join, Split
from engine.definitions.soundness.rope import items

#: More free ways than this out of one station are not looked at in every combination.
FREE_WAYS: Final = 8
PAIRED_WAYS: Final = 40
#: At most so many pairs of a way into an inclusive join and a place are looked at.
DENSE: Final = 300_000


@dataclass(frozen=True, slots=True)
class Move:
    """One firing of a station. Tokens are taken from all places of `taken`, or from those marked where `some`."""

    station: int
    taken: int
    given: int
    cost: int
    some: bool = False
    kills: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """An inclusive join: its places, for each the places upstream that do not pass it, and all of these together."""

    places: int
    upstream: tuple[tuple[int, int], ...]
    watched: int

    def ready(self, marked: int) -> bool:
        """Whether it fires: what could still come to an empty flow can also come to one that has a token.

        BPMN 2.0.2, 13.4.3, table 13.3.
        """
        if not marked & self.places:
            return False
        awaited = excused = 0
        for place, upstream in self.upstream:
            if marked & place:
                excused |= upstream
            else:
                awaited |= upstream
        return not marked & awaited & ~excused & ~self.places


@dataclass(slots=True)
class Board:
    """A folded net to move tokens on. `strands` numbers the strand of each place; `partial` says what was left out."""

    folded: Folded
    strands: list[int]
    moves: list[Move]
    consumers: list[list[int]]
    meetings: dict[int, Meeting]
    costs: list[int]
    first: int = 0
    partial: bool = False
    dense: bool = False  # so many inclusive joins that it is not even looked at
    idle: int = 0  # places whose tokens only go to an end, so that no work is lost with them

    @property
    def sequential(self) -> bool:
        """Whether there is never more than one token, so that there are no more markings than places."""
        return not self.first & (self.first - 1) and all(not move.given & (move.given - 1) for move in self.moves)

    def enabled(self, marked: int) -> list[int]:
        """Return the moves that can happen, by number."""
        found: list[int] = []
        if not marked & (marked - 1) and marked:
            place = marked.bit_length() - 1
            return [number for number in self.consumers[place] if self._alone(self.moves[number], marked)]
        for place in bits(marked):
            for number in self.consumers[place]:
                move = self.moves[number]
                if move.some:
                    if _lowest(marked & move.taken) == place and self.meetings[move.station].ready(marked):
                        found.append(number)
                elif marked & move.taken == move.taken and _lowest(move.taken) == place:
                    found.append(number)
        return found

    def _alone(self, move: Move, marked: int) -> bool:
        return self.meetings[move.station].ready(marked) if move.some else move.taken == marked

    def price(self, number: int, marked: int) -> int:
        """Return how many steps a move takes with what lies on the strands before it."""
        move = self.moves[number]
        return move.cost + sum(self.costs[place] for place in bits(marked & move.taken))


def bits(mask: int) -> Iterator[int]:
    """Give the numbers of the bits that are set, the lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1


def board(folded: Folded) -> Board:
    """Return the moves of a folded net."""
    strands = list(folded.strands)
    place = {strand: number for number, strand in enumerate(strands)}
    costs = [folded.strands[number].cost for number in strands]
    made = Board(folded, strands, [], [[] for _ in strands], {}, costs)
    for number, strand in folded.strands.items():
        if strand.target == END:
            made.moves.append(Move(END, 1 << place[number], 0, 0))
            if all(folded.net.stations[one].split is Split.END for one in items(strand.inside)):
                made.idle |= 1 << place[number]
    for station, spot in folded.spots.items():
        made.moves.extend(_moves(made, station, spot, place))
    for number, move in enumerate(made.moves):
        for one in bits(move.taken):
            made.consumers[one].append(number)
    made.first = sum(1 << place[number] for number in folded.first)
    _meet(made, place)
    return made


def _moves(made: Board, station: int, spot: Spot, place: dict[int, int]) -> Iterator[Move]:
    ins = [1 << place[strand] for strand in spot.ins]
    whole = sum(ins)
    kills, cost = spot.split is Split.KILL, int(made.folded.net.stations[station].entry)
    for given in [0] if kills else _outcomes(made, spot, place):
        if spot.join is Join.EACH or len(ins) == 1:
            for one in ins:
                yield Move(station, one, given, cost, kills=kills)
        elif ins:
            yield Move(station, whole, given, cost, some=spot.join is Join.SOME, kills=kills)


def _outcomes(made: Board, spot: Spot, place: dict[int, int]) -> list[int]:
    outs = [1 << place[strand] for strand in spot.outs]
    if spot.split is Split.ONE:
        return outs
    if spot.split is Split.ALL:
        return [sum(outs)]
    must = sum(1 << place[strand] for strand in spot.outs if strand in spot.ways.must)
    other = 0 if spot.ways.other is None else 1 << place[spot.ways.other]
    free = [one for one in outs if not one & (must | other)]
    chosen = [must | some for some in _combined(free)]
    made.partial = made.partial or len(free) > FREE_WAYS
    if other:
        chosen.append(must | other)
    elif not spot.ways.some:
        chosen.insert(0, must)
    return chosen or [must]


def _combined(free: list[int]) -> Iterator[int]:
    """Give the sets of free ways: all of them, or where they are many each way alone, each two, and all together."""
    largest = len(free) if len(free) <= FREE_WAYS else 2 if len(free) <= PAIRED_WAYS else 1
    for size in range(1, largest + 1):
        yield from map(sum, combinations(free, size))
    if largest < len(free):
        yield sum(free)


def upstream_of(made: Board) -> list[int]:
    """Return for each place the places from which tokens come to it; itself only where it lies on a cycle."""
    after: list[list[int]] = [[] for _ in made.strands]
    for move in made.moves:
        given = list(bits(move.given))
        for one in bits(move.taken):
            after[one].extend(given)
    found = [0] * len(after)
    for component in reversed(components(after)):
        cyclic = len(component) > 1 or component[0] in after[component[0]]
        own = sum(1 << one for one in component)
        before = 0
        for one in component:
            before |= found[one]
        before |= own if cyclic else 0
        for one in component:
            found[one] = before
            for target in after[one]:
                found[target] |= before | (1 << one)
    return found


def _meet(made: Board, place: dict[int, int]) -> None:
    """Add the inclusive joins: what is upstream of each of their places without passing the join."""
    joins = {key: spot for key, spot in made.folded.spots.items() if spot.join is Join.SOME and len(spot.ins) > 1}
    made.dense = sum(len(spot.ins) for spot in joins.values()) * len(place) > DENSE
    if not joins or made.dense:
        return
    before: list[list[tuple[int, int]]] = [[] for _ in made.strands]
    for move in made.moves:
        for one in bits(move.given):
            before[one].extend((taken, move.station) for taken in bits(move.taken))
    for station, spot in joins.items():
        places = [place[strand] for strand in spot.ins]
        upstream = [(1 << one, _without(before, one, station)) for one in places]
        whole = sum(1 << one for one in places)
        watched = whole
        for _one, mask in upstream:
            watched |= mask
        made.meetings[station] = Meeting(whole, tuple(upstream), watched)


def _without(before: list[list[tuple[int, int]]], place: int, station: int) -> int:
    found = 0
    waiting = [place]
    while waiting:
        for one, through in before[waiting.pop()]:
            if through != station and not found >> one & 1:
                found |= 1 << one
                waiting.append(one)
    return found
