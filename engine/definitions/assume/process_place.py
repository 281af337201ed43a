"""Step `process-place`: a process, a flow or a node that stands where the standard has no place for it is moved."""

from typing import Final

from lxml import etree

from engine.definitions.assume.drawing import Drawing, bounded, say
from engine.definitions.assume.vocabulary import CONTAINERS, NODES, bpmn, local
from engine.definitions.check.rule import Finding, Found, Rule
from engine.definitions.words import KINDS
from engine.xml import Element

RULE = Rule(
    "process-place",
    "error",
    "{reason}",
    "Open the drawing in its tool, see whether this element is where you want it, and save the drawing again.",
)
_POOL = "The process is written inside a pool or a collaboration; it was read as a process of its own."
_INNER = "The process is written inside another process. It was read as a process of its own; it may be a sub-process."
_LOST = "The element stands in no process; it was read as part of the process “{process}”."
_INSIDE = "The element is written inside a {kind}, which can hold none; it was read as standing beside it."
_MORE = "{count} more elements stand where the standard has no place for them."
_TOP = "The {kind} belongs to the top of the file; it was read as if it stood there."
TEXTS = (_POOL, _INNER, _LOST, _INSIDE, _TOP, _MORE)
#: What is defined once for a whole file.
_DEFINED: Final = (
    "message",
    "signal",
    "error",
    "escalation",
    "itemDefinition",
    "dataStore",
    "category",
    "resource",
    "interface",
    "correlationProperty",
    "collaboration",
)
_FLOW_ELEMENTS: Final = (*sorted(NODES), "sequenceFlow")
_HOLDS: Final = CONTAINERS | {"choreography", "subChoreography"}


def assume(drawing: Drawing) -> Found:
    """Move processes to the top of the file and flow elements into a process (BPMN 2.0.2, 8.3.9 and 10.2)."""
    yield from bounded((*_processes(drawing), *_defined(drawing), *_flow_elements(drawing)), _more)


def _processes(drawing: Drawing) -> Found:
    for process in list(drawing.of("process")):
        around = process.getparent()
        if around is not None and around is not drawing.root:
            inner = local(around) in CONTAINERS or next(process.iterancestors(bpmn("process")), None) is not None
            _named_by_its_pool(process, around)
            yield say(
                RULE,
                process,
                severity="error" if inner else "warning",
                reason={"msgid": _INNER if inner else _POOL, "params": {}},
            )
            drawing.root.append(process)
            drawing.changed()


def _defined(drawing: Drawing) -> Found:
    for element in drawing.of(*_DEFINED):
        around = element.getparent()
        if around is None or local(around) == "definitions":
            continue
        drawing.root.append(element)
        kind = local(element) or ""
        reason = {"msgid": _TOP, "params": {"kind": {"msgid": KINDS.get(kind, kind)}}}
        yield say(RULE, element, severity="warning", reason=reason)


def _named_by_its_pool(process: Element, around: Element) -> None:
    key = process.get("id")
    if local(around) == "participant" and key and not around.get("processRef"):
        around.set("processRef", key)


def _flow_elements(drawing: Drawing) -> Found:
    for element in drawing.of(*_FLOW_ELEMENTS):
        around = element.getparent()
        kind = None if around is None else local(around)
        if around is None or kind in _HOLDS:
            continue
        holder = next((one for one in element.iterancestors() if local(one) in _HOLDS), None)
        if holder is not None and kind is not None:
            reason = {"msgid": _INSIDE, "params": {"kind": {"msgid": KINDS.get(kind, kind)}}}
        else:
            holder = holder if holder is not None else _process(drawing)
            reason = {"msgid": _LOST, "params": {"process": holder.get("name") or holder.get("id") or ""}}
        yield say(RULE, element, reason=reason)
        holder.append(element)


def _more(count: int) -> Finding:
    return RULE.finding(reason={"msgid": _MORE, "params": {"count": count}})


def _process(drawing: Drawing) -> Element:
    """Return the process of the drawing, made where there is none."""
    known = drawing.of("process")
    if known:
        return known[0]
    made = etree.SubElement(drawing.root, bpmn("process"), id=drawing.take("process"))
    drawing.changed()
    return made
