"""What lies in one scope as far as tokens move there: nodes, ways on, beginnings; must not build nets or judge."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from engine.definitions.graph import ACTIVITIES, Flow, Node, Scope
from engine.definitions.soundness.net import Split

#: Ends that end their whole scope: terminate says so, errors and cancellation go on outside it (BPMN 2.0.2, 13.5.6).
TERMINATES: Final = "terminate"
THROWN_OUT: Final = frozenset({"error", "cancel"})
_CATCHES_ALWAYS_INTERRUPTING: Final = frozenset({"error", "cancel"})
_FREE: Final = frozenset({"inclusiveGateway", "complexGateway"})


@dataclass(frozen=True, slots=True)
class Exits:
    """The ways on from a node: (flow, target) pairs, how they are chosen, and which of them are what (by position)."""

    split: Split
    ways: tuple[tuple[str, str], ...]
    must: frozenset[int] = frozenset()
    other: int | None = None
    some: bool = True


@dataclass(slots=True)
class Ground:
    """One scope: its nodes that tokens can be at, by id, and their boundary events. `blocked` never complete."""

    scope: Scope
    nodes: dict[str, Node]
    boundaries: dict[str, list[Node]]
    blocked: frozenset[str]
    links: dict[str, Node]
    effort: int = 40_000  # nodes that may be passed to find out where the paths of side events lead
    _exits: dict[str, Exits] = field(default_factory=dict)
    _next: dict[str, list[str]] = field(default_factory=dict)

    def exits(self, node: Node) -> Exits:
        """Return the ways on by its own flows; flows that lead out of the scope or to nothing are left out."""
        known = self._exits.get(node.id)
        if known is None:
            known = self._exits[node.id] = self._leave(node)
        return known

    def interrupting(self, node: Node) -> list[Node]:
        """Return its boundary events that end the activity."""
        events = self.boundaries.get(node.id)
        return [one for one in events if interrupts(one)] if events else []

    def beside(self, node: Node) -> list[Node]:
        """Return its boundary events that let the activity go on."""
        events = self.boundaries.get(node.id)
        return [one for one in events if not interrupts(one)] if events else []

    def reach(self, begin: Iterable[str], *, drawn: bool = False) -> list[str]:
        """Return the nodes that tokens from here come to, in order; not by boundary events that do not interrupt.

        With `drawn`, every flow counts, those whose condition is never true and all boundary events too.
        """
        found = dict.fromkeys(begin)
        waiting = list(found)
        after = self._drawn if drawn else self._after
        while waiting:
            node = self.nodes[waiting.pop()]
            for target in reversed(after(node)):
                if target not in found:
                    found[target] = None
                    waiting.append(target)
        return list(found)

    def _after(self, node: Node) -> list[str]:
        known = self._next.get(node.id)
        if known is None:
            ways = () if node.id in self.blocked else self.exits(node).ways
            known = [target for _flow, target in ways]
            if node.id in self.boundaries:
                known += [one.id for one in self.interrupting(node)]
            self._next[node.id] = known
        return known

    def _drawn(self, node: Node) -> list[str]:
        caught = self.caught(node)
        found = [flow.target for flow in self._flows(node) if flow.target is not None]
        found += [one.id for one in self.boundaries.get(node.id, ())]
        return found if caught is None else [*found, caught.id]

    def caught(self, node: Node) -> Node | None:
        """Return the catching link event that a throwing one leads to."""
        thrown = node.type == "intermediateThrowEvent" and "link" in node.kinds
        return self.links.get(_link(node)) if thrown else None

    def _flows(self, node: Node) -> list[Flow]:
        return [flow for flow in node.outgoing if flow.target in self.nodes] if node.type != "endEvent" else []

    def _leave(self, node: Node) -> Exits:
        flows = self._flows(node)
        if node.type == "exclusiveGateway":
            live = possible(flows, node.default)
            return Exits(Split.ONE, _ways(live))
        if node.type == "eventBasedGateway":
            together = node.says("instantiate") and node.xml.get("eventGatewayType") == "Parallel"
            return Exits(Split.ALL if together else Split.ONE, _ways(flows))
        if node.type == "parallelGateway":
            return Exits(Split.ALL, _ways(flows))
        if (caught := self.caught(node)) is not None:
            return Exits(Split.ALL, (("", caught.id),))
        return _chosen(node, flows)


def constant(condition: str | None) -> bool | None:
    """Return what a condition always is, None where it depends on something."""
    if condition is None:
        return None
    said = condition.strip().removeprefix("=").strip().lower()
    if said[:2] in {"${", "#{"} and said.endswith("}"):
        said = said[2:-1].strip()
    return {"true": True, "false": False}.get(said)


def possible(flows: list[Flow], default: str | None) -> list[Flow]:
    """Return the flows that an exclusive choice can take; all where none could be taken: another rule says that."""
    if all(flow.condition is None for flow in flows):
        return flows
    live = [flow for flow in flows if flow.id == default or constant(flow.condition) is not False]
    if any(constant(flow.condition) for flow in live if flow.id != default):
        live = [flow for flow in live if flow.id != default]
    return live or flows


def interrupts(event: Node) -> bool:
    """Whether a boundary event ends its activity; errors and cancellation always do (BPMN 2.0.2, 10.5.4)."""
    return event.says("cancelActivity", otherwise=True) or not _CATCHES_ALWAYS_INTERRUPTING.isdisjoint(event.kinds)


def _ways(flows: list[Flow]) -> tuple[tuple[str, str], ...]:
    return tuple((flow.id, flow.target or "") for flow in flows)


def _chosen(node: Node, flows: list[Flow]) -> Exits:
    """Return the ways of a node whose flows have conditions each of its own: several may be taken together."""
    flows = possible(flows, node.default)
    free = node.type in _FREE
    must, other = set(), None
    for number, flow in enumerate(flows):
        if flow.id == node.default:
            other = number
        elif constant(flow.condition) or (not free and flow.condition is None):
            must.add(number)
    if len(must) + (other is not None) == len(flows):
        return Exits(Split.ALL, _ways(flows))
    return Exits(Split.ANY, _ways(flows), frozenset(must), other, other is not None or not must)


def ground(scope: Scope, blocked: frozenset[str]) -> Ground:
    """Return what tokens can be at: not event sub-processes and compensation, which no flow enters."""
    nodes = {key: node for key, node in scope.nodes.items() if _in_flow(node)}
    boundaries: dict[str, list[Node]] = {}
    for node in list(nodes.values()):
        if node.type != "boundaryEvent":
            continue
        if node.host in nodes and nodes[node.host].type in ACTIVITIES:
            boundaries.setdefault(node.host, []).append(node)
        else:
            del nodes[node.id]
    catching = (one for one in nodes.values() if one.type == "intermediateCatchEvent" and "link" in one.kinds)
    links: dict[str, Node] = {}
    for one in catching:
        links.setdefault(_link(one), one)
    return Ground(scope, nodes, boundaries, blocked, links)


def _link(node: Node) -> str:
    named = next((cause.xml.get("name") for cause in node.causes if cause.kind == "link"), None)
    return (named or node.name or "").strip()


def _in_flow(node: Node) -> bool:
    if node.type == "boundaryEvent":
        return "compensate" not in node.kinds
    return not (node.says("triggeredByEvent") or node.says("isForCompensation"))


def beginnings(here: Ground) -> list[tuple[str, ...]]:
    """Return where cases of this scope begin: each start event alone; without any, all nodes that no flow enters.

    BPMN 2.0.2, 10.5.2 and 13.3.4. Receive tasks and event-based gateways that instantiate are starts as well.
    """
    starts: list[tuple[str, ...]] = [
        (node.id,)
        for node in here.nodes.values()
        if node.type == "startEvent" or (node.says("instantiate") and not node.incoming)
    ]
    if starts:
        return starts
    caught = {id(node) for node in here.links.values()}
    loose = tuple(
        node.id
        for node in here.nodes.values()
        if not node.incoming and node.type != "boundaryEvent" and id(node) not in caught
    )
    return [loose] if loose else []
