"""Rule `missing-synchronisation`: paths that run at the same time do not meet without waiting for each other."""

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.check.soundness.change import retyped
from engine.definitions.check.soundness.telling import place, told, troubles

RULE = Rule("missing-synchronisation", "warning", SENTENCE, REMEDY)
_MEET = Case(
    "Paths that {split} started at the same time can meet at {node} without waiting for each other; what follows is "
    "then done twice. One such run: {way}.",
    "Join the paths with a parallel or inclusive gateway, or choose only one of them where they part.",
)
_AGAIN = Case(
    "{node} can be passed again while what it started before is still going on, so that both run at the same time. "
    "One such run: {way}.",
    "Join the paths that were started before one of them leads back, or let an exclusive gateway lead back.",
)
CASES = (_MEET, _AGAIN)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each place where two tokens come onto one flow (van der Aalst 1998: safeness)."""
    graph = document.graph
    for trouble in troubles(document, "unsafe"):
        parted = place(graph, trouble.others[0] if trouble.others else trouble.scope)
        case = _AGAIN if parted.id == trouble.element else _MEET
        yield told(RULE, graph, trouble, retyped(graph, trouble), case, split=called(parted))
