"""Rule `duplicate-flow`: one sequence flow is enough between the same two elements."""

from engine.definitions.check.case import called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule(
    "duplicate-flow",
    "warning",
    "This is the second flow from {source} to {target}; where both are taken, the work behind it is done twice.",
    "Delete one of the flows, or join their conditions with “or”.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each flow that stands beside an earlier one with the same ends."""
    nodes = document.graph.nodes
    seen: set[tuple[str, str]] = set()
    for flow in document.graph.flows.values():
        source, target = nodes.get(flow.source or ""), nodes.get(flow.target or "")
        if source is None or target is None:
            continue
        if (source.id, target.id) in seen:
            change = None if flow.condition else {"change": "remove", "element": flow.id}
            yield RULE.at(flow, change=change, source=called(source), target=called(target))
        seen.add((source.id, target.id))
