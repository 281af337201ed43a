"""Rule `task-sets`: a task that exchanges messages has one set of inputs and one of outputs (BPMN 2.0.2, 10.3.3)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.spiff.vocabulary import children

RULE = Rule(
    "task-sets",
    "error",
    "A {kind} has at most one {what}, because one message carries it; here are {count}.",
    "Keep one of them in the properties of the task.",
)
#: What is counted at a task with this reference: kind → (attribute, (child of the input and output specification, …)).
_COUNTED = {
    "serviceTask": (("operationRef",), ("inputSet", "outputSet")),
    "sendTask": (("messageRef",), ("inputSet", "dataInput")),
    "receiveTask": (("messageRef",), ("outputSet", "dataOutput")),
}
_WORDS = {"inputSet": "input set", "outputSet": "output set", "dataInput": "data input", "dataOutput": "data output"}
_KINDS = {"serviceTask": "service task", "sendTask": "send task", "receiveTask": "receive task"}
TEXTS = tuple(_WORDS.values())


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each task with several sets, inputs or outputs for its one message."""
    for node in document.graph.nodes.values():
        attributes, counted = _COUNTED.get(node.type, ((), ()))
        if not any((node.xml.get(name) or "").strip() for name in attributes):
            continue
        for specification in children(node.xml, "ioSpecification"):
            for what in counted:
                count = sum(1 for _ in children(specification, what))
                if count > 1:
                    kind, word = {"msgid": _KINDS[node.type]}, {"msgid": _WORDS[what]}
                    yield RULE.at(node, kind=kind, what=word, count=count)
