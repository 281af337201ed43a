"""What clients do to cases and tasks happens once, is refused when it comes too late, and is recorded."""

import pytest

from tests.integration.rest.conftest import service
from tests.support.house import file_of


@pytest.fixture
def task(program, published):
    """The first task of a case."""
    case = program.post("/process-definition/key/service/start", {"variables": {"amount": {"value": 1}}}, "clerk").json
    return program.get("/task", processInstanceId=case["id"]).json[0]


def test_the_same_idempotency_key_starts_one_case_and_gives_one_answer(program, published):
    key = {"headers": {"Idempotency-Key": "start-1"}}
    first, again = (
        program.post("/process-definition/key/service/start", {"businessKey": "A"}, "clerk", **key) for _ in range(2)
    )

    assert (again.status_code, again.data) == (200, first.data)
    assert again.headers["Content-Type"] == "application/json"
    assert program.count("/process-instance") == 1
    other = program.post("/process-definition/key/service/start", {"businessKey": "B"}, "clerk", **key)
    assert (other.status_code, other.json["error"]) == (422, "idempotency-mismatch")


def test_the_same_idempotency_key_completes_once(program, task):
    key = {"headers": {"Idempotency-Key": "complete-1"}}

    answers = [program.post(f"/task/{task['id']}/complete", who="clerk", **key) for _ in range(3)]

    assert [one.status_code for one in answers] == [204, 204, 204]
    assert program.post(f"/task/{task['id']}/complete", who="clerk").status_code == 409


def test_a_task_is_claimed_by_one_and_the_others_hear_by_whom(program, task):
    address = f"/task/{task['id']}"
    assert program.post(f"{address}/claim", {"userId": "clerk"}, "clerk").status_code == 204
    assert program.post(f"{address}/claim", {"userId": "clerk"}, "clerk").status_code == 204
    for attempt in (
        program.post(f"{address}/claim", {"userId": "supervisor"}),
        program.post(f"{address}/claim"),
        program.post(f"{address}/complete"),
        program.post(f"{address}/claim", {"userId": "analyst"}),
    ):
        assert (attempt.status_code, attempt.json["error"]) == (409, "task-taken")
        assert "رضا کریمی" in attempt.json["message"]
    assert program.get(address).json["assignee"] == "clerk"
    assert program.post(f"{address}/unclaim", who="clerk").status_code == 204
    assert program.post(f"{address}/claim", {"userId": "supervisor"}, "clerk").status_code == 403
    assert program.post(f"{address}/claim", {"userId": "clerk"}).status_code == 204
    assert program.get(address).json["assignee"] == "clerk"


def test_a_supervisor_gives_a_task_to_somebody_or_nobody(program, task):
    address = f"/task/{task['id']}/assignee"
    assert program.post(address, {"userId": "clerk"}).status_code == 204
    assert program.get(f"/task/{task['id']}/identity-links", type="assignee").json == [
        {"userId": "clerk", "groupId": None, "type": "assignee"}
    ]
    assert program.post(address, {"userId": None}).status_code == 204
    assert program.get(f"/task/{task['id']}").json["assignee"] is None
    unknown = program.post(address, {"userId": "nobody"})
    assert (unknown.status_code, unknown.json["error"]) == (400, "unknown-person")
    assert program.post(address, {"userId": 5.5}).status_code == 400
    assert program.post(address, {"userId": ["clerk"]}).json["error"] == "wrong-type"


def test_completing_gives_back_the_variables_one_sees_where_they_are_asked_for(program, task):
    body = {"variables": {"checked": {"value": True}}, "withVariablesInReturn": True}

    answer = program.post(f"/task/{task['id']}/complete", body, "clerk")

    assert answer.status_code == 200
    assert {name: one["value"] for name, one in answer.json.items()} == {"amount": 1, "checked": True}
    assert program.post(f"/task/{task['id']}/complete", body, "clerk").json["error"] == "task-finished"
    assert program.get(f"/task/{task['id']}").status_code == 404


def test_a_suspended_case_waits(program, task):
    address = f"/process-instance/{task['processInstanceId']}"
    for _ in range(2):
        assert program.ask("PUT", f"{address}/suspended", json={"suspended": "True"}).status_code == 204
    assert program.get(address).json["suspended"] is True
    assert program.get(f"/task/{task['id']}").json["suspended"] is True
    assert program.ids("/task", suspended="true") == [task["id"]]
    refused = program.post(f"/task/{task['id']}/complete", who="clerk")
    assert (refused.status_code, refused.json["error"]) == (409, "instance-suspended")
    assert program.get("/history/process-instance").json[0]["state"] == "SUSPENDED"
    assert program.ask("PUT", f"{address}/suspended", json={}).status_code == 400
    assert program.ask("PUT", f"{address}/suspended", json={"suspended": False}).status_code == 204
    assert program.post(f"/task/{task['id']}/complete", who="clerk").status_code == 204


def test_a_deleted_case_is_over_and_stays_in_the_history(program, task):
    case = task["processInstanceId"]
    assert program.ask("DELETE", f"/process-instance/{case}").status_code == 204
    assert program.ask("DELETE", f"/process-instance/{case}").status_code == 404
    assert program.ask("DELETE", f"/process-instance/{case}?failIfNotExists=false").status_code == 204
    assert program.get(f"/process-instance/{case}/variables").status_code == 404
    assert program.ask("PUT", f"/process-instance/{case}/suspended", json={"suspended": True}).status_code == 404
    over = program.get(f"/history/process-instance/{case}").json
    assert (over["state"], over["deleteReason"]) == ("EXTERNALLY_TERMINATED", "cancelled")
    (stay,) = program.get("/history/activity-instance", canceled="true").json
    assert stay["activityId"] == "check"
    (gone,) = program.get("/history/task", processInstanceId=case).json
    assert (gone["deleteReason"], gone["taskState"]) == ("deleted", "Deleted")


def test_variables_of_a_case_are_set_and_never_removed(program, task):
    address = f"/process-instance/{task['processInstanceId']}/variables"
    body = {"modifications": {"متن": {"value": "سلام"}, "list": {"value": "[1]", "type": "Json"}}, "deletions": []}
    assert program.post(address, body).status_code == 204
    assert program.ask("PUT", f"{address}/amount", json={"value": "7", "type": "Long"}).status_code == 204
    assert program.get(address).json == {
        "amount": {"type": "Integer", "value": 7, "valueInfo": {}},
        "متن": {"type": "String", "value": "سلام", "valueInfo": {}},
        "list": {"type": "Json", "value": "[1]", "valueInfo": {}},
    }
    assert program.get(f"{address}/متن").json["value"] == "سلام"
    assert program.get(f"{address}/nothing").status_code == 404
    for refused in (
        program.post(address, {"modifications": {"amount": {"value": 9}}, "deletions": ["amount"]}),
        program.ask("DELETE", f"{address}/amount"),
    ):
        assert (refused.status_code, refused.json["error"]) == (400, "variables-stay")
    assert program.ask("DELETE", f"{address}/nothing").status_code == 404
    assert program.get(f"{address}/amount").json["value"] == 7
    changes = program.get("/history/user-operation", operationType="SetVariables").json
    assert [one["userId"] for one in changes] == ["supervisor", "supervisor"]


def test_what_only_a_task_sees_is_local(program, house):
    drawing = service("several")
    drawing.several("check", input="names", item="name", output="said", output_item="word")
    house.publish(drawing.root)
    names = {"names": {"value": '["الف", "ب"]', "type": "Json"}}
    case = program.post("/process-definition/key/several/start", {"variables": names}).json["id"]
    tasks = program.get("/task", processInstanceId=case, sortBy="id", sortOrder="asc").json
    local = [program.get(f"/task/{one['id']}/localVariables").json["name"]["value"] for one in tasks]
    assert sorted(local) == ["الف", "ب"]
    seen = program.get(f"/task/{tasks[0]['id']}/variables", variableNames="name,names").json
    assert seen.keys() == {"name", "names"}
    assert program.get(f"/task/{tasks[0]['id']}/variables/names").json["type"] == "Json"
    assert program.get(f"/task/{tasks[0]['id']}/variables/nothing").status_code == 404


def test_every_command_leaves_its_event_in_the_record(program, record):
    made = program.deploy({"service.bpmn": file_of(service().root)}).json
    case = program.post("/process-definition/key/service/start", who="clerk").json["id"]
    (task,) = program.ids("/task", processInstanceId=case)
    program.post(f"/task/{task}/claim", who="clerk")
    program.post(f"/task/{task}/unclaim", who="clerk")
    program.post(f"/task/{task}/assignee", {"userId": "clerk"})
    program.post(f"/process-instance/{case}/variables", {"modifications": {"a": {"value": 1}}})
    program.ask("PUT", f"/process-instance/{case}/suspended", json={"suspended": True})
    program.ask("PUT", f"/process-instance/{case}/suspended", json={"suspended": False})
    program.ask("DELETE", f"/process-instance/{case}")
    program.ask("DELETE", f"/deployment/{made['id']}", "analyst")

    types = [
        "deployment.created", "definition.published", "instance.started", "user_task.created", "user_task.claimed",
        "user_task.unclaimed", "user_task.assigned", "variables.changed", "instance.suspended", "instance.resumed",
        "user_task.cancelled", "instance.cancelled", "definition.retired",
    ]  # fmt: skip
    for one in types:
        entries = record(one)
        assert len(entries) == 1, one
        assert entries[0][0].channel == "api"
