"""The run that shows a fault, step by step on the unfolded net, and what stands where at its end; must not judge it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.definitions.soundness.explore import Outcome, Sight
from engine.definitions.soundness.fold import END, Strand
from engine.definitions.soundness.net import Join, Net, Split, Step
from engine.definitions.soundness.rope import items
from engine.definitions.soundness.trap import one_round


@dataclass(frozen=True, slots=True)
class Run:
    """Steps from the beginning and the arcs that hold tokens after them, an arc as often as it holds one."""

    net: Net
    steps: tuple[Step, ...]
    marked: tuple[int, ...]

    @property
    def path(self) -> tuple[str, ...]:
        """The ids of the elements and flows passed, in order."""
        found: list[str] = []
        for step in self.steps:
            station = self.net.stations[step.station]
            if station.entry:
                found.append(station.element)
            found.extend(self.net.arcs[arc].flow for arc in step.given if self.net.arcs[arc].flow)
        return tuple(found)

    def flows(self) -> tuple[str, ...]:
        """Return the ids of the flows that hold tokens at the end."""
        return tuple(self.net.arcs[arc].flow for arc in self.marked if self.net.arcs[arc].flow)


def witness(outcome: Outcome, sight: Sight) -> Run:
    """Return the run that comes to a fault."""
    net = outcome.board.folded.net
    steps = list(_steps(outcome, outcome.run(sight.state)))
    if sight.fault == "deadlock":
        steps += [step for strand in outcome.strands(sight.places) for step in _unfold(strand)]
    if sight.fault == "trap":
        steps += _steps(outcome, one_round(outcome, sight.state))
    if sight.move >= 0:
        steps += _steps(outcome, [(outcome.markings[sight.state], sight.move)])
    if sight.fault in {"unsafe", "cut-off"} and not any(_asks_around(net, step) for step in steps):
        steps = _causes(net, steps, sight.fault)
    if sight.fault == "unsafe":
        steps += _shown(net, steps)
    return Run(net, tuple(steps), _marked(net, steps))


def run_through(outcome: Outcome, element: str) -> Run | None:
    """Return the cheapest run seen that passes an element and stops there, None where none does."""
    net = outcome.board.folded.net
    stations = {number for number, one in enumerate(net.stations) if one.element == element}
    holding = _holding(outcome, stations)
    for state, marked in enumerate(outcome.markings):
        for strand in outcome.strands(marked & holding):
            steps = [*_steps(outcome, outcome.run(state)), *_unfold(strand)]
            return _stopped(net, steps, stations)
        for number in outcome.fired_at.get(state, ()):
            if outcome.board.moves[number].station in stations:
                steps = [*_steps(outcome, outcome.run(state)), *_steps(outcome, [(marked, number)])]
                return _stopped(net, steps, stations)
    return None


def _holding(outcome: Outcome, stations: set[int]) -> int:
    """Return the places whose strands have one of these stations inside."""
    board = outcome.board
    return sum(
        1 << place
        for place, number in enumerate(board.strands)
        if not stations.isdisjoint(items(board.folded.strands[number].inside))
    )


def _stopped(net: Net, steps: list[Step], stations: set[int]) -> Run:
    last = max((number for number, step in enumerate(steps) if step.station in stations), default=len(steps) - 1)
    return Run(net, tuple(steps[: last + 1]), _marked(net, steps[: last + 1]))


def _steps(outcome: Outcome, moves: Iterable[tuple[int, int]]) -> Iterator[Step]:
    for marked, number in moves:
        move = outcome.board.moves[number]
        taken = list(outcome.strands(marked & move.taken))
        for strand in taken:
            yield from _unfold(strand)
        if move.station != END:
            arcs = tuple(arc for strand in taken for arc in items(strand.last))
            given = tuple(arc for strand in outcome.strands(move.given) for arc in items(strand.first))
            yield Step(move.station, arcs, given)


def _unfold(strand: Strand) -> Iterator[Step]:
    for station, taken, given in items(strand.steps):
        yield Step(station, tuple(items(taken)), tuple(items(given)))


def _shown(net: Net, steps: list[Step]) -> list[Step]:
    """Return the steps that bring two tokens that met inside an element onto a flow out of it."""
    met = next((arc for arc in steps[-1].given if not net.arcs[arc].flow), None)
    station = None if met is None else net.stations[net.arcs[met].target]
    if met is None or station is None or station.entry or _marked(net, steps).count(met) < 2 or not station.outs:
        return []
    given = tuple(station.outs) if station.split is Split.ALL else (station.outs[0],)
    if station.split is Split.ANY:
        given = tuple(arc for arc in station.outs if arc in station.ways.must) or given
    return [Step(net.arcs[met].target, (met,), given)] * 2


def _asks_around(net: Net, step: Step) -> bool:
    """Whether a step depends on tokens that it does not take, so that none of the others may be left out."""
    station = net.stations[step.station]
    return station.join is Join.SOME and len(station.ins) > 1


def _marked(net: Net, steps: Iterable[Step]) -> tuple[int, ...]:
    counts = dict.fromkeys(net.first, 1)
    for step in steps:
        for arc in step.taken:
            counts[arc] -= 1
        for arc in step.given:
            counts[arc] = counts.get(arc, 0) + 1
    return tuple(arc for arc, count in counts.items() for _ in range(count))


def _givers(net: Net, steps: list[Step]) -> tuple[list[set[int]], dict[int, list[int]]]:
    """Return for each step the steps whose tokens it takes, and the givers of tokens left on each arc."""
    left: dict[int, list[int]] = {arc: [-1] for arc in net.first}
    found: list[set[int]] = []
    for number, step in enumerate(steps):
        found.append({left[arc].pop(0) for arc in step.taken} - {-1})
        for arc in step.given:
            left.setdefault(arc, []).append(number)
    return found, left


def _past(givers: list[set[int]], begin: Iterable[int]) -> set[int]:
    found, waiting = set(begin), list(begin)
    while waiting:
        fresh = givers[waiting.pop()] - found
        found |= fresh
        waiting.extend(fresh)
    return found


def _causes(net: Net, steps: list[Step], fault: str) -> list[Step]:
    """Leave out the steps without which the last one happens as well."""
    givers, left = _givers(net, steps)
    begin = {len(steps) - 1}
    if fault == "unsafe":
        for arc in steps[-1].given:
            begin.update(giver for giver in left[arc] if giver >= 0 and len(left[arc]) > 1)
    needed = _past(givers, begin)
    return [step for number, step in enumerate(steps) if number in needed]


def parting(run: Run) -> str | None:
    """Return the element at which the two tokens that met on one arc parted, None where they never were one."""
    givers, left = _givers(run.net, list(run.steps))
    meeting = next((found for found in left.values() if len(found) > 1), None)
    if meeting is None or min(meeting[:2]) < 0:
        return None
    common = _past(givers, {meeting[0]}) & _past(givers, {meeting[1]})
    parted = [
        number for number in common if run.net.stations[run.steps[number].station].split in {Split.ALL, Split.ANY}
    ]
    return run.net.stations[run.steps[max(parted)].station].element if parted else None
