"""Violations of gateways."""

from random import Random
from typing import Any

from tests.support.standard.valid import TASKS
from tests.support.standard.violations.breaking import (
    GATEWAYS,
    add,
    condition,
    connect,
    entering,
    kind,
    leaving,
    named,
    pick,
    undraw,
    unlist,
    violation,
)


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
            undraw(root, gone)
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
def event_gateway_with_acondition(root: Any, chance: Random) -> bool:
    gate = pick(chance, named(root, "eventBasedGateway"))
    return gate is not None and condition(root, leaving(gate)[0])
