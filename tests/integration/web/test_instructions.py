"""What a drawing tells whoever does a task stands above the task's form, as plain text."""

import pytest

from engine import definitions, execution
from engine.actor import system
from engine.context import reading, transaction
from engine.identity import agency_of_slug
from tests.support.house import file_of
from tests.unit.spiff.drawing import Drawing

WORDS = "Look &lt;b&gt;twice&lt;/b&gt;.\n\nThen decide."
TOLD = f"<spiffworkflow:instructionsForEndUser>{WORDS}</spiffworkflow:instructionsForEndUser>"


@pytest.fixture
def task(app, database):
    drawing = Drawing("told").node("start", "begin").node("user", "look", assignee="clerk").node("end", "done")
    files = {"told.bpmn": file_of(drawing.line("begin", "look", "done").extended("look", TOLD).root)}
    with reading(database, system("")) as ctx:
        office = system(agency_of_slug(ctx, "shiraz").id)
    with transaction(database, office) as ctx:
        made = definitions.import_files(ctx, files, name="told", source="test")
        version = execution.publish(ctx, made.versions[0].id)
        return execution.start_instance(ctx, version.id, {}).opened[0].id


def test_instructions_stand_on_the_page_of_the_task(visitor, task):
    page = visitor("clerk").get(f"/tasks/{task}").text
    assert '<p dir="auto">Look &lt;b&gt;twice&lt;/b&gt;.</p><p dir="auto">Then decide.</p>' in page
