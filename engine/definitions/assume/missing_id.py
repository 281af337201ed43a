"""Step `missing-id`: what has no id, which the standard allows, is given one that is the same at every reading."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.vocabulary import NAMED, local
from engine.definitions.check.rule import Finding, Found, Rule
from engine.definitions.words import KINDS
from engine.xml import Element

RULE = Rule(
    "missing-id",
    "info",
    "{reason}",
    "Nothing has to be done. Give it an id of its own if other files or programs are to speak of it.",
)
_GIVEN = "This {kind} has no id; it is called “{given}” here."
_PROCESS = "The process has no id; it becomes the definition “{given}”, and so does any other file that says the same."
_MORE = "{count} more elements without an id were given one."
TEXTS = (_GIVEN, _PROCESS, _MORE)
_NOT_IN_IDS: Final = re.compile(r"[^\w.-]+")
_LONGEST: Final = 100


def assume(drawing: Drawing) -> Found:
    """Give ids, which are optional (BPMN 2.0.2, table 8.5): to flows `flow.1` … by process, to others by their kind."""
    _emptied(drawing)
    yield from bounded(_found(drawing), _more)


def _found(drawing: Drawing) -> Found:
    for element, wanted, otherwise in chain(_processes(drawing), _flows(drawing), _others(drawing)):
        key = drawing.take(wanted, otherwise=otherwise)
        element.set("id", key)
        drawing.given.add(key)
        kind = local(element) or ""
        text = _PROCESS if kind == "process" else _GIVEN
        reason = {"msgid": text, "params": {"kind": {"msgid": KINDS.get(kind, "element")}, "given": key}}
        found = say(RULE, element, severity="warning" if kind == "process" else None, reason=reason)
        yield replace(found, change={"change": "give-id", "element": key})


def _emptied(drawing: Drawing) -> None:
    """Take away ids that say nothing: several of them would look like the same id."""
    for element in list(drawing.with_attributes("id")):
        if _nameless(element):
            del element.attrib["id"]


def _nameless(element: Element) -> bool:
    return not (element.get("id") or "").strip()


def _processes(drawing: Drawing) -> Iterator[tuple[Element, str, str]]:
    """Give processes with ids made of what stays the same when the drawing is edited: its name, or that of the file."""
    for process in drawing.of("process"):
        if _nameless(process):
            named = process.get("name") or drawing.root.get("name") or drawing.root.get("id") or ""
            word = _NOT_IN_IDS.sub("-", named).strip("-.")[:_LONGEST]
            yield process, f"process.{word}" if word else "process", ""


def _flows(drawing: Drawing) -> Iterator[tuple[Element, str, str]]:
    """Give flows by their number in their process: those at its top first, as running cases know them."""
    if not any(map(_nameless, drawing.of("sequenceFlow"))):
        return
    inside: dict[Element, list[Element]] = {}
    deeper: dict[Element, list[Element]] = {}
    for flow in drawing.of("sequenceFlow"):
        around = flow.getparent()
        process = next((one for one in flow.iterancestors() if local(one) == "process"), drawing.root)
        (inside if around is process else deeper).setdefault(process, []).append(flow)
    for process in dict.fromkeys((*inside, *deeper)):
        for number, flow in enumerate((*inside.get(process, ()), *deeper.get(process, ())), start=1):
            if _nameless(flow):
                yield flow, f"flow.{number}", f"{process.get('id') or 'process'}.flow.{number}"


def _others(drawing: Drawing) -> Iterator[tuple[Element, str, str]]:
    for kind in NAMED:
        if kind in {"process", "sequenceFlow"}:
            continue
        for number, element in enumerate(drawing.of(kind), start=1):
            if _nameless(element):
                yield element, f"{kind}.{number}", ""


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})
