"""What is drawn about an event: when, which message, signal, error or condition; must not evaluate or judge it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from engine.spiff.outside import retry_cycle
from engine.spiff.vocabulary import (
    SPIFF,
    ZEEBE,
    child_text,
    children,
    clean,
    extensions,
    local,
    vendor,
    whole_text,
)
from engine.xml import Element as Xml

_ENDING: Final = "EventDefinition"
#: The three ways in which a timer is drawn.
TIMED: Final = ("timeDate", "timeDuration", "timeCycle")
#: Of an event definition: the attribute that names what it is about, and the root element that this is.
_ABOUT: Final = {
    "message": ("messageRef", "message"),
    "signal": ("signalRef", "signal"),
    "error": ("errorRef", "error"),
    "escalation": ("escalationRef", "escalation"),
}
#: What is known by its code, and only called by its name.
_CODED: Final = {"error": "errorCode", "escalation": "escalationCode"}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One event definition as drawn; what is not said is None. Expressions are not yet translated."""

    kind: str
    """timer, message, signal, error, escalation, conditional, terminate, compensate, cancel …"""
    named: str | None = None
    """Message and signal: its name; error and escalation: its code, None for any."""
    referred: bool = False
    """Whether a message, signal, error or escalation is drawn for it at all."""
    way: str | None = None
    """Timer: timeDate, timeDuration or timeCycle."""
    text: str | None = None
    """Timer: when; conditional: the condition; error: the message that is thrown with it."""
    language: str | None = None
    keys: tuple[tuple[str, str], ...] = ()
    """Message: what it is correlated by, (name, expression)."""
    code_variable: str | None = None
    message_variable: str | None = None
    sent: tuple[tuple[str, str], ...] = ()
    """What a signal or escalation takes along, (name, expression)."""
    everything: bool = False
    """Whether a signal takes all variables along."""
    payload: str | None = None
    """SpiffArena: the expression of what is sent."""
    variable: str | None = None
    """SpiffArena: the variable that takes what comes."""
    retry_cycle: str | None = None
    """Timer: how often and when it is tried again where the step after it fails."""


class Roots:
    """What stands beside the processes of a file and is referred to by events of one of them; each looked up once."""

    def __init__(self, process: Xml) -> None:
        """Look at nothing yet: most processes refer to nothing."""
        self._process = process

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], Xml]:
        top = self._process.getroottree().getroot()
        tags = tuple(tag for _, tag in _ABOUT.values())
        return {(str(local(one)), str(one.get("id"))): one for one in reversed(list(children(top, *tags)))}

    def find(self, tag: str, reference: str) -> Xml | None:
        """Return the root element with this id; a prefix before it is the file's own."""
        return self._by_id.get((tag, reference.rpartition(":")[2]))

    @cached_property
    def properties(self) -> dict[str, list[tuple[str, str, str]]]:
        """By message: (name, id, expression) of the properties that it is correlated by (BPMN 2.0.2, 8.4.2)."""
        found: dict[str, list[tuple[str, str, str]]] = {}
        for drawn in children(self._process.getroottree().getroot(), "correlationProperty"):
            key = clean(drawn.get("id")) or ""
            for retrieval in children(drawn, "correlationPropertyRetrievalExpression"):
                message = (clean(retrieval.get("messageRef")) or "").rpartition(":")[2]
                path = child_text(retrieval, "messagePath") or ""
                found.setdefault(message, []).append((clean(drawn.get("name")) or key, key, path))
        return found

    @cached_property
    def bound(self) -> dict[str, str]:
        """What the process itself says its correlation properties are: property id → expression."""
        found: dict[str, str] = {}
        for subscription in children(self._process, "correlationSubscription"):
            for binding in children(subscription, "correlationPropertyBinding"):
                path = child_text(binding, "dataPath")
                if path:
                    found[(clean(binding.get("correlationPropertyRef")) or "").rpartition(":")[2]] = path
        return found


def occasions(node: Xml, roots: Roots) -> tuple[Occasion, ...]:
    """Return what is drawn about an event, or about the message of a send or receive task, in document order."""
    if local(node) in {"sendTask", "receiveTask"}:
        return (_occasion(node, node, "message", roots),) if clean(node.get("messageRef")) else ()
    drawn = [(child, str(local(child))) for child in node if (local(child) or "").endswith(_ENDING)]
    return tuple(_occasion(node, child, kind[: -len(_ENDING)], roots) for child, kind in drawn)


def _occasion(node: Xml, drawn: Xml, kind: str, roots: Roots) -> Occasion:
    if kind == "timer":
        return _timer(node, drawn)
    if kind == "conditional":
        condition = next(children(drawn, "condition"), None)
        text = None if condition is None else whole_text(condition)
        return Occasion(kind, text=text, language=None if condition is None else clean(condition.get("language")))
    if kind not in _ABOUT:
        return Occasion(kind)
    attribute, tag = _ABOUT[kind]
    reference = clean(drawn.get(attribute))
    about = None if reference is None else roots.find(tag, reference)
    if about is None:
        return Occasion(kind)
    name = clean(about.get("name")) or clean(about.get("id"))
    if kind in _CODED:
        name = clean(about.get(_CODED[kind]))
    payload, variable = _spiff(about, drawn)
    return Occasion(
        kind,
        named=name,
        referred=True,
        text=vendor(about, "errorMessage"),
        keys=tuple(_keys(node, about, roots)) if kind == "message" else (),
        code_variable=vendor(drawn, f"{kind}CodeVariable"),
        message_variable=vendor(drawn, "errorMessageVariable"),
        sent=tuple(_sent(drawn)),
        everything=any(clean(one.get("variables")) == "all" for one in _ins(drawn)),
        payload=payload,
        variable=variable,
    )


def _timer(node: Xml, drawn: Xml) -> Occasion:
    said = next((one for one in children(drawn, *TIMED) if whole_text(one) is not None), None)
    if said is None:
        return Occasion("timer")
    tries = retry_cycle(drawn) or retry_cycle(node)
    written = whole_text(said)
    return Occasion("timer", way=local(said), text=written, language=clean(said.get("language")), retry_cycle=tries)


def _ins(drawn: Xml) -> Iterator[Xml]:
    return (one for one in extensions(drawn) if str(one.tag).endswith("}in"))


def _sent(drawn: Xml) -> Iterator[tuple[str, str]]:
    for one in _ins(drawn):
        source, target = clean(one.get("source")), clean(one.get("target"))
        expression = clean(one.get("sourceExpression")) or (source and f"={source}")
        if expression and target:
            yield target, expression


def _spiff(about: Xml, drawn: Xml) -> tuple[str | None, str | None]:
    found: dict[str, str | None] = {}
    for one in (*extensions(about), *extensions(drawn)):
        namespace, _, name = str(one.tag)[1:].rpartition("}")
        if namespace == SPIFF:
            found[name] = whole_text(one)
    payload = found.get("messagePayload") or found.get("payloadExpression")
    return payload, found.get("messageVariable") or found.get("variableName")


def _keys(node: Xml, about: Xml, roots: Roots) -> Iterator[tuple[str, str]]:
    """Give the correlation keys of a message: Zeebe's subscription, and BPMN's keys (BPMN 2.0.2, 8.4.2)."""
    for one in extensions(about):
        if one.tag == f"{{{ZEEBE}}}subscription" and (key := clean(one.get("correlationKey"))):
            yield "", key
    throwing = local(node) in {"intermediateThrowEvent", "endEvent", "sendTask"}
    for name, key, path in roots.properties.get(str(about.get("id")), ()):
        expression = path if throwing else roots.bound.get(key) or path
        if name and expression:
            yield name, expression
