"""Promises of the pages on both databases: they answer, they write nothing but a view, they need no built asset."""

import gzip
import re
from io import BytesIO
from urllib.parse import unquote

import pytest
import sqlalchemy as sa

from engine import db, definitions, execution
from engine.actor import system
from engine.context import reading, transaction
from engine.history import models as history
from engine.identity import agency_of_slug
from web import assets

DRAWING = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  targetNamespace="https://ravand.example/test"><process id="asking" name="Asking" isExecutable="true">
<startEvent id="begin"/><sequenceFlow id="a" sourceRef="begin" targetRef="look"/>
<userTask id="look" name="Look at it" camunda:assignee="clerk" camunda:candidateGroups="any"
  camunda:dueDate="2020-01-01T10:00:00Z">
<extensionElements><camunda:formData><camunda:formField id="amount" label="Amount" type="long"/></camunda:formData>
</extensionElements></userTask>
<sequenceFlow id="b" sourceRef="look" targetRef="end"/><endEvent id="end"/></process></definitions>"""


@pytest.fixture
def case(app, database):
    """A case of the first agency that waits for the clerk, past its deadline."""
    with reading(database, system("")) as ctx:
        office = system(agency_of_slug(ctx, "shiraz").id)
    with transaction(database, office) as ctx:
        made = definitions.import_files(ctx, {"asking.bpmn": DRAWING}, name="asking", source="test")
        version = execution.publish(ctx, made.versions[0].id)
        return execution.start_instance(ctx, version.id, {"amount": 7}, business_key="subject").case


def entries(database, *types):
    with reading(database, system("")) as ctx:
        query = sa.select(sa.func.count()).select_from(history.event)
        return ctx.db.select(query.where(history.event.c.type.in_(types)) if types else query)[0][0]


@pytest.mark.parametrize(
    ("username", "pages"),
    [
        (
            "clerk",
            ["/tasks", "/tasks?list=mine&q=subject", "/cases", "/cases?service=asking&state=active", "/start/asking"],
        ),
        ("auditor", ["/cases/{case}", "/cases/{case}?step=1&verify=1", "/cases/{case}/record"]),
        ("analyst", ["/services", "/services/asking", "/services/upload"]),
        ("admin", ["/people", "/people/new", "/groups"]),
    ],
)
def test_every_page_answers(visitor, case, username, pages):
    somebody = visitor(username)
    for page in pages:
        assert somebody.get(page.format(case=case.id)).status_code == 200, page


def test_what_is_late_stands_first_and_says_so_in_words(visitor, case):
    page = visitor("clerk").get("/tasks?list=mine").text

    assert page.index("گذشته از مهلت") < page.index("Look at it")
    assert "روز کاری دیرکرد" in page
    assert "۱۴۰۵" in page or "۱۳۹۸" in page


def test_looking_at_a_case_is_recorded_once_in_five_minutes(visitor, case, database):
    auditor = visitor("auditor")
    for _ in range(3):
        assert auditor.get(f"/cases/{case.id}").status_code == 200
    assert entries(database, "instance.viewed") == 1
    visitor("supervisor").get(f"/cases/{case.id}")
    assert entries(database, "instance.viewed") == 2


def test_reading_pages_writes_nothing(visitor, case, database):
    clerk = visitor("clerk")
    before = entries(database)

    for page in ("/tasks", "/tasks?list=done", "/cases", "/start", "/start/asking", "/services", "/services/asking"):
        assert clerk.get(page).status_code == 200

    assert entries(database) == before


def test_a_diagram_shows_where_the_case_is_at_that_step(visitor, case):
    auditor = visitor("auditor")
    first, last = (auditor.get(f"/cases/{case.id}{step}").text for step in ("?step=1", ""))

    marks = re.compile(r'class="node activity node-now" data-element="look"')
    assert not marks.search(first)
    assert marks.search(last)


def test_values_are_for_those_who_may_read_the_record(visitor, case):
    seen = {name: visitor(name).get(f"/cases/{case.id}?step=1").text for name in ("auditor", "analyst")}

    assert "<dt><bdi>amount</bdi></dt>" in seen["auditor"]
    assert "<dt><bdi>amount</bdi></dt>" not in seen["analyst"]


def test_a_broken_record_is_named_with_its_entry(visitor, case, database):
    with transaction(database, system("")) as ctx:
        statement = db.prepare(
            sa.update(history.event)
            .where(history.event.c.chain == sa.bindparam("of"), history.event.c.seq == 1)
            .values(actor="somebody-else")
        )
        ctx.db.run(statement, of=case.id)

    page = visitor("auditor").get(f"/cases/{case.id}?verify=1").text

    assert "زنجیره در ردیف ۱ شکسته است" in page


def test_pages_are_usable_when_nothing_could_be_built(visitor, monkeypatch):
    monkeypatch.setattr(assets, "manifest", dict)
    somebody = visitor()
    page = somebody.get("/sign-in").text

    [sheet] = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
    assert sheet == "/static/ravand.css"
    with somebody.get(sheet) as answer:
        assert answer.status_code == 200
    assert 'class="vazirmatn"' not in page


def test_a_page_travels_packed_and_programs_answers_do_not(visitor):
    somebody = visitor()
    answer = somebody.get("/sign-in", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert b"<!DOCTYPE html>" in gzip.decompress(answer.data)
    assert "Content-Encoding" not in somebody.get("/health", headers={"Accept-Encoding": "gzip"}).headers


def test_a_file_with_a_persian_name_comes_back_byte_for_byte_under_that_name(visitor):
    analyst = visitor("analyst")
    sent = {"csrf": analyst.csrf("/services/upload"), "files": [(BytesIO(DRAWING), "../ثبت ولادت.bpmn")]}
    stored = analyst.client.post("/services/upload", data=sent, content_type="multipart/form-data")
    (version,) = set(re.findall(r"/services/versions/\w+", analyst.get(stored.headers["Location"]).text))
    [file] = re.findall(r"/services/files/\w+", analyst.get(version).text)

    with analyst.get(file) as answer:
        assert answer.data == DRAWING
        said = answer.headers["Content-Disposition"]

    assert said.isascii()
    assert unquote(said.rpartition("UTF-8''")[2]) == "ثبت ولادت.bpmn"


def test_tasks_that_are_alike_are_told_apart_by_their_number(visitor, database):
    drawn = b"<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>"
    drawing = DRAWING.replace(b"asking", b"reviewing").replace(b"</extensionElements>", b"</extensionElements>" + drawn)
    with reading(database, system("")) as ctx:
        office = system(agency_of_slug(ctx, "shiraz").id)
    with transaction(database, office) as ctx:
        made = definitions.import_files(ctx, {"r.bpmn": drawing}, name="r", source="test")
        execution.start_instance(ctx, execution.publish(ctx, made.versions[0].id).id, {})

    page = visitor("clerk").get("/tasks?list=mine").text

    assert re.findall(r"Look at it · (.)</bdi>", page) == ["۱", "۲", "۳"]


def test_another_agencys_case_is_not_there(visitor, case):
    for page in (f"/cases/{case.id}", f"/cases/{case.id}/record"):
        assert visitor("auditor2").get(page).status_code == 404
