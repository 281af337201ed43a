"""/message, /signal, /event-subscription and /execution as Camunda's clients know them."""

from typing import Any

import pytest

from engine import execution
from tests.integration.messages import drawn
from tests.integration.messages.conftest import Town
from tests.integration.rest.conftest import Program
from tests.support.house import House

CASE_KEYS = {
    "links", "id", "definitionId", "definitionKey", "businessKey", "caseInstanceId", "ended", "suspended", "tenantId",
}  # fmt: skip


def waiting() -> bytes:
    parts = (drawn.start(), drawn.catch("wait", "message", "answer"), drawn.work("look"), drawn.end())
    return drawn.file(drawn.process("waiter", *parts, lines="begin wait look done"))


def listening() -> bytes:
    parts = (drawn.start(), drawn.catch("hear", "signal", "alarm"), drawn.end())
    return drawn.file(drawn.process("listener", *parts, lines="begin hear done"))


def begun_by() -> bytes:
    parts = (drawn.start("begin", "message", "notice"), drawn.work("look"), drawn.end())
    return drawn.file(drawn.process("register", *parts, lines="begin look done"))


@pytest.fixture
def town(app: Any, house: House) -> Town:
    town = Town(house)
    town.publish(waiting(), listening(), begun_by())
    return town


def typed(**values: Any) -> dict[str, Any]:
    return {name: {"value": value} for name, value in values.items()}


def test_a_message_reaches_a_case_and_says_what_it_came_to_where_that_is_asked(program: Program, town: Town) -> None:
    case, other = town.start("waiter", "K-1", number=5), town.start("waiter", "K-2", number=6)

    silent = program.post("/message", {"messageName": "answer", "businessKey": "K-2", "processVariables": None})
    assert (silent.status_code, silent.get_data()) == (204, b"")
    assert town.waits(other) == []
    asked = {
        "messageName": "answer",
        "correlationKeys": {"number": {"value": 5, "type": "integer"}},
        "processVariables": typed(verdict="بله"),
        "withoutTenantId": True,  # as the worker of PyPI sends it
        "resultEnabled": True,
        "variablesInResultEnabled": True,
    }
    answer = program.post("/message", asked)

    assert answer.status_code == 200
    [result] = answer.json
    assert result["resultType"] == "Execution"
    assert result["execution"] == {
        "id": case, "processInstanceId": case, "ended": False, "tenantId": town.case(case).agency,
    }  # fmt: skip
    assert result["processInstance"] is None
    assert result["variables"]["verdict"] == {"type": "String", "value": "بله", "valueInfo": {}}


def test_a_message_begins_a_case(program: Program, town: Town) -> None:
    sent = {
        "messageName": "notice",
        "businessKey": "B-1",
        "processVariables": typed(child="Sara"),
        "resultEnabled": True,
    }
    [result] = program.post("/message", sent).json

    assert (result["resultType"], result["execution"]) == ("ProcessDefinition", None)
    assert "variables" not in result, "pycamunda cannot read null there"
    assert set(result["processInstance"]) == CASE_KEYS
    assert result["processInstance"]["businessKey"] == "B-1"
    assert town.values(result["processInstance"]["id"]) == {"child": "Sara"}


def test_a_message_that_fits_none_or_several_is_refused_as_camunda_refuses_it(program: Program, town: Town) -> None:
    [town.start("waiter", "K-1") for _ in range(2)]

    for sent, words in (({}, "2 cases"), ({"businessKey": "K-9"}, "No case"), ({"tenantId": None, "all": False}, "2")):
        answer = program.post("/message", {"messageName": "answer", **sent}, headers={"Accept-Language": "en"})
        assert answer.status_code == 400
        assert answer.json["type"] == "RestException"
        assert answer.json["message"].startswith("org.camunda.bpm.engine.MismatchingMessageCorrelationException: ")
        assert words in answer.json["message"]
    everybody = program.post("/message", {"messageName": "answer", "all": True, "resultEnabled": True})
    assert len(everybody.json) == 2
    assert program.post("/message", {"messageName": "answer", "all": True, "resultEnabled": True}).json == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"messageName": ""}, 400),
        ({"messageName": ["answer"]}, 400),
        ({"messageName": "answer", "correlationKeys": []}, 400),
        ({"messageName": "answer", "processVariables": {"a b": {"value": 1}}}, 400),
        ({"messageName": "answer", "variablesInResultEnabled": True}, 400),
        ({"messageName": "answer", "tenantId": "0" * 32}, 403),
        ({"messageName": "answer", "processInstanceId": "0" * 32}, 400),
    ],
)
@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_makes_no_sense_changes_nothing(program: Program, town: Town, sent: dict[str, Any], status: int) -> None:
    case = town.start("waiter", "K-1")

    assert program.post("/message", sent).status_code == status
    assert town.waits(case) == ["answer"]


def test_a_message_name_that_is_taken_stands_against_a_deployment_and_not_against_withdrawing(
    program: Program, town: Town
) -> None:
    other = begun_by().replace(b'"register"', b'"second"')
    refused = program.deploy({"second.bpmn": other})
    assert (refused.status_code, refused.json["type"]) == (400, "ParseException")
    assert "notice" in refused.text
    town.publish(begun_by().replace(b'Ref="m-notice"', b'Ref="m-alarm"'))  # the newest version begins otherwise
    assert program.deploy({"second.bpmn": other}).status_code == 200

    assert program.ask("DELETE", "/process-definition/key/register", "analyst").status_code == 204
    assert program.post("/message", {"messageName": "notice"}).status_code == 204
    assert [case.process_key for case in town.cases()] == ["second"]


def test_the_same_key_sends_a_message_once(program: Program, town: Town) -> None:
    sent = {"messageName": "notice", "resultEnabled": True}
    first, again = (program.post("/message", sent, headers={"Idempotency-Key": "n-1"}) for _ in range(2))

    assert (first.status_code, first.json) == (again.status_code, again.json)
    assert len(town.cases(process_key="register")) == 1
    other = program.post("/message", {"messageName": "notice"}, headers={"Idempotency-Key": "n-1"})
    assert other.status_code == 422


def test_a_signal_reaches_all_or_the_one_that_is_named(program: Program, town: Town) -> None:
    cases = [town.start("listener") for _ in range(3)]

    assert program.post("/signal", {"name": "alarm", "executionId": cases[0]}).status_code == 204
    assert [town.case(case).status for case in cases] == ["completed", "active", "active"]
    again = program.post("/signal", {"name": "alarm", "executionId": cases[0]})
    assert (again.status_code, again.json["error"]) == (400, "signal-not-awaited")
    assert program.post("/signal", {"name": "alarm", "variables": typed(level=3)}).status_code == 204
    assert [town.case(case).status for case in cases] == ["completed"] * 3
    assert town.values(cases[1]) == {"level": 3}
    assert program.post("/signal", {"name": "nobody"}).status_code == 204
    assert program.post("/signal", {}).status_code == 400
    assert program.post("/signal", {"name": "alarm", "executionId": "0" * 32}).status_code == 404


def test_who_waits_for_what_is_listed(program: Program, town: Town) -> None:
    case = town.start("waiter", "K-1")

    found = program.get("/event-subscription", eventType="message", processInstanceId=case).json
    assert found == [
        {
            "id": found[0]["id"],
            "eventType": "message",
            "eventName": "answer",
            "executionId": case,
            "processInstanceId": case,
            "activityId": "wait",
            "createdDate": found[0]["createdDate"],
            "tenantId": town.case(case).agency,
        }
    ]
    [start] = program.get("/event-subscription", eventName="notice").json
    assert (start["executionId"], start["activityId"]) == (None, "begin")
    assert program.count("/event-subscription") == 2
    assert program.count("/event-subscription", activityId="nowhere") == 0
    assert program.ids("/event-subscription", sortBy="created", sortOrder="desc")[0] == found[0]["id"]
    assert program.get("/event-subscription", sortBy="colour", sortOrder="asc").status_code == 400
    assert program.count("/event-subscription", "clerk2") == 0


def test_executions_are_cases_and_can_be_triggered(program: Program, town: Town) -> None:
    case, other = town.start("waiter", "K-1"), town.start("listener")

    assert program.ids("/execution", messageEventSubscriptionName="answer") == [case]
    assert program.ids("/execution", signalEventSubscriptionName="alarm") == [other]
    assert program.count("/execution", processDefinitionKey="waiter") == 1
    assert program.get(f"/execution/{case}").json["processInstanceId"] == case
    found = program.get(f"/execution/{case}/messageSubscriptions/answer").json
    assert found["activityId"] == "wait"
    assert program.get(f"/execution/{case}/messageSubscriptions/other").status_code == 404
    trigger = f"/execution/{case}/messageSubscriptions/answer/trigger"
    assert program.post(trigger, {"variables": typed(said=True)}).status_code == 204
    assert town.values(case) == {"said": True}
    assert program.post(trigger, {}).json["type"] == "RestException"
    assert program.post(f"/execution/{other}/signal", {}).status_code == 204
    assert town.case(other).status == "completed"
    assert program.get(f"/execution/{other}").status_code == 404
    assert program.post(f"/execution/{case}/signal", {}).status_code == 400


def test_callers_and_called_cases_are_found_by_each_other(program: Program, town: Town) -> None:
    parts = (drawn.start(), drawn.call("ask", "waiter"), drawn.end())
    town.publish(drawn.file(drawn.process("caller", *parts, lines="begin ask done")))
    top = town.start("caller")
    [below] = town.cases(parent=top)

    assert program.ids("/process-instance", superProcessInstance=top) == [below.id]
    assert program.ids("/process-instance", subProcessInstance=below.id) == [top]
    assert program.ids("/process-instance", rootProcessInstances="true") == [top]
    history = "/history/process-instance"
    assert program.ids(history, superProcessInstanceId=top) == [below.id]
    assert program.ids(history, subProcessInstanceId=below.id) == [top]
    shown = program.get(f"{history}/{below.id}").json
    assert (shown["superProcessInstanceId"], shown["rootProcessInstanceId"]) == (top, top)
    auditor = program.get("/history/activity-instance", "auditor", processInstanceId=top, activityId="ask").json
    assert [one["calledProcessInstanceId"] for one in auditor] == [below.id]
    town.house.do(town.all, execution.cancel_instance, top)
    assert program.get(f"{history}/{below.id}").json["state"] == "EXTERNALLY_TERMINATED"


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_who_may_not_send_messages_is_refused(program: Program, town: Town) -> None:
    for path in ("/message", "/signal"):
        answer = program.post(path, {"messageName": "notice", "name": "alarm"}, "clerk")
        assert (answer.status_code, answer.json["type"]) == (403, "AuthorizationException")
    assert town.cases(process_key="register") == []
