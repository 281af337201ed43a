"""Variables that only a scope has are in the record: it folds to what is stored of them at every moment."""

from typing import Any

import pytest

from engine import execution, history
from engine.execution import instances, record
from tests.integration.messages import drawn
from tests.support.house import House, house

__all__ = ["house"]

TAKEN = (
    '<extensionElements><camunda:inputOutput><camunda:inputParameter name="mine">${given + 1}</camunda:inputParameter>'
    "</camunda:inputOutput></extensionElements>"
)
MANY = '<multiInstanceLoopCharacteristics camunda:collection="things" camunda:elementVariable="thing"/>'
AGAIN = '<standardLoopCharacteristics loopMaximum="2"/>'
SCRIPT = (
    '<scriptTask id="count" scriptFormat="feel"><script>{mine: mine + 10, thing: "done", seen: mine}</script>'
    "</scriptTask>"
)


def case(loop: str) -> bytes:
    """A sub-process with a variable of its own that a script and people write."""
    inner = drawn.start("in") + drawn.work("first") + SCRIPT + drawn.work("second") + drawn.end("out")
    flows = "".join(
        f'<sequenceFlow id="i{number}" sourceRef="{a}" targetRef="{b}"/>'
        for number, (a, b) in enumerate((("in", "first"), ("first", "count"), ("count", "second"), ("second", "out")))
    )
    sub = f'<subProcess id="sub" name="sub">{TAKEN}{inner}{flows}{loop}</subProcess>'
    return drawn.file(drawn.process("owned", drawn.start(), sub, drawn.end(), lines="begin sub done"))


def checked(house: House, instance: str) -> dict[str, Any]:
    """What is stored of single activities, which the record must fold to."""
    verdict = house.see("auditor", execution.check, instance)
    assert verdict.whole, (verdict.broken_at, verdict.reason)
    with house.reading("auditor") as ctx:
        stored = record.stored_state(ctx, instances.read(ctx, instance))["locals"]
        folded = history.replay.fold(history.happened(execution.entries(ctx, instance))).locals
    assert {str(activity): dict(known) for activity, known in folded.items()} == stored
    return dict(stored)


@pytest.mark.parametrize("loop", ["", MANY, AGAIN])
def test_the_record_folds_to_what_each_scope_has_of_its_own(house: House, loop: str) -> None:
    house.publish(case(loop))
    instance = house.start("owned", given=1, things=["a", "b"]).instance
    assert [
        [name, side] for known in checked(house, instance).values() for name, side in known.items() if name == "mine"
    ][:1] == [["mine", [2]]]
    values = []
    while tasks := house.open_tasks(instance):
        house.do(house.everything(), execution.complete_user_task, tasks[0].id, {"mine": 5})
        values += [known.get("mine") for known in checked(house, instance).values()]
    assert [15] in values  # what the script made of what a person wrote
    assert house.see("auditor", execution.case, instance).status == "completed"
    assert "mine" not in house.see("auditor", execution.variables, instance)
