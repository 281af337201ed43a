"""Promises of the page that compares two versions: everything that differs is on it, in words and on both drawings."""

import re

import pytest

from engine import definitions
from engine.actor import system
from engine.context import reading, transaction
from engine.identity import agencies

DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  targetNamespace="https://ravand.example/tests">
  <message id="m" name="Wish"/>
  <process id="leave" name="Leave" isExecutable="true">
    <startEvent id="begin" name="Asked"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="ask"/>
    <userTask id="ask" name="Ask &lt;b&gt;" camunda:candidateGroups="clerks"/>
    <sequenceFlow id="f2" sourceRef="ask" targetRef="done"/>
    <endEvent id="done" name="Done"/>
  </process>
</definitions>
"""


@pytest.fixture
def stored(app, database):
    """A function that stores the drawing with one text replaced, and gives the version."""

    def store(old="", new="", slug="shiraz"):
        with reading(database, system("")) as ctx:
            agency = next(one.id for one in agencies(ctx) if one.slug == slug)
        with transaction(database, system(agency)) as ctx:
            data = (DRAWING.replace(old, new) if old else DRAWING).encode()
            return definitions.import_files(ctx, {"leave.bpmn": data}, name="leave", source="test").versions[0]

    return store


@pytest.fixture
def page(visitor):
    """A function that opens the page as an analyst who reads English."""
    analyst = visitor("analyst")
    analyst.get("/language/en")

    def opened(**query):
        return analyst.get(
            "/services/comparison", query_string={name.rstrip("_"): value for name, value in query.items()}
        )

    return opened


def items(answer):
    """The lines of the list, without markup: what a reader sees."""
    found = re.findall(r'<li class="\w+" id="change-\d+">(.*?)</li>', answer.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>|[\u2068\u2069]", " ", one).split()) for one in found]


def test_without_two_versions_one_chooses_them(page, stored):
    one, other = stored(), stored('"clerks"', '"registry"')

    answer = page()
    assert answer.status_code == 200
    assert f'<option value="{other.id}" selected>' in page(to=other.id).text
    assert re.findall('<option value="([^"]*)" selected>', answer.text) == [one.id, other.id]
    assert re.findall('<option value="([^"]*)" selected>', page(from_=other.id).text) == [other.id, other.id]


def test_one_version_alone_cannot_be_compared_and_no_version_neither(page, stored):
    assert "there is nothing to compare" in page().text
    stored()
    assert "there is nothing to compare" in page().text


def test_what_changed_stands_in_the_list_with_before_and_after(page, stored):
    one, other = stored(), stored('"clerks"', '"registry"')

    [line] = items(page(from_=one.id, to=other.id))
    assert line.startswith("user task “ Ask &lt;b&gt; ” ask")
    assert "candidate groups before: clerks → after: registry" in line


def test_what_is_not_drawn_is_in_the_list_too(page, stored):
    one, other = stored(), stored('name="Wish"', 'name="Order"')

    [line] = items(page(from_=one.id, to=other.id))
    assert "message “ Order ” m not drawn name before: Wish → after: Order" in line


def test_both_drawings_bear_marks_that_lead_to_the_list_and_back(page, stored):
    one = stored()
    other = stored('<endEvent id="done" name="Done"/>', '<endEvent id="over" name="Over"/>')
    text = page(from_=one.id, to=other.id).text

    before, after = re.findall(r"<figure.*?</figure>", text, re.DOTALL)
    assert "node-removed" in before
    assert "node-removed" not in after
    assert "node-added" in after
    for anchor in re.findall(r'href="#((?:before|after|change)-\d+)"', text):
        assert text.count(f'id="{anchor}"') == 1
    assert re.search(r'href="#change-\d+"', before)


def test_every_sort_is_counted_and_named_beside_its_sign(page, stored):
    text = page(from_=stored().id, to=stored('name="Done"', 'name="Over"').id).text

    tally = re.search(r'<ul class="tally".*?</ul>', text, re.DOTALL)[0]
    assert (
        " ".join(re.sub(r"<[^>]*>", " ", tally).split())
        == "+ Added 0 − Removed 0 ~ Changed 1 ↔ Only moved or drawn anew 0"
    )


def test_equal_versions_say_so(page, stored):
    one, other = stored(), stored("\n  <process", "\n\n\n  <process")

    assert "These two are the same version." in page(from_=one.id, to=one.id).text
    assert "The two versions say and show the same." in page(from_=one.id, to=other.id).text


def test_ids_that_changed_are_told_apart_from_changes(page, stored):
    one, other = stored(), stored('"leave"', '"absence"')

    text = page(from_=one.id, to=other.id).text
    assert "The two versions say and show the same." in text
    assert "<code>leave</code>" in text
    assert "<code>absence</code>" in text


def test_the_two_can_be_swapped(page, stored):
    one, other = stored(), stored('name="Done"', 'name="Over"')

    assert f'href="/services/comparison?from={other.id}&amp;to={one.id}"' in page(from_=one.id, to=other.id).text


def test_a_version_of_another_agency_is_not_there(page, stored):
    mine, theirs = stored(), stored(slug="isfahan")

    assert page(from_=mine.id, to=theirs.id).status_code == 404
    assert page(from_=theirs.id).status_code == 404
    assert theirs.id not in page().text


def test_the_page_of_a_service_leads_to_the_comparison_of_its_last_two_versions(visitor, stored):
    one = stored()
    analyst = visitor("analyst")
    assert "/services/comparison" not in analyst.get("/services/leave").text

    other = stored('name="Done"', 'name="Over"')
    assert f'href="/services/comparison?from={one.id}&amp;to={other.id}"' in analyst.get("/services/leave").text
