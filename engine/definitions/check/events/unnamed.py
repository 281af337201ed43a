"""Rule `unnamed`: decisions, and ends where there are several, are named, so that readers know what they stand for."""

from collections import Counter

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.rule import Document, Found, Rule, Surroundings

RULE = Rule("unnamed", "info", SENTENCE, REMEDY)
_DECISION = Case(
    "This decision has no name; readers and the record of a case do not learn what is decided here.",
    "Write the question at the gateway, for example “Complete?”, and the answers at its flows.",
)
_END = Case(
    "The process can end in several ways, but this end has no name.",
    "Name the result at the end event, for example “Refused”.",
)
CASES = (_DECISION, _END)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each unnamed split, and for each unnamed end beside others."""
    nodes = document.graph.nodes.values()
    ends = Counter(node.scope for node in nodes if node.type == "endEvent")
    for node in nodes:
        if node.name is not None:
            continue
        if node.type in {"exclusiveGateway", "inclusiveGateway"} and len(node.outgoing) > 1:
            if any(flow.name is None for flow in node.outgoing):
                yield _DECISION.at(RULE, node)
        elif node.type == "endEvent" and ends[node.scope] > 1:
            yield _END.at(RULE, node)
