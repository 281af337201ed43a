"""Violations of references that point at nothing or at the wrong kind."""

from random import Random
from typing import Any

from tests.support.standard.valid import TASKS
from tests.support.standard.violations.breaking import GATEWAYS, apart, connect, flows, named, pick, unlist, violation


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
