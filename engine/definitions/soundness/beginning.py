"""Which cases of a scope are looked at, each from one beginning, and the net of each; must not judge them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.definitions.graph import ACTIVITIES, Node
from engine.definitions.soundness.ground import TERMINATES, THROWN_OUT, Exits, Ground, beginnings
from engine.definitions.soundness.net import Join, Net, Split, Ways

_JOINS = {"parallelGateway": Join.ALL, "inclusiveGateway": Join.SOME, "complexGateway": Join.SOME}


@dataclass(frozen=True, slots=True)
class Case:
    """One beginning: where its tokens start, the nodes they come to, and the side events whose paths rejoin these."""

    begin: tuple[str, ...]
    nodes: dict[str, None]
    rejoining: frozenset[str]


def cases(here: Ground) -> Iterator[Case]:
    """Give every case of a scope.

    The path of a boundary event that does not interrupt is a case of its own where it never comes back into the
    path that it left: it may be taken any number of times, and that is meant. Where it comes back, it belongs to it.
    """
    waiting = beginnings(here)
    begun = set(waiting)
    while waiting:
        case = _case(here, waiting.pop(0))
        yield case
        for node in case.nodes:
            for event in here.beside(here.nodes[node]):
                if event.id not in case.rejoining and (event.id,) not in begun:
                    begun.add((event.id,))
                    waiting.append((event.id,))


def _case(here: Ground, begin: tuple[str, ...]) -> Case:
    nodes = dict.fromkeys(here.reach(begin))
    rejoining: set[str] = set()
    waiting = [event for node in nodes for event in here.beside(here.nodes[node])]
    changed = True
    while changed:
        changed = False
        for event in waiting:
            path = [] if event.id in rejoining or here.effort < 0 else here.reach((event.id,))
            here.effort -= len(path)
            if any(one in nodes for one in path):
                rejoining.add(event.id)
                fresh = [one for one in path if one not in nodes]
                nodes.update(dict.fromkeys(fresh))
                waiting = waiting + [more for one in fresh for more in here.beside(here.nodes[one])]
                changed = True
    return Case(begin, nodes, frozenset(rejoining))


@dataclass(slots=True)
class Building:
    """The net of one case while it is being built: first where each node is entered, then how it is left."""

    here: Ground
    case: Case
    net: Net = field(default_factory=Net)
    entries: dict[str, int] = field(default_factory=dict)
    drawn: set[str] = field(default_factory=set)  # flows that have an arc

    def enter(self, node: Node) -> None:
        """Add the station at which tokens come to a node."""
        join, split, told = _JOINS.get(node.type, Join.EACH), Split.ONE, False
        if node.type == "endEvent":
            kinds = node.kinds
            told = TERMINATES in kinds
            split = Split.END if not told and THROWN_OUT.isdisjoint(kinds) else Split.KILL
        if node.type == "complexGateway" and len(node.incoming) > 1:
            self.net.open.add(node.id)
        self.entries[node.id] = self.net.station(node.id, join, split, told=TERMINATES in node.kinds, entry=True)

    def leave(self, node: Node) -> None:
        """Add the arcs on which tokens go on from a node."""
        if node.type == "endEvent":
            return
        at = self.entries[node.id]
        beside = [one for one in self.here.beside(node) if one.id in self.case.rejoining]
        if beside:
            at = self._beside(node, at, beside)
        interrupting = self.here.interrupting(node)
        blocked = node.type in ACTIVITIES and node.id in self.here.blocked
        if not interrupting and not blocked:
            self._ways(node, at, self.here.exits(node))
            return
        at = self._alone(node, at)
        for event in interrupting:
            self.net.arc(at, self.entries[event.id])
        if blocked:
            out = self.net.station(node.id, Join.EACH, Split.KILL)
            self.net.arc(at, out)
        else:
            self._normal(node, at)

    def _normal(self, node: Node, at: int) -> None:
        exits = self.here.exits(node)
        if len(exits.ways) == 1:
            self._arc(at, *exits.ways[0])
            return
        done = self.net.station(node.id, Join.EACH, Split.ONE)
        self.net.arc(at, done)
        self._ways(node, done, exits)

    def _beside(self, node: Node, at: int, events: list[Node]) -> int:
        """Let side events fire when the activity begins: that they may fire later is the same, their tokens wait."""
        at = self._alone(node, at)
        run = self.net.station(node.id, Join.EACH, Split.ONE)
        going = self.net.arc(at, run)
        for event in events:
            self.net.arc(at, self.entries[event.id])
        station = self.net.stations[at]
        station.split, station.ways = Split.ANY, Ways(frozenset({going}), some=False)
        return run

    def _alone(self, node: Node, at: int) -> int:
        """Return a station with one way in, so that ways in and ways out are never multiplied."""
        if self._ins(node) < 2 or self.net.stations[at].element != node.id or at != self.entries[node.id]:
            return at
        split = self.net.station(node.id, Join.EACH, Split.ONE)
        self.net.arc(at, split)
        return split

    def _ins(self, node: Node) -> int:
        return len(node.incoming) + len(self.here.links) + (node.id in self.case.begin)

    def _ways(self, node: Node, at: int, exits: Exits) -> None:
        if not exits.ways:
            end = self.net.station(node.id, Join.EACH, Split.END)
            self.net.arc(at, end)
            return
        if len(exits.ways) > 1:
            at = self._alone(node, at)
        arcs = [self._arc(at, flow, target) for flow, target in exits.ways]
        station = self.net.stations[at]
        station.split = exits.split
        if exits.split is Split.ANY:
            other = None if exits.other is None else arcs[exits.other]
            station.ways = Ways(frozenset(arcs[number] for number in exits.must), other, exits.some)

    def _arc(self, at: int, flow: str, target: str) -> int:
        self.drawn.add(flow)
        return self.net.arc(at, self.entries[target], flow)

    def expect(self, node: Node) -> None:
        """Add the arcs that a joining gateway waits for although no token of this case ever comes there."""
        for flow in node.incoming:
            if flow.id not in self.drawn and flow.source in self.here.scope.nodes:
                self._arc(-1, flow.id, node.id)


def build(here: Ground, case: Case) -> Net:
    """Return the net of a case."""
    building = Building(here, case)
    nodes = [here.nodes[key] for key in case.nodes]
    for node in nodes:
        building.enter(node)
    net = building.net
    net.first = [net.arc(-1, building.entries[key]) for key in case.begin]
    for node in nodes:
        building.leave(node)
    for node in nodes:
        if node.type in _JOINS:
            building.expect(node)
    return net


def never_completes(here: Ground, *, handlers: bool) -> bool:
    """Whether a sub-process is only ever left by an error or a cancellation; `handlers` may complete it otherwise."""
    if handlers:
        return False
    ends = [here.nodes[key] for begin in beginnings(here) for key in here.reach(begin)]
    ends = [node for node in ends if _last(here, node)]
    return bool(ends) and all(node.type == "endEvent" and THROWN_OUT & set(node.kinds) for node in ends)


def _last(here: Ground, node: Node) -> bool:
    left_otherwise = node.type in ACTIVITIES and node.id in here.blocked
    return node.type == "endEvent" or not (here.exits(node).ways or left_otherwise)
