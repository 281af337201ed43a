"""Rule `connection`: every sequence flow leads from a flow node to a flow node; must not judge which ones."""

from engine.definitions.check.case import REMEDY, SENTENCE, Case
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Flow, Graph
from engine.definitions.words import KINDS
from engine.spiff.vocabulary import local

RULE = Rule("connection", "error", SENTENCE, REMEDY)
_AGAIN = "Draw the flow again, from an event, activity or gateway to another, or delete it."
_OPEN_SOURCE = Case("The sequence flow begins nowhere: it is tied to no element at its beginning.", _AGAIN)
_OPEN_TARGET = Case("The sequence flow ends nowhere: it is tied to no element at its end.", _AGAIN)
_NO_SOURCE = Case("The sequence flow begins at “{end}”, which is not in the file.", _AGAIN)
_NO_TARGET = Case("The sequence flow ends at “{end}”, which is not in the file.", _AGAIN)
_WRONG_SOURCE = Case("The sequence flow begins at a {kind} (“{end}”); no work can go on from there.", _AGAIN)
_WRONG_TARGET = Case("The sequence flow ends at a {kind} (“{end}”); no work can go there.", _AGAIN)
CASES = (_OPEN_SOURCE, _OPEN_TARGET, _NO_SOURCE, _NO_TARGET, _WRONG_SOURCE, _WRONG_TARGET)


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each flow with an end that is no flow node (BPMN 2.0.2, 7.6.1 and 8.4.13)."""
    graph = document.graph
    for flow in graph.flows.values():
        if flow.source not in graph.nodes:
            yield _told(graph, flow, flow.source, (_OPEN_SOURCE, _NO_SOURCE, _WRONG_SOURCE))
        elif flow.target not in graph.nodes:
            yield _told(graph, flow, flow.target, (_OPEN_TARGET, _NO_TARGET, _WRONG_TARGET))


def _told(graph: Graph, flow: Flow, end: str | None, cases: tuple[Case, Case, Case]) -> Finding:
    open_end, missing, wrong = cases
    change = {"change": "remove", "element": flow.id}
    found = graph.target(end)
    if end is None:
        return open_end.at(RULE, flow, change=change)
    if found is None:
        return missing.at(RULE, flow, change=change, end=end)
    kind = {"msgid": KINDS.get(local(found) or "", "element")}
    return wrong.at(RULE, flow, change=change, kind=kind, end=found.get("name") or end)
