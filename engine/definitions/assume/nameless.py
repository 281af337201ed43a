"""Step `nameless`: a message, signal, error or escalation without a name goes by its code or its id."""

from dataclasses import replace
from typing import Final

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.check.rule import Finding, Found, Rule
from engine.definitions.words import KINDS

RULE = Rule(
    "nameless",
    "info",
    "{reason}",
    "Give it a name in the drawing tool: programs and other processes know it by that name.",
)
_NAMED = "This {kind} has no name; it goes by “{name}”."
_MORE = "{count} more messages, signals, errors or escalations have no name."
TEXTS = (_NAMED, _MORE)
_CODES: Final = {"message": "", "signal": "", "error": "errorCode", "escalation": "escalationCode"}


def assume(drawing: Drawing) -> Found:
    """Name what is known by its name (BPMN 2.0.2, tables 8.48, 10.92 and 10.103: the name is optional)."""
    yield from bounded(_found(drawing), _more)


def _found(drawing: Drawing) -> Found:
    for kind, code in _CODES.items():
        for element in drawing.of(kind):
            if (element.get("name") or "").strip():
                continue
            name = ((element.get(code) or "").strip() if code else "") or str(element.get("id"))
            found = say(
                RULE,
                element,
                reason={"msgid": _NAMED, "params": {"kind": {"msgid": KINDS.get(kind, kind)}, "name": name}},
            )
            element.set("name", name)
            yield replace(found, change={"change": "set-name", "element": found.element, "name": name})


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
