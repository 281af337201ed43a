"""Rule `event-gateway`: an event-based gateway leads to events or receive tasks that wait, and to nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from engine.definitions.check.case import REMEDY, SENTENCE, Case, called, together
from engine.definitions.check.kinds import attached
from engine.definitions.check.rule import Document, Finding, Found, Rule, Surroundings
from engine.definitions.graph import Graph, Node

RULE = Rule("event-gateway", "error", SENTENCE, REMEDY)
_ONE_WAY = Case(
    "Only one flow leaves {node}; an event-based gateway waits for one of at least two events.",
    "Draw a second event for it to wait for, for example a timer, or delete the gateway.",
)
_TARGET = Case(
    "{target} stands behind {node}, but does not wait for a message, signal, time or condition.",
    "Put an intermediate event that catches one of these, or a receive task, directly behind the gateway.",
)
_MIXED = Case(
    "{node} leads to message events and to receive tasks ({tasks}); only one of the two kinds may be used.",
    "Use either message events or receive tasks behind the gateway.",
)
_OTHER_WAY = Case(
    "{target} waits behind {node}, but other flows lead to it too.",
    "Let the other flows lead to the step behind it.",
)
_BOUNDARY = Case(
    "{target} waits behind {node} and has boundary events ({events}); there it may have none.",
    "Draw the boundary events as further events behind the gateway.",
)
_STARTED_BY_FLOW = Case(
    "{node} is to begin the process, but a flow leads to it.",
    "Remove the flow, or no longer let the gateway begin the process.",
)
_ALL_OF_THEM = Case(
    "{node} waits for all its events, but does not begin the process; in its middle only the first event counts.",
    "Make it an exclusive event-based gateway, or use a parallel gateway in front of the events.",
)
CASES = (_ONE_WAY, _TARGET, _MIXED, _OTHER_WAY, _BOUNDARY, _STARTED_BY_FLOW, _ALL_OF_THEM)
#: Rules intermediate-event and forbidden-flow speak of events that wait for something that cannot be here.
_WAITING: Final = frozenset({"intermediateCatchEvent", "receiveTask"})


def examine(document: Document, _surroundings: Surroundings) -> Found:
    """Give the findings of each event-based gateway and what stands behind it (BPMN 2.0.2, 10.6.6)."""
    gateways = [node for node in document.graph.nodes.values() if node.type == "eventBasedGateway"]
    boundaries = attached(document.graph) if gateways else {}
    told: set[str] = set()
    for gateway in gateways:
        yield from _gateway(gateway)
        yield from _behind(document.graph, gateway, boundaries, told)


def _gateway(gateway: Node) -> Iterator[Finding]:
    if len(gateway.outgoing) == 1:
        yield _ONE_WAY.at(RULE, gateway, node=called(gateway))
    begins = gateway.says("instantiate")
    if begins and gateway.incoming:
        yield _STARTED_BY_FLOW.at(RULE, gateway, change=_without("instantiate", gateway), node=called(gateway))
    if gateway.xml.get("eventGatewayType") == "Parallel" and not begins:
        yield _ALL_OF_THEM.at(RULE, gateway, change=_without("eventGatewayType", gateway), node=called(gateway))


def _without(attribute: str, gateway: Node) -> dict[str, object]:
    return {"change": "remove-attribute", "element": gateway.id, "attribute": attribute}


def _behind(graph: Graph, gateway: Node, boundaries: Mapping[str, Sequence[Node]], told: set[str]) -> Iterator[Finding]:
    found = (graph.nodes.get(flow.target or "") for flow in gateway.outgoing)
    targets = list({node.id: node for node in found if node is not None}.values())
    tasks = [node for node in targets if node.type == "receiveTask"]
    if tasks and any("message" in node.kinds for node in targets):
        yield _MIXED.at(RULE, gateway, node=called(gateway), tasks=together(tasks))
    for target in targets:
        if target.id not in told:
            told.add(target.id)
            yield from _target(gateway, target, boundaries.get(target.id, ()))


def _target(gateway: Node, target: Node, boundaries: Sequence[Node]) -> Iterator[Finding]:
    names: dict[str, Any] = {"node": called(gateway), "target": called(target)}
    if target.type not in _WAITING:
        yield _TARGET.at(RULE, target, **names)
        return
    if len(target.incoming) > 1:
        yield _OTHER_WAY.at(RULE, target, **names)
    if boundaries:
        yield _BOUNDARY.at(RULE, target, events=together(boundaries), **names)
