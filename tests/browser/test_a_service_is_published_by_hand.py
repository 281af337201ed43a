"""Promises of the analyst's pages: a drawing goes in, is checked and published; what is wrong is refused."""

import pytest

from tests.browser import birth

AMOUNT = b'"amount": {"type": "integer", "title": "Amount"}'
FORM = b'{"schema": {"type": "object", "properties": {' + AMOUNT + b'}, "required": ["amount"]}}'
GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  targetNamespace="https://ravand.example/test"><process id="KEY" name="KEY" isExecutable="true">
<startEvent id="begin"/><sequenceFlow id="a" sourceRef="begin" targetRef="look"/>
<userTask id="look" name="Look at it" camunda:assignee="clerk" camunda:formKey="amount.form.json"/>
<sequenceFlow id="b" sourceRef="look" targetRef="end"/><endEvent id="end"/></process></definitions>"""
PYTHON = GOOD.replace(
    "<endEvent", '<scriptTask id="s" scriptFormat="python"><script>import os</script></scriptTask><endEvent'
).replace(
    '<sequenceFlow id="b" sourceRef="look" targetRef="end"/>',
    '<sequenceFlow id="b" sourceRef="look" targetRef="s"/><sequenceFlow id="c" sourceRef="s" targetRef="end"/>',
)


def upload(page, *files, note=""):
    page.goto("/services/upload")
    page.set_input_files("#files", [{"name": name, "mimeType": "text/xml", "buffer": data} for name, data in files])
    page.fill("#note", note)
    with page.expect_navigation() as answered:
        page.locator("form.form button").click()
    return answered.value.status


def test_a_drawing_with_its_form_is_stored_checked_published_and_worked_on(person):
    analyst = birth.reading(person, "analyst", "en", java_script_enabled=False)
    files = [("look.bpmn", GOOD.replace("KEY", "by-hand").encode()), ("amount.form.json", FORM)]

    assert upload(analyst, *files, note="first try") == 200
    analyst.locator(".card a[href^='/services/versions/']").click()
    assert analyst.locator(".title .badge").inner_text() == "Draft"
    assert analyst.locator("svg.diagram [data-element=look]").count() == 1
    analyst.get_by_role("button", name="Publish this version").click()
    analyst.wait_for_url("**done=published")
    assert analyst.locator(".title .badge").inner_text() == "Published"

    clerk = birth.reading(person, "clerk", "en", java_script_enabled=False)
    clerk.goto("/start/by-hand")
    clerk.locator("form.form button").click()
    clerk.wait_for_url("**/tasks/*?done=started")
    clerk.fill("[name=amount]", "12")
    birth.finish(clerk)
    assert "done=ended" in clerk.url


def test_what_is_downloaded_is_what_was_uploaded(person):
    analyst = birth.reading(person, "analyst", "en")
    source = GOOD.replace("KEY", "bytes").replace("\n", "\r\n").encode()
    upload(analyst, ("bytes.bpmn", source), ("amount.form.json", FORM))
    analyst.locator(".card a[href^='/services/versions/']").click()

    with analyst.expect_download() as downloading:
        analyst.get_by_text("bytes.bpmn").click()

    assert downloading.value.path().read_bytes() == source


def test_the_same_bytes_again_bring_no_new_version(person):
    analyst = birth.reading(person, "analyst", "en")
    files = [("again.bpmn", GOOD.replace("KEY", "again").encode()), ("amount.form.json", FORM)]
    upload(analyst, *files)
    upload(analyst, *files)

    assert analyst.locator(".banner.info").count() == 1
    analyst.goto("/services/again")
    assert analyst.locator("table.list tbody tr").count() == 1


def test_a_script_in_python_is_stored_as_a_draft_that_cannot_be_published(person):
    analyst = birth.reading(person, "analyst", "en")
    upload(analyst, ("python.bpmn", PYTHON.replace("KEY", "in-python").encode()), ("amount.form.json", FORM))

    assert analyst.locator(".findings .danger, .findings li.danger").count() >= 1
    analyst.locator(".card a[href^='/services/versions/']").click()
    assert analyst.get_by_role("button", name="Publish this version").count() == 0
    assert analyst.locator("svg.diagram .badge-error").count() == 1


BAD = {
    "garbage": b"\x00\x01 not a drawing",
    "empty": b"",
    "an entity bomb": b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>',
    "an external entity": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "deep": b"<a>" * 10_000 + b"</a>" * 10_000,
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_drawing_is_refused_in_words_and_nothing_is_stored(person, what):
    analyst = person("analyst", java_script_enabled=False)
    analyst.goto("/services")
    before = analyst.locator("table.list tbody tr").count()

    assert upload(analyst, ("bad.bpmn", BAD[what])) == 422

    said = analyst.locator(".problems li").all_inner_texts()
    assert len(said) == 2, said
    assert said[1].startswith("bad.bpmn: ")
    analyst.goto("/services")
    assert analyst.locator("table.list tbody tr").count() == before


def test_a_published_version_is_retired_after_a_second_look(person):
    analyst = birth.reading(person, "analyst", "en", java_script_enabled=False)
    upload(analyst, ("retire.bpmn", GOOD.replace("KEY", "retiring").encode()), ("amount.form.json", FORM))
    analyst.locator(".card a[href^='/services/versions/']").click()
    analyst.get_by_role("button", name="Publish this version").click()
    analyst.wait_for_url("**done=published")

    analyst.locator("details.confirm summary").click()
    analyst.get_by_role("button", name="Retire this version").click()
    analyst.wait_for_url("**done=retired")

    clerk = birth.reading(person, "clerk", "en")
    assert clerk.goto("/start/retiring").status == 409
