"""Rule `message-flow`: a message goes from one pool to another, from who sends to who receives (BPMN 2.0.2, 7.6.2)."""

from engine.definitions.check.rule import Document, Finding, Found, Rule, Severity, Surroundings
from engine.definitions.graph import CONTAINERS, Graph, Link, Node
from engine.spiff.vocabulary import local

RULE = Rule(
    "message-flow",
    "error",
    "{reason}",
    "Draw the message flow between two pools: from a pool, task or sending event to a pool, task or receiving event.",
)
_INSIDE = "The message flow stays inside one pool; inside a pool only sequence flows lead on."
_MISPLACED = "The message flow is written inside a process; it belongs to the collaboration, between two pools."
_FROM_CATCH = "“{node}” waits for messages, but here it sends one."
_TO_THROW = "“{node}” sends or ends, but here a message comes to it."
_NO_MESSAGE_SENT = "A message leaves “{node}”, but that event sends none."
_NO_MESSAGE_TAKEN = "A message comes to “{node}”, but that event does not wait for one."
TEXTS = (_INSIDE, _MISPLACED, _FROM_CATCH, _TO_THROW, _NO_MESSAGE_SENT, _NO_MESSAGE_TAKEN)
_CATCHING = frozenset({"startEvent", "intermediateCatchEvent", "boundaryEvent"})
_THROWING = frozenset({"endEvent", "intermediateThrowEvent"})


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each message flow inside one pool and each end that cannot send or take a message."""
    graph = document.graph
    process_of_pool = {pool.id: pool.process for pool in graph.pools}
    for flow in graph.message_flows:
        sides = [_side(graph, process_of_pool, end) for end in (flow.source, flow.target)]
        if sides[0] is not None and sides[0] == sides[1]:
            yield _say(flow, _INSIDE)
        elif any(local(one) in CONTAINERS for one in flow.xml.iterancestors()):
            yield _say(flow, _MISPLACED)
        else:
            yield from _source(flow, graph.nodes.get(flow.source or ""))
            yield from _target(flow, graph.nodes.get(flow.target or ""))


def _side(graph: Graph, process_of_pool: dict[str, str | None], end: str | None) -> str | None:
    """Return the process on one side of a message flow, for a black box the pool itself, None where it is unknown."""
    if end is None:
        return None
    if end in process_of_pool:
        return process_of_pool[end] or end
    node = graph.nodes.get(end)
    return None if node is None else graph.process_of(node.scope).id


def _source(flow: Link, node: Node | None) -> Found:
    if node is None:
        return
    if node.type in _CATCHING:
        yield _say(flow, _FROM_CATCH, node=node)
    elif node.type in _THROWING and "message" not in node.kinds:
        yield _say(flow, _NO_MESSAGE_SENT, node=node)
    elif node.type == "receiveTask":
        yield _say(flow, _FROM_CATCH, "warning", node=node)


def _target(flow: Link, node: Node | None) -> Found:
    if node is None:
        return
    if node.type in _THROWING:
        yield _say(flow, _TO_THROW, node=node)
    elif node.type in _CATCHING and "message" not in node.kinds:
        yield _say(flow, _NO_MESSAGE_TAKEN, node=node)
    elif node.type == "sendTask":
        yield _say(flow, _TO_THROW, "warning", node=node)


def _say(flow: Link, sentence: str, severity: Severity = "error", *, node: Node | None = None) -> Finding:
    params = {} if node is None else {"node": node.name or node.id}
    return RULE.at(flow, severity=severity, reason={"msgid": sentence, "params": params})
