"""Violations of starts, ends and sequence flows."""

from random import Random
from typing import Any

from tests.support.standard.valid import TASKS
from tests.support.standard.violations.breaking import (
    add,
    condition,
    connect,
    entering,
    flows,
    kind,
    leaving,
    named,
    pick,
    undraw,
    unlist,
    violation,
)


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
        undraw(root, end)
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


@violation("8.4.13 a condition stands behind an activity or an exclusive, inclusive or complex gateway")
def condition_behind_a_parallel_gateway(root: Any, chance: Random) -> bool:
    gate = pick(chance, [one for one in named(root, "parallelGateway") if len(leaving(one)) > 1])
    return gate is not None and condition(root, chance.choice(leaving(gate)))


@violation("8.4.13 a condition stands behind an activity or an exclusive, inclusive or complex gateway")
def condition_behind_an_event(root: Any, chance: Random) -> bool:
    start = chance.choice(named(root, "startEvent"))
    return condition(root, chance.choice(leaving(start)))


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
