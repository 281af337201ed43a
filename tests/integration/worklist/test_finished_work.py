"""An inbox costs what is open, however much was finished before."""

import pytest

from engine import worklist
from tests.integration.execution.conftest import one_task
from tests.support.costs import Question, finish, steps
from tests.support.house import House, house

__all__ = ["house"]

LISTS: dict[str, Question] = {
    "list": lambda ctx: worklist.tasks(ctx, worklist.inbox(ctx, "group"), limit=20),
    "count": lambda ctx: worklist.count(ctx, worklist.inbox(ctx, "group")),
    "urgency": lambda ctx: worklist.urgency(ctx, worklist.inbox(ctx, "group"), tomorrow="2026-11-22"),
    "seen by a candidate": lambda ctx: worklist.tasks(ctx, worklist.Filter(visible_to="clerk"), limit=20),
    "of a group": lambda ctx: worklist.tasks(ctx, worklist.Filter(candidate_groups=tuple(ctx.actor.groups)), limit=20),
    "with groups": lambda ctx: worklist.count(ctx, worklist.Filter(for_groups=True)),
}


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize("which", LISTS)
def test_a_list_of_open_work_does_not_read_what_is_finished(house: House, which: str) -> None:
    house.publish(one_task().root)
    house.start("one-task", "clerk", amount=1)
    finish(house, 3)
    before = steps(house, LISTS[which])

    finish(house, 60)

    assert before > 0
    assert steps(house, LISTS[which]) <= before + 10


def test_lists_still_find_what_is_open_and_what_is_over(house: House) -> None:
    house.publish(one_task().root)
    house.start("one-task", "clerk", amount=1)
    finish(house, 2)

    assert house.see("clerk", worklist.count, worklist.Filter(candidate_groups=("ثبتاحوال",))) == 1
    assert house.see("clerk", worklist.count, worklist.Filter(visible_to="clerk", state=None)) == 3
    assert house.see("clerk", worklist.count, worklist.Filter(visible_to="nobody", state=None)) == 3
    assert house.see("clerk", worklist.count, worklist.Filter(candidate_user="clerk")) == 0
    assert house.see("clerk", worklist.count, worklist.Filter(for_groups=False)) == 0
    assert house.see("clerk2", worklist.count, worklist.Filter(candidate_groups=("ثبتاحوال",))) == 0
