"""Cases begin by themselves at times: by the newest published version alone, each time once, also after an outage."""

from datetime import timedelta

import pytest

from engine import db, definitions, execution
from tests.integration.jobs.conftest import BEGINNING, Clockwork, every, process, timer


def _cases(clockwork: Clockwork) -> list[execution.Instance]:
    return list(clockwork.see("auditor", execution.cases, execution.Filter(process_key="every")))


def test_a_cycle_begins_a_case_each_time(clockwork: Clockwork) -> None:
    clockwork.publish(every())
    assert clockwork.work() == 0
    for hour in range(1, 4):
        clockwork.later(hours=1)
        assert len(_cases(clockwork)) == hour
    begun = _cases(clockwork)[0]
    assert begun.started_by == "system"
    assert [task.element for task in clockwork.open_tasks(begun.id)] == ["check"]
    assert clockwork.whole(begun.id)


def test_after_an_outage_every_missed_time_begins_its_case(clockwork: Clockwork) -> None:
    clockwork.publish(every())
    assert clockwork.later(hours=5, minutes=30) == 5
    assert len(_cases(clockwork)) == 5
    clockwork.later(minutes=30)
    assert len(_cases(clockwork)) == 6


def test_a_date_begins_one_case(clockwork: Clockwork) -> None:
    clockwork.publish(every(db.stamp(BEGINNING + timedelta(days=1)), "timeDate"))
    clockwork.later(hours=23)
    assert _cases(clockwork) == []
    clockwork.later(days=9)
    assert len(_cases(clockwork)) == 1


def test_a_newer_version_takes_the_place_of_the_older(clockwork: Clockwork) -> None:
    clockwork.publish(every())
    clockwork.later(minutes=50)
    second = clockwork.publish(every("R/PT2H"))
    clockwork.later(minutes=10)
    assert _cases(clockwork) == []
    clockwork.later(minutes=110)
    assert [case.definition for case in _cases(clockwork)] == [second.id]


def test_a_retired_version_begins_nothing_and_gives_place_to_the_one_before(clockwork: Clockwork) -> None:
    first = clockwork.publish(every())
    second = clockwork.publish(every("R/PT2H"))
    clockwork.do("analyst", execution.retire, second.id)
    clockwork.later(hours=1)
    assert [case.definition for case in _cases(clockwork)] == [first.id]
    clockwork.do("analyst", execution.retire, first.id)
    assert clockwork.later(days=1) == 0


def test_retiring_an_older_version_leaves_the_newest_counting(clockwork: Clockwork) -> None:
    first = clockwork.publish(every("R/PT3H"))
    clockwork.publish(every())
    clockwork.later(minutes=30)
    clockwork.do("analyst", execution.retire, first.id)
    clockwork.later(minutes=30)
    assert len(_cases(clockwork)) == 1


def test_other_agencies_and_processes_keep_their_own(clockwork: Clockwork) -> None:
    clockwork.publish(every())
    nodes = f'<startEvent id="begin">{timer("timeCycle", "R/P1D")}</startEvent><endEvent id="done"/>'
    other: definitions.Version = clockwork.publish(process("daily", nodes, "begin done"))
    clockwork.do("analyst", execution.retire, other.id)
    assert clockwork.later(hours=1) == 1


@pytest.mark.parametrize("drawing", ["R/PT1H", "R2/PT1H"])
def test_a_case_is_begun_by_hand_beside_its_timer(clockwork: Clockwork, drawing: str) -> None:
    clockwork.publish(every(drawing))
    clockwork.begun("every")
    clockwork.later(hours=1)
    assert len(_cases(clockwork)) == 2
