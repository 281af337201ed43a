"""Which drawn things cannot run yet, each with its reason; must not change or run anything."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from engine.spiff import schema
from engine.spiff.kinds import KINDS, kind_of
from engine.spiff.links import doubled, landings
from engine.spiff.reasons import Problem
from engine.spiff.structure import Element, Structure, begins
from engine.spiff.undoing import amiss
from engine.spiff.vocabulary import FLOW_NODES

RUNNABLE: Final = frozenset(type_ for type_, _ in KINDS)
_ACTIVITIES: Final = frozenset({
    "task", "userTask", "manualTask", "scriptTask", "businessRuleTask", "serviceTask", "sendTask", "receiveTask",
    "callActivity", "subProcess", "transaction",
})  # fmt: skip
#: What may have flows with conditions and a default flow.
_CHOOSING: Final = _ACTIVITIES | {"exclusiveGateway", "inclusiveGateway"}
_CATCHING: Final = frozenset({"intermediateCatchEvent", "receiveTask"})
#: Containers whose inside is no question while they cannot run themselves.
_CLOSED: Final = frozenset({"adHocSubProcess"})


def problems(structure: Structure) -> Iterator[Problem]:
    """Give every reason why this structure cannot run, in document order."""
    if not structure.begins:
        yield Problem("", structure.name, "no-start")
    yield from map(_stranger, structure.strangers)
    landing = landings(structure)
    reached = _reached(structure, landing)
    yield from _links(structure, landing)
    for node in structure.nodes.values():
        if _closed(node, structure):
            continue  # the sub-process around it is a problem already
        if node.type not in RUNNABLE:
            yield _problem(node, "element-type", type=node.type)
            continue
        yield from _node(node, structure)
        yield from _leaving(node, structure)
        if node.id not in reached:
            yield _problem(node, "unreachable")
    for flow in structure.flows.values():
        if not _closed(flow, structure):
            yield from _flow(flow, structure)


def _closed(element: Element, structure: Structure) -> bool:
    around = structure.nodes.get(element.parent or "")
    while around is not None:
        if around.type in _CLOSED:
            return True
        around = structure.nodes.get(around.parent or "")
    return False


def _stranger(element: Element) -> Problem:
    if element.type in FLOW_NODES:
        return _problem(element, "no-id", type=element.type)
    known = schema.content().knows(element.type)
    return _problem(element, "element-type" if known else "element-unknown", type=element.type)


def _problem(element: Element, code: str, **params: object) -> Problem:
    return Problem(element.id, element.name, code, params, element.line)


def _links(structure: Structure, landing: Mapping[str, str]) -> Iterator[Problem]:
    for node in structure.nodes.values():
        if node.link is not None and node.events == ("link",):
            thrown = node.type == "intermediateThrowEvent"
            if thrown and node.id not in landing:
                yield _problem(node, "link-target", name=node.link.name or "")
            if node.outgoing if thrown else node.incoming:
                yield _problem(node, "link-flow")
    yield from (_problem(node, "link-twice", name=node.link and node.link.name) for node in doubled(structure))


def _reached(structure: Structure, landing: Mapping[str, str]) -> set[str]:
    """Return the nodes that a path of flows and links leads to from where a case may begin, sub-processes included."""
    waiting = list(structure.begins)
    waiting.extend(one.id for one in structure.nodes.values() if one.type == "boundaryEvent" or one.handles)
    for held in structure.inner.values():
        waiting.extend(begins(held))
    reached: set[str] = set()
    while waiting:
        node = structure.nodes.get(waiting.pop())
        if node is not None and node.id not in reached:
            reached.add(node.id)
            waiting.extend(structure.flows[flow].target or "" for flow in node.outgoing)
            waiting.extend((landing.get(node.id, ""), node.undoer or ""))
    return reached


def _node(node: Element, structure: Structure) -> Iterator[Problem]:
    around = structure.nodes.get(node.parent or "")
    try:
        kind_of(node, around)
    except KeyError:
        yield _problem(node, "event-kind", kind=", ".join(node.events) or node.type)
    if len(node.events) > 1:
        yield _problem(node, "event-kind", kind=", ".join(node.events))
    if node.type == "startEvent" and node.incoming:
        yield _problem(node, "flow-into-start")
    if node.type == "endEvent" and node.outgoing:
        yield _problem(node, "flow-out-of-end")
    check = _CHECKS.get(node.type)
    if check is not None:
        yield from check(node, structure)
    for oddity in node.oddities:
        if oddity not in {"triggeredByEvent", "isForCompensation"}:
            yield _odd(node, oddity)
    yield from (_problem(node, code) for code in amiss(node, structure))
    yield from _multiple(node)


def _odd(node: Element, oddity: str) -> Problem:
    if oddity == "eventGatewayType":
        return _problem(node, "event-gateway-kind")
    return _problem(node, "token-quantity", attribute=oddity)


def _script(node: Element, _structure: Structure) -> Iterator[Problem]:
    if node.script is None:
        yield _problem(node, "no-script")


def _decision(node: Element, _structure: Structure) -> Iterator[Problem]:
    if node.asked is None and node.outside is None:
        yield _problem(node, "no-decision")
    elif node.asked is not None and node.asked.computed:
        yield _problem(node, "decision-computed", value=node.asked.decision)


def _service(node: Element, _structure: Structure) -> Iterator[Problem]:
    if node.outside is None:
        yield _problem(node, "no-topic")


def _message_task(node: Element, _structure: Structure) -> Iterator[Problem]:
    if node.outside is None and not node.occasions:
        yield _problem(node, "no-message")
    if node.instantiates and (node.incoming or node.parent is not None):
        yield _problem(node, "instantiate-here")


def _call(node: Element, _structure: Structure) -> Iterator[Problem]:
    if node.called is None:
        yield _problem(node, "no-called-process")


def _start(node: Element, structure: Structure) -> Iterator[Problem]:
    around = structure.nodes.get(node.parent or "")
    if around is not None and node.events and not around.handles:
        yield _problem(node, "start-in-sub-process")
    elif around is None and "conditional" in node.events:
        yield _problem(node, "condition-start")


def _sub_process(node: Element, structure: Structure) -> Iterator[Problem]:
    inner = structure.inner.get(node.id, ())
    if node.handles:
        if node.incoming or node.outgoing:
            yield _problem(node, "flow-at-event-sub-process")
        if not any(one.type == "startEvent" for one in inner):
            yield _problem(node, "event-sub-process-start")
    elif inner and not begins(inner):
        yield _problem(node, "sub-process-start")


def _boundary(node: Element, structure: Structure) -> Iterator[Problem]:
    host = structure.nodes.get(node.attached or "")
    if host is None or host.type not in _ACTIVITIES | _CLOSED or host.parent != node.parent or host.handles:
        yield _problem(node, "boundary-nowhere")
    if node.incoming:
        yield _problem(node, "flow-into-boundary")


def _event_gateway(node: Element, structure: Structure) -> Iterator[Problem]:
    targets = [structure.nodes.get(structure.flows[flow].target or "") for flow in node.outgoing]
    fitting = [one for one in targets if one is not None and one.type in _CATCHING and one.link is None]
    if len(fitting) != len(targets) or not targets or any(len(one.incoming) > 1 for one in fitting):
        yield _problem(node, "event-gateway-targets")
    if node.instantiates and (node.incoming or node.parent is not None):
        yield _problem(node, "instantiate-here")
    if node.instantiates and any(one is not None and "conditional" in one.events for one in targets):
        yield _problem(node, "condition-start")


_CHECKS: Final[Mapping[str, Callable[[Element, Structure], Iterator[Problem]]]] = {
    "scriptTask": _script,
    "businessRuleTask": _decision,
    "serviceTask": _service,
    "sendTask": _message_task,
    "receiveTask": _message_task,
    "callActivity": _call,
    "startEvent": _start,
    "subProcess": _sub_process,
    "transaction": _sub_process,
    "boundaryEvent": _boundary,
    "eventBasedGateway": _event_gateway,
}


def _multiple(node: Element) -> Iterator[Problem]:
    drawn = node.multiple
    if node.loop is not None and (node.type not in _ACTIVITIES or node.handles):
        yield _problem(node, "loop-here")
    if drawn is None:
        return
    if node.type not in _ACTIVITIES or node.handles:
        yield _problem(node, "multi-instance-here")
    if node.human and node.handover is not None and (node.handover.before or node.handover.after):
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
    elif {one.parent for one in ends if one is not None} != {flow.parent}:
        yield _problem(flow, "flow-across")
