"""Which things are the same though their ids differ: by what they look like and what lies around; must not read ids."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Final, Protocol, TypeVar

from engine.definitions.difference.links import STEPS, Colours, Neighbours, Palette, colours, content, looks, neighbours
from engine.definitions.difference.things import Drawing, Thing

Pair = tuple[Thing, Thing]
Key = Callable[[Thing], Hashable | None]
T = TypeVar("T")

_ROUNDS: Final = 6
#: Roles in which many neighbours stand: what a whole process or lane holds says nothing of one of them.
_TOO_WIDE: Final = frozenset({"<lane", "<processRef"})
_CONNECTIONS: Final = frozenset({"sequenceFlow", "messageFlow", "association", "dataAssociation", "conversationLink"})
_HOLDERS: Final = ("process", "collaboration", "participant", "lane")


class Pairs(Protocol):
    """The pairs that were found so far."""

    before: Drawing
    after: Drawing
    known: dict[Thing, int]
    pairs: list[Pair]

    def add(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Make pairs of those that are not paired yet and return them."""

    def open(self) -> tuple[list[Thing], list[Thing]]:
        """Return what is not paired yet on either side."""


class Structure:
    """Adds pairs to a matching, the surest first.

    `strangers` says that ids mean nothing between the two drawings; weaker likeness then counts too. Otherwise a thing
    with a new id is a new thing unless its name or everything around it says that it is an old one.
    """

    def __init__(self, matching: Pairs, *, strangers: bool) -> None:
        """Look at what lies beside what."""
        self._matching, self._strangers = matching, strangers
        self._links: Neighbours = neighbours(matching.before) | neighbours(matching.after)
        self._drawings = (matching.before, matching.after)
        self._sides = matching.open()
        self._colours: list[Colours] = []
        self._contents = {thing: content(thing) for side in self._sides for thing in side}
        self._painted = -1  # how many pairs were known when the colours were mixed
        self._nearest = 0 if strangers else 2  # steps that a thing must at least look alike from

    def pair(self) -> None:
        """Pair round by round until nothing new is found, then what looks exactly alike."""
        self._settle()
        self._pair_alike()
        self._spread(list(self._matching.pairs))
        self._settle()

    def _settle(self) -> None:
        for _ in range(_ROUNDS):
            count = len(self._matching.pairs)
            self._paint()
            self._pair_holders()
            self._pair_unique(lambda thing: (_around(thing), self._colours[STEPS][thing], self._contents[thing]))
            for step in range(STEPS, max(self._nearest, 1) - 1, -1):
                self._pair_unique(lambda thing, step=step: (_around(thing), self._colours[step][thing]))  # type: ignore[misc]
                self._pair_unique(lambda thing, step=step: self._colours[step][thing])  # type: ignore[misc]
            self._pair_unique(lambda thing: (thing.family, thing.type, thing.name) if _is_named(thing) else None)
            self._pair_unique(lambda thing: (thing.family, thing.name) if _is_named(thing) else None)
            self._pair_unique(self._points)
            if self._strangers:
                self._pair_unique(self._place)
            if len(self._matching.pairs) == count or not all(self._open()):
                break

    def _open(self) -> tuple[list[Thing], list[Thing]]:
        """Return what is not paired yet on either side, in the order of the files."""
        known, (here, there) = self._matching.known, self._sides
        self._sides = [one for one in here if one not in known], [one for one in there if one not in known]
        return self._sides

    def _paint(self) -> None:
        matching, palette = self._matching, Palette()
        if self._painted == len(matching.pairs):
            return
        self._painted = len(matching.pairs)
        things = [*matching.before.things, *matching.after.things]
        self._colours = colours(things, self._links, matching.known, palette)

    def _pair_unique(self, key: Key) -> None:
        """Pair what alone has a key on its side, then look from there at its neighbours."""
        here, there = (_alone(side, key) for side in self._open())
        self._spread(self._matching.add((thing, there[found]) for found, thing in here.items() if found in there))

    def _spread(self, made: list[Pair]) -> None:
        """Pair neighbours of new pairs, wave by wave: who alone plays a role and looks so on both sides."""
        while made:
            forth: dict[Thing, set[Thing]] = {}
            back: dict[Thing, set[Thing]] = {}
            for pair in made:
                for near, far in self._neighbours(*pair):
                    forth.setdefault(near, set()).add(far)
                    back.setdefault(far, set()).add(near)
            agreed = ((near, next(iter(those))) for near, those in forth.items() if len(those) == 1)
            made = self._matching.add((near, far) for near, far in agreed if len(back[far]) == 1)

    def _neighbours(self, one: Thing, other: Thing) -> Iterator[Pair]:
        known = self._matching.known
        here = [(role, near) for role, near in self._links[one] if near not in known and role not in _TOO_WIDE]
        there = [(role, far) for role, far in self._links[other] if far not in known and role not in _TOO_WIDE]
        if not here or not there:
            return
        for step in range(2, self._nearest - 1, -1):
            seen = self._colours[step]
            near = _alone(here, lambda beside, seen=seen: (beside[0], seen[beside[1]]))  # type: ignore[misc]
            far = _alone(there, lambda beside, seen=seen: (beside[0], seen[beside[1]]))  # type: ignore[misc]
            for key in near.keys() & far.keys():
                yield near[key][1], far[key][1]

    def _points(self, thing: Thing) -> Hashable | None:
        """Return what a thing points at, if all of that is known: a flow between two known nodes is that flow."""
        if not self._strangers and thing.family not in _CONNECTIONS:
            return None
        ends = [(role, other) for role, other in self._links[thing] if not role.startswith("<") and role != "lane"]
        if not ends or any(other not in self._matching.known for _, other in ends):
            return None
        return thing.family, thing.type, frozenset((role, self._matching.known[other]) for role, other in ends)

    def _place(self, thing: Thing) -> Hashable | None:
        """Return the nodes before and behind a node, if all of them are known."""
        if thing.family != "node":
            return None
        beside = []
        for role, flow in self._links[thing]:
            if flow.family == "sequenceFlow":
                beside += [(role, other) for far, other in self._links[flow] if far in {"sourceRef", "targetRef"}]
        beside = [(role, other) for role, other in beside if other is not thing]
        if not beside or any(other not in self._matching.known for _, other in beside):
            return None
        return thing.type, _around(thing), frozenset((role, self._matching.known[other]) for role, other in beside)

    def _pair_holders(self) -> None:
        """Pair processes, pools, lanes and whatever else holds things: by name, by what they hold, the only ones."""
        self._pair_unique(lambda thing: (thing.family, thing.name) if thing.family in _HOLDERS and thing.name else None)
        votes: Counter[Pair] = Counter()
        for one, other in [*self._matching.pairs, *self._namesakes()]:
            votes.update(self._holders(one, other))
        best: dict[Thing, list[tuple[int, Thing]]] = {}
        for (one, other), count in votes.items():
            best.setdefault(one, []).append((count, other))
            best.setdefault(other, []).append((count, one))
        chosen = {thing: _best(those) for thing, those in best.items()}
        self._spread(
            self._matching.add((one, other) for one, other in votes if chosen[one] is other and chosen[other] is one)
        )
        for family in _HOLDERS[:3]:
            here, there = ([one for one in side if one.family == family] for side in self._open())
            every = [sum(one.family == family for one in side.things) for side in self._drawings]
            if len(here) == len(there) == 1 and (self._strangers or every == [1, 1]):
                self._spread(self._matching.add([(here[0], there[0])]))

    def _namesakes(self) -> Iterator[Pair]:
        """Give open things that alone have their look and a name; they vote for what holds them."""
        here, there = (_alone(side, lambda one: looks(one) if one.name else None) for side in self._open())
        return ((thing, there[look]) for look, thing in here.items() if look in there)

    def _holders(self, one: Thing, other: Thing) -> Iterator[Pair]:
        known = self._matching.known
        pairs = [(one.within, other.within)]
        if len(one.lanes) == len(other.lanes) == 1:
            pairs.append((one.lanes[0], other.lanes[0]))
        for here, there in pairs:
            if here is None or there is None or here in known or there in known or here.family != there.family:
                continue
            yield here, there

    def _pair_alike(self) -> None:
        """Pair in the order of the files what cannot be told apart, always looking at the neighbours in between."""
        for step in range(STEPS, max(self._nearest, 1) - 1, -1):
            self._paint()
            seen = self._colours[step]
            self._pair_groups(lambda thing, seen=seen: (_around(thing), seen[thing], self._contents[thing]))  # type: ignore[misc]
            self._pair_groups(lambda thing, seen=seen: (_around(thing), seen[thing]))  # type: ignore[misc]

    def _pair_groups(self, key: Key) -> None:
        here, there = (_grouped(side, key) for side in self._open())
        both = [(those, there[its]) for its, those in here.items() if its in there]
        for those, these in sorted(both, key=_first_of_both):
            self._pair_in_order(those, these)

    def _pair_in_order(self, here: list[Thing], there: list[Thing]) -> None:
        known, far = self._matching.known, iter(there)
        for thing in here:
            if thing in known:
                continue
            partner = next((other for other in far if other not in known), None)
            if partner is None:
                return
            self._spread(self._matching.add([(thing, partner)]))


def _is_named(thing: Thing) -> bool:
    return bool(thing.name) and thing.family not in _CONNECTIONS


def _around(thing: Thing) -> int | None:
    """Return the token of what holds a thing, None where that is not known."""
    return None if thing.within is None or thing.within.token < 0 else thing.within.token


def _alone(things: Iterable[T], key: Callable[[T], Hashable | None]) -> dict[Hashable, T]:
    """Return what alone has its key, by the key."""
    found: dict[Hashable, T] = {}
    several = set()
    for thing in things:
        if (its := key(thing)) is not None:
            if its in found:
                several.add(its)
            found[its] = thing
    for its in several:
        del found[its]
    return found


def _best(those: list[tuple[int, Thing]]) -> Thing | None:
    """Return the one with the most votes, None where two have as many."""
    most = max(count for count, _ in those)
    chosen = [thing for count, thing in those if count == most]
    return chosen[0] if len(chosen) == 1 else None


def _grouped(things: Iterable[Thing], key: Key) -> dict[Hashable, list[Thing]]:
    found: dict[Hashable, list[Thing]] = {}
    for thing in things:
        found.setdefault(key(thing), []).append(thing)
    return found


def _first_of_both(groups: tuple[list[Thing], list[Thing]]) -> tuple[object, ...]:
    """Order groups so that nodes come before what connects them, and equally from both sides."""
    one, other = groups[0][0], groups[1][0]
    orders = sorted((one.order, other.order))
    return one.family in _CONNECTIONS, *orders, looks(one)
