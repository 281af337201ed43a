"""The six traps in which real clients of the dialect were caught: each is a promise."""

import io
import re

import pytest

from tests.integration.rest.conftest import diagram
from tests.support.visitors import basic

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000")

DEPLOYMENT = {"links", "id", "name", "source", "deploymentTime", "tenantId"}
BROUGHT = {
    "deployedProcessDefinitions", "deployedCaseDefinitions", "deployedDecisionDefinitions",
    "deployedDecisionRequirementsDefinitions",
}  # fmt: skip
DEFINITION = {
    "id", "key", "category", "description", "name", "version", "resource", "deploymentId", "diagram", "suspended",
    "tenantId", "versionTag", "historyTimeToLive", "startableInTasklist",
}  # fmt: skip
INSTANCE = {
    "links", "id", "definitionId", "definitionKey", "businessKey", "caseInstanceId", "ended", "suspended", "tenantId",
}  # fmt: skip
TASK = {
    "id", "name", "assignee", "created", "due", "followUp", "lastUpdated", "delegationState", "description",
    "executionId", "owner", "parentTaskId", "priority", "processDefinitionId", "processInstanceId", "taskDefinitionKey",
    "caseExecutionId", "caseInstanceId", "caseDefinitionId", "suspended", "formKey", "camundaFormRef", "tenantId",
    "taskState",
}  # fmt: skip
STAY = {
    "id", "parentActivityInstanceId", "activityId", "activityName", "activityType", "processInstanceId",
    "processDefinitionId", "childActivityInstances", "childTransitionInstances", "executionIds", "name", "incidentIds",
    "incidents",
}  # fmt: skip


@pytest.fixture
def walked(program, published):
    """A case that was started, and its first task."""
    body = {"businessKey": "B-1", "variables": {"amount": {"value": 3}}}
    case = program.post("/process-definition/key/service/start", body, "clerk").json
    (task,) = program.get("/task", processInstanceId=case["id"]).json
    return case, task


def every_answer(program, case, task):
    """Answers of every kind: things, lists, counts, refusals of ours and of Flask's."""
    yield program.get("/version")
    yield program.get("/engine")
    for noun in ("/deployment", "/process-definition", "/process-instance", "/task", "/history/task"):
        yield program.get(noun)
        yield program.get(f"{noun}/count")
    yield program.get("/history/activity-instance")
    yield program.get("/history/variable-instance")
    yield program.get("/history/user-operation")
    yield program.get(f"/task/{task['id']}/variables")
    yield program.get(f"/process-instance/{case['id']}/activity-instances")
    yield program.get("/version", None)  # 401
    yield program.get("/history/user-operation", "clerk")  # 403
    yield program.get("/task/unknown")  # 404
    yield program.get("/no/such/noun")  # 404 of Flask's
    yield program.ask("DELETE", "/version")  # 405 of Flask's
    yield program.ask("POST", f"/task/{task['id']}/complete", data=b"{")  # 400
    yield program.deploy({"x.bpmn": b"garbage"})  # 400
    yield program.deploy({"x.bpmn": b"x" * 9_000_000})  # 413
    yield program.post(f"/task/{task['id']}/unclaim", who="auditor")  # 403


def test_trap_1_the_content_type_is_exactly_application_json(program, walked):
    for answer in every_answer(program, *walked):
        said = answer.request.method, answer.request.path, answer.status_code
        assert answer.headers["Content-Type"] == "application/json", said
        assert answer.json is not None, said


def test_trap_2_an_empty_body_is_an_empty_object(program, walked):
    _case, task = walked
    as_json = {"headers": {"Content-Type": "application/json"}}

    assert program.post("/process-definition/key/service/start", who="clerk", **as_json).status_code == 200
    assert program.post("/process-definition/key/service/start", who="clerk").status_code == 200
    assert program.post(f"/task/{task['id']}/claim", who="clerk", **as_json).status_code == 204
    assert program.post(f"/task/{task['id']}/unclaim", who="clerk").status_code == 204
    assert program.post(f"/task/{task['id']}/complete", who="clerk", data=b" ", **as_json).status_code == 204
    assert program.post("/history/process-instance", who="clerk", data=b"null", **as_json).json[0]["id"]


@pytest.mark.parametrize("sent", [b"{}", b'{"processInstanceId": "other"}', b"{ broken"])
def test_trap_3_the_body_of_a_get_is_ignored(program, walked, sent):
    answer = program.ask("GET", "/task", data=sent, headers={"Content-Type": "application/json"})

    assert [one["id"] for one in answer.json] == [walked[1]["id"]]


def test_trap_4_every_key_is_there_null_if_empty(program, walked):
    case, task = walked
    made = program.deploy({"other.bpmn": diagram("other")}).json
    assert made.keys() == DEPLOYMENT | BROUGHT
    assert (made["name"], made["source"]) == (None, None)
    assert next(iter(made["deployedProcessDefinitions"].values())).keys() == DEFINITION
    assert program.deploy({"other.bpmn": diagram("other")}).json["deployedProcessDefinitions"] is None
    assert program.get("/deployment").json[0].keys() == DEPLOYMENT
    assert program.get("/process-definition").json[0].keys() == DEFINITION
    assert case.keys() == program.get("/process-instance").json[0].keys() == INSTANCE
    assert task.keys() == TASK
    tree = program.get(f"/process-instance/{case['id']}/activity-instances").json
    assert tree.keys() == tree["childActivityInstances"][0].keys() == STAY
    assert program.get(f"/task/{task['id']}/variables").json == {
        "amount": {"type": "Integer", "value": 3, "valueInfo": {}}
    }
    link = program.get(f"/task/{task['id']}/identity-links").json[0]
    assert link == {"userId": None, "groupId": "ثبتاحوال", "type": "candidate"}
    error = program.get("/task/unknown").json
    assert error["code"] is None
    assert error.keys() >= {"type", "message", "code"}


def test_trap_5_moments_have_milliseconds_and_a_zone_without_colon(program, walked):
    case, task = walked
    program.post(f"/task/{task['id']}/complete", who="clerk")
    shown = [
        program.get("/deployment").json[0]["deploymentTime"],
        task["created"],
        program.get(f"/history/process-instance/{case['id']}").json["startTime"],
        program.get("/history/activity-instance").json[0]["endTime"],
        program.get("/history/task").json[0]["endTime"],
        program.get("/history/user-operation").json[0]["timestamp"],
        program.get("/history/variable-instance").json[0]["createTime"],
    ]

    assert [one for one in shown if not MOMENT.fullmatch(one)] == []


def test_trap_6_input_is_read_leniently(program, walked):
    flags = {"enable-duplicate-filtering": "False", "deploy-changed-only": "true"}
    parts = {**flags, "any-name": (io.BytesIO(diagram("فرایند")), "کار/فرایند.bpmn")}
    made = program.ask("POST", "/deployment/create", "analyst", data=parts).json
    (resource,) = program.get(f"/deployment/{made['id']}/resources").json
    assert resource["name"] == "فرایند.bpmn"
    variables = {
        "text": {"value": "a", "type": "string", "valueInfo": None},
        "number": {"value": 1},
        "long": {"value": 2**40, "type": "LONG"},
        "yes": {"value": "True", "type": "boolean"},
        "nothing": {"value": None, "type": "null"},
        "list": {"value": "[1, 2]", "type": "json"},
        "date": {"value": "2026-11-21T10:00:00.000+0000", "type": "date"},
    }
    body = {"variables": variables, "businessKey": None, "withVariablesInReturn": True}
    begun = program.post("/process-definition/key/فرایند/start", body).json
    assert begun["variables"] == {
        "text": {"type": "String", "value": "a", "valueInfo": {}},
        "number": {"type": "Integer", "value": 1, "valueInfo": {}},
        "long": {"type": "Long", "value": 2**40, "valueInfo": {}},
        "yes": {"type": "Boolean", "value": True, "valueInfo": {}},
        "nothing": {"type": "Null", "value": None, "valueInfo": {}},
        "list": {"type": "Json", "value": "[1,2]", "valueInfo": {}},
        "date": {"type": "String", "value": "2026-11-21T10:00:00.000+0000", "valueInfo": {}},
    }
    assert program.post("/process-definition/key/service/start", {"variables": None}).status_code == 200
    assert program.post("/task", {"sorting": None, "processInstanceId": begun["id"]}).json[0]["name"] == "Check"
    assert program.count("/task", suspended="False", processInstanceId=begun["id"]) == 1


def test_a_client_that_says_nothing_of_json_is_read_all_the_same(program, published):
    answer = program.client.post(
        "/engine-rest/process-definition/key/service/start",
        data=b'{"businessKey": "plain"}',
        headers={**basic("clerk"), "Content-Type": "text/plain"},
    )

    assert answer.json["businessKey"] == "plain"
