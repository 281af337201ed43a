"""How the reasons of the engine room why something cannot run become findings; must not find reasons itself."""

from collections.abc import Iterator

from engine.definitions.check.rule import Document, Finding, Found, Rule
from engine.definitions.words import KINDS
from engine.spiff import REASONS, Problem
from engine.text import Text

#: The rule that speaks for each reason; every other one belongs to `does-not-run`. The rules in the chapters flows,
#: gateways and events see these places themselves, in all processes of a file, and have words of their own.
RULES = {
    "no-start": "start-event",
    "flow-into-start": "forbidden-flow",
    "flow-without-end": "connection",
    "flow-out-of-end": "forbidden-flow",
    "default-unknown": "default-reference",
    "conditional-flow": "conditional-flow",
    "flow-without-condition": "gateway-flows",
    "link-target": "link-event",
    "link-twice": "link-event",
    "link-flow": "forbidden-flow",
    "unreachable": "unreachable",
    "expression": "expression",
    "mapping-name": "expression",
    "mapping-value": "expression",
    "priority": "expression",
    "no-decision": "decision",
    "decision-computed": "decision",
    "no-script": "script",
    "script-language": "script",
    "script-result": "script",
    "script-foreign": "script",
}
OTHERS = "does-not-run"


def plain(message: Text) -> dict[str, object]:
    """Return a message as plain JSON, still to be translated."""
    return {"msgid": message.msgid, "params": {name: _plain(value) for name, value in message.params.items()}}


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return plain(value)
    return value if isinstance(value, (int, float, bool)) or value is None else str(value)


def of_rule(document: Document, rule: Rule) -> Found:
    """Give the findings of one rule, one for each reason that it speaks for."""
    for problem in _problems(document, rule.name):
        params = {name: _named(name, value) for name, value in problem.params.items()}
        reason: dict[str, object] = {"msgid": REASONS[problem.code], "params": params}
        yield _at(rule, problem, reason)


def _named(param: str, value: object) -> object:
    """Return BPMN's name of a kind of element as the words for it; other values as they are."""
    return {"msgid": KINDS[value]} if param == "type" and isinstance(value, str) and value in KINDS else value


def _problems(document: Document, rule: str) -> Iterator[Problem]:
    for process in document.processes:
        for problem in process.problems:
            if RULES.get(problem.code, OTHERS) == rule:
                yield problem


def _at(rule: Rule, problem: Problem, reason: dict[str, object]) -> Finding:
    return rule.finding(problem.element, problem.name, problem.line, reason=reason)
