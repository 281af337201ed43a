"""A version is mended into a new draft, on both databases: nothing is lost, the record says it, twice is once."""

import pytest

from engine import db, definitions, errors
from engine.actor import Actor, anonymous, system
from engine.context import reading, transaction
from engine.history import of_agency

NS = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
FORM = b'{"schema": {"type": "object", "properties": {"name": {"type": "string"}}}}'
HERE = system("here")
PROCESS = (
    '<process id="{0}" name="{0}" isExecutable="true"><startEvent id="{0}-s"/>'
    '<sequenceFlow id="{0}-f" sourceRef="{0}-s" targetRef="{0}-t"/><userTask id="{0}-t" name="Ask"'
    ' camunda:candidateGroups="clerks" camunda:formKey="ask.form.json"/></process>'
)
FILES = {
    "a.bpmn": f'<definitions {NS} targetNamespace="t"><!-- kept -->{PROCESS.format("p")}</definitions>'.encode(),
    "b.bpmn": f'<definitions {NS} targetNamespace="t">{PROCESS.format("q")}</definitions>'.encode(),
    "ask.form.json": FORM,
}
END = {"change": "add-end", "element": "p-t"}


@pytest.fixture
def draft(database: db.Database) -> definitions.Version:
    with transaction(database, HERE) as ctx:
        made = definitions.import_files(ctx, FILES, name="Permit", source="test", note="first")
    return next(one for one in made.versions if one.key == "p")


def mended(database: db.Database, version_id: str, wanted, who: Actor = HERE, **options) -> definitions.Mending:
    with transaction(database, who) as ctx:
        return definitions.mend_version(ctx, version_id, wanted, lang="en", **options)


def read(database: db.Database, question, *arguments):
    with reading(database, HERE) as ctx:
        return question(ctx, *arguments)


def test_the_new_draft_has_the_change_the_forms_and_a_note(database, draft) -> None:
    made = mended(database, draft.id, END)
    after = made.version
    assert (after.key, after.version, after.state, made.done, made.left) == ("p", 2, definitions.DRAFT, 1, 0)
    assert after.note == "Mended from version 1: Draw an end event behind it (Ask)"
    files = read(database, definitions.files, after.deployment_id)
    assert {name: data for name, data in files.items() if name != "a.bpmn"} == {
        name: data for name, data in FILES.items() if name != "a.bpmn"
    }
    assert b"<!-- kept -->" in files["a.bpmn"]
    assert b'endEvent id="End_p-t"' in files["a.bpmn"]
    assert "dead-end" in {one.rule for one in draft.findings}
    assert "dead-end" not in {one.rule for one in after.findings}


def test_the_old_version_stays_and_so_do_the_other_processes(database, draft) -> None:
    mended(database, draft.id, END)
    assert read(database, definitions.version, draft.id) == draft
    assert [one.version for one in read(database, definitions.versions, "q")] == [1]


def test_pressing_twice_gives_the_same_draft(database, draft) -> None:
    first, second = mended(database, draft.id, END), mended(database, draft.id, END)
    assert first.version == second.version
    assert [one.version for one in read(database, definitions.versions, "p")] == [2, 1]


def test_the_record_says_what_was_done(database, draft) -> None:
    after = mended(database, draft.id, END).version
    with reading(database, HERE) as ctx:
        (event,) = [one for one in of_agency(ctx, HERE.agency) if one.type == "definition.mended"]
    assert db.load(event.facts) == {"version": after.id, "before": draft.id, "key": "p", "changes": ["add-end"]}


def test_findings_are_named_by_their_place(database, draft) -> None:
    places = [place for place, one in enumerate(draft.findings) if one.change is not None]
    kinds = {draft.findings[place].change["change"] for place in places}
    assert "add-end" in kinds
    made = mended(database, draft.id, [*places, *places])
    assert "dead-end" not in {one.rule for one in made.version.findings}


def test_what_cannot_be_done_changes_nothing(database, draft) -> None:
    for wanted in ([99], [-1], {"change": "add-end", "element": "nowhere"}):
        with pytest.raises(errors.ChangeDoesNotFit):
            mended(database, draft.id, wanted)
    with pytest.raises(errors.ChangeUnknown):
        mended(database, draft.id, {"change": "magic"})
    with pytest.raises(errors.Forbidden):
        mended(database, draft.id, END, who=anonymous())
    with pytest.raises(errors.NotFound):
        mended(database, "0" * 32, END)
    assert [one.version for one in read(database, definitions.versions, "p")] == [1]
