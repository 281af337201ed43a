"""The OpenAPI document: every route of /api is in it, and whatever is asked is answered as it says."""

import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from web.api.document import document
from web.api.schemas import SCHEMAS
from web.context import is_api

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture
def database_kind():
    """The answers are made of plain values; that PostgreSQL gives the same ones is tested beside this."""
    return "sqlite"


def operations():
    """(path, method, operation) of every operation in the document."""
    return [(path, method, one) for path, item in document()["paths"].items() for method, one in item.items()]


def fits(answer, operation):
    """Whether an answer has a shape that the document says of its status."""
    responses = operation["responses"]
    assert str(answer.status_code) in responses, (answer.status_code, answer.text)
    schema = responses[str(answer.status_code)]["content"]["application/json"]["schema"]
    whole = {**schema, "components": document()["components"]}
    jsonschema.Draft202012Validator(whole).validate(answer.json)
    assert answer.content_type == "application/json"
    return True


def test_every_route_is_in_the_document_with_its_permission_and_nothing_else_is(app):
    routes = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule), method.lower()): app.view_functions[rule.endpoint].permission
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }

    assert {(path, method): one["description"] for path, method, one in operations()} == {
        key: f"Permission: {permission.value}." for key, permission in routes.items()
    }
    assert len(routes) >= 3
    assert all(is_api(path) for path, _ in routes)


def test_the_document_is_whole():
    known = document()
    names = [one["operationId"] for _, _, one in operations()]

    assert known["openapi"] == "3.1.0"
    assert len(set(names)) == len(names)
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for path, _, one in operations():
        assert one["summary"]
        inside = {parameter["name"] for parameter in one["parameters"] if parameter["in"] == "path"}
        assert inside == set(re.findall(r"{(\w+)}", path))
        for reference in re.findall(r"#/components/schemas/(\w+)", str(one)):
            assert reference in SCHEMAS


def test_every_schema_is_spoken_of_and_every_reference_leads_somewhere():
    used = set(re.findall(r"#/components/schemas/(\w+)", str([one for _, _, one in operations()]) + str(SCHEMAS)))

    assert used == set(SCHEMAS)


def test_every_route_and_every_key_of_a_refusal_is_on_the_page():
    for path, _, _ in operations():
        assert f"`{path}" in PAGE, path
    for key in SCHEMAS["Refusal"]["properties"]:
        assert f"`{key}`" in PAGE or f'"{key}"' in PAGE


def test_the_document_is_given_to_whoever_is_signed_in(ask):
    assert ask("/openapi.json", "citizen").json == document()


@pytest.fixture
def world(ask, stored):
    """Programs' questions, and two versions that can be asked about."""
    return ask, [stored().id, stored('"clerks"', '"registry"').id]


def values(schema, known):
    """What may stand for a parameter: what is right, what is nearly so, and anything."""
    listed = [str(one) for one in schema.get("enum", ())]
    return st.one_of(st.sampled_from([*known, *listed, "", "0" * 32, "\0", "..", "%2e", "١"]), st.text(max_size=20))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_asked_is_answered_as_the_document_says(world, data):
    ask, known = world
    path, method, operation = data.draw(st.sampled_from(operations()))
    query = {}
    for parameter in operation["parameters"]:
        value = data.draw(values(parameter["schema"], known))
        if parameter["in"] == "path":
            safe = re.sub(r"[/?#%\0\s.]", "x", value) or "x"
            path = path.replace(f"{{{parameter['name']}}}", safe.encode("utf-8", "replace").decode())
        elif data.draw(st.booleans()):
            query[parameter["name"]] = value.encode("utf-8", "replace").decode()
    who = data.draw(st.sampled_from(["analyst", "supervisor", "citizen", None]))

    answer = ask(path.removeprefix("/api"), who, method.upper(), **query)

    assert answer.status_code < 500
    assert fits(answer, operation)


def test_every_route_answers_well_when_it_is_asked_well(world):
    ask, known = world
    for path, method, operation in operations():
        filled = re.sub(r"{\w+}", known[0], path)
        asked = {"from": known[0], "to": known[1]}
        query = {
            one["name"]: asked[one["name"]]
            for one in operation["parameters"]
            if one["required"] and one["in"] == "query"
        }

        answer = ask(filled.removeprefix("/api"), "analyst", method.upper(), **query)
        assert answer.status_code == 200
        assert fits(answer, operation)
