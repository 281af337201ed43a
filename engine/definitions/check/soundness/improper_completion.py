"""Rule `improper-completion`: a terminate end event comes when nothing else is left to do."""

from engine.definitions.check.case import together
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.soundness.telling import told, troubles

RULE = Rule(
    "improper-completion",
    "warning",
    "{node} ends everything at once, and it can come while the case is still before {left}; that work is cut off. "
    "One such run: {way}.",
    "If that is meant, leave it. If not, join the paths before this end, or make it a plain end event.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each terminate end event that can cut off work (van der Aalst 1998: proper completion)."""
    graph = document.graph
    for trouble in troubles(document, "cut-off"):
        yield told(RULE, graph, trouble, left=together([graph.nodes[key] for key in trouble.others]))
