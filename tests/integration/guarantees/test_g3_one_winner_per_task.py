"""G3: a task has one winner, all others get a conflict, and no update is lost."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from engine import errors, execution
from tests.integration.execution.conftest import one_task, reviewers
from tests.support.house import House, house

__all__ = ["house"]


def _outcome(house: House, task: str, **submitted: object) -> str:
    try:
        house.do("supervisor", execution.complete_user_task, task, submitted)
    except errors.Conflict:
        return "conflict"
    return "success"


def test_one_task_submitted_eight_times_at_once_has_one_success(house: House) -> None:
    house.publish(one_task().root)
    begun = house.start("one-task", amount=20)
    (task,) = house.open_tasks(begun.instance)
    with ThreadPoolExecutor(8) as threads:
        outcomes = Counter(threads.map(lambda n: _outcome(house, task.id, amount=n), range(8)))
    assert outcomes == {"success": 1, "conflict": 7}
    record = house.see("auditor", execution.entries, begun.instance)
    assert [entry.type for entry in record].count("user_task.completed") == 1
    assert house.see("auditor", execution.check, begun.instance).whole


def test_eight_reviewers_submitting_at_once_all_succeed(house: House) -> None:
    house.publish(reviewers(8).root)
    begun = house.start("reviews")
    tasks = house.open_tasks(begun.instance)
    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(lambda task: _outcome(house, task.id, opinion=f"of {task.loop}"), tasks))
    assert outcomes == ["success"] * 8
    assert house.see("auditor", execution.case, begun.instance).status == execution.COMPLETED
    opinions = house.see("auditor", execution.variables, begun.instance)["opinions"]
    assert opinions == [f"of {number}" for number in range(8)]
    assert house.see("auditor", execution.check, begun.instance).whole


def test_claims_at_once_have_one_holder(house: House) -> None:
    house.publish(one_task().root)
    (task,) = house.open_tasks(house.start("one-task").instance)
    people = ["clerk", "supervisor"] * 4

    def claim(who: str) -> str:
        try:
            return str(house.do(who, execution.claim, task.id).assignee)
        except errors.TaskTaken:
            return ""

    with ThreadPoolExecutor(8) as threads:
        holders = {holder for holder in threads.map(claim, people) if holder}
    assert len(holders) == 1


def test_parallel_writes_of_different_variables_are_all_kept(house: House) -> None:
    house.publish(one_task().root)
    begun = house.start("one-task")
    with ThreadPoolExecutor(8) as threads:
        list(
            threads.map(
                lambda n: house.do("supervisor", execution.set_variables, begun.instance, {f"v{n}": n}), range(8)
            )
        )
    found = house.see("auditor", execution.variables, begun.instance)
    assert found == {f"v{number}": number for number in range(8)}
    assert house.see("auditor", execution.check, begun.instance).whole
