"""Known violations of BPMN 2.0.2: each breaks a valid model at one place, and names the section that it breaks.

A violation is a function of a model's tree and chance. It returns whether the model had a place for it.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from lxml import etree

from tests.support.standard.valid import BPMN, TASKS, XSI

Violation = Callable[[Any, Random], bool]
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway")
ALL: dict[str, tuple[str, Violation]] = {}


def violation(section: str) -> Callable[[Violation], Violation]:
    """Enter a violation with the section that it breaks."""

    def enter(made: Violation) -> Violation:
        ALL[made.__name__] = (section, made)
        return made

    return enter


def named(root: Any, *kinds: str) -> list[Any]:
    return [one for kind in kinds for one in root.iter(f"{{{BPMN}}}{kind}")]


def flows(root: Any) -> list[Any]:
    return named(root, "sequenceFlow")


def leaving(node: Any) -> list[Any]:
    return [one for one in node.getparent() if one.get("sourceRef") == node.get("id") and kind(one) == "sequenceFlow"]


def entering(node: Any) -> list[Any]:
    return [one for one in node.getparent() if one.get("targetRef") == node.get("id") and kind(one) == "sequenceFlow"]


def kind(node: Any) -> str:
    return str(etree.QName(node).localname)


def add(parent: Any, tag: str, text: str | None = None, /, **attributes: str) -> Any:
    made = etree.SubElement(parent, f"{{{BPMN}}}{tag}", **attributes)
    made.text = text
    return made


def connect(scope: Any, source: Any, target: Any) -> Any:
    """Draw a flow, and list it where the model lists its flows."""
    key = f"broken_{len(flows(scope))}"
    return add(scope, "sequenceFlow", id=key, sourceRef=source.get("id"), targetRef=target.get("id"))


def unlist(root: Any) -> None:
    """Take away lists of flows at nodes, so that only the flow itself tells."""
    for one in named(root, "incoming", "outgoing"):
        one.getparent().remove(one)


def pick(chance: Random, found: list[Any]) -> Any:
    return chance.choice(found) if found else None


def define(event: Any, cause: str, /, **attributes: str) -> Any:
    for one in list(event):
        if kind(one).endswith("EventDefinition"):
            event.remove(one)
    return add(event, f"{cause}EventDefinition", **attributes)


def apart(root: Any, chance: Random) -> tuple[Any, Any] | None:
    """Return two tasks of different scopes."""
    tasks = named(root, *TASKS)
    first = pick(chance, tasks)
    others = [one for one in tasks if first is not None and one.getparent() is not first.getparent()]
    return (first, chance.choice(others)) if others else None


# --- references -----------------------------------------------------------------------------------


@violation("8.4.13 sourceRef and targetRef name flow nodes")
def flow_to_nothing(root: Any, chance: Random) -> bool:
    unlist(root)
    chance.choice(flows(root)).set("targetRef", "nowhere")
    return True


@violation("8.4.13 both ends are required")
def flow_without_source(root: Any, chance: Random) -> bool:
    unlist(root)
    del chance.choice(flows(root)).attrib["sourceRef"]
    return True


@violation("8.4.13 sourceRef and targetRef name flow nodes")
def flow_to_a_process(root: Any, chance: Random) -> bool:
    unlist(root)
    chance.choice(flows(root)).set("targetRef", named(root, "process")[0].get("id"))
    return True


@violation("8.4.13 sourceRef and targetRef name flow nodes")
def flow_to_a_flow(root: Any, chance: Random) -> bool:
    unlist(root)
    one, other = chance.sample(flows(root), 2)
    one.set("targetRef", other.get("id"))
    return True


@violation("7.6.1 no sequence flow crosses a pool or a sub-process")
def flow_across(root: Any, chance: Random) -> bool:
    if (pair := apart(root, chance)) is None:
        return False
    unlist(root)
    connect(pair[0].getparent(), *pair)
    return True


@violation("XML schema: an id stands once")
def id_twice(root: Any, chance: Random) -> bool:
    one, other = chance.sample(named(root, *TASKS, *GATEWAYS, "endEvent"), 2)
    unlist(root)
    other.set("id", one.get("id"))
    return True


@violation("XML schema: an id is an NCName")
def id_with_spaces(root: Any, chance: Random) -> bool:
    chance.choice(flows(root)).set("id", "two words")
    return True


def _wrong_reference(root: Any, chance: Random, name: str, target: str) -> bool:
    found = pick(chance, [one for one in named(root, f"{name}EventDefinition") if one.get(f"{name}Ref")])
    if found is not None:
        found.set(f"{name}Ref", target)
    return found is not None


@violation("10.5.5 messageRef names a message")
def message_of_nothing(root: Any, chance: Random) -> bool:
    return _wrong_reference(root, chance, "message", "no_message")


@violation("10.5.5 signalRef names a signal")
def signal_that_is_a_process(root: Any, chance: Random) -> bool:
    return _wrong_reference(root, chance, "signal", named(root, "process")[0].get("id"))


@violation("10.5.5 errorRef names an error")
def error_of_nothing(root: Any, chance: Random) -> bool:
    return _wrong_reference(root, chance, "error", "no_error")


@violation("10.5.5 escalationRef names an escalation")
def escalation_that_is_a_flow(root: Any, chance: Random) -> bool:
    return _wrong_reference(root, chance, "escalation", flows(root)[0].get("id"))


@violation("10.8 a lane holds flow nodes")
def lane_of_a_flow(root: Any, chance: Random) -> bool:
    found = pick(chance, named(root, "flowNodeRef"))
    if found is not None:
        found.text = flows(root)[0].get("id")
    return found is not None


@violation("10.8 a lane holds flow nodes")
def lane_of_nothing(root: Any, chance: Random) -> bool:
    found = pick(chance, named(root, "flowNodeRef"))
    if found is not None:
        found.text = "nobody"
    return found is not None


@violation("9.3 processRef names a process")
def pool_of_nothing(root: Any, chance: Random) -> bool:
    found = pick(chance, [one for one in named(root, "participant") if one.get("processRef")])
    if found is not None:
        found.set("processRef", "no_process")
    return found is not None


@violation("10.4.1 dataObjectRef names a data object")
def data_of_a_task(root: Any, chance: Random) -> bool:
    found = pick(chance, named(root, "dataObjectReference"))
    if found is not None:
        found.set("dataObjectRef", named(root, *TASKS)[0].get("id"))
    return found is not None


@violation("10.4.1 a data association has an existing source")
def data_from_nothing(root: Any, chance: Random) -> bool:
    found = pick(chance, named(root, "dataInputAssociation"))
    if found is not None:
        found[0].text = "no_data"
    return found is not None


# --- start, end, flow -----------------------------------------------------------------------------


@violation("10.5.2 no flow enters a start event")
def flow_into_a_start(root: Any, chance: Random) -> bool:
    start = chance.choice(named(root, "startEvent"))
    scope = start.getparent()
    task = pick(chance, [one for one in scope if kind(one) in TASKS])
    if task is not None:
        unlist(root)
        connect(scope, task, start)
    return task is not None


@violation("10.5.3 no flow leaves an end event")
def flow_out_of_an_end(root: Any, chance: Random) -> bool:
    end = chance.choice(named(root, "endEvent"))
    task = pick(chance, [one for one in end.getparent() if kind(one) in TASKS])
    if task is not None:
        unlist(root)
        connect(end.getparent(), end, task)
    return task is not None


@violation("10.5.3 where there is a start event there is an end event")
def start_without_an_end(root: Any, _chance: Random) -> bool:
    process = named(root, "process")[0]
    if any(kind(one) in {"boundaryEvent", "intermediateThrowEvent"} for one in process):
        return False
    unlist(root)
    for end in [one for one in process if kind(one) == "endEvent"]:
        for flow in entering(end):
            process.remove(flow)
        for listed in named(root, "flowNodeRef"):
            if listed.text == end.get("id"):
                listed.getparent().remove(listed)
        _undraw(root, end)
        process.remove(end)
    return True


@violation("10.5.2 with a start event every other node has an incoming flow")
def a_node_without_incoming(root: Any, chance: Random) -> bool:
    task = chance.choice(named(root, *TASKS))
    scope = task.getparent()
    if kind(scope) == "adHocSubProcess":
        return False
    stray = add(scope, "userTask", id="stray", name="Stray")
    unlist(root)
    connect(scope, stray, task)
    return True


def _undraw(root: Any, element: Any) -> None:
    for shape in [one for one in root.iter() if one.get("bpmnElement") == element.get("id")]:
        shape.getparent().remove(shape)


@violation("8.4.13 a condition stands behind an activity or an exclusive, inclusive or complex gateway")
def condition_behind_a_parallel_gateway(root: Any, chance: Random) -> bool:
    gate = pick(chance, [one for one in named(root, "parallelGateway") if len(leaving(one)) > 1])
    return gate is not None and _condition(root, chance.choice(leaving(gate)))


@violation("8.4.13 a condition stands behind an activity or an exclusive, inclusive or complex gateway")
def condition_behind_an_event(root: Any, chance: Random) -> bool:
    start = chance.choice(named(root, "startEvent"))
    return _condition(root, chance.choice(leaving(start)))


def _condition(root: Any, flow: Any) -> bool:
    made = add(flow, "conditionExpression", "amount > 1")
    made.set(f"{{{XSI}}}type", f"{root.prefix}:tFormalExpression" if root.prefix else "tFormalExpression")
    return True


@violation("8.4.13 the default flow leaves its own element")
def default_of_another(root: Any, chance: Random) -> bool:
    gate = pick(chance, [one for one in named(root, "exclusiveGateway", "inclusiveGateway") if one.get("default")])
    others = [one for one in flows(root) if gate is not None and one.get("sourceRef") != gate.get("id")]
    if gate is not None and others:
        gate.set("default", chance.choice(others).get("id"))
    return bool(gate is not None and others)


@violation("XML schema: default names a flow")
def default_of_nothing(root: Any, chance: Random) -> bool:
    gate = pick(chance, [one for one in named(root, "exclusiveGateway", "inclusiveGateway") if one.get("default")])
    if gate is not None:
        gate.set("default", "no_flow")
    return gate is not None


# --- gateways -------------------------------------------------------------------------------------


@violation("10.6.1 a converging gateway has one outgoing flow")
def direction_converging(root: Any, chance: Random) -> bool:
    gate = pick(chance, [one for one in named(root, *GATEWAYS) if len(leaving(one)) > 1])
    if gate is not None:
        gate.set("gatewayDirection", "Converging")
    return gate is not None


@violation("10.6.1 a diverging gateway has one incoming flow")
def direction_diverging(root: Any, chance: Random) -> bool:
    gate = pick(chance, [one for one in named(root, *GATEWAYS) if len(entering(one)) > 1])
    if gate is not None:
        gate.set("gatewayDirection", "Diverging")
    return gate is not None


@violation("10.6.6 an event gateway has two ways or more")
def event_gateway_with_one_way(root: Any, chance: Random) -> bool:
    gate = pick(chance, named(root, "eventBasedGateway"))
    if gate is None:
        return False
    unlist(root)
    for flow in leaving(gate)[1:]:
        event = next(one for one in gate.getparent() if one.get("id") == flow.get("targetRef"))
        for gone in (flow, *leaving(event), event):
            _undraw(root, gone)
            for listed in [one for one in named(root, "flowNodeRef") if one.text == gone.get("id")]:
                listed.getparent().remove(listed)
            gone.getparent().remove(gone)
    return True


@violation("10.6.6 behind an event gateway stand catching events or receive tasks")
def event_gateway_before_a_task(root: Any, chance: Random) -> bool:
    gate = pick(chance, named(root, "eventBasedGateway"))
    if gate is None:
        return False
    scope = gate.getparent()
    end = next(one for one in scope if kind(one) == "endEvent")
    task = add(scope, "userTask", id="hasty", name="Hasty")
    unlist(root)
    connect(scope, gate, task)
    connect(scope, task, end)
    return True


@violation("10.6.6 an event behind an event gateway has no other incoming flow")
def event_gateway_not_alone(root: Any, chance: Random) -> bool:
    gate = pick(chance, named(root, "eventBasedGateway"))
    if gate is None:
        return False
    unlist(root)
    event = next(one for one in gate.getparent() if one.get("id") == leaving(gate)[0].get("targetRef"))
    task = pick(chance, [one for one in gate.getparent() if kind(one) in TASKS])
    if task is not None:
        connect(gate.getparent(), task, event)
    return task is not None


@violation("10.6.6 message events and receive tasks are not mixed")
def event_gateway_mixed(root: Any, chance: Random) -> bool:
    for gate in named(root, "eventBasedGateway"):
        targets = [next(n for n in gate.getparent() if n.get("id") == f.get("targetRef")) for f in leaving(gate)]
        if any(kind(child) == "messageEventDefinition" for one in targets for child in one):
            scope = gate.getparent()
            end = next(one for one in scope if kind(one) == "endEvent")
            task = add(scope, "receiveTask", id="mixed", name="Mixed")
            unlist(root)
            connect(scope, gate, task)
            connect(scope, task, end)
            return True
    return False


@violation("10.6.6 flows behind an event gateway have no condition")
def event_gateway_with_a_condition(root: Any, chance: Random) -> bool:
    gate = pick(chance, named(root, "eventBasedGateway"))
    return gate is not None and _condition(root, leaving(gate)[0])


# --- events ---------------------------------------------------------------------------------------


@violation("10.5.4 no flow enters a boundary event")
def flow_into_a_boundary_event(root: Any, chance: Random) -> bool:
    event = pick(chance, named(root, "boundaryEvent"))
    task = event is not None and pick(chance, [one for one in event.getparent() if kind(one) in TASKS])
    if event is None or task is None:
        return False
    unlist(root)
    connect(event.getparent(), task, event)
    return True


@violation("10.5.4 a boundary event is attached to an activity")
def boundary_at_a_gateway(root: Any, chance: Random) -> bool:
    event = pick(chance, named(root, "boundaryEvent"))
    gate = event is not None and pick(chance, [one for one in event.getparent() if kind(one) in GATEWAYS])
    if event is None or gate is None:
        return False
    event.set("attachedToRef", gate.get("id"))
    return True


@violation("10.5.4 a boundary event is attached to an activity")
def boundary_at_nothing(root: Any, chance: Random) -> bool:
    event = pick(chance, named(root, "boundaryEvent"))
    if event is not None:
        event.set("attachedToRef", "no_activity")
    return event is not None


@violation("10.5.4 a boundary event has a trigger")
def boundary_without_a_trigger(root: Any, chance: Random) -> bool:
    event = pick(chance, named(root, "boundaryEvent"))
    for one in list(event) if event is not None else ():
        if kind(one).endswith("EventDefinition"):
            event.remove(one)
    return event is not None


@violation("10.5.4 a boundary event does not terminate")
def boundary_that_terminates(root: Any, chance: Random) -> bool:
    event = pick(chance, named(root, "boundaryEvent"))
    if event is not None:
        define(event, "terminate")
    return event is not None


@violation("10.5.4 an error boundary event interrupts")
def error_that_does_not_interrupt(root: Any, chance: Random) -> bool:
    found = [one for one in named(root, "boundaryEvent") if any(kind(c) == "errorEventDefinition" for c in one)]
    event = pick(chance, found)
    if event is not None:
        event.set("cancelActivity", "false")
    return event is not None


@violation("10.5.4 cancel belongs to a transaction")
def cancel_at_a_task(root: Any, chance: Random) -> bool:
    found = [one for one in named(root, "boundaryEvent") if not any(kind(c) == "cancelEventDefinition" for c in one)]
    event = pick(chance, found)
    if event is not None:
        define(event, "cancel")
    return event is not None


@violation("10.5.3 cancel belongs to a transaction")
def cancel_end_outside(root: Any, chance: Random) -> bool:
    ends = [one for one in named(root, "endEvent") if kind(one.getparent()) == "process"]
    define(chance.choice(ends), "cancel")
    return True


@violation("10.5.3 an end event has no timer")
def timer_at_an_end(root: Any, chance: Random) -> bool:
    add(define(chance.choice(named(root, "endEvent")), "timer"), "timeDuration", "PT1H")
    return True


@violation("10.5.4 a throwing event has no timer")
def timer_that_is_thrown(root: Any, chance: Random) -> bool:
    found = [
        one for one in named(root, "intermediateThrowEvent") if not any(kind(c) == "linkEventDefinition" for c in one)
    ]
    event = pick(chance, found)
    if event is not None:
        add(define(event, "timer"), "timeDuration", "PT1H")
    return event is not None


@violation("10.5.4 no error is caught in the normal flow")
def error_in_the_flow(root: Any, chance: Random) -> bool:
    event = pick(chance, [one for one in named(root, "intermediateCatchEvent") if entering(one)])
    if event is not None:
        define(event, "error")
    return event is not None


@violation("10.5.4 a catching event in the flow has a trigger")
def catching_nothing(root: Any, chance: Random) -> bool:
    event = pick(chance, [one for one in named(root, "intermediateCatchEvent") if entering(one)])
    for one in list(event) if event is not None else ():
        if kind(one).endswith("EventDefinition"):
            event.remove(one)
    return event is not None


@violation("10.5.2 a process does not start by an error")
def start_by_an_error(root: Any, chance: Random) -> bool:
    starts = [one for one in named(root, "startEvent") if kind(one.getparent()) == "process"]
    define(chance.choice(starts), "error")
    return True


@violation("10.5.2 an embedded sub-process starts without a trigger")
def sub_process_with_a_trigger(root: Any, chance: Random) -> bool:
    starts = [
        one
        for one in named(root, "startEvent")
        if kind(one.getparent()) in {"subProcess", "transaction"} and not one.getparent().get("triggeredByEvent")
    ]
    start = pick(chance, starts)
    if start is not None:
        add(define(start, "timer"), "timeDuration", "PT1H")
    return start is not None


def _event_sub_process(root: Any, chance: Random) -> Any:
    return pick(chance, [one for one in named(root, "subProcess") if one.get("triggeredByEvent") == "true"])


@violation("10.5.2 an event sub-process starts by a trigger")
def event_sub_process_without_a_trigger(root: Any, chance: Random) -> bool:
    scope = _event_sub_process(root, chance)
    if scope is None:
        return False
    start = next(one for one in scope if kind(one) == "startEvent")
    for one in list(start):
        if kind(one).endswith("EventDefinition"):
            start.remove(one)
    return True


@violation("10.3.5 no flow enters or leaves an event sub-process")
def flow_into_an_event_sub_process(root: Any, chance: Random) -> bool:
    scope = _event_sub_process(root, chance)
    task = scope is not None and pick(chance, [one for one in scope.getparent() if kind(one) in TASKS])
    if scope is None or task is None:
        return False
    unlist(root)
    connect(scope.getparent(), task, scope)
    return True


@violation("10.3.5 an event sub-process has one start event")
def event_sub_process_with_two_starts(root: Any, chance: Random) -> bool:
    scope = _event_sub_process(root, chance)
    if scope is None:
        return False
    start = next(one for one in scope if kind(one) == "startEvent")
    other = add(scope, "startEvent", id="second", name="Second")
    add(other, "timerEventDefinition").append(etree.Element(f"{{{BPMN}}}timeDuration"))
    other[0][0].text = "PT1H"
    unlist(root)
    connect(scope, other, next(one for one in scope if one.get("id") == leaving(start)[0].get("targetRef")))
    return True


@violation("10.3.5 an ad-hoc sub-process has no start or end event")
def ad_hoc_with_a_start(root: Any, chance: Random) -> bool:
    scope = pick(chance, named(root, "adHocSubProcess"))
    if scope is None:
        return False
    start = add(scope, "startEvent", id="begin_ad_hoc")
    unlist(root)
    connect(scope, start, next(one for one in scope if kind(one) == "task"))
    return True


@violation("10.5.5 a link thrown is caught")
def link_to_nowhere(root: Any, chance: Random) -> bool:
    found = [one for one in named(root, "intermediateThrowEvent") for c in one if kind(c) == "linkEventDefinition"]
    event = pick(chance, found)
    if event is not None:
        next(c for c in event if kind(c) == "linkEventDefinition").set("name", "nowhere")
    return event is not None


@violation("10.5.5 a link has one target")
def link_with_two_targets(root: Any, chance: Random) -> bool:
    found = [one for one in named(root, "intermediateCatchEvent") for c in one if kind(c) == "linkEventDefinition"]
    event = pick(chance, found)
    if event is None:
        return False
    scope = event.getparent()
    name = next(c for c in event if kind(c) == "linkEventDefinition").get("name")
    other = add(scope, "intermediateCatchEvent", id="second_target", name="Second target")
    add(other, "linkEventDefinition", name=name)
    unlist(root)
    connect(scope, other, next(one for one in scope if one.get("id") == leaving(event)[0].get("targetRef")))
    return True


@violation("10.5.5 no flow leaves the source of a link")
def flow_out_of_a_link(root: Any, chance: Random) -> bool:
    found = [one for one in named(root, "intermediateThrowEvent") for c in one if kind(c) == "linkEventDefinition"]
    event = pick(chance, found)
    if event is None:
        return False
    unlist(root)
    scope = event.getparent()
    connect(scope, event, next(one for one in scope if kind(one) == "endEvent"))
    return True


@violation("XML schema: a timer is a date, a duration or a cycle")
def timer_of_two_kinds(root: Any, chance: Random) -> bool:
    timer = pick(chance, named(root, "timerEventDefinition"))
    if timer is not None:
        add(timer, "timeCycle", "R3/PT1H")
    return timer is not None


# --- activities, collaboration, schema ------------------------------------------------------------


@violation("10.3.3 a receive task that instantiates has no incoming flow")
def receive_task_that_begins_late(root: Any, chance: Random) -> bool:
    task = pick(chance, [one for one in named(root, "receiveTask") if entering(one)])
    if task is not None:
        task.set("instantiate", "true")
    return task is not None


@violation("XML schema: an activity has one loop marker")
def two_loop_markers(root: Any, chance: Random) -> bool:
    loop = pick(chance, named(root, "standardLoopCharacteristics", "multiInstanceLoopCharacteristics"))
    if loop is not None:
        add(loop.getparent(), "standardLoopCharacteristics")
    return loop is not None


@violation("10.3 no flow enters a compensation activity")
def compensation_in_the_flow(root: Any, chance: Random) -> bool:
    task = pick(chance, [one for one in named(root, *TASKS) if entering(one) and leaving(one)])
    if task is not None:
        task.set("isForCompensation", "true")
    return task is not None


@violation("9.4 a message flow connects two pools")
def message_within_a_pool(root: Any, chance: Random) -> bool:
    flow = pick(chance, named(root, "messageFlow"))
    if flow is None:
        return False
    source = next(one for one in named(root, *TASKS) if one.get("id") == flow.get("sourceRef"))
    others = [one for one in source.getparent() if kind(one) in TASKS and one is not source]
    if others:
        flow.set("targetRef", chance.choice(others).get("id"))
    return bool(others)


@violation("9.4 a message flow does not begin at a gateway")
def message_of_a_gateway(root: Any, chance: Random) -> bool:
    flow, gate = pick(chance, named(root, "messageFlow")), pick(chance, named(root, *GATEWAYS))
    if flow is None or gate is None:
        return False
    flow.set("sourceRef", gate.get("id"))
    return gate.getparent() is named(root, "process")[0]


@violation("9.4 a message flow does not begin at a start event")
def message_of_a_start(root: Any, chance: Random) -> bool:
    flow = pick(chance, named(root, "messageFlow"))
    if flow is not None:
        flow.set("sourceRef", next(one for one in named(root, "process")[0] if kind(one) == "startEvent").get("id"))
    return flow is not None


@violation("9.4 a message flow has two existing ends")
def message_to_nothing(root: Any, chance: Random) -> bool:
    flow = pick(chance, named(root, "messageFlow"))
    if flow is not None:
        flow.set("targetRef", "no_pool")
    return flow is not None


@violation("XML schema: unknown element of BPMN")
def an_element_of_its_own(root: Any, chance: Random) -> bool:
    add(chance.choice(named(root, "process")), "magicTask", id="magic")
    return True


@violation("XML schema: a yes/no attribute")
def an_executable_of_its_own(root: Any, chance: Random) -> bool:
    chance.choice(named(root, "process")).set("isExecutable", "maybe")
    return True


@violation("XML schema: gatewayDirection is one of four words")
def a_direction_of_its_own(root: Any, chance: Random) -> bool:
    gate = pick(chance, named(root, *GATEWAYS))
    if gate is not None:
        gate.set("gatewayDirection", "Sideways")
    return gate is not None


def seeded(root: Any, chance: Random) -> Iterator[str]:
    """Break a model by a violation chosen by chance; gives its name, or nothing where the model has no place."""
    name = chance.choice(sorted(ALL))
    if ALL[name][1](root, chance):
        yield name
