"""Violations of activities, message flows and the schema."""

from random import Random
from typing import Any

from tests.support.standard.valid import TASKS
from tests.support.standard.violations.breaking import GATEWAYS, add, entering, kind, leaving, named, pick, violation


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
