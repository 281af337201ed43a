"""What tests of /api may ask for: the application, two versions of a service, a program at the door."""

import pytest

from engine import definitions
from engine.actor import system
from engine.context import reading, transaction
from engine.identity import agencies
from tests.integration.web.conftest import app, cheap_hashes, settings, visitor
from tests.support.visitors import basic

__all__ = ["app", "cheap_hashes", "settings", "visitor"]

DRAWING = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  targetNamespace="https://ravand.example/tests">
  <process id="leave" name="مرخصی" isExecutable="true">
    <startEvent id="begin"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="ask"/>
    <userTask id="ask" name="درخواست" camunda:formKey="ask.form.json" camunda:candidateGroups="clerks"/>
    <sequenceFlow id="f2" sourceRef="ask" targetRef="done"/>
    <endEvent id="done"/>
  </process>
</definitions>
"""
FORM = '{"schema": {"type": "object", "properties": {"days": {"type": "integer", "title": "%s"}}}}'


@pytest.fixture
def stored(app, database):
    """A function that stores a drawing as a draft of an agency, with its form, and gives the version."""

    def store(old="", new="", *, title="Days", slug="shiraz"):
        drawing = DRAWING.replace(old, new) if old else DRAWING
        with reading(database, system("")) as ctx:
            agency = next(one.id for one in agencies(ctx) if one.slug == slug)
        with transaction(database, system(agency)) as ctx:
            files = {"leave.bpmn": drawing.encode(), "ask.form.json": (FORM % title).encode()}
            return definitions.import_files(ctx, files, name="leave", source="test").versions[0]

    return store


@pytest.fixture
def ask(app):
    """A function that asks /api as somebody, who may be nobody."""
    client = app.test_client()

    def get(path, who="analyst", method="GET", headers=None, **query):
        signed_in = basic(who) if who else {}
        return client.open(f"/api{path}", method=method, query_string=query, headers={**signed_in, **(headers or {})})

    return get
