"""Which drawn things cannot run yet, each with its reason; must not change or run anything."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine.spiff import schema
from engine.spiff.links import doubled, landings
from engine.spiff.reasons import Problem
from engine.spiff.structure import Element, Structure
from engine.spiff.vocabulary import FLOW_NODES

RUNNABLE: Final = frozenset({
    "startEvent", "endEvent", "task", "userTask", "manualTask", "scriptTask", "businessRuleTask", "exclusiveGateway",
    "parallelGateway", "intermediateThrowEvent", "intermediateCatchEvent", "inclusiveGateway",
})  # fmt: skip
_EVENTS: Final = {
    "startEvent": ((),), "endEvent": ((), ("terminate",)), "intermediateThrowEvent": ((), ("link",)),
    "intermediateCatchEvent": (("link",),),
}  # fmt: skip
#: What may have flows with conditions and a default flow.
_CHOOSING: Final = frozenset({
    "exclusiveGateway", "inclusiveGateway", "task", "userTask", "manualTask", "scriptTask",
    "businessRuleTask",
})  # fmt: skip


def problems(structure: Structure) -> Iterator[Problem]:
    """Give every reason why this structure cannot run, in document order."""
    if not structure.begins:
        yield Problem("", structure.name, "no-start")
    yield from map(_stranger, structure.strangers)
    landing = landings(structure)
    reached = _reached(structure, landing)
    yield from _links(structure, landing)
    for node in structure.nodes.values():
        if node.parent is not None:
            continue  # the sub-process around it is a problem already
        if node.type not in RUNNABLE:
            yield _problem(node, "element-type", type=node.type)
            continue
        yield from _node(node)
        yield from _leaving(node, structure)
        if node.id not in reached:
            yield _problem(node, "unreachable")
    for flow in structure.flows.values():
        if flow.parent is None:
            yield from _flow(flow, structure)


def _stranger(element: Element) -> Problem:
    if element.type in FLOW_NODES:
        return _problem(element, "no-id", type=element.type)
    known = schema.content().knows(element.type)
    return _problem(element, "element-type" if known else "element-unknown", type=element.type)


def _problem(element: Element, code: str, **params: object) -> Problem:
    return Problem(element.id, element.name, code, params, element.line)


def _links(structure: Structure, landing: Mapping[str, str]) -> Iterator[Problem]:
    for node in structure.nodes.values():
        if node.link is not None and node.parent is None and node.events == ("link",):
            thrown = node.type == "intermediateThrowEvent"
            if thrown and node.id not in landing:
                yield _problem(node, "link-target", name=node.link.name or "")
            if node.outgoing if thrown else node.incoming:
                yield _problem(node, "link-flow")
    yield from (_problem(node, "link-twice", name=node.link and node.link.name) for node in doubled(structure))


def _reached(structure: Structure, landing: Mapping[str, str]) -> set[str]:
    """Return the nodes that a path of flows and links leads to from where a case may begin."""
    waiting = list(structure.begins)
    reached: set[str] = set()
    while waiting:
        node = structure.nodes.get(waiting.pop())
        if node is not None and node.id not in reached:
            reached.add(node.id)
            waiting.extend(structure.flows[flow].target or "" for flow in node.outgoing)
            waiting.append(landing.get(node.id, ""))
    return reached


def _node(node: Element) -> Iterator[Problem]:
    kinds = _EVENTS.get(node.type)
    if kinds is not None and node.events not in kinds:
        yield _problem(node, "event-kind", kind=", ".join(node.events))
    if node.type == "startEvent" and node.incoming:
        yield _problem(node, "flow-into-start")
    if node.type == "endEvent" and node.outgoing:
        yield _problem(node, "flow-out-of-end")
    if node.type == "scriptTask":
        yield from _script(node)
    if node.type == "businessRuleTask":
        yield from _decision(node)
    for oddity in node.oddities:
        yield _odd(node, oddity)
    yield from _multiple(node)


def _odd(node: Element, oddity: str) -> Problem:
    if oddity == "isForCompensation":
        return _problem(node, "compensation")
    if oddity == "standardLoopCharacteristics":
        return _problem(node, "loop-marker")
    return _problem(node, "token-quantity", attribute=oddity)


def _script(node: Element) -> Iterator[Problem]:
    if node.script is None:
        yield _problem(node, "no-script")


def _decision(node: Element) -> Iterator[Problem]:
    if node.asked is None:
        yield _problem(node, "no-decision")
    elif node.asked.computed:
        yield _problem(node, "decision-computed", value=node.asked.decision)


def _multiple(node: Element) -> Iterator[Problem]:
    drawn = node.multiple
    if drawn is None:
        return
    if not node.human:
        yield _problem(node, "multi-instance-here")
    if node.handover is not None and (node.handover.before or node.handover.after):
        yield _problem(node, "multi-instance-mapping")
    if drawn.cardinality is None and drawn.collection is None:
        yield _problem(node, "multi-instance-count")
    if drawn.cardinality is not None and drawn.collection is not None:
        yield _problem(node, "multi-instance-both")
    if drawn.behaviour != "All":
        yield _problem(node, "multi-instance-behaviour", behaviour=drawn.behaviour)
    if drawn.output is not None and not (drawn.output_item or "").isidentifier():
        yield _problem(node, "multi-instance-output", value=drawn.output_item or "")


def _leaving(node: Element, structure: Structure) -> Iterator[Problem]:
    """Check the flows that leave a node: only activities and exclusive gateways choose by conditions."""
    if node.default is not None and node.type in _CHOOSING and node.default not in node.outgoing:
        yield _problem(node, "default-unknown", flow=node.default)
    decides = node.type == "exclusiveGateway" and len(node.outgoing) > 1
    for flow in (structure.flows[flow] for flow in node.outgoing):
        if flow.condition is not None:
            if node.type not in _CHOOSING:
                yield _problem(flow, "conditional-flow")
        elif decides and flow.id != node.default:
            yield _problem(flow, "flow-without-condition")


def _flow(flow: Element, structure: Structure) -> Iterator[Problem]:
    ends = structure.nodes.get(flow.source or ""), structure.nodes.get(flow.target or "")
    if None in ends:
        yield _problem(flow, "flow-without-end")
