"""Draws random processes with scopes and events; shares no code with the engine.

To the blocks of `random_models` come sub-processes, also repeated and looping, boundary events, catching events,
event-based gateways and event sub-processes. What is repeated knows its number: tasks carry it as their assignee, and
messages in their name, so that each open thing can be told from its like (`tag`).
"""

from dataclasses import dataclass, field

from tests.unit.spiff.random_models import Net, Sketch


@dataclass
class Scopes(Net):
    """What the game needs to know besides."""

    home: dict[str, str] = field(default_factory=dict)  # node → sub-process; the process is ""
    boundaries: dict[str, tuple[str, bool]] = field(default_factory=dict)  # event → (activity, interrupting)
    handlers: dict[str, tuple[str, bool]] = field(default_factory=dict)  # event sub-process → (start, interrupting)
    undoers: dict[str, str] = field(default_factory=dict)  # activity → who undoes it
    undone: dict[str, str | None] = field(default_factory=dict)  # event that undoes → the activity meant; None: all
    timed: set[str] = field(default_factory=set)  # events that are timers: they come once
    catches: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # who catches what is thrown → kind, code
    thrown: dict[str, str] = field(default_factory=dict)  # throwing event → code
    conditions: dict[str, str] = field(default_factory=dict)  # event → variable that is 1 when it happens
    rounds: dict[str, tuple[bool, int, str]] = field(default_factory=dict)  # activity → (asked before, most, variable)

    @property
    def errors(self) -> set[str]:
        """Boundary events and event sub-processes that catch errors."""
        return {name for name, (kind, _) in self.catches.items() if kind == "error"}

    def catcher(self, node: str, kind: str = "error", code: str | None = "E1") -> tuple[str, str] | None:
        """Who catches what a node throws: (the activity or scope, the event or event sub-process)."""
        at = node
        while True:
            beside = self._fitting([event for event, (host, _) in self.boundaries.items() if host == at], kind, code)
            if beside:
                return at, beside
            scope = self.home[at]
            inside = self._fitting([name for name in self.handlers if self.home[name] == scope], kind, code)
            if inside and self.kinds[at] != "handler":
                return scope, inside
            if not scope:
                return None
            at = scope

    def _fitting(self, names: list[str], kind: str, code: str | None) -> str | None:
        named = [name for name in names if self.catches.get(name) == (kind, code)]
        return next(iter([*named, *(name for name in names if self.catches.get(name) == (kind, None))]), None)


class Nested(Sketch):
    """A random process with sub-processes and events."""

    net: Scopes

    def _draw(self) -> None:
        self.net = Scopes()
        self.scopes = [""]
        self.items: list[str] = []
        self._inside(self.random.randint(2, 3), handlers=self.random.choice([0, 0, 1, 2]))

    def _may_crowd(self) -> bool:
        return self.crowded > 0

    def _node(self, kind: str, **attributes: str) -> str:
        if kind in {"user", "undoer"} and self.items:
            attributes["assignee"] = self._tag()
        name = super()._node(kind, **attributes)
        self.net.home[name] = self.scopes[-1]
        if kind == "script" and not self.crowded and self.random.random() < 0.2:
            self._again(name)
        return name

    def _tag(self) -> str:
        return "=" + ' + "." + '.join(f"string({item})" for item in self.items)

    def _again(self, name: str) -> None:
        """A standard loop: while the variable is 1, and so often at most."""
        before, most, variable = self.random.random() < 0.5, self.random.randint(1, 3), f"d{self.number}"
        self.net.rounds[name] = (before, most, variable)
        self.drawing.again(name, f"{variable} = 1", before=before, most=most)

    def _kinds(self, depth: int) -> list[str]:
        kinds = [*super()._kinds(depth), "caught", "outside", "outside"]
        if depth:
            kinds += ["guarded", "guarded", "await"]
            kinds += [] if self.crowded else ["sub", "sub", "sub", "rounds", "undone", "undone", "undone"]
        return kinds

    def _event(self, name: str) -> None:
        """Let an event wait for a message of its own name, or for a time of its own."""
        if not self.crowded and self.random.random() < 0.4:  # in a crowd nobody could tell whose time had come
            self.net.timed.add(name)
            numbers = " + ".join(f"string({item})" for item in self.items)
            self.drawing.timer(name, f'="PT1" + {numbers} + "S"' if numbers else "PT1S")
        else:
            self.drawing.message(name, self._named(name))

    def _named(self, name: str) -> str:
        return f'="{name}"' + (f' + "/" + {self._tag()[1:]}' if self.items else "")

    def _outside(self, _depth: int = 0) -> tuple[str, str]:
        """Work outside the case: for a worker, or a called process."""
        if self.random.random() < 0.3:
            name = self._node("call", calledElement=self._named("called"))
        else:
            name = self._node("service", type="external", topic=self._named("topic"))
        return name, name

    def _undone(self, depth: int) -> tuple[str, str]:
        """Tasks that can be undone and events that undo, in some order, and perhaps something between."""
        first, last = self._undoable()
        for step in self.random.choices([self._undoable, self._undo, self._undo, lambda: self._block(depth)], k=3):
            before, after = step()
            self._flow(last, before)
            last = after
        return first, last

    def _undoable(self) -> tuple[str, str]:
        """A task that can be undone; sometimes repeated."""
        name, _ = self._several() if self.random.random() < 0.2 else (self._node("user"), "")
        mark, undoer = self._node("mark", attachedToRef=name), self._node("undoer", isForCompensation="true")
        self.drawing.undoing(mark, undoer)
        self.net.undoers[name] = undoer
        return name, name

    def _undo(self) -> tuple[str, str]:
        """An event that undoes one task of its scope, or all that was done in it."""
        name = self._node("undo")
        near = [one for one in self.net.undoers if self.net.home[one] == self.scopes[-1]]
        self.net.undone[name] = about = self.random.choice([None, None, *near])
        self.drawing.undo(name, about)
        return name, name

    def _rounds(self, _depth: int) -> tuple[str, str]:
        name = self._node("user")
        self._again(name)
        return name, name

    def _caught(self, _depth: int = 0) -> tuple[str, str]:
        name = self._node("catch")
        self._event(name)
        return name, name

    def _await(self, depth: int) -> tuple[str, str]:
        gateway, merge = self._node("await"), self._node("xor")
        for _ in range(self.random.randint(2, 3)):
            event, _ = self._caught()
            self._flow(gateway, event)
            if self.random.random() < 0.5:
                first, last = self._block(depth)
                self._flow(event, first)
                event = last
            self._flow(event, merge)
        return gateway, merge

    def _guarded(self, depth: int) -> tuple[str, str]:
        """An activity with events beside it: an interrupting one joins the way on, another ends for itself."""
        host, last = self._sub(depth) if not self.crowded and self.random.random() < 0.6 else self._task()
        catches = self.random.random() < 0.4
        merge = self._node("xor")
        self._flow(last, merge)
        for number in range(self.random.randint(1, 2)):
            error = catches and not number
            interrupting = error or self.random.random() < 0.5
            event = self._node("boundary", attachedToRef=host, cancelActivity=str(interrupting).lower())
            if error:
                self._catch("error", event, event)
            else:
                self._event(event)
            self.net.boundaries[event] = (host, interrupting)
            if interrupting:
                first, last = self._block(depth)
                self._flow(event, first)
                self._flow(last, merge)
            else:
                self._beside(event, depth)
        return host, merge

    def _catch(self, kind: str, name: str, event: str) -> None:
        """Let an event catch any error, or escalation; `name` is the event itself or the event sub-process."""
        self.net.catches[name] = (kind, None)
        getattr(self.drawing, kind)(event)

    def _task(self) -> tuple[str, str]:
        if self.random.random() < 0.4:
            return self._outside()
        name = self._node("user")
        return name, name

    def _sub(self, depth: int) -> tuple[str, str]:
        name = self._node("sub")
        self.drawing.into = self.drawing.nodes[name]
        self.scopes.append(name)
        repeated, looping = self.random.random() < 0.4, False
        if repeated:
            self._repeat(name)
            self.items.append(f"i{name}")
        elif self.random.random() < 0.2:
            looping = True
        self._inside(depth, handlers=self.random.choice([0, 0, 1, 1, 2]))
        self.scopes.pop()
        if repeated:
            self.items.pop()
        self.drawing.into = self.drawing.nodes[self.scopes[-1]] if self.scopes[-1] else self.drawing.process
        if looping:
            self._again(name)
        return name, name

    def _repeat(self, name: str) -> None:
        sequential, total = self.random.random() < 0.4, self.random.randint(0, 3)
        enough = self.random.choice([None, None, 1, 2])
        parts = {} if enough is None else {"condition": f"nrOfCompletedInstances >= {enough}"}
        if self.random.random() < 0.5:
            parts |= {"cardinality": str(total)}
        else:
            parts |= {"input": f"numbers{total}"}
        if self.random.random() < 0.5:
            parts |= {"output": f"out{self.number}", "output_item": "answer"}
        self.drawing.several(name, sequential=sequential, item=f"i{name}", **parts)
        self.net.repeats[name] = (sequential, total, enough)

    def _inside(self, depth: int, handlers: int) -> None:
        """Fill a scope: a path from its beginning to its end, and its event sub-processes."""
        first, last = self._block(depth)
        if self.random.random() < 0.7:
            self._flow(last, self._node("end"))
        if self.random.random() < 0.7 or any(target == first for _, target in self.net.flows.values()):
            self._flow(self._node("start"), first)
        for _ in range(handlers):
            self._handler(depth)

    def _handler(self, depth: int) -> None:
        name = self._node("handler", triggeredByEvent="true")
        outer = self.drawing.into
        self.drawing.into = self.drawing.nodes[name]
        self.scopes.append(name)
        alone = not any(self.net.home[one] == self.scopes[-2] for one in self.net.errors & {*self.net.handlers})
        error = alone and self.random.random() < 0.3
        interrupting = error or self.random.random() < 0.5
        start = self._node("alert", isInterrupting=str(interrupting).lower())
        if error:
            self._catch("error", name, start)
        else:
            self._event(start)
        self.net.handlers[name] = (start, interrupting)
        self._flow(start, self._block(depth - 1 if depth else 0)[0])
        self.scopes.pop()
        self.drawing.into = outer
