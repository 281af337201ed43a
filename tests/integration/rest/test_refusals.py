"""Whoever may not, asks wrongly or comes too late is told so in the dialect's one shape of an error."""

import pytest

from engine import definitions
from engine.identity import Permission
from tests.integration.rest.conftest import FORM, service
from tests.support.visitors import basic
from web.addresses import Shapes

SHAPE = {"type", "message", "code"}


def routes(app):
    """Every address under /engine-rest with every method that it has."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/engine-rest"):
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield method, adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, "x"), method=method)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_every_route_is_found_whatever_ids_were_asked_before(app):
    addresses = app.url_map.bind("")
    shapes = Shapes(addresses)
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"OPTIONS"}:
            for digit in "0af":
                given = {name: f"{digit * 31}{place:x}" for place, name in enumerate(sorted(rule.arguments))}
                path = addresses.build(rule.endpoint, given, method=method)
                assert shapes.match(path, method) == addresses.match(path, method, return_rule=True)


def test_no_route_answers_without_a_valid_credential(app, program):
    asked = list(routes(app))
    assert len(asked) > 60
    wrong = {"Authorization": "Bearer nothing"}
    for method, address in asked:
        for headers in ({}, wrong):
            answer = program.client.open(address, method=method, headers=headers)
            assert answer.status_code == 401, (method, address)
            assert answer.headers["Content-Type"] == "application/json"
            assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")
            assert answer.json.keys() >= SHAPE


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_no_route_answers_to_a_wrong_password(app, program, monkeypatch):
    monkeypatch.setattr("engine.identity.attempts.LIMIT", 10_000, raising=False)
    for number, (method, address) in enumerate(routes(app)):
        answer = program.client.open(address, method=method, headers=basic(f"nobody{number}", "wrong"))
        assert answer.status_code in {401, 429}, (method, address)
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.json.keys() >= SHAPE
        if answer.status_code == 401:
            assert answer.headers["WWW-Authenticate"].startswith("Basic realm=")


def test_who_lacks_the_right_gets_403_and_it_is_recorded(program, published, record):
    case = program.post("/process-definition/key/service/start").json["id"]
    (task,) = program.ids("/task", processInstanceId=case)
    refused = [
        ("POST", "/deployment/create", "clerk", Permission.DEFINITION_PUBLISH),
        ("DELETE", "/deployment/x", "clerk", Permission.DEFINITION_PUBLISH),
        ("GET", "/deployment", "citizen", Permission.DEFINITION_READ),
        ("POST", "/process-definition/key/service/start", "analyst", Permission.INSTANCE_START),
        ("DELETE", f"/process-instance/{case}", "clerk", Permission.INSTANCE_CANCEL),
        ("PUT", f"/process-instance/{case}/suspended", "clerk", Permission.INSTANCE_SUSPEND),
        ("POST", f"/process-instance/{case}/variables", "clerk", Permission.INSTANCE_CHANGE),
        ("GET", f"/process-instance/{case}/variables", "clerk", Permission.VARIABLE_READ),
        ("GET", f"/process-instance/{case}/activity-instances", "citizen", Permission.INSTANCE_READ),
        ("POST", f"/task/{task}/assignee", "clerk", Permission.TASK_ASSIGN),
        ("POST", f"/task/{task}/complete", "auditor", Permission.OWN_TASK_COMPLETE),
        ("GET", "/history/user-operation", "clerk", Permission.HISTORY_READ),
        ("GET", "/history/process-instance", "admin", Permission.OWN_INSTANCE_READ),
        ("GET", "/task", "admin", Permission.OWN_TASK_READ),
    ]
    for method, path, who, permission in refused:
        answer = program.ask(method, path, who)
        assert (answer.status_code, answer.json["type"]) == (403, "AuthorizationException"), (method, path, who)
        assert permission.value in answer.json["message"]
    assert len(record("command.refused")) == len(refused)
    assert program.get(f"/task/{task}").json["assignee"] is None


def test_what_belongs_to_the_other_agency_does_not_exist(program, published):
    case = program.post("/process-definition/key/service/start", {"businessKey": "X"}).json["id"]
    (task,) = program.ids("/task", processInstanceId=case)
    for who, paths in {
        "clerk2": (
            f"/task/{task}", f"/process-instance/{case}", f"/process-definition/{published.id}",
            f"/deployment/{published.deployment_id}", f"/deployment/{published.deployment_id}/resources",
            f"/history/process-instance/{case}", "/process-definition/key/service",
        ),
        "auditor2": (f"/process-instance/{case}/variables", f"/process-instance/{case}/activity-instances"),
    }.items():  # fmt: skip
        for path in paths:
            assert program.get(path, who).status_code == 404, path
    for noun in ("/task", "/process-instance", "/process-definition", "/deployment", "/history/process-instance",
                 "/history/task", "/history/activity-instance", "/history/variable-instance"):  # fmt: skip
        assert program.get(noun, "auditor2").json == [], noun
        assert program.count(noun, "auditor2") == 0
        assert program.get(noun, "auditor2", tenantIdIn=published.agency).json == []
    assert case not in program.get("/history/user-operation", "auditor2").text
    assert program.post(f"/task/{task}/complete", who="clerk2").status_code == 404
    assert program.post(f"/process-definition/{published.id}/start", who="clerk2").status_code == 404


def test_who_sees_only_their_own_is_shown_only_that(program, house, published):
    mine = program.post("/process-definition/key/service/start", who="citizen").json["id"]
    theirs = program.post("/process-definition/key/service/start", who="clerk").json["id"]
    assert program.ids("/process-instance", "citizen") == [mine]
    assert program.ids("/history/process-instance", "citizen") == [mine]
    assert program.get(f"/process-instance/{theirs}", "citizen").status_code == 404
    (task,) = program.ids("/task", processInstanceId=mine)
    assert program.ids("/task", "citizen") == program.ids("/history/task", "citizen") == []
    assert program.get(f"/task/{task}", "citizen").status_code == 404
    assert program.post(f"/task/{task}/claim", {"userId": "clerk"}, "citizen").status_code == 403
    assert program.post(f"/task/{task}/complete", who="citizen").status_code == 404


def test_a_body_that_cannot_be_read_is_refused_and_nothing_happens(program, published):
    start = "/process-definition/key/service/start"
    for body in (b"{", b"[1]", b'"text"', b"\xff\xfe", b"{} {}", b"nonsense"):
        answer = program.ask("POST", start, data=body, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json["type"]) == (400, "InvalidRequestException"), body
    wrong = [
        ("x", "Integer"), (True, "Long"), (2**31, "Integer"), (1.5, "Integer"), ("perhaps", "Boolean"), (5, "String"),
        ("{", "Json"), ("soon", "Date"), ("x", "Double"), ("nan", "Double"), ("x", "File"), ("x", "SomeType"),
    ]  # fmt: skip
    bodies = [{"variables": {"a": {"value": value, "type": kind}}} for value, kind in wrong]
    bodies += [
        {"variables": [1]},
        {"variables": {"a": 1}},
        {"businessKey": {"a": 1}},
        {"startInstructions": [{"type": "startBeforeActivity"}]},
        {"caseInstanceId": "x"},
        {"withVariablesInReturn": "perhaps"},
    ]
    for body in bodies:
        answer = program.post(start, body)
        assert (answer.status_code, answer.json["type"]) == (400, "InvalidRequestException"), body
    assert program.count("/history/process-instance") == 0


def test_a_zero_character_is_refused_on_both_databases(program, published):
    assert program.get("/task/a\0b").status_code == 404
    assert program.get("/process-definition/key/a%00b").status_code == 404
    for noun, name in [("/task", "name"), ("/process-definition", "keyLike"), ("/history/user-operation", "userId")]:
        assert program.get(noun, **{name: "a\0b"}).status_code == 400, noun
    assert program.post("/process-definition/key/service/start", {"businessKey": "a\0b"}).status_code == 400
    variables = {"variables": {"a": {"value": "a\0b"}}}
    assert program.post("/process-definition/key/service/start", variables).status_code == 200


def test_answers_that_a_form_does_not_accept_are_refused_at_their_fields(program, house):
    house.publish(service(form="check").root, check=FORM)
    case = program.post("/process-definition/key/service/start").json["id"]
    (task,) = program.ids("/task", processInstanceId=case)
    assert program.get(f"/task/{task}/form").json["key"]

    for variables, field in [({}, "amount"), ({"amount": {"value": 0}}, "amount"),
                             ({"amount": {"value": 1}, "unknown": {"value": 1}}, "")]:  # fmt: skip
        answer = program.post(f"/task/{task}/complete", {"variables": variables}, "clerk")
        assert (answer.status_code, answer.json["error"]) == (400, "submission-invalid")
        assert answer.json["fields"].keys() == {field}
        assert all(answer.json["fields"][field])
    assert "unknown" in answer.json["fields"][""][0]
    assert program.get(f"/task/{task}", "clerk").status_code == 200
    body = {"variables": {"amount": {"value": 1}}}
    assert program.post(f"/task/{task}/submit-form", body, "clerk").status_code == 204


def test_what_flask_refuses_has_the_same_shape(program):
    for method, path, status in [
        ("GET", "/no-such-noun", 404),
        ("POST", "/batch/delete", 404),
        ("GET", "/", 404),
        ("DELETE", "/version", 405),
        ("PUT", "/task", 405),
        ("POST", "/history/user-operation", 405),
    ]:
        answer = program.ask(method, path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/json"), path
        assert answer.json.keys() >= SHAPE
        assert answer.json["code"] is None
    answer = program.ask("DELETE", "/task")
    assert set(answer.headers["Allow"].split(", ")) >= {"GET", "POST"}


def test_a_failure_of_ours_is_500_in_json_and_names_nothing(program, published, monkeypatch):
    def broken(*_arguments, **_options):
        raise RuntimeError("secret-of-a-citizen")

    monkeypatch.setattr(definitions, "listing", broken)
    answer = program.get("/process-definition")

    assert (answer.status_code, answer.json["type"], answer.json["code"]) == (500, "RestException", None)
    assert "secret" not in answer.text
