"""Deploying is importing and publishing in one step; what cannot run is refused in words and nothing is stored."""

import pytest

from engine import definitions
from engine.config import Settings
from tests.integration.rest.conftest import FORM, Program, diagram, service
from tests.support.house import file_of
from tests.unit.spiff.drawing import Drawing
from web.application import create_app

PREFIX = "ENGINE-09005 Could not parse BPMN process."


def with_script(text: str, language: str) -> bytes:
    drawing = Drawing("scripted").node("start", "begin").node("end", "done")
    return file_of(drawing.script("compute", text, scriptFormat=language).line("begin", "compute", "done").root)


def with_condition(text: str) -> bytes:
    drawing = Drawing("conditional").node("start", "begin").node("xor", "choose", default="else").node("end", "done")
    return file_of(drawing.line("begin", "choose").flow("choose", "done", text).flow("choose", "done").root)


def doctype(declarations: str) -> bytes:
    return f"<!DOCTYPE definitions [{declarations}]><definitions>&b;</definitions>".encode()


DEEP = b"<a>" * 100_000 + b"</a>" * 100_000
REFUSED = {
    "garbage": b"\x00\x01\x02 this is no diagram",
    "empty": b"",
    "truncated": diagram()[:300],
    "another root": b"<html/>",
    "an entity bomb": doctype('<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">'),
    "an external entity": doctype('<!ENTITY b SYSTEM "file:///etc/passwd">'),
    "100,000 deep": DEEP,
    "a script in Python": with_script("import os\nos.system('id')", "python"),
    "a condition in Python": with_condition("__import__('os').system('id') and len(x) is not None"),
}


def stored(program):
    """Everything that a deployment could leave behind."""
    return [program.get(noun, "analyst").json for noun in ("/deployment", "/process-definition")]


@pytest.mark.parametrize("what", REFUSED)
def test_a_diagram_that_cannot_run_is_a_parse_exception_and_leaves_nothing(program, record, what):
    sound, before = diagram("sound"), stored(program)

    answer = program.deploy({"sound.bpmn": sound, "نادرست.bpmn": REFUSED[what]})

    assert (answer.status_code, answer.json["type"], answer.json["code"]) == (400, "ParseException", None)
    assert answer.json["message"].startswith(PREFIX)
    assert "نادرست.bpmn" in answer.json["message"]
    assert "/etc/passwd" not in answer.text
    assert answer.json["reference"] == answer.headers["X-Correlation-Id"]
    problems = answer.json["details"]["نادرست.bpmn"]
    assert problems["errors"]
    for problem in problems["errors"] + problems["warnings"]:
        assert problem.keys() == {"message", "line", "column", "mainElementId", "elementIds"}
        assert problem["message"]
    assert stored(program) == before
    assert record("deployment.created") == []
    assert [facts["command"] for _, facts in record("command.refused")] == ["deployment.create"]


def test_a_problem_names_its_element_and_line(program):
    body = program.deploy({"scripted.bpmn": REFUSED["a script in Python"]}).json

    (problem,) = (one for one in body["details"]["scripted.bpmn"]["errors"] if one["mainElementId"] == "compute")
    assert problem["elementIds"] == ["compute"]
    assert problem["line"] >= 1


def test_refusals_are_in_the_readers_language(program):
    answer = program.ask(
        "POST", "/deployment/create", "analyst", data={}, headers={"Accept-Language": "fa-IR"}
    )  # fmt: skip

    assert answer.json["message"].startswith(PREFIX)
    assert any("\u0600" <= letter <= "\u06ff" for letter in answer.json["message"])


@pytest.mark.parametrize(
    ("size", "status", "error"), [(2_100_000, 400, "unreadable-files"), (10_000_000, 413, "too-large")]
)
def test_a_file_that_is_too_large_is_refused(program, size, status, error):
    answer = program.deploy({"large.bpmn": diagram() + b" " * size})

    assert (answer.status_code, answer.json["error"]) == (status, error)
    assert stored(program) == [[], []]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_how_large_a_file_may_be_is_a_setting(app, database):
    size = len(diagram())
    smaller = Program(create_app(Settings(demo=True, log_level="warning", max_upload=size - 1), database))
    enough = Program(create_app(Settings(demo=True, log_level="warning", max_upload=size), database))

    assert smaller.deploy({"service.bpmn": diagram()}).json["error"] == "unreadable-files"
    assert enough.deploy({"service.bpmn": diagram()}).status_code == 200


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"{}", "application/json"), (b"", None), (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
     (b"x", "multipart/form-data")],
)  # fmt: skip
def test_what_is_no_form_with_files_is_a_parse_exception(program, body, content_type):
    headers = {"Content-Type": content_type} if content_type else {}
    answer = program.ask("POST", "/deployment/create", "analyst", data=body, headers=headers)

    assert (answer.status_code, answer.json["type"]) == (400, "ParseException")


def test_a_deployment_is_published_with_its_forms_and_gives_back_the_exact_bytes(program):
    drawing = file_of(service(form="check").root)
    made = program.deploy({"service.bpmn": drawing, "check.form.json": FORM}, **{"deployment-name": "N"}).json

    (definition,) = made["deployedProcessDefinitions"].values()
    assert (definition["version"], definition["suspended"], definition["deploymentId"]) == (1, False, made["id"])
    files = {one["name"]: one["id"] for one in program.get(f"/deployment/{made['id']}/resources").json}
    assert files.keys() == {"service.bpmn", "check.form.json"}
    for name, content in {"service.bpmn": drawing, "check.form.json": FORM}.items():
        answer = program.get(f"/deployment/{made['id']}/resources/{files[name]}/data")
        assert (answer.data, answer.mimetype) == (content, "application/octet-stream")
    assert program.get(f"/process-definition/{definition['id']}/xml").json["bpmn20Xml"].encode() == drawing
    other = program.deploy({"other.bpmn": diagram("other")}).json
    assert program.get(f"/deployment/{other['id']}/resources/{files['service.bpmn']}").status_code == 404


def test_a_drawing_in_another_encoding_is_read_as_text_by_programs(program):
    drawing = '<?xml version="1.0" encoding="UTF-16"?>' + diagram("far", "دور").decode()
    made = program.deploy({"far.bpmn": drawing.encode("utf-16")}).json

    (definition,) = made["deployedProcessDefinitions"]
    assert program.get(f"/process-definition/{definition}/xml").json["bpmn20Xml"] == drawing


def test_the_same_bytes_are_recorded_and_bring_no_new_version(program):
    first, again = (program.deploy({"service.bpmn": diagram()}).json for _ in range(2))

    assert again["deployedProcessDefinitions"] is None
    assert program.count("/process-definition", key="service") == 1
    assert program.count("/deployment") == 2
    changed = program.deploy({"service.bpmn": diagram(name="New name")}).json
    (definition,) = changed["deployedProcessDefinitions"].values()
    assert definition["version"] == 2
    assert program.get("/process-definition/key/service").json["id"] == definition["id"]
    assert program.count("/process-definition", key="service", latestVersion="true") == 1
    assert {first["id"], again["id"], changed["id"]} == set(program.ids("/deployment"))


def test_a_draft_that_came_by_a_page_is_published_by_deploying_the_same_bytes(program, house):
    with house.writing("analyst") as ctx:
        draft = definitions.import_files(ctx, {"service.bpmn": diagram()}, name="", source="page").versions[0]
    assert program.get(f"/process-definition/{draft.id}").status_code == 404
    assert program.post(f"/process-definition/{draft.id}/start").status_code == 404
    assert program.ids("/process-definition") == []

    made = program.deploy({"service.bpmn": diagram()}).json

    assert made["deployedProcessDefinitions"].keys() == {draft.id}
    assert program.ids("/process-definition") == [draft.id]


def test_a_draft_that_cannot_run_is_refused_with_what_is_wrong_also_the_second_time(program, house):
    files = {"scripted.bpmn": REFUSED["a script in Python"]}
    with house.writing("analyst") as ctx:
        definitions.import_files(ctx, files, name="", source="page")

    answer = program.deploy(files)

    assert (answer.status_code, answer.json["type"]) == (400, "ParseException")
    assert answer.json["details"]["scripted.bpmn"]["errors"]
    assert program.ids("/deployment") != []
    assert program.ids("/process-definition") == []


def test_deleting_hides_and_withdraws_but_cases_and_history_stay(program):
    made = program.deploy({"service.bpmn": diagram()}).json
    (definition,) = made["deployedProcessDefinitions"].values()
    case = program.post("/process-definition/key/service/start").json

    assert program.ask("DELETE", f"/deployment/{made['id']}?cascade=true", "analyst").status_code == 204

    for path in (f"/deployment/{made['id']}", f"/deployment/{made['id']}/resources", "/process-definition/key/service"):
        assert program.get(path).status_code == 404
    assert program.ask("DELETE", f"/deployment/{made['id']}", "analyst").status_code == 404
    assert program.ids("/deployment") == program.ids("/process-definition") == []
    assert program.ids("/process-definition", suspended="true") == [definition["id"]]
    assert program.get(f"/process-definition/{definition['id']}").json["suspended"] is True
    assert program.post(f"/process-definition/{definition['id']}/start").status_code == 409
    (task,) = program.ids("/task", processInstanceId=case["id"])
    assert program.post(f"/task/{task}/complete", who="clerk").status_code == 204
    assert program.get(f"/history/process-instance/{case['id']}").json["state"] == "ACTIVE"


def test_a_version_is_withdrawn_for_good_and_never_suspended(program):
    for name in ("first", "second"):
        program.deploy({"service.bpmn": diagram(name=name)})
    newest = program.get("/process-definition/key/service").json

    refused = program.ask("PUT", f"/process-definition/{newest['id']}/suspended", "analyst", json={"suspended": True})
    assert (refused.status_code, refused.json["error"]) == (400, "versions-are-withdrawn")
    body = {"suspended": False}
    assert program.ask("PUT", "/process-definition/key/service/suspended", "analyst", json=body).status_code == 204
    assert program.ask("DELETE", f"/process-definition/{newest['id']}", "clerk").status_code == 403
    assert program.ask("DELETE", f"/process-definition/{newest['id']}", "analyst").status_code == 204
    assert program.get("/process-definition/key/service").json["version"] == 1
    assert program.ask("DELETE", "/process-definition/key/service", "analyst").status_code == 204
    assert program.get("/process-definition/key/service").status_code == 404
    operation = program.get("/history/user-operation", entityType="ProcessDefinition").json[0]
    assert (operation["operationType"], operation["userId"]) == ("Delete", "analyst")


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_only_ones_own_agency_is_a_tenant(program, house):
    mine, other = house.agencies["shiraz"], house.agencies["isfahan"]

    assert program.deploy({"a.bpmn": diagram("a")}, **{"tenant-id": mine}).json["tenantId"] == mine
    refused = program.deploy({"b.bpmn": diagram("b")}, **{"tenant-id": other})
    assert (refused.status_code, refused.json["type"]) == (403, "AuthorizationException")
    assert refused.json["error"] == "other-tenant"
    assert program.get(f"/process-definition/key/a/tenant-id/{mine}").json["key"] == "a"
    assert program.get(f"/process-definition/key/a/tenant-id/{other}").status_code == 404
    assert program.post(f"/process-definition/key/a/tenant-id/{mine}/start").status_code == 200
    assert program.post(f"/process-definition/key/a/tenant-id/{other}/start").status_code == 404


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_two_files_of_one_name_are_refused_and_reserved_parts_are_no_files(program):
    head = 'Content-Disposition: form-data; name="{}"; filename="{}"\r\n\r\n'

    def send(*parts):
        pieces = [f"--x\r\n{head.format(name, file)}".encode() + content for name, file, content in parts]
        body, kind = b"\r\n".join([*pieces, b"--x--\r\n"]), "multipart/form-data; boundary=x"
        return program.ask("POST", "/deployment/create", "analyst", data=body, headers={"Content-Type": kind})

    twice = send(("a", "s.bpmn", diagram("a")), ("b", "folder/s.bpmn", diagram("b")))
    assert (twice.status_code, twice.json["error"]) == (400, "file-named-twice")
    assert send(("a", "s.bpmn", diagram("a")), ("deployment-name", "name.txt", b"words")).status_code == 200
