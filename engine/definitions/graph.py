"""What is drawn in a whole BPMN file, read once: scopes, nodes, flows, pools, data; must not judge or change it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.spiff.vocabulary import FLOW_NODES, clean, local, whole_text
from engine.xml import Element as Xml
from engine.xml import line_of

#: Elements that hold flow nodes of their own.
CONTAINERS: Final = frozenset({"process", "subProcess", "transaction", "adHocSubProcess"})
SUB_PROCESSES: Final = CONTAINERS - {"process"}
TASKS: Final = frozenset({
    "task", "userTask", "manualTask", "scriptTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask",
})  # fmt: skip
ACTIVITIES: Final = TASKS | SUB_PROCESSES | {"callActivity"}
GATEWAYS: Final = frozenset({
    "exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway",
})  # fmt: skip
EVENTS: Final = FLOW_NODES - ACTIVITIES - GATEWAYS
CATCHING: Final = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})
_DEFINITION: Final = "EventDefinition"
_LOOPS: Final = {"standardLoopCharacteristics": "loop", "multiInstanceLoopCharacteristics": "multiple"}
_ASSOCIATIONS: Final = frozenset({"association", "dataInputAssociation", "dataOutputAssociation"})
#: What is noted of a drawing; everything else is only walked through.
_TAKEN: Final = CONTAINERS | FLOW_NODES | _ASSOCIATIONS | {"sequenceFlow", "participant", "messageFlow"}


@dataclass(frozen=True, slots=True)
class Cause:
    """One event definition of an event. `kind` is "timer", "message" …; `shared` says that it stands at the root."""

    kind: str
    xml: Xml
    line: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """One flow node. `scope` is the id of the process or sub-process that it lies in, `host` of a boundary event."""

    id: str
    type: str
    name: str | None
    line: int
    scope: str
    xml: Xml = field(repr=False)
    causes: tuple[Cause, ...] = ()
    host: str | None = None
    default: str | None = None
    repeated: str | None = None  # "loop" or "multiple"
    incoming: list["Flow"] = field(default_factory=list, repr=False, compare=False, hash=False)
    outgoing: list["Flow"] = field(default_factory=list, repr=False, compare=False, hash=False)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its event definitions: none for a plain event."""
        return tuple(cause.kind for cause in self.causes)

    def says(self, attribute: str, *, otherwise: bool = False) -> bool:
        """Return a yes/no attribute as XML schema reads it."""
        return yes(self.xml.get(attribute), otherwise=otherwise)


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow. `source` and `target` are as drawn and may point at nothing; `ends` of the graph resolves."""

    id: str
    name: str | None
    line: int
    scope: str
    source: str | None
    target: str | None
    condition: str | None
    xml: Xml = field(repr=False)
    type: str = "sequenceFlow"


@dataclass(frozen=True, slots=True)
class Scope:
    """A process or sub-process with what lies directly in it; `parent` is None for a process."""

    id: str
    type: str
    name: str | None
    line: int
    parent: str | None
    xml: Xml = field(repr=False)
    nodes: dict[str, Node] = field(default_factory=dict, repr=False)
    flows: dict[str, Flow] = field(default_factory=dict, repr=False)

    def of_type(self, *types: str) -> Iterator[Node]:
        """Give the nodes of these types, in document order."""
        return (node for node in self.nodes.values() if node.type in types)


@dataclass(frozen=True, slots=True)
class Pool:
    """A participant; `process` is the id of its process, None for a black box."""

    id: str
    name: str | None
    line: int
    process: str | None
    xml: Xml = field(repr=False)


@dataclass(frozen=True, slots=True)
class Link:
    """A message flow or an association: what it connects, as drawn (local parts of the references)."""

    id: str
    type: str
    name: str | None
    line: int
    source: str | None
    target: str | None
    xml: Xml = field(repr=False)


@dataclass(frozen=True, slots=True)
class Graph:
    """A whole file. `elements` holds every element with an id (the first where it stands twice), by id.

    BPMN's own come before foreign ones there: references do not mean the ids of form fields, for example.
    `nodes`, `flows` and `scopes` hold those of all processes; `process_of` gives the process around a scope. `kept` is
    for what several readers of this graph share and is dear to work out; it belongs to no drawing.
    """

    root: Xml = field(repr=False)
    elements: Mapping[str, Xml] = field(repr=False)
    scopes: Mapping[str, Scope]
    nodes: Mapping[str, Node] = field(repr=False)
    flows: Mapping[str, Flow] = field(repr=False)
    pools: tuple[Pool, ...] = ()
    message_flows: tuple[Link, ...] = ()
    associations: tuple[Link, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def processes(self) -> tuple[Scope, ...]:
        """The processes, in document order."""
        return tuple(scope for scope in self.scopes.values() if scope.parent is None)

    def process_of(self, scope: str) -> Scope:
        """Return the process that a scope belongs to."""
        found = self.scopes[scope]
        while found.parent is not None:
            found = self.scopes[found.parent]
        return found

    def target(self, reference: str | None) -> Xml | None:
        """Return what a reference (a QName or a bare id) points at in this file, None where it points at nothing."""
        meant = bare(reference)
        return None if meant is None else self.elements.get(meant)

    def boundaries(self, node: Node) -> tuple[Node, ...]:
        """Return the boundary events attached to an activity."""
        return tuple(one for one in self.scopes[node.scope].of_type("boundaryEvent") if one.host == node.id)


def bare(reference: str | None) -> str | None:
    """Return the local part of a QName: modellers put prefixes before ids that have none."""
    meant = clean(reference)
    return meant and meant.rpartition(":")[2]


def yes(value: str | None, *, otherwise: bool = False) -> bool:
    """Return a yes/no attribute as XML schema reads it: `true` and `1` are yes."""
    return otherwise if clean(value) is None else clean(value) in {"true", "1"}


def read(root: Xml) -> Graph:
    """Return what is drawn below `definitions`; elements without an id are left out, so give them ids before."""
    return _Reading(root).graph()


class _Reading:
    """One walk over the tree with a stack, so that depth costs no recursion."""

    def __init__(self, root: Xml) -> None:
        self.root = root
        self.elements: dict[str, Xml] = {}
        self.scopes: dict[str, Scope] = {}
        self.nodes: dict[str, Node] = {}
        self.flows: dict[str, Flow] = {}
        self.pools: list[Pool] = []
        self.messages: list[Link] = []
        self.associations: list[Link] = []
        foreign: dict[str, Xml] = {}
        for element in root.iter():
            if (key := element.get("id")) is not None:
                (foreign if local(element) is None else self.elements).setdefault(key, element)
        for key, element in foreign.items():
            self.elements.setdefault(key, element)
        self._walk()

    def graph(self) -> Graph:
        """Connect the nodes with their flows and return everything."""
        for flow in self.flows.values():
            if (source := self.nodes.get(flow.source or "")) is not None:
                source.outgoing.append(flow)
            if (target := self.nodes.get(flow.target or "")) is not None:
                target.incoming.append(flow)
        return Graph(
            self.root, self.elements, self.scopes, self.nodes, self.flows,
            tuple(self.pools), tuple(self.messages), tuple(self.associations),
        )  # fmt: skip

    def _walk(self) -> None:
        waiting: list[tuple[Xml, Scope | None]] = [(self.root, None)]
        while waiting:
            element, scope = waiting.pop()
            inside: list[tuple[Xml, Scope | None]] = []
            for child in element:
                kind = local(child)
                if kind is None or kind == "extensionElements":
                    continue
                around = self._take(child, kind, scope) if kind in _TAKEN else scope
                if len(child):  # most elements hold nothing
                    inside.append((child, around))
            waiting.extend(reversed(inside))

    def _take(self, child: Xml, kind: str, scope: Scope | None) -> Scope | None:
        """Note one element and return the scope that its children lie in."""
        key = child.get("id")
        if kind in CONTAINERS and key:
            made = Scope(key, kind, clean(child.get("name")), line_of(child), scope.id if scope else None, child)
            self.scopes.setdefault(key, made)
            if scope is not None:
                self._node(child, kind, key, scope)
            return made
        if scope is not None and key and kind in FLOW_NODES:
            self._node(child, kind, key, scope)
        elif scope is not None and key and kind == "sequenceFlow":
            flow = _flow(child, key, scope.id)
            self.flows.setdefault(key, flow)
            scope.flows.setdefault(key, flow)
        elif kind == "participant":
            self.pools.append(_pool(child))
        elif kind == "messageFlow":
            self.messages.append(_link(child, kind))
        elif kind in _ASSOCIATIONS:
            self.associations.append(_link(child, kind))
        return scope

    def _node(self, child: Xml, kind: str, key: str, scope: Scope) -> None:
        node = Node(
            key, kind, clean(child.get("name")), line_of(child), scope.id, child,
            causes=tuple(self._causes(child)) if kind in EVENTS else (),
            host=bare(child.get("attachedToRef")),
            default=bare(child.get("default")),
            repeated=next((_LOOPS[name] for one in child if (name := local(one)) in _LOOPS), None),
        )  # fmt: skip
        self.nodes.setdefault(key, node)
        scope.nodes.setdefault(key, node)

    def _causes(self, event: Xml) -> Iterator[Cause]:
        for child in event:
            name = local(child) or ""
            if name.endswith(_DEFINITION):
                yield Cause(name.removesuffix(_DEFINITION), child, line_of(child))
            elif name == "eventDefinitionRef":
                yield from self._shared(child)

    def _shared(self, reference: Xml) -> Iterator[Cause]:
        meant = self.elements.get(bare(whole_text(reference)) or "")
        name = None if meant is None else local(meant)
        if meant is not None and name is not None and name.endswith(_DEFINITION):
            yield Cause(name.removesuffix(_DEFINITION), meant, line_of(meant), shared=True)


def _flow(child: Xml, key: str, scope: str) -> Flow:
    condition = next((one for one in child if local(one) == "conditionExpression"), None)
    return Flow(
        key, clean(child.get("name")), line_of(child), scope,
        source=bare(child.get("sourceRef")),
        target=bare(child.get("targetRef")),
        condition=None if condition is None else whole_text(condition),
        xml=child,
    )  # fmt: skip


def _pool(child: Xml) -> Pool:
    name, process = clean(child.get("name")), bare(child.get("processRef"))
    return Pool(child.get("id") or "", name, line_of(child), process, child)


def _link(child: Xml, kind: str) -> Link:
    source, target = _end(child, "sourceRef"), _end(child, "targetRef")
    return Link(child.get("id") or "", kind, clean(child.get("name")), line_of(child), source, target, child)


def _end(child: Xml, name: str) -> str | None:
    """Return one end of a link: an attribute of message flows and associations, a child of data associations."""
    given: Any = child.get(name)
    if given is None:
        given = next((whole_text(one) for one in child if local(one) == name), None)
    return bare(given)
