"""Promises to workers outside: work is theirs alone while they hold it, and an answer has one effect."""

import json
from datetime import timedelta

import pytest

from engine import errors, execution
from engine.execution import external_changes, external_fetch, job_commands
from engine.execution.external_work import Failure
from engine.worker import Worker
from tests.integration.outside.conftest import MINUTE, boundary, caught, one_inquiry
from tests.support.house import House

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"])  # for what no database could do otherwise
SECOND = timedelta(seconds=1)


def events(house: House, case: str) -> list[tuple[str, dict]]:
    found = house.see(house.everything(), execution.entries, case)
    return [(one.type, json.loads(one.facts)) for one in found if one.type.startswith(("external_task.", "incident."))]


def test_a_worker_gets_the_variables_of_the_case_and_finishes_the_work(office):
    case = office.begin(applicant="سارا", amount=3)

    (fetched,) = office.fetch()
    assert fetched.variables == {"amount": 3, "applicant": "سارا"}
    office.work("complete", fetched.task.id, "w1", {"answer": "yes"})

    assert office.went_on(case)
    assert office.house.see(office.house.everything(), execution.variables, case)["answer"] == "yes"
    assert [one for one, _ in events(office.house, case)] == ["external_task.answered"]
    assert office.house.see(office.house.everything(), execution.check, case).whole


@ON_SQLITE
def test_only_the_variables_that_are_asked_for_travel(office):
    office.begin(applicant="Sara", amount=3)

    (fetched,) = office.fetch(names=("amount",))

    assert fetched.variables == {"amount": 3}


@ON_SQLITE
def test_mapped_inputs_are_what_only_the_worker_sees(office):
    drawing = one_inquiry().extended(
        "ask",
        '<camunda:inputOutput><camunda:inputParameter name="who">${applicant}</camunda:inputParameter>'
        '<camunda:outputParameter name="known">${found}</camunda:outputParameter></camunda:inputOutput>',
    )
    case = office.begin(drawing, applicant="Sara")

    (fetched,) = office.fetch(local_only=True)
    assert fetched.variables == {"who": "Sara"}
    office.work("complete", fetched.task.id, "w1", {}, {"found": True})

    seen = office.house.see(office.house.everything(), execution.variables, case)
    assert (seen["known"], "found" in seen, "who" in seen) == (True, False, False)


def test_what_one_worker_holds_no_other_gets_until_the_lock_runs_out(office):
    office.begin()

    assert len(office.fetch("w1")) == 1
    assert office.fetch("w2") == []
    office.now += MINUTE + SECOND
    assert len(office.fetch("w2")) == 1


def test_a_worker_whose_lock_ran_out_may_answer_until_another_has_locked(office):
    first, second = office.begin(), office.another()
    one, other = sorted(office.fetch("w1"), key=lambda fetched: fetched.task.instance != first)
    office.now += MINUTE + SECOND

    office.work("complete", one.task.id, "w1", {})
    assert office.went_on(first)
    office.fetch("w2")
    with pytest.raises(errors.ExternalTaskLocked) as refused:
        office.work("complete", other.task.id, "w1", {})

    assert refused.value.params["holder"] == "w2"
    assert not office.went_on(second)


def test_an_answer_under_an_old_fence_has_no_effect_even_from_the_same_worker(office):
    case = office.begin()
    (old,) = office.fetch("w1")
    office.now += MINUTE + SECOND
    (new,) = office.fetch("w1")

    with pytest.raises(errors.ExternalTaskLocked):
        office.work("complete", old.task.id, "w1", {}, fence=old.task.fence)
    office.work("complete", new.task.id, "w1", {}, fence=new.task.fence)

    assert office.went_on(case)


def test_the_same_answer_sent_twice_has_one_effect(office):
    case = office.begin()
    (fetched,) = office.fetch()

    assert office.work("complete", fetched.task.id, "w1", {"answer": 1}) is not None
    assert office.work("complete", fetched.task.id, "w1", {"answer": 2}) is None

    assert office.house.see(office.house.everything(), execution.variables, case)["answer"] == 1
    with pytest.raises(errors.NotFound):
        office.work("complete", fetched.task.id, "w2", {})


@ON_SQLITE
def test_work_that_nobody_fetched_cannot_be_answered(office):
    office.begin()
    (task,) = office.tasks()

    with pytest.raises(errors.ExternalTaskNotLocked):
        office.work("complete", task.id, "w1", {})


def test_a_failure_with_tries_left_is_free_again_after_its_pause(office):
    case = office.begin()
    (fetched,) = office.fetch()

    office.work("fail", fetched.task.id, "w1", Failure(message="شبکه قطع است", details="…", retries=2, pause=MINUTE))

    assert office.fetch("w2") == []
    office.now += MINUTE
    (again,) = office.fetch("w2")
    assert (again.task.retries, again.task.error_message, again.task.error_details) == (2, "شبکه قطع است", "…")
    ((kind, facts),) = events(office.house, case)
    assert (kind, facts["retries"], facts["reason"]) == ("external_task.failed", 2, "failure")


def test_the_last_failure_is_an_incident_and_new_tries_end_it(office):
    case = office.begin()
    (fetched,) = office.fetch()

    office.work("fail", fetched.task.id, "w1", Failure(message="no luck"))
    assert office.work("fail", fetched.task.id, "w1", Failure(message="no luck")) is None, "sent twice"

    (incident,) = office.house.see(office.house.everything(), execution.open_incidents, case)
    assert (incident.code, incident.details["message"]) == ("outside-failed", "no luck")
    assert office.fetch("w2") == []
    assert [task.id for task in office.tasks(retries_left=False)] == [fetched.task.id]
    office.operate("set_retries", fetched.task.id, 3)
    assert office.house.see(office.house.everything(), execution.open_incidents, case) == []
    (again,) = office.fetch("w2")
    assert again.task.retries == 3
    assert events(office.house, case)[-2][0] == "external_task.retries_set"
    with pytest.raises(errors.RetriesMustBeGiven) as refused:
        office.operate("set_retries", again.task.id, -1)
    assert refused.value.code() == "retries-must-be-given"
    office.work("complete", again.task.id, "w2", {})
    assert office.went_on(case)
    assert office.house.see(office.house.everything(), execution.check, case).whole


@ON_SQLITE
def test_a_failure_may_bring_variables(office):
    case = office.begin()
    (fetched,) = office.fetch()

    office.work("fail", fetched.task.id, "w1", Failure(retries=1, variables={"seen": 1}, local={"tried": True}))

    assert office.house.see(office.house.everything(), execution.variables, case)["seen"] == 1
    (again,) = office.fetch("w2")
    assert again.variables == {"seen": 1, "tried": True}


@ON_SQLITE
def test_an_error_goes_to_its_catcher(office):
    drawing = one_inquiry()
    drawing.node("user", "fallback", name="Ask by letter", candidateGroups="ثبت احوال").flow("fallback", "done")
    caught(drawing, "unknown", "fallback")
    case = office.begin(drawing)
    (fetched,) = office.fetch()

    office.work("raise_error", fetched.task.id, "w1", "unknown", "nobody of this name", {"asked": True})

    assert [task.element for task in office.house.open_tasks(case)] == ["fallback"]
    assert [(kind, facts.get("code")) for kind, facts in events(office.house, case)] == [
        ("external_task.erred", "unknown")
    ]


@ON_SQLITE
def test_an_error_that_nobody_catches_is_an_incident_and_the_work_can_be_tried_again(office):
    case = office.begin()
    (fetched,) = office.fetch()

    office.work("raise_error", fetched.task.id, "w1", "strange", "why")

    (incident,) = office.house.see(office.house.everything(), execution.open_incidents, case)
    assert incident.code == "error-uncaught"
    office.operate("set_retries", fetched.task.id, 1)
    (again,) = office.fetch("w2")
    office.work("complete", again.task.id, "w2", {})
    assert office.went_on(case)


def test_locks_are_extended_given_back_and_taken(office):
    office.begin()
    (fetched,) = office.fetch("w1")
    task = fetched.task.id

    office.now += 30 * SECOND
    office.work("extend_lock", task, "w1", 2 * MINUTE)
    office.now += MINUTE + 30 * SECOND
    assert office.fetch("w2") == []
    with pytest.raises(errors.ExternalTaskLocked):
        office.work("lock", task, "w2", MINUTE)
    office.work("unlock", task)
    office.work("unlock", task)
    office.work("lock", task, "w2", MINUTE)
    with pytest.raises(errors.ExternalTaskLocked):
        office.work("extend_lock", task, "w1", MINUTE)
    office.now += MINUTE + SECOND
    with pytest.raises(errors.ExternalTaskLockExpired):
        office.work("extend_lock", task, "w2", MINUTE)
    with pytest.raises(errors.DurationMustBePositive):
        office.work("lock", task, "w2", timedelta(0))


def test_urgent_work_comes_first_and_then_the_oldest(office):
    first = office.begin()
    office.now += SECOND
    second = office.another()
    office.now += SECOND
    third = office.another()
    (last,) = [task for task in office.tasks() if task.instance == third]
    office.operate("set_priority", last.id, 9)
    office.operate("set_priority", last.id, 9)

    assert [one.task.instance for one in office.fetch(most=2)] == [third, first]
    assert [one.task.instance for one in office.fetch(most=2)] == [second]
    assert events(office.house, third) == [
        ("external_task.priority_set", {"task": last.id, "element": "ask", "activity": last.activity, "priority": 9})
    ]


def test_topics_may_be_narrowed_by_the_case(office):
    office.begin(amount=3, region="north")
    other = office.another(amount=4, region="north")

    (fetched,) = office.fetch(variables={"amount": 4})
    assert fetched.task.instance == other
    assert office.fetch(process_keys=("another",)) == []
    assert office.fetch(definitions=("0" * 32,)) == []
    assert office.fetch(business_key="x") == []
    assert office.fetch(version_tag="x") == []
    assert len(office.fetch(process_keys=("inquiry", "another"), variables={"region": "north"})) == 1


def test_a_suspended_case_gives_no_work_and_takes_no_answer(office):
    case = office.begin()
    other = office.another()
    held = {one.task.instance: one.task.id for one in office.fetch(most=1)}
    office.house.do("supervisor", execution.suspend, case)
    office.house.do("supervisor", execution.suspend, other)

    assert office.fetch("w2") == []
    (task,) = held.values()
    with pytest.raises(errors.InstanceSuspended):
        office.work("complete", task, "w1", {})
    assert len(office.tasks(suspended=True)) == 2
    office.house.do("supervisor", execution.resume, case)
    office.house.do("supervisor", execution.resume, other)
    assert len(office.fetch("w2")) == 1


def test_work_of_a_case_that_was_ended_is_gone(office):
    case = office.begin()
    (fetched,) = office.fetch()

    office.house.do("supervisor", execution.cancel_instance, case)

    assert office.tasks() == []
    with pytest.raises(errors.NotFound):
        office.work("complete", fetched.task.id, "w1", {})


@ON_SQLITE
def test_an_interrupted_task_takes_its_work_away(office):
    drawing = one_inquiry()
    drawing.add(boundary(drawing, "late", "timerEventDefinition"), "timeDuration", "PT1H")
    drawing.flow("late", "read")
    case = office.begin(drawing)
    (fetched,) = office.fetch()
    worker = Worker(office.house.database, clock=lambda: office.now + timedelta(hours=1))
    assert worker.drain() == 1

    assert office.tasks() == []
    with pytest.raises(errors.NotFound):
        office.work("complete", fetched.task.id, "w1", {})
    assert office.went_on(case)


def test_the_other_agency_gets_nothing(office):
    office.begin()
    (task,) = office.tasks()
    stranger = office.house.actor("clerk2")
    stranger = type(stranger)(
        stranger.id, stranger.username, stranger.name, stranger.agency, frozenset({"worker", "supervisor"})
    )

    wanted = [external_fetch.Topic(name="inquire", lock=MINUTE)]
    assert office.house.do(stranger, external_fetch.fetch_and_lock, "w", wanted, most=9) == []
    for command, arguments in ((external_changes.set_retries, (1,)), (external_changes.set_priority, (1,))):
        with pytest.raises(errors.NotFound):
            office.house.do(stranger, command, task.id, *arguments)
    assert office.house.see(stranger, external_changes.external_tasks_count, external_changes.Tasks()) == 0


@ON_SQLITE
def test_a_worker_that_never_answers_becomes_an_incident_and_no_endless_loop(office):
    case = office.begin()
    for _ in range(external_fetch.MOST_UNANSWERED):
        assert len(office.fetch()) == 1
        office.now += MINUTE + SECOND
    assert office.fetch() == []

    with office.house.writing("supervisor", office.now) as ctx:
        ((_agency, task),) = external_changes.silent(ctx)
        external_changes.stop_silent(ctx, task)
        external_changes.stop_silent(ctx, task)

    (incident,) = office.house.see(office.house.everything(), execution.open_incidents, case)
    assert (incident.code, incident.details["times"]) == ("outside-silent", 8)
    office.operate("set_retries", task, 1)
    assert len(office.fetch()) == 1


@ON_SQLITE
def test_an_operator_who_settles_the_incident_offers_the_work_again(office):
    case = office.begin()
    (fetched,) = office.fetch()
    office.work("fail", fetched.task.id, "w1", Failure(message="no luck"))
    (incident,) = office.house.see(office.house.everything(), execution.open_incidents, case)

    office.house.do("supervisor", job_commands.resolve_incident, incident.id, "the line is mended")

    (again,) = office.fetch("w2")
    assert (again.task.id, again.task.state, again.task.retries) == (fetched.task.id, "open", None)
