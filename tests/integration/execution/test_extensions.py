"""What other products add to a drawing works in a real case: who began it, inputs, outputs, scripts around a task."""

import pytest

from engine import execution
from tests.support.house import House
from tests.unit.spiff.drawing import Drawing

AROUND = """<camunda:inputOutput><camunda:inputParameter name="limit">${amount * 2}</camunda:inputParameter>
<camunda:outputParameter name="checked">${limit}</camunda:outputParameter></camunda:inputOutput>
<spiffworkflow:preScript>rounds = rounds + 1</spiffworkflow:preScript>
<spiffworkflow:postScript>over = amount &gt; 10</spiffworkflow:postScript>"""


@pytest.fixture
def begun(house: House) -> execution.Progress:
    """A case that waits at a task with inputs, outputs and scripts around it."""
    drawing = Drawing("around").node("start", "begin", initiator="starter").node("user", "look", assignee="${starter}")
    house.publish(drawing.node("end", "done").line("begin", "look", "done").extended("look", AROUND).root)
    return house.start("around", "clerk", amount=20, rounds=0)


def test_whoever_began_a_case_is_known_to_it(house: House, begun: execution.Progress) -> None:
    (task,) = house.open_tasks(begun.instance)
    assert task.assignee == "clerk"
    assert house.see("auditor", execution.variables, begun.instance)["starter"] == "clerk"


def test_what_a_task_takes_in_and_gives_back_is_in_the_record(house: House, begun: execution.Progress) -> None:
    (task,) = house.open_tasks(begun.instance)
    assert task.local == {"limit": 40}
    house.do("clerk", execution.complete_user_task, task.id, {"limit": 50})
    held = {"amount": 20, "rounds": 1, "starter": "clerk", "over": True, "checked": 50}
    assert house.see("auditor", execution.variables, begun.instance) == held
    told = house.see(house.everything(), execution.entries, begun.instance)
    assert [entry.type for entry in told] == [
        "instance.started", "element.completed", "user_task.created", "variables.changed", "user_task.completed",
        "element.completed", "instance.completed",
    ]  # fmt: skip
    assert house.see("auditor", execution.check, begun.instance).whole


def test_a_task_whose_ways_are_all_closed_is_done_and_its_case_stands_until_one_opens(house: House) -> None:
    drawing = Drawing("closed").node("start", "begin").node("user", "look", assignee="clerk").node("user", "more")
    drawing.node("end", "done").line("begin", "look").line("more", "done").flow("look", "more", "amount > 100")
    house.publish(drawing.flow("look", "done", "amount < 0").root)
    begun = house.start("closed", "clerk", amount=20)
    (task,) = house.open_tasks(begun.instance)
    stopped = house.do("clerk", execution.complete_user_task, task.id, {"remark": "seen"})
    assert (stopped.incidents, house.open_tasks(begun.instance)) == (("no-way-out",), [])
    assert house.see("auditor", execution.check, begun.instance).whole
    house.do("supervisor", execution.set_variables, begun.instance, {"amount": 200})
    assert [task.element for task in house.open_tasks(begun.instance)] == ["more"]
    assert house.see("auditor", execution.check, begun.instance).whole
    told = [entry.type for entry in house.see(house.everything(), execution.entries, begun.instance)]
    assert told[-6:] == [
        "user_task.completed", "incident.opened", "variables.changed", "incident.resolved", "element.completed",
        "user_task.created",
    ]  # fmt: skip
