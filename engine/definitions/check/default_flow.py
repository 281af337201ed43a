"""Rule `default-flow`: an exclusive gateway that splits has a default flow, so that no case is stuck at it."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "default-flow",
    "warning",
    "The exclusive gateway has no default flow; a case for which no condition is true stops here.",
    "Mark one of its flows as the default flow.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each splitting exclusive gateway without a default."""
    for process in document.processes:
        for node in process.structure.nodes.values():
            if node.type == "exclusiveGateway" and len(node.outgoing) > 1 and node.default is None:
                yield RULE.finding(node.id, node.name, node.line)
