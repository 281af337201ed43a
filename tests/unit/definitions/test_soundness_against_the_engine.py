"""A model gets stuck in the engine, for some decisions, exactly if a deadlock is told of it."""

from copy import deepcopy
from datetime import UTC, datetime
from itertools import product
from random import Random

from engine import errors, spiff, xml
from engine.definitions import graph, soundness
from tests.unit.definitions.random_sketches import random_sketch

NOW = datetime(2026, 3, 21, 8, 0, tzinfo=UTC)
MODELS = 80


def runnable(sketch):
    """Whether every exclusive gateway is passed at most once in a run, so that one decision for each is a run."""
    kinds = {box.kind for box in sketch.boxes.values()}
    flows = [(source, target) for _key, source, target, condition in sketch.arrows if condition is None]
    plain = kinds <= {"start", "end", "t", "x", "a"} and len(flows) == len(sketch.arrows)
    return plain and not any("default" in box.attributes for box in sketch.boxes.values()) and acyclic(flows)


def acyclic(flows):
    left = set(flows)
    while left:
        ends = {target for _source, target in left} - {source for source, _target in left}
        if not ends:
            return False
        left = {(source, target) for source, target in left if target not in ends}
    return True


def decisions(sketch):
    """Give every way to decide at its splitting gateways: a value for a variable named after each."""
    outs = {
        name: [key for key, source, _target, _none in sketch.arrows if source == name]
        for name, box in sketch.boxes.items()
        if box.kind == "x"
    }
    splits = {name: keys for name, keys in outs.items() if len(keys) > 1}
    choices = [[(name, number) for number in range(len(keys))] for name, keys in splits.items()]
    return [dict(chosen) for chosen in product(*choices)]


def program(sketch):
    drawn = deepcopy(sketch)
    counts = {}
    for number, (key, source, target, _none) in enumerate(drawn.arrows):
        box = drawn.boxes[source]
        if box.kind == "x" and sum(1 for arrow in drawn.arrows if arrow[1] == source) > 1:
            value = counts[source] = counts.get(source, -1) + 1
            drawn.arrows[number] = (key, source, target, f"{source} = {value}")
    data = drawn.xml().replace(b"<task ", b"<manualTask ").replace(b"</task>", b"</manualTask>")
    return spiff.load(xml.parse(data), "p")


def confuse(sketch, random):
    """Take some exclusive gateways for parallel ones and the other way round."""
    for box in sketch.boxes.values():
        if box.kind in "xao" and random.random() < 0.4:
            box.kind = random.choice("xa")


def joins(sketch):
    """Whether some parallel gateway waits for several flows."""
    targets = [target for _key, _source, target, _none in sketch.arrows]
    return any(box.kind == "a" and targets.count(name) > 1 for name, box in sketch.boxes.items())


def models():
    """Give models that the engine loads; the others are drawn wrongly, such as with nodes that no flow enters."""
    for number in range(20_000):
        sketch = random_sketch(number)
        confuse(sketch, Random(number))
        if runnable(sketch) and 2 <= len(decisions(sketch)) <= 24 and joins(sketch):
            try:
                yield number, sketch, program(sketch)
            except errors.NotRunnable:
                continue


def stuck_at(sketch, loaded):
    """Run every decision in the engine and return the names of joins at which cases stand still."""
    found = set()
    for variables in decisions(sketch):
        step = spiff.start(loaded, variables, now=NOW)
        found |= {incident.params["elements"] for incident in step.incidents if incident.code == "deadlock"}
        assert step.completed or found
    return found


def test_the_engine_gets_stuck_exactly_where_a_deadlock_is_told():
    told = free = meeting = 0
    for (number, sketch, loaded), _ in zip(models(), range(MODELS), strict=False):
        troubles = soundness.examine(graph.read(xml.parse(sketch.xml())))
        kinds = {trouble.kind for trouble in troubles}
        if "unsafe" in kinds:  # what follows two tokens on one flow is not told
            meeting += 1
            continue
        stuck = stuck_at(sketch, loaded)
        assert ("deadlock" in kinds) == bool(stuck), number
        told_at = {trouble.element.upper() for trouble in troubles if trouble.kind == "deadlock"}
        assert {name for names in stuck for name in names.split(", ")} & told_at or not stuck, number
        told, free = told + bool(stuck), free + (not stuck)
    assert told > MODELS // 5
    assert free > MODELS // 10
    assert told + free + meeting == MODELS
