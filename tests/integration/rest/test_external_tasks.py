"""Promises of /engine-rest/external-task to its clients: Camunda's shapes, statuses and words, leniently read."""

import pytest

from tests.integration.outside.conftest import one_inquiry
from tests.support.house import file_of

LISTED = {
    "activityId", "activityInstanceId", "errorMessage", "executionId", "id", "lockExpirationTime", "createTime",
    "processDefinitionId", "processDefinitionKey", "processDefinitionVersionTag", "processInstanceId", "retries",
    "suspended", "workerId", "topicName", "tenantId", "priority", "businessKey",
}  # fmt: skip
LOCKED = LISTED | {"errorDetails", "variables", "extensionProperties"}
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the commands behind it are tried on both
TOPIC = {"topicName": "inquire", "lockDuration": 60_000}


@pytest.fixture
def drawn(app, house):
    """The service with one inquiry, published; the application is there."""
    drawing = one_inquiry(taskPriority="7")
    drawing.process.set("{http://camunda.org/schema/1.0/bpmn}versionTag", "1.2")
    drawing.extended("ask", '<camunda:properties><camunda:property name="scale" value="2"/></camunda:properties>')
    house.publish(file_of(drawing.root))
    return house


@pytest.fixture
def begin(program, drawn):
    """Starts a case and returns its id."""

    def start(business_key=None, **variables):
        typed = {name: {"value": value} for name, value in variables.items()}
        body = {"businessKey": business_key, "variables": typed}
        return program.post("/process-definition/key/inquiry/start", body, "clerk").json["id"]

    return start


def fetch(program, worker="w1", topics=(TOPIC,), who="worker", **more):
    body = {"workerId": worker, "maxTasks": 10, "usePriority": True, "topics": list(topics), **more}
    return program.post("/external-task/fetchAndLock", body, who)


def test_fetched_work_has_every_key_and_typed_variables(program, begin):
    case = begin("م/۱۷", applicant="سارا", days=2.5, items=[1], urgent=True, nothing=None)

    answer = fetch(program, topics=[{**TOPIC, "includeExtensionProperties": True}])

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    (task,) = answer.json
    assert task.keys() == LOCKED
    assert (task["processInstanceId"], task["businessKey"], task["priority"]) == (case, "م/۱۷", 7)
    assert (task["workerId"], task["retries"], task["topicName"], task["activityId"]) == ("w1", None, "inquire", "ask")
    assert (task["processDefinitionKey"], task["processDefinitionVersionTag"]) == ("inquiry", "1.2")
    assert task["extensionProperties"] == {"scale": "2"}
    assert {name: (one["type"], one["value"]) for name, one in task["variables"].items()} == {
        "applicant": ("String", "سارا"), "days": ("Double", 2.5), "items": ("Json", "[1]"), "urgent": ("Boolean", True),
        "nothing": ("Null", None),
    }  # fmt: skip
    assert fetch(program, "w2").json == []


NARROWED = (
    {"businessKey": "B-2"}, {"processDefinitionKey": "other"}, {"processDefinitionKeyIn": ["a", "b"]},
    {"processDefinitionId": "0" * 32}, {"processDefinitionIdIn": ["0" * 32]}, {"processVariables": {"days": 3}},
    {"processDefinitionVersionTag": "2"}, {"tenantIdIn": ["elsewhere"]}, {"withoutTenantId": True},
)  # fmt: skip


def test_a_topic_that_is_narrowed_past_the_case_gives_nothing(program, begin):
    begin("B-1", days=2)

    for topic in NARROWED:
        assert fetch(program, topics=[{**TOPIC, **topic}]).json == [], topic


def test_a_topic_may_be_narrowed_to_the_case_and_to_some_variables(program, begin):
    begin("B-1", days=2, name="x")
    topic = {
        "businessKey": "B-1", "processDefinitionKeyIn": ["inquiry"], "processVariables": {"days": 2},
        "processDefinitionVersionTag": "1.2", "variables": ["name"], "deserializeValues": True, "tenantIdIn": None,
    }  # fmt: skip

    (task,) = fetch(program, topics=[{**TOPIC, **topic}], sorting=[{"sortBy": "createTime", "sortOrder": "asc"}]).json

    assert set(task["variables"]) == {"name"}


WRONG = (
    {"workerId": None}, {"maxTasks": None}, {"maxTasks": -1}, {"topics": "x"}, {"topics": [{"topicName": "x"}]},
    {"topics": [{"lockDuration": 5}]}, {"topics": [{**TOPIC, "lockDuration": 0}]}, {"asyncResponseTimeout": 1_800_001},
    {"sorting": [{"sortBy": "id", "sortOrder": "asc"}]}, {"topics": [{**TOPIC, "processVariables": 5}]},
)  # fmt: skip


def test_a_question_that_makes_no_sense_is_refused_with_a_type(program, begin):
    begin()

    for wrong in WRONG:
        answer = fetch(program, **wrong)
        assert (answer.status_code, answer.json["type"]) == (400, "InvalidRequestException"), wrong


def test_the_whole_life_of_a_lock(program, begin):
    begin()
    (task,) = fetch(program).json
    path = f"/external-task/{task['id']}"

    assert program.post(f"{path}/extendLock", {"workerId": "w1", "newDuration": 120_000}, "worker").status_code == 204
    refused = program.post(f"{path}/lock", {"workerId": "w2", "lockDuration": 1000}, "worker")
    assert (refused.status_code, "locked by worker 'w1'" in refused.json["message"]) == (400, True)
    assert program.ask("POST", f"{path}/unlock", "worker").status_code == 204
    assert program.post(f"{path}/lock", {"workerId": "w2", "lockDuration": 1000}, "worker").status_code == 204
    assert program.post(f"{path}/extendLock", {"workerId": "w1", "newDuration": 1}, "worker").status_code == 400


@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("complete", {"variables": {"answer": {"value": "yes"}}, "localVariables": None}),
        ("failure", {"errorMessage": "x", "retries": 0, "retryTimeout": 0}),
        ("bpmnError", {"errorCode": "x", "errorMessage": None, "variables": {}}),
    ],
)
def test_an_answer_is_204_and_another_workers_is_400_with_camundas_words(program, begin, deed, body):
    begin()
    (task,) = fetch(program).json
    path = f"/external-task/{task['id']}/{deed}"

    refused = program.post(path, {**body, "workerId": "w2"}, "worker")
    assert (refused.status_code, refused.json["code"]) == (400, None)
    assert f"External task {task['id']} cannot be" in refused.json["message"]
    done = program.post(path, {**body, "workerId": "w1"}, "worker")
    assert (done.status_code, done.data) == (204, b"")
    assert program.post(path, {**body, "workerId": "w1"}, "worker").status_code == 204, "sent twice"
    assert program.post(path.replace(task["id"], "x" * 32), {**body, "workerId": "w1"}, "worker").status_code == 404


def test_an_answer_is_read_leniently(program, begin):
    case = begin()
    (task,) = fetch(program).json
    body = {"workerId": "w1", "variables": {"n": {"value": 1}, "j": {"value": '{"a": 1}', "type": "json"}}}

    assert program.post(f"/external-task/{task['id']}/complete", body, "worker").status_code == 204

    found = program.get(f"/process-instance/{case}/variables").json
    assert (found["n"]["value"], found["j"]["value"]) == (1, '{"a":1}')


def test_a_failure_is_told_in_full_and_tries_are_given_again(program, begin):
    begin()
    (task,) = fetch(program).json
    path = f"/external-task/{task['id']}"
    body = {"workerId": "w1", "errorMessage": "قطع است", "errorDetails": "line 1\nline 2", "retries": 0}

    assert program.get(f"{path}/errorDetails").status_code == 204
    assert program.post(f"{path}/failure", body, "worker").status_code == 204

    details = program.get(f"{path}/errorDetails")
    assert (details.text, details.headers["Content-Type"].partition(";")[0]) == ("line 1\nline 2", "text/plain")
    assert (program.get(path).json["errorMessage"], program.get(path).json["retries"]) == ("قطع است", 0)
    assert program.ids("/external-task", noRetriesLeft=True) == [task["id"]]
    assert program.ask("PUT", f"{path}/retries", json={"retries": 3}).status_code == 204
    assert program.ids("/external-task", withRetriesLeft=True) == [task["id"]]
    assert program.ask("PUT", f"{path}/retries", json={}).status_code == 400
    assert program.ask("PUT", f"{path}/priority", json={"priority": -5}).status_code == 204
    assert program.get(path).json["priority"] == -5


def test_tries_of_several_are_set_at_once(program, begin):
    cases = [begin() for _ in range(3)]
    ids = program.ids("/external-task", sortBy="createTime", sortOrder="asc")

    def give(**body):
        return program.ask("PUT", "/external-task/retries", json=body).status_code

    assert give(retries=0, externalTaskIds=ids[:1]) == 204
    assert program.count("/external-task", noRetriesLeft=True) == 1
    query = {"processInstanceId": cases[2]}
    assert give(retries=4, processInstanceIds=cases[:2], externalTaskQuery=query) == 204
    assert [one["retries"] for one in program.get("/external-task").json] == [4, 4, 4]
    assert give(retries=1) == give(retries=1, externalTaskQuery=1) == 400
    assert give(retries=1, processInstanceQuery={"suspended": True}) == 400


def test_lists_are_narrowed_and_sorted(program, begin):
    first, second = begin(), begin()
    (held,) = fetch(program, maxTasks=1, topics=[TOPIC]).json

    (one,) = program.get("/external-task", processInstanceId=second).json
    assert one.keys() == LISTED
    assert program.ids("/external-task", locked=True) == [held["id"]]
    assert program.ids("/external-task", notLocked="true") == [one["id"]]
    assert program.ids("/external-task", workerId="w1", topicName="inquire", activityId="ask") == [held["id"]]
    newest = program.ids("/external-task", sortBy="createTime", sortOrder="desc")
    assert newest == [one["id"], held["id"]]
    for query in (
        {"externalTaskIdIn": ",".join(newest)}, {"processInstanceIdIn": f"{first},{second}"}, {"activityIdIn": "ask,x"},
        {"active": True}, {"priorityHigherThanOrEquals": 7}, {"withRetriesLeft": True}, {"executionId": None},
    ):  # fmt: skip
        assert program.count("/external-task", **{key: value for key, value in query.items() if value}) == 2, query
    for query in (
        {"suspended": True}, {"topicName": "x"}, {"priorityLowerThanOrEquals": 6}, {"noRetriesLeft": True},
        {"lockExpirationAfter": "2100-01-01T00:00:00.000+0000"}, {"processDefinitionId": "x"}, {"tenantIdIn": "x"},
    ):  # fmt: skip
        assert program.count("/external-task", **query) == 0, query
    assert program.post("/external-task", {"locked": True, "sorting": [{"sortBy": "id", "sortOrder": "asc"}]}).json
    assert program.get("/external-task", maxResults=1, firstResult=1).json[0].keys() == LISTED
    assert program.get("/external-task", sortBy="colour", sortOrder="asc").status_code == 400


def test_topics_are_named(program, begin):
    begin()

    assert program.get("/external-task/topic-names").json == ["inquire"]
    assert program.get("/external-task/topic-names", withLockedTasks=True).json == []
    assert program.get("/external-task/topic-names", withUnlockedTasks=True, withRetriesLeft=True).json == ["inquire"]


def test_who_waits_where_nobody_can_be_held_gets_an_empty_list_at_once(program, begin):
    begin()

    assert fetch(program, topics=[{**TOPIC, "topicName": "other"}], asyncResponseTimeout=60_000).json == []


def test_a_fetch_under_an_idempotency_key_gets_the_same_work_twice(program, begin):
    begin()
    body = {"workerId": "w1", "maxTasks": 1, "topics": [TOPIC]}
    key = {"Idempotency-Key": "fetch-1"}

    first = program.post("/external-task/fetchAndLock", body, "worker", headers=key)
    again = program.post("/external-task/fetchAndLock", body, "worker", headers=key)

    assert first.json == again.json != []


def test_only_a_worker_gets_work(program, begin):
    begin()

    for who in ("clerk", "citizen", "analyst", "supervisor"):
        assert fetch(program, who=who).status_code == 403, who


@pytest.mark.parametrize(
    "asked",
    [
        {"workerId": "w" * 256},
        {"workerId": {}},
        {"sorting": 5},
        {"sorting": "createTime"},
        {"topics": [{**TOPIC, "topicName": f"t{number}"} for number in range(201)]},
        {"topics": [{**TOPIC, "processDefinitionIdIn": [str(number) for number in range(2_001)]}]},
        {"topics": [{**TOPIC, "topicName": f"t{one}", "processDefinitionIdIn": ["a"] * 21} for one in range(100)]},
        {"topics": [{**TOPIC, "processVariables": {f"v{number}": number for number in range(2_001)}}]},
    ],
    ids=["long worker", "no worker", "sorting 5", "sorting text", "201 topics", "2,001 ids", "2,100 ids", "variables"],
)
def test_what_no_worker_asks_for_is_refused_in_words_before_anything_is_looked_for(program, begin, asked):
    begin()
    body = {"workerId": "w1", "maxTasks": 10, "topics": [TOPIC], **asked}
    answer = program.post("/external-task/fetchAndLock", body, "worker")
    assert answer.status_code == 400, answer.text
    assert answer.json["error"] in {"wrong-type", "unknown-sorting"}
    assert [one["workerId"] for one in program.get("/external-task").json] == [None]


def test_a_list_that_is_too_long_is_refused_whatever_it_narrows(program, begin):
    ids = [str(number) for number in range(2_001)]
    for path, name in (("/external-task/count", "externalTaskIdIn"), ("/job/count", "jobIds")):
        answer = program.post(path, {name: ids})
        assert (answer.status_code, answer.json["error"]) == (400, "wrong-type"), path
        assert "2000" in answer.json["message"]


def test_a_failure_is_noted_whatever_its_words_hold(program, begin):
    begin()
    (task,) = fetch(program).json
    said = {"workerId": "w1", "errorMessage": "half\0done", "errorDetails": "at\0length", "retries": 2}
    assert program.post(f"/external-task/{task['id']}/failure", said, "worker").status_code == 204
    assert program.get(f"/external-task/{task['id']}").json["errorMessage"] == "half\ufffddone"
