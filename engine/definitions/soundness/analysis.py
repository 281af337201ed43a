"""Looks at every scope of a file and tells its flaws, within one bound for the whole file; must not word them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from engine.definitions.graph import SUB_PROCESSES, Graph, Scope
from engine.definitions.soundness.beginning import Case, build, cases, never_completes
from engine.definitions.soundness.dead import Dead
from engine.definitions.soundness.explore import Outcome, Way, explore
from engine.definitions.soundness.fold import fold
from engine.definitions.soundness.ground import Ground, ground, interrupts
from engine.definitions.soundness.moves import Board, board
from engine.definitions.soundness.trouble import Trouble, decided, troubles

#: At most so many markings are looked at for one beginning, and for all of a file together.
BOUND: Final = 3_000
STATES_OF_FILE: Final = 9_000
#: At most so many markings are looked at in every order, to find the shortest runs of what was found before.
STATES_AGAIN: Final = 1_000
#: At most so many nodes of all beginnings together: many starts of one large process are each a case.
NODES_OF_FILE: Final = 60_000
_BLOCKED: Final = "soundness.blocked"


@dataclass(slots=True)
class Effort:
    """What may still be spent on a file, counted in markings and nodes, never in time."""

    states: int = STATES_OF_FILE
    nodes: int = NODES_OF_FILE
    each: int = BOUND
    again: int = STATES_AGAIN


@dataclass(slots=True)
class _Scope:
    """One scope being looked at."""

    here: Ground
    effort: Effort
    stopped: bool = False  # an event can end whatever goes on in it, so going round until then may be meant
    found: list[Trouble] = field(default_factory=list)
    why_not: dict[str, str] = field(default_factory=dict)  # element → why something is not decided there

    def look(self) -> list[Trouble]:
        scope = self.here.scope
        if scope.type == "adHocSubProcess":
            return [Trouble("undecided", scope.id, scope.id, others=("ad-hoc",))] if _branches(scope) else []
        dead = Dead(self.here)
        told: set[tuple[str, str]] = set()
        for case in cases(self.here):
            self.effort.nodes -= len(case.nodes)
            if self.effort.nodes < 0 or self.effort.states <= 0 or self.here.effort < 0:
                self.why_not[scope.id] = "bound"
                dead.certain = False
                break
            looks = self._case(case)
            for trouble in troubles(scope.id, looks):
                meant = trouble.kind == "trap" and self.stopped
                if not meant and (trouble.kind, trouble.element) not in told:
                    told.add((trouble.kind, trouble.element))
                    self.found.append(trouble)
            dead.see(looks)
        self.found += dead.troubles()
        self.found += [Trouble("undecided", scope.id, key, others=(why,)) for key, why in self.why_not.items()]
        return self.found

    def _case(self, case: Case) -> list[Outcome]:
        """Look at one case: cleverly, then deeply if that was too much, then at all orders if there is more to tell."""
        net = build(self.here, case)
        made = board(fold(net))
        looks = [self._explore(made, Way(self.effort.each))]
        if not looks[0].whole and not looks[0].sights:
            looks = [self._explore(made, Way(self.effort.each, deep=True))]
        wanted = looks[0].keys
        if any(fault != "deadlock" for fault, _place in wanted):
            trapped = any(fault == "trap" for fault, _place in wanted)
            again = Way(self.effort.again, every=True, wanted=frozenset() if trapped else wanted)
            looks.insert(0, self._explore(made, again))
        if not looks[-1].sights and not decided(looks) and not net.open:
            self.why_not[self.here.scope.id] = "bound"
        self.why_not.update(dict.fromkeys(sorted(net.open), "complex"))
        return looks

    def _explore(self, made: Board, way: Way) -> Outcome:
        """Look at a board and count the markings; where there is never more than one token, no bound is needed."""
        if made.sequential:
            return explore(made, replace(way, states=len(made.strands) + 2, moves=2 * len(made.moves) + 2))
        outcome = explore(made, replace(way, states=min(way.states, self.effort.states)))
        self.effort.states -= len(outcome.markings)
        return outcome


def examine(
    graph: Graph, processes: Collection[str] | None = None, effort: Effort | None = None
) -> tuple[Trouble, ...]:
    """Return the flaws of these processes (all where None is given), scope by scope in the order of the file."""
    spent = effort or Effort()
    blocked: set[str] = set()
    scopes = list(_scopes(graph, processes))
    stopped = _stopped(graph, scopes)
    found: dict[str, list[Trouble]] = {}
    for scope in reversed(scopes):
        here = ground(scope, frozenset(blocked))
        if scope.parent is not None and never_completes(here, handlers=_handled(scope)):
            blocked.add(scope.id)
        found[scope.id] = _Scope(here, spent, scope.id in stopped).look()
    graph.kept[_BLOCKED] = frozenset(blocked)
    return tuple(trouble for scope in scopes for trouble in found[scope.id])


def examine_scope(graph: Graph, scope: Scope, effort: Effort) -> tuple[Trouble, ...]:
    """Return the flaws of one scope alone, of a file that was examined before; the scope may be a changed one."""
    return tuple(_Scope(ground(scope, graph.kept[_BLOCKED]), effort).look())


def _scopes(graph: Graph, processes: Collection[str] | None) -> Iterator[Scope]:
    """Give the scopes of these processes, outer ones before those in them."""
    meant: set[str] = set()
    for scope in graph.scopes.values():
        chosen = processes is None or scope.id in processes if scope.parent is None else scope.parent in meant
        if chosen:
            meant.add(scope.id)
            yield scope


def _stopped(graph: Graph, scopes: list[Scope]) -> set[str]:
    """Return the scopes that a boundary event or an event sub-process can end from outside their flow."""
    hosts = {node.host for node in graph.nodes.values() if node.type == "boundaryEvent" and interrupts(node)}
    found: set[str] = set()
    for scope in scopes:
        if scope.parent in found or scope.id in hosts or _handled(scope):
            found.add(scope.id)
    return found


def _handled(scope: Scope) -> bool:
    return any(node.says("triggeredByEvent") for node in scope.of_type(*SUB_PROCESSES))


def _branches(scope: Scope) -> bool:
    return any(len(node.incoming) > 1 or len(node.outgoing) > 1 for node in scope.nodes.values())
