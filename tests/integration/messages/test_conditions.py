"""A case that waits for its own data says so to everybody, and goes on when that is written, by whomever."""

from typing import Any

import pytest

from engine import errors, execution
from engine.execution import correlation, subscriptions
from tests.integration.messages import drawn
from tests.integration.messages.conftest import ON_SQLITE, Town

ENOUGH = "<condition>=amount &gt; 100</condition>"


def enough() -> bytes:
    """A case that waits until an amount is large, and a task behind."""
    parts = (drawn.start(), drawn.catch("enough", "conditional", inside=ENOUGH), drawn.work("look"), drawn.end())
    return drawn.file(drawn.process("saving", *parts, lines="begin enough look done"))


def write(town: Town, case: str, **values: Any) -> None:
    town.house.do(town.all, execution.set_variables, case, values)


def test_a_case_that_waits_for_a_condition_waits_visibly_and_goes_on_when_it_is_true(town: Town) -> None:
    town.publish(enough())
    case = town.start("saving", amount=1)
    (wait,) = town.house.see(town.all, subscriptions.of_case, case)
    assert (wait.kind, wait.element, wait.name) == ("conditional", "enough", "=amount > 100")
    assert town.told(case)[-1] == "wait.begun"
    write(town, case, amount=50)
    assert town.waits(case) == ["=amount > 100"]
    write(town, case, amount=500)
    assert not town.waits(case)
    assert [task.element for task in town.house.open_tasks(case)] == ["look"]
    assert town.told(case).count("event.caught") == 1
    town.finish(case)
    assert town.case(case).status == "completed"


def test_what_is_written_from_outside_lets_a_condition_beside_a_task_happen(town: Town) -> None:
    beside = drawn.event("boundaryEvent", "large", "conditional", inside=ENOUGH, attachedToRef="wait")
    parts = (drawn.start(), drawn.work("wait"), drawn.end(), beside, drawn.work("look"), drawn.end("seen"))
    town.publish(drawn.file(drawn.process("beside", *parts, lines="begin wait done,large look seen")))
    case = town.start("beside", amount=1)
    write(town, case, amount=500, other=[1])
    assert [task.element for task in town.house.open_tasks(case)] == ["look"]
    assert not town.waits(case)
    assert town.told(case).count("variables.changed") == 1
    assert town.values(case) == {"amount": 500, "other": [1]}


@ON_SQLITE
def test_nothing_from_outside_brings_a_condition(town: Town) -> None:
    town.publish(enough())
    case = town.start("saving", amount=1)
    with pytest.raises(errors.SignalNotAwaited):
        town.house.do(town.all, correlation.continue_case, case, {"amount": 500})
    for command in (correlation.message_case, correlation.signal_case):
        with pytest.raises((errors.NobodyWaits, errors.SignalNotAwaited)):
            town.house.do(town.all, command, case, "=amount > 100", {})
    town.house.do(town.all, execution.cancel_instance, case)
    assert not town.waits(case)
