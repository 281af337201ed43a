"""Rule `dead-activity`: for everything drawn there is a run that enters it."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.soundness.telling import told, troubles

RULE = Rule(
    "dead-activity",
    "warning",
    "Flows lead to {node}, but no case ever comes there, whatever is decided on the way. The furthest a case comes "
    "is: {way}.",
    "Look at what comes before: a join that waits for ever, or a condition that is never true. Mend that, or delete "
    "what lies behind it.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for the first elements of each dead part (van der Aalst 1998: no dead transitions)."""
    for trouble in troubles(document, "dead"):
        yield told(RULE, document.graph, trouble)
