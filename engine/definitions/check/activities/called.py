"""Rule `called`: a call activity names a process that exists (BPMN 2.0.2, 10.3.6; facts/administration.md 5.2, S14)."""

from engine.definitions.calls import GLOBAL_TASKS, called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import Scope
from engine.definitions.words import KINDS
from engine.spiff.vocabulary import clean, local, vendor

RULE = Rule(
    "called",
    "warning",
    "{reason}",
    "Choose the called process in the properties of this element, and send its drawing together with this one.",
)
_NONE = "It is not said which process is called."
_MISSING = "The called process “{process}” is neither among the files nor a process of the agency."
_KIND = "A process is called, but “{process}” is of the kind “{kind}”."
_NO_START = (
    "The called process “{process}” begins only by its own events, not when it is called; it needs a plain start."
)
TEXTS = (_NONE, _MISSING, _KIND, _NO_START)
_CALLABLE = GLOBAL_TASKS | {"process"}
_ELSE = ("caseRef",)


def examine(document: Document, surroundings: Surroundings) -> Found:
    """Give a finding for each call activity that calls nothing, something unknown or no process."""
    elements = document.graph.elements
    waiting = {one.id: one for one in document.graph.processes if _waits(one)}
    for node in document.graph.nodes.values():
        if node.type != "callActivity" or any(vendor(node.xml, name) for name in _ELSE):
            continue
        process = called(node.xml)
        if process is None:
            if clean(node.xml.get("calledElement")) is None:
                yield RULE.at(node, reason={"msgid": _NONE})
            continue
        target = elements.get(process)
        kind = None if target is None else local(target)
        if process in waiting:
            reason = {"msgid": _NO_START, "params": {"process": waiting[process].name or process}}
            yield RULE.at(node, severity="error", reason=reason)
        if kind in _CALLABLE or process in surroundings.calls or process in (surroundings.processes or ()):
            continue
        if target is None:
            yield RULE.at(node, reason={"msgid": _MISSING, "params": {"process": process}})
        else:
            shown = {"msgid": KINDS.get(str(kind), str(kind))}
            reason = {"msgid": _KIND, "params": {"process": clean(target.get("name")) or process, "kind": shown}}
            yield RULE.at(node, severity="error", reason=reason)


def _waits(process: Scope) -> bool:
    """Whether a process begins only by messages, times or signals (BPMN 2.0.2, 10.5.2: a call needs a none start)."""
    starts = list(process.of_type("startEvent"))
    return bool(starts) and all(start.causes for start in starts)
