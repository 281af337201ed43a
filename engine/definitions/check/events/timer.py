"""Rule `timer`: a timer says once when it is due: a date, a duration or a cycle that can be read."""

from collections.abc import Iterator
from typing import Final

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.events.moments import is_cron, is_cycle, is_date, is_duration, is_expression, is_name
from engine.definitions.check.kinds import executable, level_of
from engine.definitions.check.rule import Document, Finding, Found, Rule, Severity, Surroundings
from engine.definitions.graph import Cause, Graph, Node
from engine.spiff.vocabulary import children, local, whole_text
from engine.xml import Element

RULE = Rule("timer", "error", SENTENCE, REMEDY)
_EXAMPLE = "Write a date (2026-12-01T08:00:00+03:30), a duration (P3D), a cycle (R/PT1H) or a FEEL expression."
_EMPTY = Case("It is not said when this timer is due.", _EXAMPLE)
_SEVERAL = Case("This timer says in several ways when it is due; only one of them can hold.", "Keep one of them.")
_UNREADABLE = Case("When this timer is due (“{value}”) is neither an ISO 8601 {kind} nor an expression.", _EXAMPLE)
_NAME = Case(
    "When this timer is due is taken from the variable “{value}”; it is no ISO 8601 {kind}.",
    "Confirm that this is meant. " + _EXAMPLE,
    "warning",
)
_ONCE = Case(
    "This timer stands inside a path and repeats (“{value}”); the path goes on after the first time.",
    "Use a duration or a date, or a non-interrupting boundary event if something is to be repeated.",
    "warning",
)
_SINCE_WHEN = Case(
    "The process begins after a duration (“{value}”), but it is not said since when.",
    "Use a date or a cycle.",
    "warning",
)
_CRON = Case(
    "The cycle “{value}” is written in the manner of cron; the standard asks for ISO 8601.",
    "Write it as R/…, for example R/P1D for every day.",
    "warning",
)
CASES = (_EMPTY, _SEVERAL, _UNREADABLE, _NAME, _ONCE, _SINCE_WHEN, _CRON)
#: The three ways to say it, with the words for them.
WAYS: Final = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}
_READS: Final = {"timeDate": is_date, "timeDuration": is_duration, "timeCycle": is_cycle}


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give the findings of all timers (BPMN 2.0.2, table 10.101).

    The standard asks for a readable time only in executable processes; elsewhere it is a warning.
    """
    for node in document.graph.nodes.values():
        for cause in node.causes:
            if cause.kind == "timer":
                weight: Severity = "error" if executable(document, node.scope) else "warning"
                yield from _timer(document.graph, node, cause, weight)


def _timer(graph: Graph, node: Node, cause: Cause, weight: Severity) -> Iterator[Finding]:
    said = [(one, value) for one in children(cause.xml, *WAYS) if (value := whole_text(one)) is not None]
    if not said:
        yield _EMPTY.at(RULE, node, severity=weight, change={"change": "add-timer", "element": node.id})
    elif len(said) > 1:
        yield _SEVERAL.at(RULE, node, severity=weight)
    else:
        ((told, value),) = said
        yield from _moment(graph, node, told, value, weight)


def _moment(graph: Graph, node: Node, told: Element, value: str, weight: Severity) -> Iterator[Finding]:
    way = local(told) or ""
    language = told.get("language") or graph.root.get("expressionLanguage") or ""
    if way == "timeCycle" and is_cron(value):
        yield _CRON.at(RULE, node, value=value)
    elif not _READS[way](value) and not is_expression(value, language):
        case, severity = (_NAME, None) if is_name(value) else (_UNREADABLE, weight)
        yield case.at(RULE, node, severity=severity, value=value[:80], kind={"msgid": WAYS[way], "params": {}})
    elif way == "timeCycle" and node.type == "intermediateCatchEvent":
        yield _ONCE.at(RULE, node, value=value[:80])
    elif way == "timeDuration" and node.type == "startEvent" and level_of(graph.scopes[node.scope]) == "process":
        yield _SINCE_WHEN.at(RULE, node, value=value[:80])
