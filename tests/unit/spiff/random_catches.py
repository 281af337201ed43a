"""Plays processes in which something is thrown as an independent game of tokens; shares no code with the engine."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from tests.unit.spiff.random_play import Frame, Place, Play


class Catching(Play):
    """The game with errors, escalations, cancelled transactions and conditions."""

    # --- moving ---------------------------------------------------------------------------------

    def _play(self) -> None:
        while not self.over and (self._move() or self._end() or self._conditions() or self._quiet()):
            pass

    def _arrive(self, place: Place, node: str) -> None:
        kind = self.net.kinds[node]
        if kind == "deal":
            self._open(place, node, kind)
        elif kind in {"lift", "lift end", "fail"}:
            self._throws(place, node, "error" if kind == "fail" else "escalation")
        elif kind == "cancel":
            place.flows.clear()
            place.frames.clear()
            self._undo(place, node)
        else:
            super()._arrive(place, node)

    def _leave(self, place: Place, node: str) -> None:
        if self.net.kinds[node] != "cancel":
            super()._leave(place, node)
            return
        self.completed[node] += 1
        assert place.around is not None
        event = next(
            name
            for name, (host, _) in self.net.boundaries.items()
            if host == place.scope and self.net.catches.get(name) == ("cancel", None)
        )
        place.around.frames.remove(place.frame)
        self._leave(place.around, event)

    # --- what is thrown -------------------------------------------------------------------------

    def _throws(self, place: Place, node: str, kind: str) -> None:
        caught = self.net.catcher(node, kind, self.net.thrown[node])
        if caught is None or not self._caught(place, *caught):
            self._leave(place, node)
        else:
            self.completed[node] += 1

    def _caught(self, place: Place, at: str, catcher: str) -> bool:
        """Let who catches catch; tell whether that ends the path that threw."""
        if catcher in self.net.handlers:
            while place.scope != at:
                assert place.around is not None
                place = place.around
            interrupting = self.net.handlers[catcher][1]
            self._handle(place, catcher, interrupting=interrupting)
            return interrupting
        while place.frame is None or place.frame.node != at:
            assert place.around is not None
            place = place.around
        assert place.around is not None
        return self._strike(place.around, place.frame, catcher)

    def _strike(self, place: Place, frame: Frame, event: str) -> bool:
        interrupting = self.net.boundaries[event][1]
        if interrupting:
            place.frames.remove(frame)
        self._leave(place, event)
        return interrupting

    # --- conditions -----------------------------------------------------------------------------

    def write(self, values: dict[str, object]) -> None:
        """Let somebody write variables."""
        self.variables.update(values)
        self._play()

    @property
    def offers(self) -> Counter[tuple[str, str]]:
        """What can be done from outside: no condition comes from there."""
        return Counter({key: many for key, many in super().offers.items() if key[0] not in self.net.conditions})

    def _alerts(self, place: Place) -> list[tuple[str, str, bool]]:
        found = [one for one in super()._alerts(place) if one[0] not in self.net.catches]
        return [one for one in found if one[1] not in self.net.conditions]

    def _beside(self, frame: Frame) -> list[str]:
        known = {*self.net.catches, *self.net.conditions}
        return [event for event in super()._beside(frame) if event not in known]

    def _conditions(self) -> bool:
        """Let one event happen whose condition has come true since it was last looked at."""
        happening: list[tuple[set[str], str, Callable[[], object]]] = []

        def look(held: set[str], event: str, happens: Callable[[], object]) -> None:
            if event not in self.net.conditions:
                return
            if self.variables.get(self.net.conditions[event]) != 1:
                held.discard(event)
            elif event not in held:
                happening.append((held, event, happens))

        for place in list(self.root.all()):
            for _, start, _ in super()._alerts(place):
                look(place.held, start, partial(self._alarm, place, start))
            for frame in place.frames:
                for event in super()._beside(frame):
                    look(frame.held, event, partial(self._strike, place, frame, event))
                if frame.kind == "catch":
                    look(set(), frame.node, partial(self._catch, place, frame.node))
                for flow in self.outgoing[frame.node] if frame.kind == "await" else ():
                    look(frame.held, self.net.flows[flow][1], partial(self._catch, place, self.net.flows[flow][1]))
        for held, event, happens in happening[:1]:
            held.add(event)
            happens()
        return bool(happening)

    def _alarm(self, place: Place, start: str) -> None:
        handler = next(name for name, (one, _) in self.net.handlers.items() if one == start)
        interrupting = self.net.handlers[handler][1]
        if not interrupting and start in self.net.timed:
            place.struck.add(start)
        self._handle(place, handler, interrupting=interrupting)
