"""How upright lines share the gaps between columns: lines of one fork or join run together; must not draw."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from engine.definitions.drawing.layered.routes import Level, Route


@dataclass(frozen=True, slots=True)
class Tracks:
    """The track of each hop (by flow and gap), and how many tracks each gap has."""

    of: dict[tuple[str, int], int]
    count: dict[int, int]


@dataclass(slots=True)
class _Bundle:
    """Upright lines of one gap that run together: the flows, from where to where, how high."""

    flows: list[str] = field(default_factory=list)
    begins: set[Level] = field(default_factory=set)
    ends: set[Level] = field(default_factory=set)
    top: float = float("inf")
    bottom: float = float("-inf")
    track: int = 0


def assign(routes: Iterable[Route], height: Callable[[Level, Route], float]) -> Tracks:
    """Give every hop a track; `height` says how far down a level lies."""
    listed = list(routes)
    leaving: dict[str, int] = defaultdict(int)
    for route in listed:
        leaving[route.edge.border or route.edge.source] += 1
    held: dict[int, dict[tuple[str, str], _Bundle]] = defaultdict(lambda: defaultdict(_Bundle))
    for route in listed:
        for number, hop in enumerate(route.hops):
            bundle = held[hop.gap][_name(route, number, leaving)]
            bundle.flows.append(route.edge.id)
            bundle.begins.add(hop.begin)
            bundle.ends.add(hop.end)
            for end in (height(hop.begin, route), height(hop.end, route)):
                bundle.top, bundle.bottom = min(bundle.top, end), max(bundle.bottom, end)
    of: dict[tuple[str, int], int] = {}
    count: dict[int, int] = {}
    for gap, bundles in held.items():
        count[gap] = _settle(list(bundles.values()))
        of.update({(flow, gap): bundle.track for bundle in bundles.values() for flow in bundle.flows})
    return Tracks(of, count)


def _settle(bundles: Sequence[_Bundle]) -> int:
    """Give each bundle a track: what leaves a level is left of what arrives on it, or both would seem one line."""
    leaving: dict[Level, list[_Bundle]] = defaultdict(list)
    for bundle in bundles:
        for level in bundle.begins:
            leaving[level].append(bundle)
    ends: list[list[tuple[float, float]]] = []
    for bundle in _ordered(bundles, leaving):
        before = [one.track for level in bundle.ends for one in leaving[level] if one is not bundle]
        track = max(before, default=-1) + 1
        while track < len(ends) and any(top <= bundle.bottom and bundle.top <= end for top, end in ends[track]):
            track += 1
        ends += [[] for _ in range(track + 1 - len(ends))]
        ends[track].append((bundle.top, bundle.bottom))
        bundle.track = track
    return len(ends)


def _ordered(bundles: Sequence[_Bundle], leaving: dict[Level, list[_Bundle]]) -> list[_Bundle]:
    """Return the bundles so that each comes after those that leave where it arrives; circles are cut at the highest."""
    waiting = {id(bundle): bundle for bundle in sorted(bundles, key=lambda one: one.top)}
    blocked = {
        key: {id(one) for level in bundle.ends for one in leaving[level]} - {key} for key, bundle in waiting.items()
    }
    following: dict[int, list[int]] = defaultdict(list)
    for key, before in blocked.items():
        for one in before:
            following[one].append(key)
    order: list[_Bundle] = []
    free = [key for key, before in blocked.items() if not before][::-1]
    while waiting:
        key = free.pop() if free else next(iter(waiting))
        if key not in waiting:
            continue
        order.append(waiting.pop(key))
        for after in following[key]:
            blocked[after].discard(key)
            if not blocked[after]:
                free.append(after)
    return order


def _name(route: Route, number: int, leaving: dict[str, int]) -> tuple[str, str]:
    """Return what a hop runs together with: the other ways out of its node, or the other ways into it."""
    source = route.edge.border or route.edge.source
    if number == 0 and route.begin != "bottom" and leaving[source] > 1:
        return "from", source
    if number == len(route.hops) - 1 and route.end == "left":
        return "to", route.edge.target
    return "alone", route.edge.id
