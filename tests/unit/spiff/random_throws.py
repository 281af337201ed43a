"""Draws random processes in which something is thrown, beside all of `random_scopes`; shares no code with the engine.

There come errors and escalations with and without codes, transactions that are cancelled, links, signals, conditions.
What throws stands directly behind a task, so that nothing else moves then: no game could tell who is first.
"""

from tests.unit.spiff.random_scopes import Nested

CODES = ("E1", "E2", None)


class Thrown(Nested):
    """A random process in which something is thrown."""

    def _kinds(self, depth: int) -> list[str]:
        kinds = super()._kinds(depth)
        if depth and not self.crowded:
            kinds += ["failing", "failing", "lifting", "lifting", "deal", "deal"]
        return kinds if self.crowded else [*kinds, "link"]

    def _event(self, name: str) -> None:
        way = 0.0 if self.crowded else self.random.random()
        if way < 0.5:
            super()._event(name)
        elif way < 0.7:
            self.drawing.signal(name, self._named(name))
        else:
            self._conditional(name)

    def _conditional(self, name: str) -> None:
        self.net.conditions[name] = f"w{self.number}"
        self.drawing.condition(name, f"w{self.number} = 1")

    def _catch(self, kind: str, name: str, event: str, code: str | None = None) -> None:
        self.net.catches[name] = (kind, code)
        getattr(self.drawing, kind)(event, code)

    def _link(self, _depth: int = 0) -> tuple[str, str]:
        throw, land = self._node("jump"), self._node("land")
        for half in (throw, land):
            self.drawing.link(half, f"to {land}")
        self.net.flows[f"f{len(self.net.flows) + 1}"] = (throw, land)
        return throw, land

    def _enclosed(self, kind: str, depth: int, throw: str, merge: str) -> str:
        """A scope with a task whose answer decides whether something is thrown; returns the scope."""
        name = self._node(kind)
        self.drawing.into = self.drawing.nodes[name]
        self.scopes.append(name)
        repeated = self.random.random() < 0.3
        if repeated:
            self._repeat(name)
            self.items.append(f"i{name}")
        last = None
        if throw == "cancel":
            before, last = self._undoable()
        task, gateway, variable = self._decided("")
        if last is not None:
            self._flow(last, task)
        thrower = self._node(throw)
        self._decide(gateway, thrower, variable, 1)
        first, end = self._block(depth)
        self.drawing.nodes[gateway].set("default", self._flow(gateway, first))
        if throw == "lift":
            self._flow(thrower, first)
        start = before if throw == "cancel" else task
        if self.random.random() < 0.5:
            self._flow(self._node("start"), start)
        if self.random.random() < 0.5:
            self._flow(end, self._node("end"))
        self.thrower = thrower
        if throw != "cancel" and self.random.random() < 0.5:
            self._catching_handler(throw)
        self.scopes.pop()
        if repeated:
            self.items.pop()
        self.drawing.into = self.drawing.nodes[self.scopes[-1]] if self.scopes[-1] else self.drawing.process
        self._flow(name, merge)
        return name

    def _beside_scope(self, host: str, merge: str, *, interrupting: bool) -> str:
        event = self._node("boundary", attachedToRef=host, cancelActivity=str(interrupting).lower())
        self.net.boundaries[event] = (host, interrupting)
        if interrupting:
            first, last = self._task()
            self._flow(event, first)
            self._flow(last, merge)
        else:
            self._beside(event, 0)
        return event

    def _failing(self, depth: int) -> tuple[str, str]:
        """A scope that may end in an error, and events beside it of which at least one catches that."""
        merge = self._node("xor")
        host = self._enclosed("sub", depth, "fail", merge)
        thrower, code = self.thrower, self.random.choice(CODES[:2])
        self.drawing.error(thrower, code)
        self.net.thrown[thrower] = code
        caught = self.random.sample(CODES, self.random.randint(1, 3))
        if not {code, None} & {*caught}:
            caught.append(self.random.choice([code, None]))
        for one in caught:
            event = self._beside_scope(host, merge, interrupting=True)
            self._catch("error", event, event, one)
        return host, merge

    def _lifting(self, depth: int) -> tuple[str, str]:
        """A scope that may escalate, and events beside it that may catch it."""
        merge = self._node("xor")
        host = self._enclosed("sub", depth, self.random.choice(["lift", "lift end"]), merge)
        thrower, code = self.thrower, self.random.choice(CODES[:2])
        self.drawing.escalation(thrower, code)
        self.net.thrown[thrower] = code
        for one in self.random.sample(CODES, self.random.randint(0, 3)):
            event = self._beside_scope(host, merge, interrupting=self.random.random() < 0.5)
            self._catch("escalation", event, event, one)
        return host, merge

    def _deal(self, depth: int) -> tuple[str, str]:
        """A transaction that may be cancelled."""
        merge = self._node("xor")
        host = self._enclosed("deal", depth, "cancel", merge)
        self.drawing.cancelling(self.thrower)
        self.net.undone[self.thrower] = None
        event = self._beside_scope(host, merge, interrupting=True)
        self.net.catches[event] = ("cancel", None)
        self.drawing.cancelling(event)
        return host, merge

    def _catching_handler(self, throw: str) -> None:
        """An event sub-process for what is thrown in its scope, or for a condition: one task, so that two are alike."""
        name = self._node("handler", triggeredByEvent="true")
        outer = self.drawing.into
        self.drawing.into = self.drawing.nodes[name]
        self.scopes.append(name)
        kind = self.random.choice(["error" if throw == "fail" else "escalation", "condition"])
        interrupting = kind == "error" or self.random.random() < 0.5
        start = self._node("alert", isInterrupting=str(interrupting).lower())
        if kind == "condition":
            self._conditional(start)
        else:
            self._catch(kind, name, start, self.random.choice(CODES))
        self.net.handlers[name] = (start, interrupting)
        self._flow(start, self._node("user"))
        self.scopes.pop()
        self.drawing.into = outer

    def _handler(self, depth: int) -> None:
        before = {*self.net.conditions}
        super()._handler(depth)
        for start in {*self.net.conditions} - before:
            handler = next((name for name, (one, _) in self.net.handlers.items() if one == start), None)
            if handler is not None:  # one that comes again while it runs could not be told from its like
                self.net.handlers[handler] = (start, True)
                self.drawing.nodes[start].set("isInterrupting", "true")
