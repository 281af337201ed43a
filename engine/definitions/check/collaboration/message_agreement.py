"""Rule `message-agreement`: a message flow and its ends speak of the same message (BPMN 2.0.2, 9.4)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import Graph, Node, bare
from engine.spiff.vocabulary import clean

RULE = Rule(
    "message-agreement",
    "warning",
    "The message flow carries “{carried}”, but “{node}” is about “{other}”.",
    "Choose the same message in the properties of the flow and of both its ends.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each end of a message flow that names another message than the flow."""
    graph = document.graph
    for flow in graph.message_flows:
        carried = bare(flow.xml.get("messageRef"))
        if carried is None:
            continue
        for end in (flow.source, flow.target):
            node = graph.nodes.get(end or "")
            named = set() if node is None else _messages(node)
            if node is not None and named and carried not in named:
                other = _shown(graph, min(named))
                change = {"change": "remove-attribute", "element": flow.id, "attribute": "messageRef"}
                said, about = _shown(graph, carried), node.name or node.id
                yield RULE.at(flow, change=change, carried=said, node=about, other=other)


def _messages(node: Node) -> set[str]:
    named = [node.xml.get("messageRef")]
    named += [cause.xml.get("messageRef") for cause in node.causes if cause.kind == "message"]
    return {reference for one in named if (reference := bare(one)) is not None}


def _shown(graph: Graph, key: str) -> str:
    message = graph.elements.get(key)
    return key if message is None else clean(message.get("name")) or key
