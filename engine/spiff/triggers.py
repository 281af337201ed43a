"""What an event or outside work says about itself, read once per version, and what begins cases; must not run them."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from engine.spiff.errands import Calling, Errand
from engine.spiff.expressions import Formula, Unreadable, read, read_text
from engine.spiff.moments import StartWait
from engine.spiff.occasions import Occasion
from engine.spiff.reasons import word
from engine.spiff.structure import Element, Structure
from engine.spiff.timers import Timing

Report = Callable[[Unreadable], None]
_STARTING: Final = frozenset({"timer", "message", "signal"})


def event_parts(node: Element, report: Report) -> dict[str, Any]:
    """Return what the class that plays an element is to know, by attribute; what cannot be read is reported."""
    parts: dict[str, Any] = {}
    if node.outside is not None and node.asked is None:
        parts["errand"] = Errand.of(node.outside, report)
    elif node.called is not None:
        parts["errand"] = Calling.of(node.called, report)
    if len(node.occasions) == 1 and node.link is None and "terminate" not in node.events:
        parts |= _occasion(node, node.occasions[0], report)
    return parts


def _occasion(node: Element, drawn: Occasion, report: Report) -> dict[str, Any]:
    parts: dict[str, Any] = {"occasion": drawn, "interrupting": node.interrupting or drawn.kind == "error"}
    if drawn.kind == "timer":
        parts["timing"] = Timing.of(drawn, report)
    elif drawn.kind == "conditional":
        parts["condition"] = _read(drawn.text, drawn.language, report)
    elif drawn.kind in {"message", "signal"} and drawn.named is None and node.outside is None:
        report(Unreadable("event-unnamed", kind=word(drawn.kind)))
    else:
        parts["topic"] = None if drawn.named is None else _text(drawn.named, report)
    parts["keys"] = tuple(_keys(drawn, report))
    parts["sent"] = tuple((name, _text(source, report)) for name, source in drawn.sent)
    parts["text"] = None if drawn.text is None or drawn.kind != "error" else _text(drawn.text, report)
    parts["payload"] = None if drawn.payload is None else _read(drawn.payload, None, report)
    return {name: value for name, value in parts.items() if value not in (None, ())}


def _keys(drawn: Occasion, report: Report) -> Iterator[tuple[str, Formula]]:
    """Give the correlation keys; Zeebe's has no name, so that of its variable is taken, or how it is computed."""
    for name, source in drawn.keys:
        formula = _read(source, None, report)
        if formula is not None:
            yield name or formula.variable or formula.expression.source.strip(), formula


def _read(source: str | None, language: str | None, report: Report) -> Formula | None:
    if source is None:
        report(Unreadable("condition-empty"))
        return None
    try:
        return read(source, language)
    except Unreadable as problem:
        report(problem)
        return None


def _text(source: str, report: Report) -> Formula | str:
    try:
        return read_text(source)
    except Unreadable as problem:
        report(problem)
        return source


def starts(structure: Structure) -> Iterator[StartWait]:
    """Give what begins cases of a process from outside, in document order (BPMN 2.0.2, 10.5.2 and 10.6.6)."""
    for begin in structure.begins:
        node = structure.nodes[begin]
        if node.type == "eventBasedGateway" and node.instantiates:
            targets = (structure.nodes[structure.flows[flow].target or ""] for flow in node.outgoing)
            for target in targets:
                yield from _start(target)
        elif node.type == "startEvent" or node.instantiates:
            yield from _start(node)


def _start(node: Element) -> Iterator[StartWait]:
    for drawn in node.occasions:
        if drawn.kind in _STARTING:
            kind: Any = drawn.kind
            yield StartWait(kind, node.id, node.name, drawn.named, drawn.text if kind == "timer" else None)
