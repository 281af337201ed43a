"""Plays processes with scopes and events as an independent game of tokens; shares no code with the engine."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.unit.spiff.random_scopes import Scopes

#: Nobody comes to these where a scope begins without a start event.
OUTSIDE = {"handler", "boundary", "alert", "mark", "undoer"}


@dataclass(eq=False)
class Frame:
    """Something open in a place: a task, a repeated activity, a sub-process, an event that is waited for."""

    node: str
    kind: str
    total: int = 1
    begun: int = 0
    done: int = 0
    inner: dict[int, "Place"] = field(default_factory=dict)
    open: int = 0
    struck: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    plan: list[tuple[str, str]] = field(default_factory=list)


class Place:
    """One running scope: the process, a sub-process, one of its repetitions, an event sub-process."""

    def __init__(self, scope: str, tag: str, frame: Frame | None, index: int, around: "Place | None") -> None:
        self.scope, self.tag, self.frame, self.index, self.around = scope, tag, frame, index, around
        self.flows: Counter[str] = Counter()
        self.frames: list[Frame] = []
        self.alert = True
        self.struck: set[str] = set()
        self.held: set[str] = set()
        self.log: list[tuple[str, str, list[object]]] = []

    def all(self) -> Iterator["Place"]:
        """This place and all that run in it."""
        yield self
        for frame in list(self.frames):
            for inner in list(frame.inner.values()):
                yield from inner.all()


class Play:
    """The same process played with tokens on flows in places."""

    def __init__(self, net: Scopes, variables: dict[str, object]) -> None:
        self.net, self.variables = net, variables
        self.over = self.raced = False
        self.completed: Counter[str] = Counter()
        self.outgoing: dict[str, list[str]] = {node: [] for node in net.kinds}
        self.incoming: dict[str, list[str]] = {node: [] for node in net.kinds}
        for flow, (source, target) in net.flows.items():
            self.outgoing[source].append(flow)
            self.incoming[target].append(flow)
        self.root = self._enter("", "", None, 0, None)
        self._play()

    # --- moving ---------------------------------------------------------------------------------

    def _enter(self, scope: str, tag: str, frame: Frame | None, index: int, around: Place | None) -> Place:
        place = Place(scope, tag, frame, index, around)
        if frame is not None:
            frame.inner[index] = place
        nodes = [node for node, home in self.net.home.items() if home == scope]
        starts = [node for node in nodes if self.net.kinds[node] == "start"]
        free = [n for n in nodes if not self.incoming[n] and self.net.kinds[n] not in OUTSIDE]
        for node in starts[:1] or free:
            self._arrive(place, node)
        return place

    def _play(self) -> None:
        while not self.over and (self._move() or self._quiet() or self._end()):
            pass

    def _move(self) -> bool:
        for place in list(self.root.all()):
            for node in [target for flow in +place.flows for target in [self.net.flows[flow][1]]]:
                taken = self._ready(place, node)
                if taken:
                    place.flows.subtract(taken)
                    self._arrive(place, node)
                    return True
        return False

    def _ready(self, place: Place, node: str) -> list[str]:
        incoming = self.incoming[node]
        full = [flow for flow in incoming if place.flows[flow] > 0]
        kind = self.net.kinds[node]
        if kind == "or" and len(incoming) > 1:
            return []
        return (full if len(full) == len(incoming) else []) if kind == "and" else full[:1]

    def _quiet(self) -> bool:
        """Let the first inclusive join go on for which nothing comes any more."""
        for node in [node for node, kind in self.net.kinds.items() if kind == "or"]:
            for place in list(self.root.all()):
                full = [flow for flow in self.incoming[node] if place.flows[flow] > 0]
                if full and not self._expects(place, node, {*full}):
                    place.flows.subtract(full)
                    self._arrive(place, node)
                    return True
        return False

    def _expects(self, place: Place, join: str, full: set[str]) -> bool:
        empty = {*self.incoming[join]} - full
        at = [frame.node for frame in place.frames] + [self.net.flows[flow][1] for flow in +place.flows]
        return any(ends & empty and not ends & full for ends in (self._ends(node, join) for node in at if node != join))

    def _ends(self, node: str, join: str) -> set[str]:
        beside = [event for event, (host, _) in self.net.boundaries.items() if host == node]
        ways, seen = [flow for source in (node, *beside) for flow in self.outgoing[source]], set()
        while ways:
            flow = ways.pop()
            target = self.net.flows[flow][1]
            if flow not in seen:
                seen.add(flow)
                if target != join:
                    around = [event for event, (host, _) in self.net.boundaries.items() if host == target]
                    ways += [after for source in (target, *around) for after in self.outgoing[source]]
        return {flow for flow in seen if self.net.flows[flow][1] == join}

    def _end(self) -> bool:
        """End a place in which nothing is left."""
        for place in list(self.root.all()):
            if +place.flows or place.frames:
                continue
            if place is self.root:
                self.over = True
            else:
                self._ended(place)
            return True
        return False

    def _ended(self, place: Place) -> None:
        frame, around = place.frame, place.around
        assert frame is not None
        assert around is not None
        del frame.inner[place.index]
        if place.log and frame.kind != "handler":
            self._memory(around).log.append((frame.node, place.tag, place.log))
        self._finished(around, frame)

    # --- arriving and leaving -------------------------------------------------------------------

    def _arrive(self, place: Place, node: str) -> None:
        kind = self.net.kinds[node]
        if kind == "terminate":
            self.raced = True
            self.completed[node] += 1
            place.flows.clear()
            place.frames.clear()
        elif kind in {"user", "sub"} or node in self.net.rounds:
            self._open(place, node, kind)
        elif kind == "undo":
            self._undo(place, node)
        elif kind in {"catch", "await", "service", "call"}:
            place.frames.append(Frame(node, kind))
        else:
            if kind == "script":
                self._count(node)
            self._leave(place, node)

    def _memory(self, place: Place) -> Place:
        """Where it is remembered what can be undone: an event sub-process is about the scope around it."""
        while place.scope in self.net.handlers and place.around is not None:
            place = place.around
        return place

    def _undo(self, place: Place, node: str) -> None:
        memory, about = self._memory(place), self.net.undone[node]
        meant = [record for record in memory.log if about in (None, record[0])]
        memory.log = [record for record in memory.log if about not in (None, record[0])]
        frame = Frame(node, "undo", plan=list(self._planned(meant)))
        if frame.plan:
            place.frames.append(frame)
        else:
            self._leave(place, node)

    def _planned(self, log: list[tuple[str, str, list[object]]]) -> Iterator[tuple[str, str]]:
        for node, tag, inner in reversed(log):
            if node in self.net.undoers:
                yield self.net.undoers[node], tag
            else:
                yield from self._planned(inner)

    def _count(self, node: str) -> None:
        name = self.net.counts[node]
        self.variables[name] = int(self.variables.get(name) or 0) + 1

    def _open(self, place: Place, node: str, kind: str) -> None:
        sequential, total, _ = self.net.repeats.get(node, (True, 1, None))
        frame = Frame(node, kind, total)
        if not total or (node in self.net.rounds and self.net.rounds[node][0] and not self._once_more(node, 0)):
            self._leave(place, node)
            return
        place.frames.append(frame)
        for _ in range(1 if sequential else total):
            self._repeat(place, frame)

    def _repeat(self, place: Place, frame: Frame) -> None:
        frame.begun += 1
        if frame.kind == "user":
            frame.open += 1
        elif frame.kind == "script":
            self._count(frame.node)
            self._finished(place, frame)
        else:
            repeated = frame.node in self.net.repeats
            tag = ".".join(filter(None, [place.tag, str(frame.begun - 1)])) if repeated else place.tag
            self._enter(frame.node, tag, frame, frame.begun - 1, place)

    def _once_more(self, node: str, done: int) -> bool:
        _, most, variable = self.net.rounds[node]
        return done < most and self.variables.get(variable) == 1

    def _finished(self, place: Place, frame: Frame) -> None:
        """One repetition is over; the only one, where nothing is repeated."""
        frame.done += 1
        if frame.kind == "handler":
            place.frames.remove(frame)
            self.completed[frame.node] += 1
            return
        sequential, total, enough = self.net.repeats.get(frame.node, (True, 1, None))
        if frame.node in self.net.rounds:
            total = frame.done + self._once_more(frame.node, frame.done)
        if enough is not None and frame.done >= enough:
            total = frame.done
            self.raced |= bool(frame.inner)  # how far the others came depends on who runs first
            frame.inner.clear()
        if frame.done < total:
            if sequential:
                self._repeat(place, frame)
            return
        place.frames.remove(frame)
        self._leave(place, frame.node)

    def _leave(self, place: Place, node: str) -> None:
        self.completed[node] += 1
        outgoing = self.outgoing[node]
        decided = [flow for flow in outgoing if flow in self.net.chosen_by]
        taken = [f for f in decided if self.variables.get(self.net.chosen_by[f][0]) in self.net.chosen_by[f][1]]
        if self.net.kinds[node] == "xor":
            outgoing = taken[:1] or [flow for flow in outgoing if flow not in decided]
        elif decided:
            default = self.net.defaults[node]
            others = [flow for flow in outgoing if flow not in decided and flow != default]
            outgoing = others + (taken or [default])
        place.flows.update(outgoing)

    # --- from outside ---------------------------------------------------------------------------

    @property
    def offers(self) -> Counter[tuple[str, str]]:
        """What can be done from outside: tasks and events, each with its tag."""
        found: Counter[tuple[str, str]] = Counter()
        for place in [] if self.over else self.root.all():
            found.update((start, place.tag) for _, start, _ in self._alerts(place))
            for frame in place.frames:
                if frame.kind == "user":
                    found[frame.node, place.tag] += frame.open
                elif frame.kind == "undo":
                    found[frame.plan[0]] += 1
                elif frame.kind in {"catch", "service", "call"}:
                    found[frame.node, place.tag] += 1
                elif frame.kind == "await":
                    found.update((self.net.flows[flow][1], place.tag) for flow in self.outgoing[frame.node])
                found.update((event, place.tag) for event in self._beside(frame))
        return +found

    def _alerts(self, place: Place) -> list[tuple[str, str, bool]]:
        inner = [one for one in self.net.handlers if self.net.home[one] == place.scope and one not in self.net.errors]
        found = [(handler, *self.net.handlers[handler]) for handler in inner] if place.alert else []
        return [one for one in found if one[1] not in place.struck]

    def _beside(self, frame: Frame) -> list[str]:
        beside = [event for event, (host, _) in self.net.boundaries.items() if host == frame.node]
        return [event for event in beside if event not in self.net.errors and event not in frame.struck]

    def running(self, node: str, tag: str) -> bool:
        """Whether an event sub-process whose start this is runs already: then its like could not be told from it."""
        return any(
            start == node and place.tag == tag and any(frame.node == handler for frame in place.frames)
            for place in self.root.all()
            for handler, start, _ in self._alerts(place)
        )

    def act(self, node: str, tag: str, values: dict[str, object]) -> None:
        """Do a task, or let an event happen."""
        self.variables.update(values)
        kind = self.net.kinds[node]
        if kind == "undoer":
            self._undone(node, tag)
            return
        place = next(place for place in self.root.all() if place.tag == tag and self._offered(place, node))
        if kind == "alert":
            self._alarm(place, node)
        elif kind == "boundary":
            host, interrupting = self.net.boundaries[node]
            frame = next(frame for frame in place.frames if frame.node == host)
            if interrupting:
                place.frames.remove(frame)
            elif node in self.net.timed:
                frame.struck.add(node)
            self._leave(place, node)
        elif kind in {"catch", "service", "call"}:
            self._catch(place, node)
        else:
            frame = next(frame for frame in place.frames if frame.node == node)
            frame.open -= 1
            if node in self.net.undoers:
                self._memory(place).log.append((node, tag, []))
            self._finished(place, frame)
        self._play()

    def _undone(self, node: str, tag: str) -> None:
        busy = [(place, frame) for place in self.root.all() for frame in place.frames if frame.kind == "undo"]
        place, frame = next(one for one in busy if one[1].plan[0] == (node, tag))
        self.completed[node] += 1
        del frame.plan[0]
        if not frame.plan:
            place.frames.remove(frame)
            self._leave(place, frame.node)
        self._play()

    def _offered(self, place: Place, node: str) -> bool:
        if self.net.kinds[node] == "alert":
            return any(start == node for _, start, _ in self._alerts(place))
        host = self.net.boundaries.get(node, (node,))[0]
        gates = {self.net.flows[flow][0] for flow in self.incoming[node]} if self.net.kinds[node] == "catch" else set()
        return any(frame.node == host or (frame.node in gates and frame.kind == "await") for frame in place.frames)

    def _alarm(self, place: Place, start: str) -> None:
        handler, _, interrupting = next(one for one in self._alerts(place) if one[1] == start)
        if not interrupting and start in self.net.timed:
            place.struck.add(start)
        self._handle(place, handler, interrupting=interrupting)

    def _handle(self, place: Place, handler: str, *, interrupting: bool) -> None:
        if interrupting:
            place.flows.clear()
            place.frames.clear()
            place.alert = False
        frame = Frame(handler, "handler")
        place.frames.append(frame)
        inner = Place(handler, place.tag, frame, 0, place)
        frame.inner[0] = inner
        self._leave(inner, self.net.handlers[handler][0])

    def fail(self, node: str, tag: str, values: dict[str, object]) -> None:
        """Let an activity end in an error."""
        self.variables.update(values)
        place = next(place for place in self.root.all() if place.tag == tag and self._offered(place, node))
        caught = self.net.catcher(node)
        assert caught is not None
        at, catcher = caught
        frame = next(frame for frame in place.frames if frame.node == node)
        while (place.scope if catcher in self.net.handlers else frame.node) != at:
            assert place.frame is not None
            assert place.around is not None
            frame, place = place.frame, place.around
        if catcher in self.net.handlers:
            self._handle(place, catcher, interrupting=True)
        else:
            place.frames.remove(frame)
            self._leave(place, catcher)
        self._play()

    def _catch(self, place: Place, node: str) -> None:
        frame = next((frame for frame in place.frames if frame.node == node), None)
        if frame is None:
            flow = self.incoming[node][0]
            frame = next(frame for frame in place.frames if frame.node == self.net.flows[flow][0])
            self.completed[frame.node] += 1
        place.frames.remove(frame)
        self._leave(place, node)
