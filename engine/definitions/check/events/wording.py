"""What the kinds of events are called in findings; must not know which kind may stand where."""

from collections.abc import Set as AbstractSet
from typing import Any, Final

from engine.definitions.graph import Node

#: BPMN's name of an event definition without its ending → the word for readers.
EVENT_KINDS: Final = {
    "message": "message",
    "timer": "timer",
    "error": "error",
    "escalation": "escalation",
    "cancel": "cancel",
    "compensate": "compensation",
    "conditional": "condition",
    "link": "link",
    "signal": "signal",
    "terminate": "terminate",
}
_PAIR: Final = "{one}, {others}"
WORDS: Final = (*EVENT_KINDS.values(), _PAIR)


def named_kinds(node: Node, allowed: AbstractSet[str] = frozenset()) -> dict[str, Any]:
    """Return the words for the kinds of an event that are not allowed, at least one."""
    kinds = [kind for kind in dict.fromkeys(node.kinds) if kind not in allowed]
    words: dict[str, Any] = _word(kinds.pop())
    for kind in reversed(kinds):
        words = {"msgid": _PAIR, "params": {"one": _word(kind), "others": words}}
    return words


def _word(kind: str) -> dict[str, Any]:
    return {"msgid": EVENT_KINDS.get(kind, kind), "params": {}}
