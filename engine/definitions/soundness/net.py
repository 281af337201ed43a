"""A scope as a net of stations and arcs on which tokens move: plain values; must not read drawings or judge."""

from dataclasses import dataclass, field
from enum import Enum


class Join(Enum):
    """What a station waits for: each token alone, one on every arc, or what can still come (BPMN 2.0.2, 13.4)."""

    EACH = 1
    ALL = 2
    SOME = 3


class Split(Enum):
    """Where a station puts tokens: one arc, all arcs, any arcs; END consumes, KILL ends the whole scope."""

    ONE = 1
    ALL = 2
    ANY = 3
    END = 4
    KILL = 5


@dataclass(frozen=True, slots=True)
class Ways:
    """Which arcs a station of split ANY may choose together: all of `must`, and a set of the others.

    `other` is the default arc, taken alone where no other is; `some` says that the chosen set may not be empty.
    """

    must: frozenset[int] = frozenset()
    other: int | None = None
    some: bool = True


@dataclass(slots=True)
class Station:
    """A place where tokens are taken and put. `element` is what is drawn there; several stations may share it.

    `entry` marks the one where it is entered: firings there are the steps that a person counts. `told` marks an end
    that is to say so when it cuts off other work: the terminate end event.
    """

    element: str
    join: Join
    split: Split
    ins: list[int] = field(default_factory=list)
    outs: list[int] = field(default_factory=list)
    ways: Ways = Ways()
    told: bool = False
    entry: bool = False


@dataclass(frozen=True, slots=True)
class Arc:
    """A place for one token. `flow` is the sequence flow drawn, empty inside an element; no `source` is -1."""

    flow: str
    source: int
    target: int


@dataclass(slots=True)
class Net:
    """Stations and arcs of one beginning of a scope; tokens stand on the arcs `first` when it begins.

    `open` names elements whose behaviour the drawing does not tell (complex gateways): what passes them is not decided.
    """

    stations: list[Station] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    open: set[str] = field(default_factory=set)

    def station(self, element: str, join: Join, split: Split, *, told: bool = False, entry: bool = False) -> int:
        """Add a station and return its number."""
        self.stations.append(Station(element, join, split, told=told, entry=entry))
        return len(self.stations) - 1

    def arc(self, source: int, target: int, flow: str = "") -> int:
        """Add an arc and return its number; -1 as source makes one on which no station puts tokens."""
        number = len(self.arcs)
        self.arcs.append(Arc(flow, source, target))
        if source >= 0:
            self.stations[source].outs.append(number)
        self.stations[target].ins.append(number)
        return number


@dataclass(frozen=True, slots=True)
class Step:
    """One firing: the station, the arcs that it took tokens from and those that it gave tokens to."""

    station: int
    taken: tuple[int, ...]
    given: tuple[int, ...]
