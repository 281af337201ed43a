"""Draws random processes and plays them by an independent token game; shares no code with the engine."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from tests.unit.spiff.drawing import Drawing


@dataclass
class Net:
    """What the token game needs to know of a drawing; written down while drawing, not read from it."""

    kinds: dict[str, str] = field(default_factory=dict)
    flows: dict[str, tuple[str, str]] = field(default_factory=dict)
    chosen_by: dict[str, tuple[str, set[int]]] = field(default_factory=dict)  # flow → (variable, values that take it)
    defaults: dict[str, str] = field(default_factory=dict)  # activity → its default flow
    counts: dict[str, str] = field(default_factory=dict)  # script → variable it counts up
    repeats: dict[str, tuple[bool, int, int | None]] = field(default_factory=dict)  # sequential, how often, enough


class Sketch:
    """A random process of blocks: sequences, choices, loops, forks, some ways of several, repetitions, scripts, ends.

    Tasks and events split without gateways, with and without conditions, tokens merge without gateways, paths end and
    processes begin without events. Ways between inclusive gateways may leave for an end, or lead into one another.
    """

    def __init__(self, random: Random) -> None:
        self.random, self.drawing, self.net, self.number = random, Drawing(), Net(), 0
        self.crowded = 0  # where several tokens may come by; the game tells repetitions of one task apart by nothing
        self._draw()

    def _draw(self) -> None:
        first, last = self._block(self.random.randint(2, 4))
        if self.random.random() < 0.3:
            last = self._spread(last)
        if self.random.random() < 0.7:
            self._flow(last, self._node("end"))
        if self.random.random() < 0.8 or any(target == first for _, target in self.net.flows.values()):
            for _ in range(1 if self.net.kinds[first] == "and" else self.random.choice([1, 1, 1, 2])):
                self._flow(self._node("start"), first)
        elif self.random.random() < 0.5:
            self._node("user")

    def _node(self, kind: str, **attributes: str) -> str:
        self.number += 1
        name = f"{kind}{self.number}"
        self.net.kinds[name] = kind
        if kind == "script":
            variable = f"c{self.number}"
            self.net.counts[name] = variable
            self.drawing.script(
                name, f"{{{variable}: if {variable} = null then 1 else {variable} + 1, last: {self.number}}}"
            )
        elif kind == "terminate":
            self.drawing.terminate(name)
        else:
            self.drawing.node(kind, name, **attributes)
        return name

    def _flow(self, source: str, target: str, when: str | None = None) -> str:
        flow = f"f{len(self.net.flows) + 1}"
        self.net.flows[flow] = (source, target)
        self.drawing.flow(source, target, when, flow_id=flow)
        return flow

    def _block(self, depth: int) -> tuple[str, str]:
        kind = self.random.choice(self._kinds(depth))
        if kind in {"task", "script", "manual", "throw"}:
            name = self._node("user" if kind == "task" else kind)
            return name, name
        if kind == "several":
            return self._several()
        return getattr(self, f"_{kind}")(depth - 1)

    def _kinds(self, depth: int) -> list[str]:
        kinds = ["task", "task", "script", "task" if self.crowded else "several", "manual", "throw"]
        if depth:
            kinds += ["sequence", "sequence", "choice", "loop", "fork", "fork", "detour", "either", "some", "some"]
        return kinds

    def _several(self) -> tuple[str, str]:
        name = self._node("user")
        sequential, total = self.random.random() < 0.5, self.random.randint(0, 4)
        enough = self.random.choice([None, None, 1, 2])
        parts = {} if enough is None else {"condition": f"nrOfCompletedInstances >= {enough}"}
        if self.random.random() < 0.5:
            parts |= {"cardinality": str(total)}
        else:
            parts |= {"input": f"items{total}", "item": "thing"}
        if self.random.random() < 0.5:
            parts |= {"output": f"out{self.number}", "output_item": "answer"}
        self.drawing.several(name, sequential=sequential, **parts)
        self.net.repeats[name] = (sequential, total, enough)
        return name, name

    def _sequence(self, depth: int) -> tuple[str, str]:
        blocks = [self._block(depth) for _ in range(self.random.randint(2, 3))]
        for before, after in pairwise(blocks):
            self._flow(before[1], after[0])
        return blocks[0][0], blocks[-1][1]

    def _decided(self, default_flow: str) -> tuple[str, str, str]:
        """A user task whose answer decides at the gateway behind it; returns task, gateway and variable."""
        task = self._node("user")
        gateway = self._node("xor", default=default_flow)
        self._flow(task, gateway)
        return task, gateway, f"d{self.number}"

    def _decide(self, gateway: str, target: str, variable: str, value: int) -> None:
        flow = self._flow(gateway, target, f"{variable} = {value}")
        self.net.chosen_by[flow] = (variable, {value})

    def _choice(self, depth: int) -> tuple[str, str]:
        task, gateway, variable = self._decided("")
        merge = self._node("xor")
        self.drawing.nodes[gateway].set("default", self._flow(gateway, self._leading_to(merge, depth)))
        for value in range(1, self.random.randint(2, 3)):
            self._decide(gateway, self._leading_to(merge, depth), variable, value)
        return task, merge

    def _leading_to(self, merge: str, depth: int) -> str:
        first, last = self._block(depth)
        self._flow(last, merge)
        return first

    def _loop(self, depth: int) -> tuple[str, str]:
        merge = self._node("xor")
        first, last = self._block(depth)
        task, gateway, variable = self._decided("")
        leave = self._node("manual")
        self._flow(merge, first)
        self._flow(last, task)
        self._decide(gateway, merge, variable, 1)
        self.drawing.nodes[gateway].set("default", self._flow(gateway, leave))
        return merge, leave

    def _fork(self, depth: int) -> tuple[str, str]:
        fork, join = self._node("and"), self._node(self.random.choice(["and", "and", "or"]))
        for _ in range(self.random.randint(2, 3)):
            first, last = self._block(depth)
            self._flow(fork, first)
            self._flow(last, join)
        if self.random.random() < 0.1:
            first, last = self._block(depth)
            self._flow(fork, first)
            self._flow(last, self._node("terminate"))
        return fork, join

    def _some(self, depth: int) -> tuple[str, str]:
        """Ways of which some are taken, and an inclusive gateway that waits for what can still come."""
        task, split, enter, join = self._node("user"), self._node("or"), self._node("xor"), self._node("or")
        self._flow(task, split)
        variable = f"d{self.number}"
        default = self._flow(split, join)
        self.net.defaults[split] = default
        self.drawing.nodes[split].set("default", default)
        lasts = []
        for values in ({1}, {1, 2}, {2}, None)[: self.random.randint(1, 4)]:
            first, last = self._block(depth)
            if not lasts:
                self._flow(enter, first)
                first = enter  # other ways may lead into this one
            lasts.append(last)
            flow = self._flow(split, first, values and f"{variable} in {sorted(values)}")
            if values:
                self.net.chosen_by[flow] = (variable, values)
        for number, last in enumerate(lasts):
            if self.random.random() < 0.4:
                jumps = [join, None, enter] if number and self._may_crowd() else [join, None]
                self._turn_off(last, join, self.random.choice(jumps))
            else:
                self._flow(last, join)
        return task, join

    def _may_crowd(self) -> bool:
        return True

    def _turn_off(self, last: str, join: str, elsewhere: str | None) -> None:
        """A way that goes to the join or, as is decided then, somewhere else: `None` is an end of its own."""
        task, gateway, variable = self._decided("")
        self._flow(last, task)
        self._decide(gateway, self._node("end") if elsewhere is None else elsewhere, variable, 1)
        self.drawing.nodes[gateway].set("default", self._flow(gateway, join))

    def _beside(self, task: str, depth: int, when: str | None = None) -> str:
        """A branch out of a task that ends for itself, at an end event or where nothing follows."""
        self.crowded += 1
        first, last = self._block(depth)
        self.crowded -= 1
        if self.random.random() < 0.5:
            self._flow(last, self._node("end"))
        return self._flow(task, first, when)

    def _detour(self, depth: int) -> tuple[str, str]:
        """A task with branches beside the way on: without condition, or with conditions that may be true together."""
        task = self._node(self.random.choice(["user", "script", "throw", "manual"]))
        leave = self._node("manual")
        if self.net.kinds[task] == "throw" or self.random.random() < 0.3:
            self._beside(task, depth)
        else:
            variable = f"d{self.number}"
            for values in ({1}, {1, 2})[: self.random.randint(1, 2)]:
                flow = self._beside(task, depth, f"{variable} in {sorted(values)}")
                self.net.chosen_by[flow] = (variable, values)
            default = self._beside(task, depth)
            self.net.defaults[task] = default
            self.drawing.nodes[task].set("default", default)
        self._flow(task, leave)
        return task, leave

    def _either(self, depth: int) -> tuple[str, str]:
        """A task that chooses by conditions alone, and a task behind in which the ways meet."""
        task, leave = self._node("user"), self._node("user")
        variable = f"d{self.number}"
        first, last = self._block(depth)
        self.net.chosen_by[self._flow(task, first, f"{variable} = 1")] = (variable, {1})
        self._flow(last, leave)
        self.net.defaults[task] = self._flow(task, leave)
        self.drawing.nodes[task].set("default", self.net.defaults[task])
        return task, leave

    def _spread(self, before: str) -> str:
        """Branches that meet in one block without a gateway: every token goes through it."""
        self.crowded += 1
        task = self._node("manual")
        first, (begin, last) = self._node("manual"), self._block(1)
        self._flow(before, task)
        self._flow(first, begin)
        for _ in range(self.random.randint(2, 3)):
            begin, end = self._block(1)
            self._flow(task, begin)
            self._flow(end, first)
        self.crowded -= 1
        return last


class Game:
    """The same process played with tokens on flows, as a Petri net would."""

    def __init__(self, net: Net, variables: dict[str, object]) -> None:
        self.net, self.variables = net, variables
        self.flows: Counter[str] = Counter()
        self.open: Counter[str] = Counter()
        self.left: dict[str, list[int]] = {}  # repeated task → [open or still to open, finished]
        self.visits: Counter[str] = Counter()
        self.over = False
        starts = [node for node, kind in net.kinds.items() if kind == "start"]
        led_into = {target for _, target in net.flows.values()}
        for node in starts[:1] or [node for node in net.kinds if node not in led_into]:
            self.visits[node] += 1
            self._arrive(node)
        self._play()

    def _leave(self, node: str) -> None:
        outgoing = [flow for flow, (source, _) in self.net.flows.items() if source == node]
        decided = [flow for flow in outgoing if flow in self.net.chosen_by]
        taken = [f for f in decided if self.variables.get(self.net.chosen_by[f][0]) in self.net.chosen_by[f][1]]
        if self.net.kinds[node] == "xor":
            outgoing = taken[:1] or [flow for flow in outgoing if flow not in decided]
        elif decided:
            default = self.net.defaults[node]
            others = [flow for flow in outgoing if flow not in decided and flow != default]
            outgoing = others + (taken or [default])
        self.flows.update(outgoing)

    def _play(self) -> None:
        while not self.over:
            ready = next((node for node in self.net.kinds if self._incoming(node)), None) or self._quiet()
            if ready is None:
                return
            self.flows.subtract(self._incoming(ready, quiet=True))
            self.visits[ready] += 1
            self._arrive(ready)

    def _quiet(self) -> str | None:
        """The first inclusive join that goes on when nothing else can."""
        return next((node for node in self.net.kinds if self._incoming(node, quiet=True)), None)

    def _incoming(self, node: str, *, quiet: bool = False) -> list[str]:
        """The flows whose tokens are consumed when the node is entered now; empty when it cannot be.

        Inclusive joins go on when all else is quiet.
        """
        incoming = [flow for flow, (_, target) in self.net.flows.items() if target == node]
        full = [flow for flow in incoming if self.flows[flow] > 0]
        if self.net.kinds[node] == "or" and len(incoming) > 1:
            return full if quiet and not self._expects(node, full, {*incoming} - {*full}) else []
        return (full if len(full) == len(incoming) else []) if self.net.kinds[node] == "and" else full[:1]

    def _expects(self, join: str, full: list[str], empty: set[str]) -> bool:
        """Whether a token elsewhere can come to an empty flow of the join, and to none that has a token."""
        places = [node for node, many in self.open.items() if many > 0]
        places += [
            target for flow, many in self.flows.items() if many > 0 and (target := self.net.flows[flow][1]) != join
        ]
        return any(ends & empty and not ends & {*full} for ends in (self._ends(place, join) for place in places))

    def _ends(self, place: str, join: str) -> set[str]:
        """The flows over which a token at a place can come to a join first."""
        ways, seen = [flow for flow, (source, _) in self.net.flows.items() if source == place], set()
        while ways:
            flow = ways.pop()
            if flow not in seen:
                seen.add(flow)
                target = self.net.flows[flow][1]
                ways += [after for after, (source, _) in self.net.flows.items() if source == target != join]
        return {flow for flow in seen if self.net.flows[flow][1] == join}

    def _arrive(self, node: str) -> None:
        kind = self.net.kinds[node]
        if node in self.net.repeats and self.net.repeats[node][1]:
            self.left[node] = [self.net.repeats[node][1], 0]
            self.open[node] += 1 if self.net.repeats[node][0] else self.net.repeats[node][1]
        elif kind == "user" and node not in self.net.repeats:
            self.open[node] += 1
        elif kind == "terminate":
            self.over = True
            self.open.clear()
        elif kind != "end":
            if kind == "script":
                name = self.net.counts[node]
                self.variables[name] = int(self.variables.get(name, 0)) + 1
            self._leave(node)

    def submit(self, node: str, values: dict[str, object]) -> None:
        self.variables.update(values)
        self.open[node] -= 1
        if node in self.net.repeats:
            sequential, _, enough = self.net.repeats[node]
            left = self.left[node]
            left[0] -= 1
            left[1] += 1
            if enough is not None and left[1] >= enough:
                left[0] = self.open[node] = 0
            elif sequential and left[0]:
                self.open[node] += 1
            if left[0]:
                return
        self._leave(node)
        self._play()

    @property
    def waiting(self) -> Counter[str]:
        return +self.open

    @property
    def completed(self) -> bool:
        return self.over or not (+self.open or +self.flows)
