"""What is wrong in one case of a scope, as data with its witness; must not explore or put it into words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from engine.definitions.soundness.explore import Fault, Outcome, Sight
from engine.definitions.soundness.fold import END
from engine.definitions.soundness.net import Net
from engine.definitions.soundness.rope import items
from engine.definitions.soundness.trap import recurring
from engine.definitions.soundness.witness import Run, parting, witness

Kind = Literal["deadlock", "unsafe", "cut-off", "trap", "dead", "undecided"]
#: At most so many faults of one look are told: the rest are mostly the same ones by other runs.
MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Trouble:
    """One flaw. `element` is where it shows, `scope` the process or sub-process around it.

    `path` are the elements and flows passed up to it, in order, and `marking` the flows that hold tokens then.
    `others` depends on the kind: for a deadlock the flows that never come, for unsafe the element where the tokens
    parted, for cut-off what was cut off, for a trap what is gone round, for a dead activity what lies behind it, for
    undecided why. `shortest` is False where another run might be shorter.
    """

    kind: Kind
    scope: str
    element: str
    path: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    shortest: bool = True


@dataclass(slots=True)
class Reading:
    """One outcome being read: its net, and where in it a flaw was told already."""

    scope: str
    outcome: Outcome
    told: dict[tuple[Fault, str], tuple[str, ...]]

    @property
    def net(self) -> Net:
        """The unfolded net."""
        return self.outcome.board.folded.net

    def troubles(self) -> Iterator[Trouble]:
        """Give one flaw of each kind for each element where it shows, by its cheapest run."""
        unclear = _beyond(self.net, self.net.open)
        for sight in self.outcome.sights[:MOST]:
            run = witness(self.outcome, sight)
            for element, others in self._shown(sight, run):
                if (sight.fault, element) in self.told or (sight.fault == "unsafe" and self._follows(element, others)):
                    continue
                self.told[sight.fault, element] = others
                if element not in unclear:
                    shortest = self._shortest(sight)
                    yield Trouble(sight.fault, self.scope, element, run.path, run.flows(), others, shortest)

    def _follows(self, element: str, others: tuple[str, ...]) -> bool:
        """Whether tokens met before this element, parted at the same place: they only meet here again."""
        before = {told for (fault, told), parted in self.told.items() if fault == "unsafe" and parted == others}
        stations = [number for number, station in enumerate(self.net.stations) if station.element in before]
        return any(
            self.net.stations[one].element == element for number in stations for one in _behind(self.net, number)
        )

    def _shortest(self, sight: Sight) -> bool:
        return self.outcome.way.every or (sight.fault == "deadlock" and not self.outcome.way.deep)

    def _shown(self, sight: Sight, run: Run) -> Iterator[tuple[str, tuple[str, ...]]]:
        if sight.fault == "deadlock":
            yield from waiting(run)
        elif sight.fault == "unsafe":
            station = self.outcome.board.moves[sight.move].station
            parted = parting(run)
            yield self.net.stations[station].element, () if parted is None else (parted,)
        elif sight.fault == "cut-off":
            station = self.outcome.board.moves[sight.move].station
            targets = dict.fromkeys(self.net.stations[self.net.arcs[arc].target].element for arc in run.marked)
            yield self.net.stations[station].element, tuple(targets)
        else:
            yield self._trap(sight)

    def _trap(self, sight: Sight) -> tuple[str, tuple[str, ...]]:
        board = self.outcome.board
        round_about: dict[str, None] = {}
        for state, _after, number in recurring(self.outcome, sight.state):
            move = board.moves[number]
            for strand in self.outcome.strands(self.outcome.markings[state] & move.taken):
                for station in [*items(strand.inside), move.station]:
                    round_about[self.net.stations[station].element] = None
        strands = [strand for strand in self.outcome.strands(sight.places) if strand.target >= 0]
        entered = [self.net.stations[strand.target].element for strand in strands]
        return next((element for element in entered if element in round_about), entered[0]), tuple(round_about)


def waiting(run: Run) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the joins that wait for ever with the flows that never come; not those that wait for another of them."""
    net, marked = run.net, set(run.marked)
    stuck = dict.fromkeys(net.arcs[arc].target for arc in run.marked)
    missing = {number: [arc for arc in net.stations[number].ins if arc not in marked] for number in stuck}
    behind = {number: _behind(net, number) for number in stuck}
    roots = [
        number
        for number in stuck
        if not any(
            net.arcs[arc].source in behind[other] for other in stuck if other != number for arc in missing[number]
        )
    ]
    for number in roots or list(stuck)[:1]:
        yield net.stations[number].element, tuple(net.arcs[arc].flow for arc in missing[number])


def _beyond(net: Net, elements: set[str]) -> set[str]:
    """Return the elements to which ways lead from some, these included."""
    begin = [number for number, station in enumerate(net.stations) if station.element in elements]
    return {net.stations[one].element for number in begin for one in _behind(net, number)}


def _behind(net: Net, station: int) -> set[int]:
    found, todo = {station}, [station]
    while todo:
        for arc in net.stations[todo.pop()].outs:
            target = net.arcs[arc].target
            if target not in found:
                found.add(target)
                todo.append(target)
    return found


def troubles(scope: str, looks: list[Outcome]) -> Iterator[Trouble]:
    """Give the flaws that several looks at one case show, each once, by the first look that shows it."""
    told: dict[tuple[Fault, str], tuple[str, ...]] = {}
    for outcome in looks:
        yield from Reading(scope, outcome, told).troubles()


def alive(outcome: Outcome) -> set[str]:
    """Return the elements that some run enters."""
    net = outcome.board.folded.net
    stations = {outcome.board.moves[number].station for number in outcome.fired} - {END}
    found = {net.stations[number].element for number in stations}
    for strand in outcome.strands(outcome.marked):
        found.update(net.stations[number].element for number in items(strand.inside))
    return found


def decided(looks: list[Outcome]) -> bool:
    """Whether everything that can happen was seen, so that what was not seen cannot happen."""
    board = looks[0].board
    if board.partial or board.folded.net.open or any(sight.fault == "unsafe" for one in looks for sight in one.sights):
        return False
    return any(one.whole and (one.way.every or all(sight.fault != "trap" for sight in one.sights)) for one in looks)
