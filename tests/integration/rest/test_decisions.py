"""/engine-rest/decision-definition and DMN files in deployments, as clients of Camunda 7 see them."""

import pytest
import sqlalchemy as sa

from engine import db
from engine.execution import times
from engine.migrations.tables import ALL
from tests.integration.rest.conftest import Program
from tests.unit.decisions.drawn import decision, file, inputs, literal, table

AGENCY = next(table for table in ALL if table.name == "agency")
SHAPE = {
    "id", "key", "category", "name", "version", "resource", "deploymentId", "tenantId",
    "decisionRequirementsDefinitionId", "decisionRequirementsDefinitionKey", "historyTimeToLive", "versionTag",
}  # fmt: skip


def fees(*rules, policy="FIRST", name="fees"):
    body = decision("fee", table(list(rules), columns=("days",), outputs=("amount", "law"), policy=policy),
                    requires="input:days")  # fmt: skip
    return file(inputs("days") + body, name=name)


SIMPLE = fees('<= 15 => 0|"15"', "> 15 => 500.5|null")


@pytest.fixture
def program(house, app):
    return Program(app)


def deployed(program, data=SIMPLE):
    answer = program.deploy({"fees.dmn": data}, **{"deployment-name": "Fees"})
    assert answer.status_code == 200, answer.text
    return answer.json


def test_a_dmn_file_may_be_deployed_alone_and_the_answer_names_its_decisions(program):
    answer = deployed(program)
    assert answer["deployedProcessDefinitions"] is None
    (found,) = answer["deployedDecisionDefinitions"].values()
    assert found.keys() == SHAPE
    assert (found["key"], found["version"], found["resource"]) == ("fee", 1, "fees.dmn")
    assert deployed(program)["deployedDecisionDefinitions"] is None
    assert program.count("/decision-definition", key="fee") == 1


def test_versions_are_listed_counted_and_found(program):
    deployed(program)
    deployed(program, fees('- => 1|"1"'))
    assert program.count("/decision-definition", key="fee") == 2
    (newest,) = program.get("/decision-definition", latestVersion="true", keyLike="F%").json
    assert newest["version"] == 2
    by_number = program.get("/decision-definition", sortBy="version", sortOrder="desc").json
    assert [one["version"] for one in by_number] == [2, 1]
    assert program.get(f"/decision-definition/{newest['id']}").json == newest
    assert program.get("/decision-definition/key/fee").json == newest
    assert program.get(f"/decision-definition/key/fee/tenant-id/{newest['tenantId']}").json == newest
    assert program.get("/decision-definition/key/fee/tenant-id/other").status_code == 404
    assert program.get("/decision-definition/key/none").status_code == 404


def test_the_file_comes_back_as_text(program):
    (found,) = deployed(program)["deployedDecisionDefinitions"].values()
    answer = program.get(f"/decision-definition/{found['id']}/xml").json
    assert answer == {"id": found["id"], "dmnXml": SIMPLE.decode()}
    assert program.get("/decision-definition/key/fee/xml").json == answer


def test_a_decision_is_asked_with_typed_values_and_answers_by_rules(program):
    (found,) = deployed(program)["deployedDecisionDefinitions"].values()
    body = {"variables": {"days": {"value": 20, "type": "Integer"}}}
    answer = program.post(f"/decision-definition/{found['id']}/evaluate", body, "clerk")
    assert answer.status_code == 200, answer.text
    assert answer.json == [{
        "amount": {"type": "Double", "value": 500.5, "valueInfo": {}},
        "law": {"type": "Null", "value": None, "valueInfo": {}},
    }]  # fmt: skip
    (row,) = program.post("/decision-definition/key/fee/evaluate", {"variables": {"days": {"value": 3}}}).json
    assert {name: (one["type"], one["value"]) for name, one in row.items()} == {
        "amount": ("Integer", 0),
        "law": ("String", "15"),
    }


def test_working_days_are_those_of_the_agency_that_asks(program, house, monkeypatch):
    monkeypatch.setattr(times, "_CALENDARS", {})  # the same agency has the country's calendar in other tests
    with house.database.connect() as connection:
        connection.execute(sa.update(AGENCY).values(calendar=db.dump({"weekend": [3, 4]})))
    due = decision("due", literal('string(add working days(date("2026-11-11"), 2))'))
    deployed(program, file(due))
    (row,) = program.post("/decision-definition/key/due/evaluate", {"variables": {}}).json
    assert row["due"]["value"] == "2026-11-15"


def test_where_no_rule_fits_the_answer_is_empty_and_a_broken_decision_says_why(program):
    deployed(program, fees("> 15 => 1|2", "> 10 => 3|4", policy="UNIQUE"))
    assert program.post("/decision-definition/key/fee/evaluate", {"variables": {"days": {"value": 3}}}).json == []
    answer = program.post("/decision-definition/key/fee/evaluate", {"variables": {"days": {"value": 30}}})
    assert answer.status_code == 400
    assert "Only one rule" in answer.json["message"]


def test_files_with_mistakes_are_refused_with_their_place_and_store_nothing(program):
    answer = program.deploy({"fees.dmn": file(decision("fee", literal("1 +")))})
    assert answer.status_code == 400
    assert answer.json["type"] == "ParseException"
    assert answer.json["details"]["fees.dmn"]["errors"][0]["mainElementId"] == "fee"
    assert program.count("/decision-definition") == 0
    assert program.deploy({"fees.dmn": b"<definitions/>"}).status_code == 400


def test_what_is_withdrawn_is_not_found_by_its_key_but_by_its_id(program):
    answer = deployed(program)
    (found,) = answer["deployedDecisionDefinitions"].values()
    assert program.ask("DELETE", f"/deployment/{answer['id']}", "analyst").status_code == 204
    assert program.get("/decision-definition/key/fee").status_code == 404
    assert program.get(f"/decision-definition/{found['id']}").status_code == 200
    assert answer["id"] not in program.ids("/deployment")


def test_who_may_not_ask_is_refused(program):
    deployed(program)
    assert program.post("/decision-definition/key/fee/evaluate", {}, "citizen").status_code == 403
    assert program.get("/decision-definition", "citizen").status_code == 403
