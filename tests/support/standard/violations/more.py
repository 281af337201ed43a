"""Violations of attributes, markers and of what stands at the wrong place."""

from random import Random
from typing import Any

from tests.support.standard.valid import TASKS
from tests.support.standard.violations.breaking import (
    add,
    connect,
    define,
    entering,
    flows,
    kind,
    leaving,
    named,
    pick,
    unlist,
    violation,
)


def _set(chance: Random, found: list[Any], name: str, value: str) -> bool:
    one = pick(chance, found)
    if one is not None:
        one.set(name, value)
    return one is not None


@violation("9.4 a message flow does not end at an end event")
def message_to_an_end(root: Any, chance: Random) -> bool:
    ends = [one for one in named(root, "process")[-1] if kind(one) == "endEvent"]
    if len(named(root, "process")) == 1:
        return False
    return _set(chance, named(root, "messageFlow"), "targetRef", chance.choice(ends).get("id"))


@violation("9.4 a message flow connects two pools")
def message_of_a_pool_to_itself(root: Any, chance: Random) -> bool:
    flow = pick(chance, named(root, "messageFlow"))
    if flow is not None:
        box = next(one for one in named(root, "participant") if not one.get("processRef"))
        flow.set("sourceRef", box.get("id"))
        flow.set("targetRef", box.get("id"))
    return flow is not None


@violation("8.4.13 sourceRef and targetRef name flow nodes")
def flow_to_a_remark(root: Any, _chance: Random) -> bool:
    process = named(root, "process")[0]
    add(add(process, "textAnnotation", id="remark"), "text", "why")
    unlist(root)
    flows(root)[0].set("targetRef", "remark")
    return True


@violation("10.5.4 a boundary event lies in the scope of its activity")
def boundary_at_an_activity_elsewhere(root: Any, chance: Random) -> bool:
    event = pick(chance, named(root, "boundaryEvent"))
    others = [one for one in named(root, *TASKS) if event is not None and one.getparent() is not event.getparent()]
    return bool(others) and _set(chance, [event], "attachedToRef", chance.choice(others).get("id"))


@violation("10.5.4 nothing terminates in the middle")
def terminate_in_the_middle(root: Any, chance: Random) -> bool:
    found = [one for one in named(root, "intermediateThrowEvent") if leaving(one)]
    event = pick(chance, found)
    if event is not None:
        define(event, "terminate")
    return event is not None


@violation("10.5.4 a throwing event does not cancel")
def cancel_in_the_middle(root: Any, chance: Random) -> bool:
    event = pick(chance, [one for one in named(root, "intermediateThrowEvent") if leaving(one)])
    if event is not None:
        define(event, "cancel")
    return event is not None


@violation("10.5.2 an error start event interrupts")
def error_start_that_does_not_interrupt(root: Any, chance: Random) -> bool:
    found = [one for one in named(root, "startEvent") if any(kind(child) == "errorEventDefinition" for child in one)]
    return _set(chance, found, "isInterrupting", "false")


@violation("10.5.4 a compensation boundary event has no outgoing flow")
def compensation_with_a_flow(root: Any, chance: Random) -> bool:
    event = pick(chance, [one for one in named(root, "boundaryEvent") if leaving(one)])
    if event is not None:
        define(event, "compensate")
    return event is not None


@violation("10.5.5 activityRef names an activity")
def compensation_of_nothing(root: Any, chance: Random) -> bool:
    end = chance.choice(named(root, "endEvent"))
    define(end, "compensate", activityRef="no_activity")
    return True


@violation("XML schema: a parallel gateway has no default flow")
def default_of_a_parallel_gateway(root: Any, chance: Random) -> bool:
    gate = pick(chance, [one for one in named(root, "parallelGateway") if len(leaving(one)) > 1])
    return gate is not None and _set(chance, [gate], "default", leaving(gate)[0].get("id"))


@violation("XML schema: an ioSpecification has an input set")
def data_without_a_set(root: Any, chance: Random) -> bool:
    held = pick(chance, named(root, "ioSpecification"))
    for one in named(held, "inputSet") if held is not None else ():
        held.remove(one)
    return held is not None


@violation("10.4.1 a data association has an existing target")
def data_into_nothing(root: Any, chance: Random) -> bool:
    found = pick(chance, named(root, "dataInputAssociation"))
    if found is not None:
        found[1].text = "no_input"
    return found is not None


@violation("10.8 a lane holds nodes of its own process")
def lane_of_another_process(root: Any, chance: Random) -> bool:
    processes = named(root, "process")
    lane = pick(chance, named(root, "lane"))
    others = [one for one in processes if lane is not None and lane not in list(one.iter())]
    if not others:
        return False
    add(lane, "flowNodeRef", next(one for one in others[0] if kind(one) == "startEvent").get("id"))
    return True


@violation("XML schema: the behaviour of a repetition is one of four words")
def a_behaviour_of_its_own(root: Any, chance: Random) -> bool:
    return _set(chance, named(root, "multiInstanceLoopCharacteristics"), "behavior", "Often")


@violation("XML schema: loopMaximum is a number")
def a_maximum_of_many(root: Any, chance: Random) -> bool:
    return _set(chance, named(root, "standardLoopCharacteristics"), "loopMaximum", "many")


@violation("10.3 startQuantity is one or more")
def a_quantity_of_none(root: Any, chance: Random) -> bool:
    return _set(chance, named(root, *TASKS), "startQuantity", "0")


@violation("XML schema: ordering is parallel or sequential")
def an_ordering_of_its_own(root: Any, chance: Random) -> bool:
    return _set(chance, named(root, "adHocSubProcess"), "ordering", "Random")


@violation("XML schema: a link has a name")
def link_without_a_name(root: Any, chance: Random) -> bool:
    found = pick(chance, named(root, "linkEventDefinition"))
    if found is not None:
        del found.attrib["name"]
    return found is not None


@violation("10.6.6 an event gateway that begins a process has no incoming flow")
def event_gateway_that_begins_late(root: Any, chance: Random) -> bool:
    return _set(chance, [one for one in named(root, "eventBasedGateway") if entering(one)], "instantiate", "true")


@violation("10.6.6 only a gateway that begins a process waits for all its events")
def event_gateway_for_all(root: Any, chance: Random) -> bool:
    return _set(chance, named(root, "eventBasedGateway"), "eventGatewayType", "Parallel")


@violation("XML schema: BPMN knows no such attribute")
def an_attribute_of_its_own(root: Any, chance: Random) -> bool:
    return _set(chance, named(root, *TASKS), "colour", "red")


@violation("XML schema: text stands only where it may")
def text_between_elements(root: Any, _chance: Random) -> bool:
    named(root, "process")[0].text = "a remark"
    return True


@violation("XML schema: elements have their order")
def lanes_behind_the_nodes(root: Any, chance: Random) -> bool:
    lanes = pick(chance, named(root, "laneSet"))
    if lanes is not None:
        lanes.getparent().append(lanes)
    return lanes is not None


@violation("10.3.5 an event sub-process lies inside, it is no step")
def flow_out_of_an_event_sub_process(root: Any, chance: Random) -> bool:
    scope = pick(chance, [one for one in named(root, "subProcess") if one.get("triggeredByEvent") == "true"])
    end = scope is not None and next((one for one in scope.getparent() if kind(one) == "endEvent"), None)
    if scope is None or end is None:
        return False
    unlist(root)
    connect(scope.getparent(), scope, end)
    return True


@violation("10.3.6 a call names a process or a global task")
def call_of_a_task(root: Any, chance: Random) -> bool:
    task = pick(chance, named(root, *TASKS))
    return task is not None and _set(chance, named(root, "callActivity"), "calledElement", task.get("id"))


@violation("8.4.1 an association has two existing ends")
def remark_at_nothing(root: Any, _chance: Random) -> bool:
    process = named(root, "process")[0]
    add(add(process, "textAnnotation", id="remark"), "text", "why")
    add(process, "association", id="tie", sourceRef="remark", targetRef="no_node")
    return True
