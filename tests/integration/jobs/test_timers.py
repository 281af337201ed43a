"""Cases wait for times: events, deadlines, cycles; what is due happens by the same commands as all else."""

from datetime import timedelta

import pytest

from engine import db, execution
from engine.context import Context
from engine.execution.jobs import WAITING
from tests.integration.execution.conftest import one_task
from tests.integration.jobs.conftest import BEGINNING, Clockwork, deadline, pause


def test_a_case_waits_for_a_time_and_goes_on_when_it_has_come(clockwork: Clockwork) -> None:
    clockwork.publish(pause())
    case = clockwork.begun("pause")
    (job,) = clockwork.jobs(case)
    assert (job.kind, job.element, job.name, job.state) == ("timer", "rest", "Rest", WAITING)
    assert job.due_at == db.stamp(BEGINNING + timedelta(hours=1))
    assert clockwork.later(minutes=59, seconds=59) == 0
    assert clockwork.whole(case)
    assert clockwork.later(seconds=1) == 1
    assert clockwork.status(case) == execution.COMPLETED
    assert clockwork.jobs(case) == []
    assert clockwork.whole(case)
    assert "wait.begun" in clockwork.told(case)


def test_a_deadline_that_passes_withdraws_the_task(clockwork: Clockwork) -> None:
    clockwork.publish(deadline())
    case = clockwork.begun("deadline")
    assert clockwork.later(hours=1) == 1
    assert [task.element for task in clockwork.open_tasks(case)] == ["remind"]
    assert clockwork.jobs(case) == []
    assert clockwork.whole(case)


def test_a_task_done_in_time_ends_its_deadline(clockwork: Clockwork) -> None:
    clockwork.publish(deadline())
    case = clockwork.begun("deadline")
    (task,) = clockwork.open_tasks(case)
    assert clockwork.whole(case)
    clockwork.do("clerk", execution.complete_user_task, task.id, {})
    assert clockwork.jobs(case) == []
    assert clockwork.told(case).count("wait.ended") == 1
    assert clockwork.whole(case)
    assert clockwork.later(days=1) == 0


def test_a_cycle_comes_as_often_as_it_says(clockwork: Clockwork) -> None:
    clockwork.publish(deadline("R3/PT1H", "timeCycle", interrupting="false"))
    case = clockwork.begun("deadline")
    for hour in range(1, 6):
        clockwork.later(hours=1)
        reminders = [task for task in clockwork.open_tasks(case) if task.element == "remind"]
        assert len(reminders) == min(hour, 3)
        assert clockwork.whole(case)


def test_after_an_outage_a_cycle_makes_up_for_what_it_missed(clockwork: Clockwork) -> None:
    clockwork.publish(deadline("R3/PT1H", "timeCycle", interrupting="false"))
    case = clockwork.begun("deadline")
    assert clockwork.later(days=2) == 3
    assert len(clockwork.open_tasks(case)) == 4


def test_the_timers_of_a_suspended_case_wait(clockwork: Clockwork) -> None:
    clockwork.publish(pause())
    case = clockwork.begun("pause")
    clockwork.do("supervisor", execution.suspend, case)
    assert clockwork.later(hours=2) == 0
    assert clockwork.whole(case)
    clockwork.do("supervisor", execution.resume, case)
    assert clockwork.work() == 1
    assert clockwork.status(case) == execution.COMPLETED


def test_a_case_that_is_ended_early_takes_its_timers_along(clockwork: Clockwork) -> None:
    clockwork.publish(deadline())
    case = clockwork.begun("deadline")
    clockwork.do("supervisor", execution.cancel_instance, case)
    assert clockwork.jobs(case) == []
    assert clockwork.later(days=1) == 0
    assert clockwork.whole(case)


def test_the_drawing_says_how_often_a_timer_is_tried(clockwork: Clockwork) -> None:
    tries = "<extensionElements><camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle>"
    drawn = pause().replace(b'name="Rest" >', f'name="Rest">{tries}</extensionElements>'.encode())
    clockwork.publish(drawn)
    (job,) = clockwork.jobs(clockwork.begun("pause"))
    assert (job.retry_cycle, job.tries_left) == ("R3/PT10M", 3)


def _statements(clockwork: Clockwork, key: str) -> int:
    sent = 0

    def begin(ctx: Context) -> None:
        nonlocal sent
        execution.start_latest(ctx, key, {})
        sent = ctx.db.statements

    clockwork.do("clerk", begin)
    return sent


def test_a_case_without_waits_costs_no_statement_more(clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch) -> None:
    clockwork.publish(one_task().root)
    _statements(clockwork, "one-task")  # what is remembered for a while is read now
    plain = _statements(clockwork, "one-task")
    monkeypatch.setattr("engine.execution.jobs.store", lambda _ctx, _case, _step, _hops: None)
    assert _statements(clockwork, "one-task") == plain
