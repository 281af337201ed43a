"""Which elements of a scope no run of any of its cases enters; must not speak of what no flow leads to."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.definitions.graph import GATEWAYS
from engine.definitions.soundness.explore import Outcome
from engine.definitions.soundness.ground import Ground, beginnings
from engine.definitions.soundness.trouble import Trouble, alive, decided
from engine.definitions.soundness.witness import run_through


@dataclass(slots=True)
class Dead:
    """What was entered in the cases seen so far; `certain` while everything that can happen in them was seen."""

    here: Ground
    entered: set[str] = field(default_factory=set)
    outcomes: list[Outcome] = field(default_factory=list)
    certain: bool = True

    def see(self, looks: list[Outcome]) -> None:
        """Take in the looks at one case."""
        self.certain = self.certain and decided(looks)
        for outcome in looks:
            self.entered |= alive(outcome)
        self.outcomes.append(looks[-1])

    def troubles(self) -> Iterator[Trouble]:
        """Give the first activities and events of what no run enters, with the shortest run up to before them."""
        if not self.certain or not self.outcomes or self.entered >= self.here.nodes.keys():
            return
        drawn = self.here.reach([key for begin in beginnings(self.here) for key in begin], drawn=True)
        dead = {key: None for key in drawn if key not in self.entered}
        fronts = [key for key in dead if any(source in self.entered for source in self._before(key))]
        told: set[str] = set()
        for front in fronts:
            behind = self._behind(front, dead)
            for element in self._working(front, dead):
                if element not in told:
                    told.add(element)
                    cause = next(source for source in self._before(front) if source in self.entered)
                    yield self._trouble(element, cause, tuple(key for key in behind if key != element))

    def _trouble(self, element: str, cause: str, behind: tuple[str, ...]) -> Trouble:
        path, marking = self._way(cause)
        return Trouble("dead", self.here.scope.id, element, path, marking, behind)

    def _before(self, key: str) -> list[str]:
        node = self.here.nodes[key]
        before = [flow.source for flow in node.incoming if flow.source in self.here.nodes]
        return [*before, node.host] if node.host else [one for one in before if one]

    def _behind(self, front: str, dead: dict[str, None]) -> list[str]:
        return [key for key in self.here.reach([front], drawn=True) if key in dead]

    def _working(self, front: str, dead: dict[str, None]) -> Iterator[str]:
        """Give the first dead elements from here on that are no gateways."""
        found, waiting = {front}, deque([front])
        while waiting:
            key = waiting.popleft()
            if self.here.nodes[key].type not in GATEWAYS:
                yield key
                continue
            for flow in self.here.nodes[key].outgoing:
                if flow.target in dead and flow.target not in found:
                    found.add(flow.target)
                    waiting.append(flow.target)

    def _way(self, cause: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the shortest run that passes an element."""
        runs = [run for outcome in self.outcomes if (run := run_through(outcome, cause)) is not None]
        shortest = min(runs, key=lambda run: len(run.steps), default=None)
        return ((), ()) if shortest is None else (shortest.path, shortest.flows())
