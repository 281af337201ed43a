"""What a node or scope is beyond its type: handler, event sub-process, link, running or only drawn; must not judge."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from engine.definitions.check.rule import Document
from engine.definitions.graph import ACTIVITIES, Graph, Node, Scope, bare, yes
from engine.spiff.vocabulary import clean

_BY_FLOWS_OR_NOT = frozenset({"adHocSubProcess"})


def compensates(node: Node) -> bool:
    """Whether an activity only undoes another one: it stands outside the flow (BPMN 2.0.2, 10.7)."""
    return node.says("isForCompensation")


def by_event(part: Node | Scope) -> bool:
    """Whether this is an event sub-process: an event starts it and no flow leads to it (BPMN 2.0.2, 10.3.5)."""
    return part.type == "subProcess" and yes(part.xml.get("triggeredByEvent"))


def free(scope: Scope) -> bool:
    """Whether the work in a scope needs no flows: an ad-hoc sub-process (BPMN 2.0.2, 10.3.5)."""
    return scope.type in _BY_FLOWS_OR_NOT


def level_of(scope: Scope) -> str:
    """Return where a scope stands: "process", "event" for an event sub-process, "ad-hoc", else "embedded"."""
    if scope.parent is None:
        return "process"
    if free(scope):
        return "ad-hoc"
    return "event" if by_event(scope) else "embedded"


def throws_link(node: Node) -> bool:
    """Whether a path goes on elsewhere from here: the throwing half of a link."""
    return node.type in {"intermediateThrowEvent", "endEvent"} and "link" in node.kinds


def catches_link(node: Node) -> bool:
    """Whether a path comes on here from elsewhere: the catching half of a link."""
    return node.type == "intermediateCatchEvent" and "link" in node.kinds


def link_name(node: Node) -> str | None:
    """Return the name that pairs links: that of the definition, or else what is written at the event."""
    given = next((clean(cause.xml.get("name")) for cause in node.causes if cause.kind == "link"), None) or node.name
    return given and " ".join(given.split())


def attached(graph: Graph) -> Mapping[str, Sequence[Node]]:
    """Return the boundary events by the id of what they are attached to; asking a graph node by node would be slow."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in graph.nodes.values():
        if node.type == "boundaryEvent" and node.host is not None:
            found[node.host].append(node)
    return found


def undoing(graph: Graph) -> frozenset[str]:
    """Return the ids of what associations tie to compensation boundary events, marked as compensation or not."""
    events = {node.id for node in graph.nodes.values() if node.type == "boundaryEvent" and "compensate" in node.kinds}
    ends = ((link.source, link.target) for link in graph.associations)
    found = {end for pair in ends if not events.isdisjoint(pair) for end in pair}
    return frozenset(end for end in found if end is not None) - events


def undone_by(graph: Graph) -> Iterator[tuple[Node, Node]]:
    """Give each event that throws a compensation with the activity that it names."""
    for node in graph.nodes.values():
        if node.type not in {"intermediateThrowEvent", "endEvent"} or "compensate" not in node.kinds:
            continue
        for cause in node.causes:
            activity = graph.nodes.get(bare(cause.xml.get("activityRef")) or "")
            if activity is not None and activity.type in ACTIVITIES:
                yield node, activity


def sees(graph: Graph, node: Node) -> frozenset[str]:
    """Return the scopes whose activities an event may undo: its own, and around event sub-processes the next one."""
    scope = graph.scopes[node.scope]
    found = {scope.id}
    while by_event(scope) and scope.parent is not None:
        scope = graph.scopes[scope.parent]
        found.add(scope.id)
    return frozenset(found)


def executable(document: Document, scope: str) -> bool:
    """Whether the file says of the process around a scope that it can be executed."""
    return yes(document.graph.process_of(scope).xml.get("isExecutable"))


def runs(document: Document) -> frozenset[str]:
    """Return the ids of the processes that become definitions."""
    return frozenset(process.id for process in document.processes)
