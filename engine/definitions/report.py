"""What programs are told of a checked file: its processes, their elements and the findings; must not check or store."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from engine import errors
from engine.definitions.check import Document, Finding, does_not_run
from engine.definitions.examining import refuse_unstorable
from engine.definitions.graph import Flow, Graph, Node
from engine.text import translate

_STOPS: Final = does_not_run.RULE.name


def report(document: Document, findings: Iterable[Finding], lang: str) -> dict[str, Any]:
    """Return as plain JSON what a file holds and what was found, in a language (design.md 6).

    `accepted`: it could be stored as a draft. `publishable`: nothing of severity `error` was found. `elements` are all
    flow nodes and sequence flows of all processes; one without an id stands under the id it was given, `assigned`.
    `runs` is false where a finding says why: an error at the element, or the sub-process around it that cannot run.
    """
    found = list(findings)
    told = [said(finding, lang) for finding in found]
    if (refusal := _refusal(document)) is not None:
        told.insert(0, refused(refusal, lang))
    return {
        "accepted": refusal is None,
        "publishable": all(one["severity"] != "error" for one in told),
        "processes": list(_processes(document, found)),
        "findings": told,
    }


def report_of_decisions(findings: Iterable[Finding], lang: str) -> dict[str, Any]:
    """Return as plain JSON what was found in a DMN file, in the shape of a drawing without processes."""
    told = [said(finding, lang) for finding in findings]
    publishable = all(one["severity"] != "error" for one in told)
    return {"accepted": True, "publishable": publishable, "processes": [], "findings": told}


def unreadable(refusal: errors.RavandError, lang: str) -> dict[str, Any]:
    """Return as plain JSON that a file was refused, with the refusal as its only finding."""
    return {"accepted": False, "publishable": False, "processes": [], "findings": [refused(refusal, lang)]}


def said(finding: Finding, lang: str) -> dict[str, Any]:
    """Return a finding as plain JSON in a language."""
    named = {name: getattr(finding, name) for name in ("rule", "severity", "element", "name", "line")}
    return {**named, "message": finding.message(lang), "fix": finding.fix(lang)}


def refused(refusal: errors.RavandError, lang: str) -> dict[str, Any]:
    """Return a refusal in the shape of a finding: its code as the rule, its first sentence, and what to do."""
    sentence = translate(lang, refusal.template(), **refusal.params)
    message, _, fix = sentence.partition(". ")
    line = refusal.params.get("line")
    return {
        "rule": refusal.code(),
        "severity": "error",
        "element": "",
        "name": "",
        "line": line if isinstance(line, int) else 0,
        "message": f"{message}." if fix else message,
        "fix": fix,
    }


def _refusal(document: Document) -> errors.RavandError | None:
    try:
        refuse_unstorable([document])
    except errors.RavandError as refusal:
        return refusal
    return None


def _processes(document: Document, findings: list[Finding]) -> Iterator[dict[str, Any]]:
    graph = document.graph
    stopped = {one.element for one in findings if one.severity == "error"}
    stopping = _insides(graph, {one.element for one in findings if one.rule == _STOPS})
    owner = {scope: graph.process_of(scope).id for scope in graph.scopes}
    elements: dict[str, list[dict[str, Any]]] = {process.id: [] for process in graph.processes}
    drawn: Iterable[Node | Flow] = (*graph.nodes.values(), *graph.flows.values())
    for one in drawn:
        runs = one.id not in stopped and one.scope not in stopping
        told = {"id": one.id, "type": one.type, "runs": runs, "assigned": one.id in document.given}
        elements[owner[one.scope]].append(told)
    for process in graph.processes:
        yield {"id": process.id, "name": process.name, "elements": elements[process.id]}


def _insides(graph: Graph, stopped: set[str]) -> set[str]:
    """Return the sub-processes that lie in one that cannot run, and that one itself."""
    inside: set[str] = set()
    for scope in graph.scopes.values():  # outer ones stand before inner ones
        if scope.parent is not None and (scope.id in stopped or scope.parent in inside):
            inside.add(scope.id)
    return inside
