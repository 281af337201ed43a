"""Rule `message-task`: a send or receive task says which message it sends or waits for (BPMN 2.0.2, 10.3.3)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import Node
from engine.spiff.vocabulary import clean, vendor, zeebe

RULE = Rule(
    "message-task",
    "warning",
    "It is not said which message this task {does}.",
    "Create the message in the drawing tool and choose it in the properties of this task.",
)
_DOES = {"sendTask": "sends", "receiveTask": "waits for"}
TEXTS = tuple(_DOES.values())
_SENDING = ("type", "class", "delegateExpression", "expression", "topic")


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each send or receive task without message, operation or any other way to send."""
    for node in document.graph.nodes.values():
        if node.type in _DOES and not _says_what(node):
            yield RULE.at(node, does={"msgid": _DOES[node.type]})


def _says_what(node: Node) -> bool:
    standard = clean(node.xml.get("messageRef")) or clean(node.xml.get("operationRef"))
    return bool(
        standard or any(vendor(node.xml, name) for name in _SENDING) or zeebe(node.xml, "taskDefinition", "type")
    )
