"""Rule `event-name`: what an event throws or waits for has a name by which others know it."""

from collections.abc import Iterator
from typing import Final

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.kinds import executable
from engine.definitions.check.rule import Document, Finding, Found, Rule, Severity, Surroundings
from engine.definitions.graph import Cause, Graph, Node
from engine.spiff.vocabulary import clean

RULE = Rule("event-name", "error", SENTENCE, REMEDY)
_MESSAGE = Case(
    "It is not said which message this event sends or waits for.",
    "Choose or add a message with a name; sender and receiver find each other by it.",
    "warning",
)
_SIGNAL = Case(
    "It is not said which signal this event sends or waits for.",
    "Choose or add a signal with a name.",
    "warning",
)
_ERROR = Case(
    "It is not said which error is raised here; no boundary event can wait for just this one.",
    "Choose or add an error with a code.",
)
_ERROR_CODE = Case(
    "The error “{name}” that is raised here has no code; no boundary event can wait for just this one.",
    "Give the error a code.",
)
_ESCALATION = Case("It is not said which escalation is raised here.", "Choose or add an escalation with a code.")
_ESCALATION_CODE = Case("The escalation “{name}” that is raised here has no code.", "Give the escalation a code.")
CASES = (_MESSAGE, _SIGNAL, _ERROR, _ERROR_CODE, _ESCALATION, _ESCALATION_CODE)
_NAMED: Final = {"message": ("messageRef", _MESSAGE), "signal": ("signalRef", _SIGNAL)}
_CODED: Final = {
    "error": ("errorRef", "errorCode", _ERROR, _ERROR_CODE),
    "escalation": ("escalationRef", "escalationCode", _ESCALATION, _ESCALATION_CODE),
}
_THROWING: Final = frozenset({"endEvent", "intermediateThrowEvent"})


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each event without its name or code (BPMN 2.0.2, tables 10.96, 10.97, 10.99 and 10.100).

    The standard asks for codes only in executable processes; elsewhere it is a warning. That messages and signals have
    no names is common in drawings: message flows show what is meant.
    """
    for node in document.graph.nodes.values():
        for cause in node.causes:
            if cause.kind in _NAMED:
                reference, case = _NAMED[cause.kind]
                if clean(cause.xml.get(reference)) is None:
                    yield case.at(RULE, node, severity="warning" if executable(document, node.scope) else "info")
            elif cause.kind in _CODED and node.type in _THROWING:
                weight: Severity = "error" if executable(document, node.scope) else "warning"
                yield from _coded(document.graph, node, cause, weight)


def _coded(graph: Graph, node: Node, cause: Cause, weight: Severity) -> Iterator[Finding]:
    reference, code, unsaid, codeless = _CODED[cause.kind]
    given = clean(cause.xml.get(reference))
    meant = graph.target(given)
    if given is None:
        yield unsaid.at(RULE, node, severity=weight)
    elif meant is not None and clean(meant.get(code)) is None:
        yield codeless.at(RULE, node, severity=weight, name=meant.get("name") or given)
