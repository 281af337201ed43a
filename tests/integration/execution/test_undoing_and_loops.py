"""Loops, inclusive joins and undoing through the commands: stored at every step, and the record folds to the case."""

from collections.abc import Callable

import pytest

from engine import execution
from tests.support.house import House, house
from tests.unit.spiff.drawing import Drawing

__all__ = ["house"]


def undone() -> Drawing:
    """A sub-process whose two tasks are undone behind it, the last first."""
    drawing = Drawing("undone").node("start", "s").node("sub", "x").node("undo", "t").node("user", "z").node("end", "e")
    drawing.undo("t", None).line("s", "x", "t", "z", "e").into = drawing.nodes["x"]
    drawing.node("start", "is").node("user", "a").node("user", "b").node("end", "ie").line("is", "a", "b", "ie")
    for name in "ab":
        drawing.node("mark", f"m{name}", attachedToRef=name).node("undoer", f"un{name}", isForCompensation="true")
        drawing.undoing(f"m{name}", f"un{name}")
    return drawing


def looped() -> Drawing:
    """A task that is done three times."""
    drawing = Drawing("looped").node("start", "s").node("user", "a").node("user", "z").node("end", "e")
    return drawing.line("s", "a", "z", "e").again("a", "true", most=3)


def joined() -> Drawing:
    """Two ways of three, joined."""
    drawing = Drawing("joined").node("start", "s").node("or", "g", default="g-c").node("or", "j").node("end", "e")
    for name, when in (("a", "n > 1"), ("b", "n > 2"), ("c", None)):
        drawing.node("user", name).flow("g", name, when).flow(name, "j")
    return drawing.node("user", "z").line("s", "g").line("j", "z", "e")


def abandoned() -> Drawing:
    """A transaction that is cancelled after its first task."""
    drawing = Drawing("abandoned").node("start", "s").node("transaction", "x").node("user", "z").node("end", "e")
    drawing.node("boundary", "c", attachedToRef="x").node("end", "n").line("s", "x", "n").line("c", "z", "e")
    drawing.add(drawing.nodes["c"], "cancelEventDefinition")
    drawing.into = drawing.nodes["x"]
    drawing.node("start", "is").node("user", "a").node("end", "ie").line("is", "a", "ie")
    drawing.node("mark", "ma", attachedToRef="a").node("undoer", "una", isForCompensation="true").undoing("ma", "una")
    drawing.add(drawing.nodes["ie"], "cancelEventDefinition")
    return drawing


@pytest.mark.parametrize(
    ("drawn", "order"),
    [
        (undone, ["a", "b", "unb", "una", "z"]),
        (looped, ["a", "a", "a", "z"]),
        (joined, ["a", "b", "z"]),
        (abandoned, ["a", "una", "z"]),
    ],
)
def test_people_get_the_tasks_in_this_order_and_the_record_is_the_case(
    house: House, drawn: Callable[[], Drawing], order: list[str]
) -> None:
    drawing = drawn()
    house.publish(drawing.root)
    instance = house.start(str(drawing.process.get("id")), n=3).instance
    done = []
    while tasks := sorted(house.open_tasks(instance), key=lambda task: task.activity):
        done.append(tasks[0].element)
        house.do(house.everything(), execution.complete_user_task, tasks[0].id, {})
        assert house.see("auditor", execution.check, instance).whole
    assert done == order
    assert house.see("auditor", execution.case, instance).ended
