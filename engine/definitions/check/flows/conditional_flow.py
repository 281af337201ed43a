"""Rule `conditional-flow`: only flows out of activities and deciding gateways have conditions, never a lone one."""

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called
from engine.definitions.check.rule import Document, Found, Rule, Surroundings
from engine.definitions.graph import ACTIVITIES, EVENTS, Node

RULE = Rule("conditional-flow", "error", SENTENCE, REMEDY)
_EVENT = Case(
    "A condition stands at this flow out of {source}; after an event all flows are taken, without a question.",
    "Put an exclusive gateway behind the event and let the flows with conditions leave it, or delete the condition.",
)
_PARALLEL = Case(
    "A condition stands at this flow out of {source}; a parallel gateway takes all its flows, without a question.",
    "Make it an inclusive or exclusive gateway if conditions decide, or delete the condition.",
)
_WAITING = Case(
    "A condition stands at this flow out of {source}; at an event-based gateway the events decide, not conditions.",
    "Delete the condition, or put an exclusive gateway behind the event.",
)
_ALONE = Case(
    "This is the only flow out of {source}, and it has a condition; if that is not true, the work has nowhere to go.",
    "Delete the condition, or draw another flow for the case in which it is not true.",
)
CASES = (_EVENT, _PARALLEL, _WAITING, _ALONE)
_GATEWAYS = {"parallelGateway": _PARALLEL, "eventBasedGateway": _WAITING}


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give a finding for each condition at a flow that may have none (BPMN 2.0.2, 8.4.13, 10.5.2, 10.6.6)."""
    graph = document.graph
    for flow in graph.flows.values():
        if flow.condition is None:
            continue
        source = graph.nodes.get(flow.source or "")
        case = None if source is None else _case(source)
        if source is not None and case is not None:
            change = {"change": "remove-condition", "element": flow.id}
            yield case.at(RULE, flow, change=change, source=called(source))


def _case(source: Node) -> Case | None:
    if source.type in EVENTS:
        return _EVENT
    if source.type in ACTIVITIES and len(source.outgoing) == 1:
        return _ALONE
    return _GATEWAYS.get(source.type)
