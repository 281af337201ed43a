"""Lists are narrowed, sorted, paged and counted in the dialect's words, the same on both databases."""

import pytest

from engine import execution
from engine.db import Session
from tests.integration.rest.conftest import diagram, service

NOUNS = (
    "/deployment",
    "/process-definition",
    "/process-instance",
    "/task",
    "/history/process-instance",
    "/history/activity-instance",
    "/history/task",
    "/history/variable-instance",
    "/history/user-operation",
)


@pytest.fixture
def cases(program, house, published):
    """Three cases: new, one step further, over; the first two on `service`, the last on `Other`."""
    program.deploy(
        {"other.bpmn": diagram("Other", "Other, خدمت دیگر")}, **{"deployment-name": "Rest", "deployment-source": "s"}
    )
    new, further, over = (
        program.post(
            f"/process-definition/key/{key}/start",
            {"businessKey": business_key, "variables": {"amount": {"value": number}, "متن": {"value": "الف"}}},
            "clerk",
        ).json["id"]
        for number, (key, business_key) in enumerate([("service", "A_1"), ("service", "A-2"), ("Other", "b%3")])
    )  # fmt: skip
    for case in (further, over):
        (task,) = program.ids("/task", processInstanceId=case)
        program.post(f"/task/{task}/complete", who="clerk")
    (task,) = program.ids("/task", processInstanceId=over)
    program.post(f"/task/{task}/complete")
    return new, further, over


def found(program, noun, **query):
    """The places of the cases that a question finds, after checking that the count is the same."""
    listed = program.get(noun, "supervisor", **query)
    assert listed.status_code == 200, listed.text
    assert program.count(noun, **query) == len(listed.json)
    return [one.get("processInstanceId") or one["id"] for one in listed.json]


def test_open_cases_are_narrowed(program, cases):
    new, further, _over = cases
    table = [
        ({}, [new, further]),
        ({"businessKey": "A_1"}, [new]),
        ({"businessKeyLike": "a%"}, [new, further]),
        ({"processDefinitionKey": "service"}, [new, further]),
        ({"processDefinitionKeyIn": "Other,nothing"}, []),
        ({"processDefinitionKeyNotIn": "Other"}, [new, further]),
        ({"active": "true"}, [new, further]),
        ({"suspended": "true"}, []),
        ({"active": "true", "suspended": "true"}, []),
        ({"active": "false", "suspended": "False", "withIncident": "false"}, [new, further]),
        ({"withIncident": "true"}, []),
        ({"superProcessInstance": "x"}, []),
        ({"rootProcessInstances": "true", "leafProcessInstances": "true"}, [new, further]),
        ({"withoutTenantId": "true"}, []),
        ({"withoutTenantId": "false", "nobodyKnowsThisName": "x"}, [new, further]),
        ({"tenantIdIn": "x,y"}, []),
        ({"deploymentId": "x"}, []),
    ]
    for query, expected in table:
        assert sorted(found(program, "/process-instance", **query)) == sorted(expected), query


def test_tasks_are_narrowed(program, cases):
    new, further, _over = cases
    made = program.get("/task", processInstanceId=new).json[0]["created"]
    table = [
        ({}, [new, further]),
        ({"processInstanceIdIn": f"{new},x"}, [new]),
        ({"processInstanceBusinessKey": "A-2"}, [further]),
        ({"processInstanceBusinessKeyIn": "A-2,A_1"}, [new, further]),
        ({"processInstanceBusinessKeyLike": "%2"}, [further]),
        ({"processDefinitionKeyIn": "service"}, [new, further]),
        ({"processDefinitionNameLike": "SERV%"}, [new, further]),
        ({"taskDefinitionKey": "decide"}, [further]),
        ({"taskDefinitionKeyLike": "ch%"}, [new]),
        ({"name": "تصمیم"}, [further]),
        ({"nameLike": "%صمی%"}, [further]),
        ({"nameNotEqual": "تصمیم"}, [new]),
        ({"nameNotLike": "CHE%"}, [further]),
        ({"assignee": "supervisor"}, [further]),
        ({"assigneeLike": "super%"}, [further]),
        ({"assigneeIn": "x,supervisor"}, [further]),
        ({"assigneeNotIn": "supervisor"}, []),
        ({"assigned": "true"}, [further]),
        ({"unassigned": "true"}, [new]),
        ({"assigned": "true", "unassigned": "true"}, []),
        ({"candidateGroup": "ثبت احوال"}, [new]),
        ({"candidateGroup": "ثبت‌احوال"}, [new]),
        ({"candidateGroups": "ثبتاحوال,x"}, [new]),
        ({"candidateUser": "clerk"}, [new]),
        ({"candidateUser": "clerk", "includeAssignedTasks": "true"}, [new, further]),
        ({"candidateUser": "nobody"}, []),
        ({"withCandidateGroups": "true"}, [new]),
        ({"withoutCandidateGroups": "true"}, [further]),
        ({"withCandidateUsers": "true"}, [further]),
        ({"priority": 80}, [further]),
        ({"maxPriority": 50}, [new]),
        ({"minPriority": 51}, [further]),
        ({"withoutDueDate": "true"}, [new, further]),
        ({"dueBefore": "2100-01-01"}, []),
        ({"followUpBeforeOrNotExistent": "2100-01-01T00:00:00.000+0330"}, [new, further]),
        ({"createdOn": made}, [new]),
        ({"createdAfter": made}, [further]),
        ({"createdBefore": made}, []),
        ({"active": "true"}, [new, further]),
        ({"suspended": "true"}, []),
        ({"owner": "x"}, []),
        ({"executionId": new, "processInstanceId": further}, []),
        ({"taskId": "x"}, []),
    ]
    for query, expected in table:
        assert sorted(found(program, "/task", **query)) == sorted(expected), query


def test_published_versions_and_deployments_are_narrowed(program, cases):
    other = program.get("/process-definition/key/Other").json
    table = [
        ({"keyLike": "OTH%"}, 1),
        ({"keysIn": "Other,service,x"}, 2),
        ({"nameLike": "%دیگر"}, 1),
        ({"name": "Other, خدمت دیگر", "version": 1}, 1),
        ({"resourceNameLike": "other%", "latestVersion": "true"}, 1),
        ({"deploymentId": other["deploymentId"]}, 1),
        ({"deployedAt": program.get(f"/deployment/{other['deploymentId']}").json["deploymentTime"]}, 1),
        ({"processDefinitionIdIn": [other["id"], "x"]}, 1),
        ({"withoutVersionTag": "true"}, 2),
        ({"versionTagLike": "%"}, 0),
        ({"categoryLike": "%ravand%"}, 2),
        ({"suspended": "true"}, 0),
        ({"tenantIdIn": f"x,{other['tenantId']}"}, 2),
        ({"notStartableInTasklist": "true"}, 0),
    ]
    for query, expected in table:
        assert len(found(program, "/process-definition", **query)) == expected, query
    for query, expected in [({"nameLike": "re%"}, 1), ({"source": "s"}, 1), ({"withoutSource": "true"}, 0),
                            ({"after": "2100-01-01"}, 0), ({"id": other["deploymentId"]}, 1)]:  # fmt: skip
        assert len(found(program, "/deployment", **query)) == expected, query


def test_cases_and_tasks_of_the_history_are_narrowed(program, cases):
    new, further, over = cases
    begun = program.get(f"/history/process-instance/{further}").json["startTime"]
    table = [
        ({}, [new, further, over]),
        ({"finished": "true"}, [over]),
        ({"unfinished": "true"}, [new, further]),
        ({"finished": "false"}, [new, further, over]),
        ({"completed": "true"}, [over]),
        ({"externallyTerminated": "true"}, []),
        ({"finished": "true", "unfinished": "true"}, []),
        ({"processInstanceIds": f"{new},{over}"}, [new, over]),
        ({"processInstanceBusinessKeyIn": "A_1,b%3"}, [new, over]),
        ({"processDefinitionName": "Other, خدمت دیگر"}, [over]),
        ({"startedAfter": begun}, [further, over]),
        ({"startedBefore": begun}, [new, further]),
        ({"finishedAfter": "2100-01-01"}, []),
        ({"startedBy": "clerk"}, [new, further, over]),
        ({"startedBy": "nobody"}, []),
    ]
    for query, expected in table:
        assert sorted(found(program, "/history/process-instance", **query)) == sorted(expected), query
    table = [
        ({}, [new, further, further, over, over]),
        ({"finished": "true"}, [further, over, over]),
        ({"unfinished": "true", "processInstanceId": further}, [further]),
        ({"taskAssignee": "clerk"}, [further, over]),
        ({"taskAssigneeLike": "SUPER%"}, [further, over]),
        ({"unassigned": "true"}, [new]),
        ({"taskDeleteReason": "completed"}, [further, over, over]),
        ({"taskName": "تصمیم"}, [further, over]),
        ({"taskHadCandidateGroup": "ثبت احوال"}, [new, further, over]),
        ({"taskPriority": "80"}, [further, over]),
    ]
    for query, expected in table:
        assert sorted(found(program, "/history/task", **query)) == sorted(expected), query


def test_stays_and_variables_are_narrowed(program, cases):
    new, further, over = cases
    table = [
        ({"processInstanceId": over}, 4),
        ({"activityType": "noneEndEvent"}, 1),
        ({"activityName": "تصمیم"}, 2),
        ({"taskAssignee": "clerk", "activityId": "check"}, 0),
        ({"unfinished": "true"}, 2),
        ({"finished": "true", "processInstanceId": further}, 2),
        ({"canceled": "true"}, 0),
        ({"completeScope": "true"}, 0),
        ({"startedAfter": "2100-01-01"}, 0),
        ({"startedBefore": "2100-01-01", "finishedAfter": "2020-01-01", "processInstanceId": over}, 4),
        ({"activityInstanceId": program.ids("/history/activity-instance", processInstanceId=new)[1]}, 1),
    ]
    for query, expected in table:
        assert len(found(program, "/history/activity-instance", **query)) == expected, query
    for query, expected in [({}, 6), ({"variableName": "متن"}, 3), ({"variableNameLike": "AM%"}, 3),
                            ({"variableTypeIn": "String", "processInstanceIdIn": [new, over]}, 2)]:  # fmt: skip
        assert len(found(program, "/history/variable-instance", **query)) == expected, query


def test_operations_are_narrowed(program, cases):
    _new, further, over = cases
    (task, _) = (one["id"] for one in program.get("/history/task", processInstanceId=over).json)
    table = [
        ({"processInstanceId": over}, 3),
        ({"userId": "clerk"}, 5),
        ({"userId": "nobody"}, 0),
        ({"operationType": "Complete", "processInstanceId": further}, 1),
        ({"entityType": "Deployment", "userId": "analyst"}, 1),
        ({"entityTypeIn": "Task,Deployment", "category": "TaskWorker"}, 3),
        ({"property": "assignee"}, 0),
        ({"taskId": task}, 1),
        ({"processDefinitionKey": "Other"}, 3),
        ({"beforeTimestamp": "2020-01-01"}, 0),
        ({"externalTaskId": "x"}, 0),
    ]
    for query, expected in table:
        assert len(found(program, "/history/user-operation", **query)) == expected, query
    one = program.get("/history/user-operation", taskId=task).json[0]
    assert found(program, "/history/user-operation", operationId=one["operationId"]) == [over]
    assert found(program, "/history/user-operation", operationId=f"{over}:x") == []
    other = next(case for case in cases if case != over)
    for query in ({"taskId": task}, {"operationId": one["operationId"]}):
        assert found(program, "/history/user-operation", processInstanceId=other, **query) == [], query


def test_lists_are_sorted_and_paged(program, cases):
    def keys(noun, column, **query):
        return [one[column] for one in program.get(noun, **query).json]

    by = {"sortBy": "businessKey", "sortOrder": "desc"}
    assert keys("/history/process-instance", "businessKey", **by) == ["b%3", "A_1", "A-2"]
    assert keys("/history/process-instance", "businessKey", firstResult=1, maxResults=1, **by) == ["A_1"]
    assert keys("/process-instance", "id", sortBy="instanceId", sortOrder="asc") == list(cases[:2])
    assert keys("/task", "priority", sortBy="priority", sortOrder="desc") == [80, 50]
    assert keys("/process-definition", "key", sortBy="key", sortOrder="desc") == ["service", "Other"]
    assert keys("/deployment", "name", sortBy="name", sortOrder="desc")[1] == "Rest"
    assert keys("/history/task", "name", sortBy="taskName", sortOrder="desc")[0] == "تصمیم"
    stays = keys("/history/activity-instance", "startTime", sortBy="startTime", sortOrder="desc")
    assert stays == sorted(stays, reverse=True)
    assert len(stays) == 9
    page = {"sortBy": "endTime", "sortOrder": "asc", "firstResult": 1, "maxResults": 2}
    assert keys("/history/activity-instance", "endTime", **page)[0] is None
    assert keys("/history/variable-instance", "name", sortBy="variableName", sortOrder="asc")[0] == "amount"
    times = keys("/history/user-operation", "timestamp", sortBy="timestamp", sortOrder="asc")
    assert times == sorted(times)
    assert keys("/task", "id", maxResults=0) == []
    sorting = [{"sortBy": "priority", "sortOrder": "asc"}, {"sortBy": "name", "sortOrder": "desc"}]
    body = {"processInstanceIdIn": list(cases), "sorting": sorting}
    assert [one["priority"] for one in program.post("/task?maxResults=1", body).json] == [50]
    orders = [{"sortBy": "activityId", "sortOrder": "desc"}, {"sortBy": "startTime", "sortOrder": "asc"}]
    listed = program.post("/history/activity-instance", {"sorting": orders}).json
    assert [one["activityId"] for one in listed][:3] == ["done", "decide", "decide"]


def test_variables_of_many_cases_cost_no_more_statements_than_of_one(program, cases, monkeypatch):
    asked = []
    select = Session.select
    monkeypatch.setattr(Session, "select", lambda session, core: asked.append(core) or select(session, core))

    program.get("/history/variable-instance", processInstanceId=cases[0])
    one = len(asked)
    program.get("/history/variable-instance")

    assert len(asked) == 2 * one


def test_stays_are_read_a_few_cases_at_a_time(program, cases, monkeypatch):
    read, real = [], execution.activities
    monkeypatch.setattr("web.rest.walks._BATCH", 1)
    monkeypatch.setattr(execution, "activities", lambda ctx, ids: read.append(list(ids)) or real(ctx, ids))

    assert len(program.get("/history/activity-instance", maxResults=2).json) == 2
    assert read == [[cases[2]]]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_an_unknown_order_or_page_is_refused(program):
    wrong = [
        {"sortBy": "nothing", "sortOrder": "asc"},
        {"sortBy": "tenantId"},
        {"sortOrder": "asc"},
        {"sortBy": "tenantId", "sortOrder": "up"},
        {"maxResults": "-1"},
        {"firstResult": "a"},
    ]
    for noun in NOUNS:
        for query in wrong:
            answer = program.get(noun, **query)
            assert (answer.status_code, answer.json["type"]) == (400, "InvalidRequestException"), (noun, query)
            assert answer.json["error"] in {"unknown-sorting", "wrong-type"}


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_camunda_knows_and_we_do_not_is_refused_by_name_and_the_rest_ignored(program, house):
    house.publish(service().root)
    for noun, name in [
        ("/process-instance", "variables"), ("/process-instance", "activityIdIn"), ("/task", "taskVariables"),
        ("/task", "assigneeExpression"), ("/process-definition", "incidentId"), ("/history/task", "processFinished"),
        ("/history/process-instance", "executedActivityIdIn"), ("/history/variable-instance", "variableValue"),
    ]:  # fmt: skip
        refused = program.get(noun, **{name: "x"})
        assert (refused.status_code, refused.json["error"]) == (400, "unspoken"), name
        assert name in refused.json["message"]
        assert program.get(noun, **{name: ""}).status_code == 200
        assert program.get(noun, nobodyKnowsThis="x").status_code == 200
    assert program.post("/task", {"orQueries": [{}]}).status_code == 400
    assert program.post("/task", {"orQueries": []}).status_code == 200


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_values_of_the_wrong_type_are_refused_and_named(program, house):
    for noun, query in [
        ("/task", {"priority": "high"}), ("/task", {"assigned": "perhaps"}), ("/task", {"dueBefore": "soon"}),
        ("/process-definition", {"version": "1.5"}), ("/history/process-instance", {"startedAfter": "1405-08-30x"}),
        ("/history/activity-instance", {"finished": "2"}), ("/history/user-operation", {"afterTimestamp": "x"}),
    ]:  # fmt: skip
        refused = program.get(noun, **query)
        assert (refused.status_code, refused.json["error"]) == (400, "wrong-type"), query
        assert next(iter(query)) in refused.json["message"]
    for body in (
        {"name": {"a": 1}},
        {"processInstanceIdIn": [[1]]},
        {"sorting": "name"},
        {"sorting": [{"sortBy": []}]},
    ):
        assert program.post("/task", body).status_code == 400, body
    answer = program.ask("GET", "/task", query_string={"priority": "high"}, headers={"Accept-Language": "fa"})
    assert "عددی صحیح" in answer.json["message"]
