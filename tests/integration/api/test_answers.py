"""Promises of /api: findings and differences as the command line tells them, and refusals that say what to do."""

import pytest


def test_the_findings_of_a_version_are_told_as_ravand_check_tells_them(ask, stored):
    draft = stored('camunda:candidateGroups="clerks"', "")

    told = ask(f"/definitions/{draft.id}/findings").json
    assert told["definition"] == {"id": draft.id, "key": "leave", "version": 1, "name": "مرخصی", "state": "draft"}
    assert told["publishable"] == draft.publishable
    assert [one["rule"] for one in told["findings"]] == [one.rule for one in draft.findings]
    nobody = next(one for one in told["findings"] if one["rule"] == "nobody")
    assert (nobody["element"], nobody["severity"], nobody["line"]) == ("ask", "warning", 7)
    assert nobody["message"]
    assert nobody["fix"]


def test_findings_come_in_the_language_asked_for(ask, stored):
    draft = stored('camunda:candidateGroups="clerks"', "")
    address = f"/definitions/{draft.id}/findings"

    by_query = ask(address, lang="fa").json["findings"]
    assert by_query == ask(address, headers={"Accept-Language": "fa"}).json["findings"]
    assert by_query != ask(address).json["findings"]


def test_a_difference_tells_what_changed_between_two_versions(ask, stored):
    one, other = stored(), stored('"clerks"', '"registry"')

    told = ask("/difference", **{"from": one.id, "to": other.id}).json
    assert (told["from"]["version"], told["to"]["version"]) == (1, 2)
    assert told["counts"] == {"added": 0, "removed": 0, "changed": 1, "moved": 0}
    [change] = told["changes"]
    assert (change["change"], change["id"], change["words"]) == ("changed", "ask", "user task “درخواست”")
    [found] = change["properties"]
    assert (found["property"], found["before"], found["after"]) == ("camunda:candidateGroups", "clerks", "registry")


def test_a_form_that_changed_is_a_change_of_its_task(ask, stored):
    one, other = stored(), stored(title="How many days")

    [change] = ask("/difference", **{"from": one.id, "to": other.id}).json["changes"]
    assert change["id"] == "ask"
    assert [(found["property"], found["before"], found["after"]) for found in change["properties"]] == [
        ("form file/schema/properties/days/title", "Days", "How many days")
    ]


def test_a_version_does_not_differ_from_itself(ask, stored):
    one = stored()

    told = ask("/difference", **{"from": one.id, "to": one.id}).json
    assert (told["changes"], told["identities"]) == ([], [])


def test_versions_of_two_services_may_be_compared(ask, stored):
    one, other = stored(), stored('"leave"', '"absence"')

    told = ask("/difference", **{"from": one.id, "to": other.id}).json
    assert [told["from"]["key"], told["to"]["key"]] == ["leave", "absence"]
    assert told["changes"] == []
    assert [(one["before"]["id"], one["after"]["id"]) for one in told["identities"]] == [("leave", "absence")]


def test_versions_of_another_agency_are_not_there(ask, stored):
    mine, theirs = stored(), stored(slug="isfahan")

    for query in ({"from": mine.id, "to": theirs.id}, {"from": theirs.id, "to": mine.id}):
        assert ask("/difference", **query).status_code == 404
    assert ask(f"/definitions/{theirs.id}/findings").status_code == 404


@pytest.mark.parametrize(
    "query", [{}, {"from": "x"}, {"from": "\0", "to": "x"}, {"from": "x", "to": "y", "lang": "de"}]
)
def test_a_question_that_cannot_be_read_is_refused_with_what_to_do(ask, stored, query):
    refused = ask("/difference", **query)

    assert refused.status_code in {400, 404}
    assert set(refused.json) == {"code", "message", "fix", "reference"}
    assert all(refused.json.values())


def test_refusals_come_in_the_language_of_the_reader(ask):
    refused = ask("/difference", headers={"Accept-Language": "fa"})

    assert refused.status_code == 400
    assert refused.json["code"] == "wrong-type"
    assert refused.json["message"] == "«from» باید شناسهٔ یک نسخه باشد."


def test_an_address_that_is_not_there_is_answered_as_json(ask):
    refused = ask("/nothing")

    assert (refused.status_code, refused.content_type, refused.json["code"]) == (404, "application/json", "not-found")
    assert ask("/difference", method="POST").status_code == 405


def test_who_may_not_read_definitions_is_refused(ask, stored):
    assert ask("/difference", "citizen").status_code == 403
    assert ask("/difference", None).status_code == 401
    assert ask("/difference", None).headers["WWW-Authenticate"].startswith("Basic")


def test_a_browser_that_is_signed_in_may_read_with_its_session(visitor, stored):
    one = stored()
    analyst = visitor("analyst")

    assert analyst.get(f"/api/definitions/{one.id}/findings").status_code == 200
    assert visitor("citizen").get(f"/api/definitions/{one.id}/findings").status_code == 403
    assert visitor().get("/api/openapi.json").status_code == 401


def test_a_session_opens_nothing_but_reading(visitor):
    analyst = visitor("analyst")

    assert analyst.client.post("/api/difference").status_code == 405
    assert analyst.get("/engine-rest/version").status_code == 401


def test_a_wrong_credential_is_not_mended_by_a_session(visitor):
    analyst = visitor("analyst")

    assert analyst.get("/api/openapi.json", headers={"Authorization": "Bearer nothing"}).status_code == 401
    assert analyst.get("/api/openapi.json", headers={"Authorization": "Odd nothing"}).status_code == 401
