"""Rule `soundness-undecided`: it is said where it could not be found out whether a case can get stuck."""

from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.soundness.telling import told, troubles
from engine.definitions.soundness import BOUND

REASONS = {
    "bound": "so many things go on at the same time that not all of them were looked at ({bound} situations were)",
    "complex": "the drawing does not tell when a complex gateway goes on",
    "ad-hoc": "what lies in an ad-hoc sub-process is done in any order",
}
RULE = Rule(
    "soundness-undecided",
    "info",
    "Whether a case can get stuck in {node} was not decided: {reason}.",
    "Put parts that belong together into sub-processes, or try the way through it with a test run.",
)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each place whose flaws, if there are any, may be unknown."""
    for trouble in troubles(document, "undecided"):
        reason = {"msgid": REASONS[trouble.others[0]], "params": {"bound": BOUND}}
        yield told(RULE, document.graph, trouble, reason=reason)
