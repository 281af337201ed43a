"""A case moves only by commands; each is one transaction, allowed or refused, and recorded."""

from datetime import UTC, datetime

import pytest

from engine import definitions, errors, execution, worklist
from tests.integration.execution.conftest import one_task
from tests.support.house import House, file_of
from tests.unit.spiff.drawing import Drawing


def _types(house: House, instance: str) -> list[str]:
    return [entry.type for entry in house.see(house.everything(), execution.entries, instance)]


def test_a_case_goes_from_start_to_its_end(house: House, published: definitions.Version) -> None:
    begun = house.start("one-task", "clerk", amount=20)
    (task,) = house.open_tasks(begun.instance)
    assert (task.name, task.candidate_groups, task.assignee) == ("Check", ("ثبتاحوال",), None)
    house.do("clerk", execution.claim, task.id)
    ended = house.do("clerk", execution.complete_user_task, task.id, {"amount": 20})
    assert ended.case.status == execution.COMPLETED
    assert house.see("auditor", execution.variables, begun.instance) == {"amount": 20, "fee": 2}
    assert _types(house, begun.instance) == [
        "instance.started", "element.completed", "user_task.created", "user_task.claimed", "user_task.completed",
        "element.completed", "element.completed", "element.completed", "instance.completed",
    ]  # fmt: skip
    assert house.see("auditor", execution.check, begun.instance).whole


def test_case_numbers_count_without_gaps_within_a_jalali_year(house: House, published: definitions.Version) -> None:
    spring = datetime(2026, 3, 22, 9, tzinfo=UTC)
    clerk = house.actor("clerk")
    first, second = (house.do(clerk, execution.start_latest, "one-task", {}, now=spring) for _ in range(2))
    assert (first.case.number, second.case.number) == ("1405-00001", "1405-00002")


def test_a_running_case_keeps_its_version(house: House, published: definitions.Version) -> None:
    begun = house.start("one-task", amount=1)
    newer = house.publish(_second())
    assert newer.version == 2
    (task,) = house.open_tasks(begun.instance)
    assert (task.version, task.definition) == (1, published.id)
    house.do("clerk", execution.complete_user_task, task.id, {})
    assert house.see("clerk", execution.case, begun.instance).definition == published.id


def _second() -> object:
    drawing = Drawing("one-task").node("start", "begin").node("user", "check", candidateGroups="ثبت احوال")
    return drawing.node("end", "done").line("begin", "check", "done").root


def test_the_same_bytes_are_the_same_version(house: House, published: definitions.Version) -> None:
    with house.writing(house.everything()) as ctx:
        again = definitions.import_files(ctx, {"process.bpmn": _bytes()}, name="again", source="test")
    assert again.versions[0].id == published.id
    assert again.new == ()


def _bytes() -> bytes:
    return file_of(one_task().root)


def test_a_claimed_task_is_refused_with_the_holders_name(house: House, published: definitions.Version) -> None:
    (task,) = house.open_tasks(house.start("one-task").instance)
    house.do("clerk", execution.claim, task.id)
    with pytest.raises(errors.TaskTaken, match="رضا کریمی"):
        house.do("supervisor", execution.claim, task.id)
    with pytest.raises(errors.TaskTaken, match="رضا کریمی"):
        house.do("supervisor", execution.complete_user_task, task.id, {})


def test_who_may_not_take_a_task_is_told_for_whom_it_is(house: House) -> None:
    drawing = Drawing("signing").node("start", "begin").node("user", "sign", candidateGroups="مأمور ثبت")
    house.publish(drawing.node("end", "done").line("begin", "sign", "done").root)
    (task,) = house.open_tasks(house.start("signing").instance)
    with pytest.raises(errors.NotACandidate, match="مأمور ثبت"):
        house.do("clerk", execution.claim, task.id)


def test_a_task_given_back_can_be_taken_by_another(house: House, published: definitions.Version) -> None:
    (task,) = house.open_tasks(house.start("one-task").instance)
    house.do("clerk", execution.claim, task.id)
    assert house.do("clerk", execution.unclaim, task.id).assignee is None
    assert house.do("supervisor", execution.claim, task.id).assignee == "supervisor"


def test_a_supervisor_gives_a_task_to_somebody(house: House, published: definitions.Version) -> None:
    (task,) = house.open_tasks(house.start("one-task").instance)
    assert house.do("supervisor", execution.assign, task.id, "clerk").assignee == "clerk"
    with pytest.raises(errors.Forbidden):
        house.do("clerk", execution.assign, task.id, "supervisor")
    with pytest.raises(errors.UnknownPerson):
        house.do("supervisor", execution.assign, task.id, "clerk2")


def test_a_finished_task_is_refused(house: House, published: definitions.Version) -> None:
    (task,) = house.open_tasks(house.start("one-task").instance)
    house.do("clerk", execution.complete_user_task, task.id, {})
    for command in (execution.claim, execution.unclaim):
        with pytest.raises(errors.TaskFinished):
            house.do("clerk", command, task.id)
    with pytest.raises(errors.TaskFinished):
        house.do("clerk", execution.complete_user_task, task.id, {})


def test_a_form_opened_before_a_change_is_refused(house: House, published: definitions.Version) -> None:
    (task,) = house.open_tasks(house.start("one-task").instance)
    claimed = house.do("clerk", execution.claim, task.id)
    with pytest.raises(errors.StaleTask):
        house.do("clerk", execution.complete_user_task, task.id, {}, revision=task.revision)
    assert house.do("clerk", execution.complete_user_task, task.id, {}, revision=claimed.revision)


def test_another_agency_finds_nothing(house: House, published: definitions.Version) -> None:
    begun = house.start("one-task")
    (task,) = house.open_tasks(begun.instance)
    for command, subject in (
        (execution.claim, task.id),
        (execution.complete_user_task, task.id),
        (execution.case, begun.instance),
    ):
        with pytest.raises(errors.NotFound):
            house.do("clerk2", command, subject, *([{}] if command is execution.complete_user_task else []))
    assert house.see("clerk2", worklist.tasks, worklist.Filter()) == []
    assert house.see("clerk2", execution.cases, execution.Filter()) == []


def test_a_citizen_sees_only_what_is_theirs(house: House, published: definitions.Version) -> None:
    foreign = house.start("one-task", "clerk")
    own = house.start("one-task", "citizen")
    assert [case.id for case in house.see("citizen", execution.cases, execution.Filter())] == [own.instance]
    (task,) = house.open_tasks(foreign.instance)
    with pytest.raises(errors.NotFound):
        house.do("citizen", execution.claim, task.id)


def test_a_suspended_case_waits(house: House, published: definitions.Version) -> None:
    begun = house.start("one-task")
    (task,) = house.open_tasks(begun.instance)
    house.do("supervisor", execution.suspend, begun.instance, "a question to the ministry")
    house.do("supervisor", execution.suspend, begun.instance)
    assert house.open_tasks(begun.instance)[0].suspended
    with pytest.raises(errors.InstanceSuspended):
        house.do("clerk", execution.complete_user_task, task.id, {})
    house.do("supervisor", execution.resume, begun.instance)
    assert house.do("clerk", execution.complete_user_task, task.id, {}).case.status == execution.COMPLETED
    assert _types(house, begun.instance).count("instance.suspended") == 1


def test_a_cancelled_case_withdraws_its_tasks_and_keeps_its_record(
    house: House, published: definitions.Version
) -> None:
    begun = house.start("one-task")
    (task,) = house.open_tasks(begun.instance)
    assert house.do("supervisor", execution.cancel_instance, begun.instance, "twice").case.status == "cancelled"
    assert house.see("clerk", worklist.user_task, task.id).state == worklist.CANCELLED
    with pytest.raises(errors.InstanceEnded):
        house.do("supervisor", execution.cancel_instance, begun.instance)
    with pytest.raises(errors.TaskFinished):
        house.do("clerk", execution.claim, task.id)
    assert house.see("auditor", execution.check, begun.instance).whole


def test_set_variables_are_recorded_before_and_after(house: House, published: definitions.Version) -> None:
    begun = house.start("one-task", amount=5)
    house.do("supervisor", execution.set_variables, begun.instance, {"amount": 7, "note": "x" * 5_000})
    assert house.see("auditor", execution.variables, begun.instance)["note"] == "x" * 5_000
    (changed,) = [e for e in house.see("auditor", execution.entries, begun.instance) if e.type == "variables.changed"]
    assert '"amount":[[5],[7]]' in changed.payload
    assert "xxxx" not in changed.payload
    assert house.see("auditor", execution.check, begun.instance).whole


@pytest.mark.parametrize("name", ["", "two words", "1st", "a" * 129, "a.b", "a-b"])
def test_names_that_expressions_cannot_use_are_refused(house: House, published: definitions.Version, name: str) -> None:
    with pytest.raises(errors.ReservedVariable):
        house.do("clerk", execution.start_latest, "one-task", {name: 1})


@pytest.mark.parametrize("value", [10**30, "\ud800", float("nan")])
def test_values_that_json_cannot_hold_are_refused(house: House, published: definitions.Version, value: object) -> None:
    with pytest.raises(errors.Invalid):
        house.do("clerk", execution.start_latest, "one-task", {"amount": value})


def test_a_value_over_a_megabyte_is_refused(house: House, published: definitions.Version) -> None:
    with pytest.raises(errors.VariableTooLarge):
        house.do("clerk", execution.start_latest, "one-task", {"scan": "x" * 1_000_001})


def test_an_incident_stands_until_the_data_is_mended(house: House) -> None:
    drawing = Drawing("stuck").node("start", "begin").node("xor", "gate").node("end", "done").node("end", "large")
    drawing.line("begin", "gate").flow("gate", "done", "amount > 10").flow("gate", "large", "amount > 1000")
    house.publish(drawing.root)
    begun = house.start("stuck", amount=5)
    assert begun.incidents == ("no-way-out",)
    (incident,) = house.see("supervisor", execution.open_incidents, begun.instance)
    assert incident.element == "gate"
    assert house.see("auditor", execution.check, begun.instance).whole
    mended = house.do("supervisor", execution.set_variables, begun.instance, {"amount": 11})
    assert mended.case.status == execution.COMPLETED
    assert house.see("supervisor", execution.open_incidents, begun.instance) == []
    assert house.see("auditor", execution.check, begun.instance).whole


def test_a_retired_version_begins_no_case(house: House, published: definitions.Version) -> None:
    running = house.start("one-task")
    house.do("analyst", execution.retire, published.id)
    with pytest.raises(errors.NotPublished):
        house.start("one-task")
    (task,) = house.open_tasks(running.instance)
    assert house.do("clerk", execution.complete_user_task, task.id, {}).case.status == execution.COMPLETED


def test_a_published_version_is_not_published_again(house: House) -> None:
    version = house.publish(_second())
    with pytest.raises(errors.WrongVersionState):
        house.do("analyst", execution.publish, version.id)


def test_looking_again_within_five_minutes_leaves_one_view(house: House, published: definitions.Version) -> None:
    begun = house.start("one-task")
    for _ in range(3):
        house.do("auditor", execution.view, begun.instance)
    house.do("clerk", execution.view, begun.instance)
    assert _types(house, begun.instance).count("instance.viewed") == 2
    assert house.see("auditor", execution.check, begun.instance).whole


def test_a_case_that_is_still_stuck_stays_stuck_without_harm(house: House) -> None:
    drawing = Drawing("stuck").node("start", "begin").node("xor", "gate").node("end", "done").node("end", "large")
    drawing.line("begin", "gate").flow("gate", "done", "amount > 10").flow("gate", "large", "amount > 1000")
    house.publish(drawing.root)
    begun = house.start("stuck", amount=5)
    for amount in (6, "seven", 8, "nine"):
        house.do("supervisor", execution.set_variables, begun.instance, {"amount": amount})
        assert len(house.see("supervisor", execution.open_incidents, begun.instance)) == 1
        assert house.see("auditor", execution.check, begun.instance).whole


@pytest.mark.parametrize(
    ("due", "stored"),
    [
        ("2026-11-21", "2026-11-21T20:29:59.999999Z"),
        ("2026-11-21T10:00:00", "2026-11-21T06:30:00.000000Z"),
        ("2026-11-21T10:00:00Z", "2026-11-21T10:00:00.000000Z"),
        ('=date and time("2026-11-21T10:00:00@Asia/Tehran")', "2026-11-21T06:30:00.000000Z"),
        ("PT1H", "2026-11-21T08:00:00.000000Z"),
    ],
)
def test_a_due_date_is_stored_in_utc(house: House, due: str, stored: str) -> None:
    drawing = Drawing("dated").node("start", "begin").node("user", "check", dueDate=due).node("end", "done")
    house.publish(drawing.line("begin", "check", "done").root)
    morning = datetime(2026, 11, 21, 7, tzinfo=UTC)
    begun = house.do("supervisor", execution.start_latest, "dated", {}, now=morning)
    (task,) = house.open_tasks(begun.instance)
    assert task.due_at == stored
