"""G9 and G10 by random processes: an open case waits for something visible; its record verifies and folds to it."""

import os
from collections.abc import Iterator
from itertools import count, islice
from random import Random

import pytest
from lxml import etree

from engine import execution
from engine.definitions.examining import examine
from tests.support.house import House, house
from tests.unit.spiff.random_models import Sketch
from tests.unit.spiff.test_random_models import ITEMS, answers, variables_of_gateways

__all__ = ["house"]

MODELS = int(os.environ.get("RAVAND_MODELS", "300")) // 20
STEPS = 40


def _check(house: House, instance: str) -> None:
    case = house.see("auditor", execution.case, instance)
    waits = house.open_tasks(instance) or house.see("auditor", execution.open_incidents, instance)
    assert case.ended or waits, "an open case waits for nothing"
    verdict = house.see("auditor", execution.check, instance)
    assert verdict.whole, (verdict.broken_at, verdict.reason)


@pytest.mark.parametrize("part", range(3))
def test_random_cases_wait_visibly_and_their_record_is_them(house: House, part: int) -> None:
    for sketch, random in islice(_publishable(), part, MODELS, 3):
        house.publish(sketch.drawing.root)
        instance = house.start(str(sketch.drawing.process.get("id")), **ITEMS).instance
        _walk(house, instance, random, variables_of_gateways(sketch))


def _publishable() -> Iterator[tuple[Sketch, Random]]:
    """Give the sketches that the standard allows: others end or begin without an event beside some that do."""
    for seed in count():
        random = Random(seed)
        sketch = Sketch(random)
        sketch.drawing.process.set("id", f"random-{seed}")
        findings = [
            found
            for _, told in examine({"random.bpmn": etree.tostring(sketch.drawing.root)}).values()
            for found in told
        ]
        if all(found.severity != "error" for found in findings):
            yield sketch, random


def _walk(house: House, instance: str, random: Random, decisions: list[str]) -> None:
    everything = house.everything()
    for _ in range(STEPS):
        _check(house, instance)
        tasks = sorted(house.open_tasks(instance), key=lambda task: task.activity)
        if not tasks:
            return
        task = random.choice(tasks)
        if random.random() < 0.3:
            house.do(everything, execution.assign, task.id, "supervisor")
        house.do(everything, execution.complete_user_task, task.id, answers(random, decisions))
    if random.random() < 0.5:
        house.do(everything, execution.cancel_instance, instance)
        _check(house, instance)
