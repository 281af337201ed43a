"""Promises of /engine-rest about what became of outside work, jobs and incidents: logs, operations, several at once."""

from datetime import timedelta

import pytest

from tests.integration.jobs.conftest import BEGINNING, clockwork, pause
from tests.integration.outside.conftest import one_inquiry
from tests.support.house import file_of

__all__ = ["clockwork"]
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the commands behind it are tried on both
TOPIC = {"topicName": "inquire", "lockDuration": 60_000}
OUTSIDE_LOG = {
    "id", "externalTaskId", "timestamp", "topicName", "workerId", "retries", "priority", "errorMessage", "activityId",
    "activityInstanceId", "executionId", "processInstanceId", "processDefinitionId", "processDefinitionKey", "tenantId",
    "creationLog", "failureLog", "successLog", "deletionLog", "removalTime", "rootProcessInstanceId",
}  # fmt: skip
JOB_LOG = {
    "id", "timestamp", "removalTime", "jobId", "jobDueDate", "jobRetries", "jobPriority", "jobExceptionMessage",
    "failedActivityId", "jobDefinitionId", "jobDefinitionType", "jobDefinitionConfiguration", "activityId",
    "executionId", "processInstanceId", "processDefinitionId", "processDefinitionKey", "deploymentId",
    "rootProcessInstanceId", "tenantId", "hostname", "creationLog", "failureLog", "successLog", "deletionLog",
}  # fmt: skip
PAST_INCIDENT = {
    "id", "processDefinitionKey", "processDefinitionId", "processInstanceId", "executionId", "rootProcessInstanceId",
    "createTime", "endTime", "removalTime", "incidentType", "activityId", "failedActivityId", "causeIncidentId",
    "rootCauseIncidentId", "configuration", "historyConfiguration", "incidentMessage", "tenantId", "jobDefinitionId",
    "open", "deleted", "resolved", "annotation",
}  # fmt: skip
STATES = ("creationLog", "failureLog", "successLog", "deletionLog")


@pytest.fixture
def tasks(app, house, program):
    """Three pieces of outside work, all locked; return their ids, the oldest first."""
    house.publish(file_of(one_inquiry(taskPriority="7").root))
    for _ in range(3):
        house.start("inquiry")
    body = {"workerId": "w1", "maxTasks": 10, "topics": [TOPIC]}
    return [one["id"] for one in program.post("/external-task/fetchAndLock", body, "worker").json]


def of(task):
    return task.partition("-")[0]


def states(rows):
    return [next(name for name in STATES if row[name]) for row in rows]


def fail(program, task, retries=1, **more):
    body = {"workerId": "w1", "errorMessage": "away", "retries": retries, "retryTimeout": 0, **more}
    assert program.post(f"/external-task/{task}/failure", body, "worker").status_code == 204


@pytest.fixture
def lived(program, tasks):
    """One piece failed once and was answered, one ended with its case, one stands still."""
    answered, cancelled, stopped = tasks
    fail(program, answered, errorDetails="at length")
    program.post(f"/external-task/{answered}/lock", {"workerId": "w1", "lockDuration": 60_000}, "worker")
    program.post(f"/external-task/{answered}/complete", {"workerId": "w1"}, "worker")
    assert program.ask("DELETE", f"/process-instance/{of(cancelled)}").status_code == 204
    fail(program, stopped, retries=0)
    return tasks


def test_what_became_of_outside_work_is_told(program, lived):
    answered, cancelled, stopped = lived
    path = "/history/external-task-log"

    told = {task: program.get(path, processInstanceId=of(task)).json for task in lived}

    assert states(told[answered]) == ["creationLog", "failureLog", "successLog"]
    assert states(told[cancelled]) == ["creationLog", "deletionLog"]
    assert states(told[stopped]) == ["creationLog", "failureLog"]
    failed = told[answered][1]
    assert failed.keys() == OUTSIDE_LOG
    assert (failed["externalTaskId"], failed["topicName"], failed["workerId"]) == (answered, "inquire", "w1")
    assert (failed["errorMessage"], failed["retries"], failed["priority"]) == ("away", 1, 7)
    assert program.get(f"{path}/{failed['id']}").json == failed
    assert program.get(f"{path}/{failed['id']}/error-details").text == "at length"
    assert program.get(f"{path}/{told[answered][0]['id']}/error-details").status_code == 204


def test_logs_of_outside_work_are_narrowed_and_counted(program, lived):
    counts = [
        ({}, 7), ({"creationLog": "true"}, 3), ({"failureLog": "true"}, 2), ({"successLog": "true"}, 1),
        ({"deletionLog": "true"}, 1), ({"workerId": "w1"}, 3), ({"errorMessage": "away"}, 2), ({"topicName": "x"}, 0),
        ({"activityIdIn": "ask,other"}, 7), ({"processDefinitionKey": "inquiry"}, 7), ({"tenantIdIn": "x"}, 0),
        ({"priorityHigherThanOrEquals": "8"}, 0), ({"priorityLowerThanOrEquals": "7"}, 7),
        ({"withoutTenantId": "true"}, 0),
    ]  # fmt: skip
    for asked, count in counts:
        assert program.count("/history/external-task-log", **asked) == count, asked
        assert program.post("/history/external-task-log/count", asked).json == {"count": count}, asked


def test_logs_are_paged_and_sorted(program, lived):
    path = "/history/external-task-log"
    every = [one["timestamp"] for one in program.get(path, sortBy="timestamp", sortOrder="asc").json]
    assert every == sorted(every)
    page = program.get(path, sortBy="timestamp", sortOrder="asc", firstResult=2, maxResults=3).json
    assert [one["timestamp"] for one in page] == every[2:5]
    answer = program.get(path, sortBy="colour", sortOrder="asc")
    assert (answer.status_code, answer.json["error"]) == (400, "unknown-sorting")


@pytest.fixture
def timers(app, clockwork, program):
    """A timer that happens and one whose case is cancelled; returns the cases."""
    clockwork.publish(pause())
    fired, cancelled = clockwork.begun("pause"), clockwork.begun("pause")
    assert program.ask("DELETE", f"/process-instance/{cancelled}").status_code == 204
    clockwork.later(hours=1)
    return fired, cancelled


def test_what_became_of_timers_is_told(program, timers):
    fired, cancelled = timers
    path = "/history/job-log"
    begun, happened = program.get(path, processInstanceId=fired).json
    assert (begun.keys(), begun["jobId"], begun["jobDefinitionType"]) == (JOB_LOG, f"{fired}-2", "timer-transition")
    assert begun["jobDueDate"] == "2026-11-22T09:00:00.000+0000"
    assert states([begun, happened]) == ["creationLog", "successLog"]
    assert states(program.get(path, processInstanceId=cancelled).json) == ["creationLog", "deletionLog"]
    assert program.get(f"{path}/{begun['id']}").json == begun
    assert program.get(f"{path}/{begun['id']}/stacktrace").text == ""
    assert (program.count(path), program.count(path, successLog="true", jobId=f"{fired}-2")) == (4, 1)
    assert program.count(path, deploymentId=begun["deploymentId"]) == 4
    assert program.get(f"{path}/{fired}:99").status_code == 404


def test_past_incidents_are_told_open_or_over(program, tasks):
    path = "/history/incident"
    fail(program, tasks[0], retries=0)
    fail(program, tasks[1], retries=0)
    assert program.ask("PUT", f"/external-task/{tasks[0]}/retries", json={"retries": 2}).status_code == 204

    (over,) = program.get(path, resolved="true").json

    assert over.keys() == PAST_INCIDENT
    assert (over["processInstanceId"], over["open"], over["resolved"]) == (of(tasks[0]), False, True)
    assert over["incidentType"] == "failedExternalTask"
    assert over["endTime"] >= over["createTime"]
    assert program.ids(path, sortBy="createTime", sortOrder="desc") == [tasks[1], tasks[0]]
    asked = [{"open": "true"}, {"processDefinitionKey": "inquiry"}, {"deleted": "true"}]
    assert [program.count(path, **one) for one in asked] == [1, 2, 0]


def test_operations_on_work_jobs_and_incidents_are_told(program, tasks):
    task = tasks[0]
    program.ask("PUT", f"/external-task/{task}/priority", json={"priority": 9})
    program.ask("PUT", f"/external-task/{task}/retries", json={"retries": 3})
    found = program.get("/history/user-operation", externalTaskId=task).json
    assert [(one["operationType"], one["property"], one["newValue"]) for one in found] == [
        ("SetExternalTaskRetries", "retries", "3"), ("SetPriority", "priority", "9"),
    ]  # fmt: skip
    assert {(one["entityType"], one["externalTaskId"], one["taskId"]) for one in found} == {
        ("ExternalTask", task, None)
    }
    assert program.count("/history/user-operation", taskId=task) == 0
    assert program.count("/history/user-operation", entityType="ExternalTask", category="Operator") == 2


@pytest.fixture
def jobs(app, clockwork, program):
    """Two timers of two cases."""
    clockwork.publish(pause())
    cases = [clockwork.begun("pause") for _ in range(2)]
    return [f"{case}-2" for case in cases]


def test_a_job_gets_another_time_and_happens_then(program, clockwork, jobs):
    one, other = jobs
    for job, hours in ((one, 3), (other, 0.5)):
        due = (BEGINNING + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.000+0000")
        assert program.ask("PUT", f"/job/{job}/duedate", json={"duedate": due}).status_code == 204
        assert program.get(f"/job/{job}").json["dueDate"] == due
        assert clockwork.whole(of(job))
    assert clockwork.later(hours=1) == 1
    assert clockwork.status(of(other)) == "completed"
    assert clockwork.status(of(one)) == "active"
    assert "job.due_set" in clockwork.told(of(one))
    told = program.get("/history/user-operation", jobId=one).json
    assert [(one["operationType"], one["newValue"]) for one in told] == [("SetDueDate", "2026-11-22T11:00:00.000+0000")]
    assert program.ask("PUT", f"/job/{one}/duedate", json={"duedate": None}).status_code == 204
    assert program.ask("PUT", f"/job/{one}/duedate", json={"duedate": None, "cascade": True}).status_code == 400
    assert program.ask("PUT", f"/job/{one}/duedate", json={"duedate": "soon"}).status_code == 400


def test_jobs_are_narrowed_by_moments(program, jobs):
    asked = [
        ({"dueDates": "gt_2026-11-22T08:30:00.000+0000"}, 2),
        ({"dueDates": "gt_2026-11-22T08:30:00.000+0000,lt_2026-11-22T08:45:00.000+0000"}, 0),
        ({"createTimes": "lt_2026-11-22T08:30:00.000+0000"}, 2),
        ({"priorityHigherThanOrEquals": "0"}, 2),
        ({"priorityHigherThanOrEquals": "1"}, 0),
    ]
    assert [program.count("/job", **one) for one, _ in asked] == [count for _, count in asked]
    body = {"dueDates": [{"operator": "lt", "value": "2026-11-22T10:00:00.000+0000"}]}
    assert program.post("/job/count", body).json == {"count": 2}
    for wrong in ("about_noon", [{"operator": [], "value": "x"}], [5], [{"operator": "gt"}]):
        assert program.post("/job", {"dueDates": wrong}).status_code == 400, wrong
    assert program.get("/job", priorityLowerThanOrEquals="much").status_code == 400


def test_several_jobs_are_stopped_and_given_tries_together(program, jobs):
    assert (
        program.ask("PUT", "/job/suspended", json={"processDefinitionKey": "pause", "suspended": True}).status_code
        == 204
    )
    assert program.count("/job", suspended="true") == 2
    asked = {"processInstanceId": of(jobs[0]), "suspended": False}
    assert program.ask("PUT", "/job/suspended", json=asked).status_code == 204
    assert program.ids("/job", suspended="true") == [jobs[1]]
    for wrong in ({"suspended": True}, {**asked, "processDefinitionKey": "pause"}, {"processInstanceId": "x"}):
        assert program.ask("PUT", "/job/suspended", json=wrong).status_code == 400

    answer = program.post("/job/retries", {"retries": 5, "jobQuery": {"processDefinitionKey": "pause"}})

    assert (answer.status_code, answer.json["type"], answer.json["invocationsPerBatchJob"]) == (
        200,
        "set-job-retries",
        2,
    )
    assert [one["retries"] for one in program.get("/job").json] == [5, 5]
    assert program.post("/job/retries", {"retries": 5}).status_code == 400


def test_a_batch_of_outside_work_is_done_when_it_is_answered(program, tasks):
    answer = program.post("/external-task/retries-async", {"retries": 4, "externalTaskIds": tasks[:2]})

    assert answer.status_code == 200, answer.text
    assert (answer.json["type"], answer.json["totalJobs"]) == ("set-external-task-retries", 1)
    assert sorted(one["retries"] or 0 for one in program.get("/external-task").json) == [0, 4, 4]
    assert program.get(f"/batch/{answer.json['id']}").status_code == 404
