"""Looks at every scope of a file and tells its flaws, within one bound for the whole file; must not word them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from engine.definitions.graph import SUB_PROCESSES, Graph, Scope
from engine.definitions.soundness.beginning import Case, build, cases, never_completes
from engine.definitions.soundness.dead import Dead
from engine.definitions.soundness.explore import Outcome, explore
from engine.definitions.soundness.fold import fold
from engine.definitions.soundness.ground import Ground, ground
from engine.definitions.soundness.moves import Board, board
from engine.definitions.soundness.trouble import Reading, Trouble, decided

#: At most so many markings are looked at for one beginning, and for all of a file together.
STATES: Final = 4_000
STATES_OF_FILE: Final = 12_000
#: At most so many nodes of all beginnings together: many starts of one large process are each a case.
NODES_OF_FILE: Final = 60_000


@dataclass(slots=True)
class Effort:
    """What may still be spent on a file, counted in markings and nodes, never in time."""

    states: int = STATES_OF_FILE
    nodes: int = NODES_OF_FILE
    each: int = STATES


@dataclass(slots=True)
class _Scope:
    """One scope being looked at."""

    here: Ground
    effort: Effort
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
            if self.effort.nodes < 0 or self.effort.states <= 0:
                self.why_not[scope.id] = "bound"
                dead.certain = False
                break
            outcome = self._case(case)
            for trouble in Reading(scope.id, outcome).troubles():
                if (trouble.kind, trouble.element) not in told:
                    told.add((trouble.kind, trouble.element))
                    self.found.append(trouble)
            dead.see(outcome)
        self.found += dead.troubles()
        self.found += [Trouble("undecided", scope.id, key, others=(why,)) for key, why in self.why_not.items()]
        return self.found

    def _case(self, case: Case) -> Outcome:
        net = build(self.here, case)
        made = board(fold(net))
        outcome = self._explore(made)
        if not outcome.whole and not outcome.sights:
            outcome = self._explore(made, deep=True)
        if any(sight.fault != "deadlock" for sight in outcome.sights):
            outcome = outcome.joined(self._explore(made, every=True))
        if not outcome.sights and not decided(outcome) and not net.open:
            self.why_not[self.here.scope.id] = "bound"
        self.why_not.update(dict.fromkeys(sorted(net.open), "complex"))
        return outcome

    def _explore(self, made: Board, *, deep: bool = False, every: bool = False) -> Outcome:
        outcome = explore(made, min(self.effort.each, self.effort.states), deep=deep, every=every)
        self.effort.states -= len(outcome.markings)
        return outcome


def examine(
    graph: Graph, processes: Collection[str] | None = None, effort: Effort | None = None
) -> tuple[Trouble, ...]:
    """Return the flaws of these processes (all where None is given), scope by scope, inner scopes first."""
    spent = effort or Effort()
    found: list[Trouble] = []
    blocked: set[str] = set()
    for scope in reversed(list(_scopes(graph, processes))):
        here = ground(scope, frozenset(blocked))
        if scope.parent is not None and never_completes(here, handlers=_handled(scope)):
            blocked.add(scope.id)
        found += _Scope(here, spent).look()
    return tuple(found)


def _scopes(graph: Graph, processes: Collection[str] | None) -> Iterator[Scope]:
    """Give the scopes of these processes, outer ones before those in them."""
    meant: set[str] = set()
    for scope in graph.scopes.values():
        chosen = processes is None or scope.id in processes if scope.parent is None else scope.parent in meant
        if chosen:
            meant.add(scope.id)
            yield scope


def _handled(scope: Scope) -> bool:
    return any(node.says("triggeredByEvent") for node in scope.of_type(*SUB_PROCESSES))


def _branches(scope: Scope) -> bool:
    return any(len(node.incoming) > 1 or len(node.outgoing) > 1 for node in scope.nodes.values())
