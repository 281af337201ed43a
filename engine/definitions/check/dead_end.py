"""Rule `dead-end`: every path comes to an end event, so that a reader sees with what result a case ends."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "dead-end",
    "warning",
    "The path breaks off here without an end event; the case ends without saying with what result.",
    "Draw an end event behind it and name the result.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each element that no flow leaves and that is no end event."""
    for process in document.processes:
        for node in process.structure.nodes.values():
            ends = node.type == "endEvent" or "isForCompensation" in node.oddities
            if not node.outgoing and not ends:
                yield RULE.finding(node.id, node.name, node.line)
