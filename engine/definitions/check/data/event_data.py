"""Rule `event-data`: an event with data has one piece for each of its definitions (BPMN 2.0.2, 10.5.1)."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.spiff.vocabulary import children

RULE = Rule(
    "event-data",
    "error",
    "The event has {definitions} definitions, but {data} pieces of data; each definition needs one of its own.",
    "Add or remove data in the properties of the event until there is one piece for each definition.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each event whose data does not match its definitions in number."""
    for node in document.graph.nodes.values():
        if not node.causes:
            continue
        data = sum(1 for _ in children(node.xml, "dataInput", "dataOutput"))
        if data and data != len(node.causes):
            yield RULE.at(node, definitions=len(node.causes), data=data)
