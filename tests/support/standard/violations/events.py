"""Violations of events."""

from random import Random
from typing import Any

from lxml import etree

from tests.support.standard.valid import BPMN, TASKS
from tests.support.standard.violations.breaking import (
    GATEWAYS,
    add,
    connect,
    define,
    entering,
    kind,
    leaving,
    named,
    pick,
    unlist,
    violation,
)


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
