"""What an agency's repository of versions promises, on both databases."""

import threading

import pytest

from engine import db, definitions, errors
from engine.actor import Actor, system
from engine.context import reading, transaction
from engine.history import of_agency

NS = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
FORM = b'{"schema": {"type": "object", "properties": {"name": {"type": "string"}}}}'
HERE, THERE = system("here"), system("there")


def process(key="p", name="Permit", *, task='camunda:formKey="ask.form.json"', executable=True, inside=""):
    return (
        f'<process id="{key}" name="{name}" isExecutable="{str(executable).lower()}" camunda:versionTag="2.0">{inside}'
        f'<startEvent id="{key}-s"/><sequenceFlow id="{key}-f" sourceRef="{key}-s" targetRef="{key}-t"/>'
        f'<userTask id="{key}-t" name="Ask" camunda:candidateGroups="clerks" {task}/>'
        f'<sequenceFlow id="{key}-g" sourceRef="{key}-t" targetRef="{key}-e"/><endEvent id="{key}-e"/></process>'
    )


def told(version) -> list[definitions.Finding]:
    """Leave out what is true of every drawing of these tests: that it has no coordinates."""
    return [finding for finding in version.findings if finding.rule != "no-diagram"]


def drawing(*processes: str) -> bytes:
    return f'<definitions {NS} targetNamespace="http://t">{"".join(processes or [process()])}</definitions>'.encode()


GOOD = {"permit.bpmn": drawing(), "ask.form.json": FORM}


@pytest.fixture
def put(database: db.Database):
    """Upload files as the agency `here`, or another actor."""

    def upload(files=GOOD, who: Actor = HERE, **options):
        with transaction(database, who) as ctx:
            return definitions.import_files(ctx, files, name="Permit", source="test", **options)

    return upload


@pytest.fixture
def ask(database: db.Database):
    """Ask the room something as the agency `here`, or another actor."""

    def asking(question, *arguments, who: Actor = HERE, **options):
        with reading(database, who) as ctx:
            return question(ctx, *arguments, **options)

    return asking


@pytest.fixture
def change(database: db.Database):
    """Change something as the agency `here`, or another actor."""

    def changing(command, *arguments, who: Actor = HERE):
        with transaction(database, who) as ctx:
            return command(ctx, *arguments)

    return changing


def test_an_upload_becomes_a_draft_with_number_one(put, ask):
    made = put(note="first try")
    (version,) = made.versions
    assert (version.key, version.version, version.name, version.state) == ("p", 1, "Permit", definitions.DRAFT)
    assert (version.version_tag, version.category, version.note) == ("2.0", "http://t", "first try")
    assert told(version) == []
    assert version.publishable
    assert ask(definitions.version, version.id) == version
    assert made.new == (version,)


def test_the_exact_bytes_come_back(put, ask):
    odd = GOOD | {"permit.bpmn": b"\xef\xbb\xbf<!-- \xd8\xab -->\r\n" + GOOD["permit.bpmn"] + b"\n\n"}
    made = put(odd)
    assert ask(definitions.source, made.versions[0]) == odd["permit.bpmn"]
    found = ask(definitions.resources, made.id)
    assert {one.name: ask(definitions.content, one.id) for one in found} == odd


def test_changed_bytes_become_the_next_number(put, ask):
    put()
    second = put(GOOD | {"permit.bpmn": drawing(process(name="Permit, better"))}).versions[0]
    assert second.version == 2
    assert [one.version for one in ask(definitions.versions, "p")] == [2, 1]
    assert ask(definitions.latest, "p") == second


def test_a_changed_form_becomes_the_next_number(put):
    put()
    assert put(GOOD | {"ask.form.json": FORM.replace(b"name", b"other")}).versions[0].version == 2


def test_the_same_files_again_are_recorded_but_bring_no_version(put, ask):
    first, again = put(), put()
    assert again.id != first.id
    assert again.versions == first.versions
    assert again.new == ()
    assert ask(definitions.count_deployments) == 2
    assert ask(definitions.count) == 1


def test_the_same_files_after_retiring_are_a_new_version(put, change):
    first = put().versions[0]
    change(definitions.mark_retired, first.id)
    assert put().versions[0].version == 2


def test_two_executable_processes_of_a_file_become_two_definitions(put):
    made = put({"two.bpmn": drawing(process("a", task=""), process("b", task=""))})
    assert [one.key for one in made.versions] == ["a", "b"]


def test_every_process_of_a_file_becomes_a_definition_unless_only_executable_ones_are_wanted(put):
    files = {"two.bpmn": drawing(process("a", task=""), process("b", task="", executable=False))}
    assert [one.key for one in put(files, executable_only=True).versions] == ["a"]
    assert [one.key for one in put(files).versions] == ["a", "b"]
    none = {"none.bpmn": drawing(process("c", task="", executable=False), process("d", task="", executable=False))}
    assert [one.key for one in put(none, executable_only=True).versions] == ["c", "d"]


def test_a_file_without_any_executable_mark_is_taken_with_a_warning(put):
    (version,) = put({"one.bpmn": drawing(process(task="", executable=False))}).versions
    assert [finding.rule for finding in told(version)] == ["not-executable"]
    assert version.publishable


def test_findings_stay_with_their_version(put, ask):
    version = put({"permit.bpmn": drawing()}).versions[0]
    (finding,) = told(ask(definitions.version, version.id))
    assert (finding.rule, finding.severity, finding.element) == ("form", "error", "p-t")
    assert "ask.form.json" in finding.message("en")
    assert not version.publishable


def test_findings_of_one_process_do_not_stand_at_its_neighbour(put):
    files = {"two.bpmn": drawing(process("a", task=""), process("b"))}
    first, second = put(files).versions
    assert told(first) == []
    assert [finding.element for finding in told(second)] == ["b-t"]


@pytest.mark.parametrize(
    ("files", "refused"),
    [
        (GOOD | {"b.bpmn": b""}, {"b.bpmn": errors.XmlEmpty}),
        (GOOD | {"b.bpmn": b"rubbish"}, {"b.bpmn": errors.XmlNotXml}),
        (GOOD | {"b.bpmn": b" " * 10_000_000}, {"b.bpmn": errors.XmlTooLarge}),
        (GOOD | {"form.json": b"{"}, {"form.json": errors.JsonBroken}),
        (GOOD | {"form.json": b'"' + b"x" * 2_000_000 + b'"'}, {"form.json": errors.TooLarge}),
        (GOOD | {"photo.png": b"png"}, {"photo.png": errors.UnknownFileKind}),
        (GOOD | {"x" * 300 + ".bpmn": drawing()}, {"x" * 300 + ".bpmn": errors.UnusableFileName}),
        (GOOD | {"x\0.bpmn": drawing()}, {"x\0.bpmn": errors.UnusableFileName}),
        ({"a.bpmn": b"<a/>", "b.bpmn": b"<b"}, {"a.bpmn": errors.XmlWrongRoot, "b.bpmn": errors.XmlBroken}),
    ],
)
def test_one_unreadable_file_stores_nothing_and_each_is_told_its_fault(put, ask, files, refused):
    with pytest.raises(errors.UnreadableFiles) as caught:
        put(files)
    told = {name: messages[0].msgid for name, messages in caught.value.fields.items()}
    assert told == {name: error.template() for name, error in refused.items()}
    assert ask(definitions.count_deployments) == ask(definitions.count) == 0


@pytest.mark.parametrize(
    ("files", "refusal"),
    [
        ({}, errors.NoProcess),
        ({"ask.form.json": FORM}, errors.NoProcess),
        ({"empty.bpmn": f"<definitions {NS}/>".encode()}, errors.NoProcess),
        ({"long.bpmn": drawing(process("x" * 300, task=""))}, errors.UnusableProcessId),
    ],
)
def test_files_without_a_usable_process_are_refused(put, ask, files, refusal):
    with pytest.raises(refusal):
        put(files)
    assert ask(definitions.count_deployments) == 0


def test_what_the_standard_leaves_out_stands_not_against_a_draft(put):
    """No id, nothing in it, no process at all: it is kept under a key of its own, and cannot be published."""
    kept = {
        "nameless.bpmn": "<process/>",
        "named.bpmn": '<process name="Leave of absence"/>',
        "talk.bpmn": '<collaboration id="talk"><participant id="a" name="Citizen"/></collaboration>',
    }
    made = [put({file: f"<definitions {NS}>{inner}</definitions>".encode()}).versions for file, inner in kept.items()]
    assert [one.key for (one,) in made] == ["process", "process.Leave-of-absence", "process.talk"]
    assert not any(one.publishable for (one,) in made)


def test_a_version_runs_and_is_drawn_from_what_was_assumed_of_it(put, ask):
    loose = drawing().decode().replace(NS, NS.replace("http://www.omg", "https://www.omg")).replace(' id="p-f"', "")
    data = ("\n" + loose.replace("Permit", "پروانه")).encode("utf-16")
    (version,) = put({"p.bpmn": data, "ask.form.json": FORM}).versions
    assert {finding.rule for finding in version.findings} >= {"namespace", "missing-id"}
    assert version.publishable
    assert "flow.1" in ask(definitions.program, version.id).elements
    assert "پروانه" in ask(definitions.diagram, version.id, lang="fa")
    assert ask(definitions.source, version) == data
    assert put({"p.bpmn": data, "ask.form.json": FORM}).versions == (version,), "the same bytes are the same version"


def test_a_larger_file_comes_in_where_the_settings_allow_it(put):
    large = {"permit.bpmn": drawing(process(task="", inside=f"<documentation>{'x ' * 60_000}</documentation>"))}
    with pytest.raises(errors.UnreadableFiles):
        put(large, size=100_000)
    assert put(large, size=200_000).versions[0].description.startswith("x x")


def test_who_may_not_deploy_is_refused(put):
    with pytest.raises(errors.Forbidden):
        put(who=Actor("1", "clerk", "Clerk", "here", frozenset({"clerk"})))


def test_another_agency_sees_nothing_of_it(put, ask, change):
    made = put()
    version = made.versions[0]
    file = ask(definitions.resources, made.id)[0]
    for question, argument in [
        (definitions.version, version.id),
        (definitions.deployment, made.id),
        (definitions.resources, made.id),
        (definitions.resource, file.id),
        (definitions.content, file.id),
        (definitions.program, version.id),
        (definitions.start_form, version.id),
    ]:
        ask(question, argument)
        with pytest.raises(errors.NotFound):
            ask(question, argument, who=THERE)
    assert ask(definitions.versions, "p", who=THERE) == ()
    assert ask(definitions.count, who=THERE) == ask(definitions.count_deployments, who=THERE) == 0
    assert change(definitions.mark_published, version.id, who=THERE) is False
    assert put(who=THERE).versions[0].version == 1


def test_publishing_and_retiring_happen_once(put, ask, change):
    version = put().versions[0]
    assert ask(definitions.latest_published, "p") is None
    assert change(definitions.mark_published, version.id)
    assert not change(definitions.mark_published, version.id)
    published = ask(definitions.latest_published, "p")
    assert (published.state, published.published_at is None) == (definitions.PUBLISHED, False)
    assert change(definitions.mark_retired, version.id)
    assert not change(definitions.mark_retired, version.id)
    assert not change(definitions.mark_published, version.id)
    assert ask(definitions.latest_published, "p") is None
    assert ask(definitions.version, version.id).state == definitions.RETIRED


def test_lists_filter_sort_and_page(put, ask, change):
    put()
    put(GOOD | {"permit.bpmn": drawing(process(name="پروانه"))})
    put({"other.bpmn": drawing(process("q", "Quarry", task=""))})
    for version in ask(definitions.versions, "p"):
        change(definitions.mark_published, version.id)

    def keys(sort=(), limit=None, offset=0, **wanted):
        found = ask(definitions.listing, definitions.Filter(**wanted), sort=sort, limit=limit, offset=offset)
        assert limit or offset or ask(definitions.count, definitions.Filter(**wanted)) == len(found)
        return [f"{one.key}{one.version}" for one in found]

    assert keys() == ["p2", "p1", "q1"]
    assert keys(sort=(("name", True), ("version", False))) == ["p2", "q1", "p1"]
    assert keys(limit=1, offset=1) == ["p1"]
    assert keys(latest=True) == ["p2", "q1"]
    assert keys(latest=True, states=(definitions.PUBLISHED,)) == ["p2"]
    assert keys(states=(definitions.DRAFT,)) == ["q1"]
    assert keys(key="p", version=1) == ["p1"]
    assert keys(keys=("q", "z")) == ["q1"]
    assert keys(name_like="%MIT%") == ["p1"]
    assert keys(key_like="Q%", name="Quarry") == ["q1"]
    assert keys(resource_name="other.bpmn") == ["q1"]
    assert keys(version_tag="2.0", ids=()) == []
    assert keys(deployment="none") == []


def test_deployments_are_listed_newest_first_and_filtered(put, ask):
    first, second = put(), put()
    assert [one.id for one in ask(definitions.deployments)] == [second.id, first.id]
    assert [one.id for one in ask(definitions.deployments, sort=(("created", False),), limit=1)] == [first.id]
    wanted = definitions.DeploymentFilter(name_like="per%", source="test", ids=(first.id,))
    assert [one.id for one in ask(definitions.deployments, wanted)] == [first.id]
    assert ask(definitions.count_deployments, definitions.DeploymentFilter(before=first.created_at)) == 0


def test_an_upload_stands_in_the_record_of_the_agency(put, ask):
    made = put()
    (entry,) = [one for one in ask(of_agency, "here") if one.type == "deployment.created"]
    assert db.load(entry.facts)["versions"] == [made.versions[0].id]
    assert set(db.load(entry.facts)["resources"]) == set(GOOD)


def test_a_version_gives_its_program_and_forms(put, ask):
    version = put().versions[0]
    program = ask(definitions.program, version.id)
    assert program.process_id == "p"
    assert ask(definitions.program, version.id) is program, "it is read once"
    assert [field.key for field in ask(definitions.form, version.id, "p-t").fields] == ["name"]
    assert ask(definitions.form, version.id, "p-s") is None
    assert ask(definitions.start_form, version.id) is None


def test_a_start_form_is_found(put, ask):
    begins = drawing().replace(b'id="p-s"', b'id="p-s" camunda:formKey="camunda-forms:deployment:ask"')
    version = put({"p.bpmn": begins, "ask.form.json": FORM}).versions[0]
    assert [field.key for field in ask(definitions.start_form, version.id).fields] == ["name"]


def test_a_draft_that_cannot_run_gives_no_program(put, ask):
    version = put({"p.bpmn": drawing(process(task="")).replace(b"userTask", b"serviceTask")}).versions[0]
    with pytest.raises(errors.NotRunnable):
        ask(definitions.program, version.id)


def test_the_drawing_of_a_version_carries_the_marks_of_a_case(put, ask):
    version = put().versions[0]
    drawn = ask(definitions.diagram, version.id, definitions.Marks(tokens={"p-t": 1}), lang="en")
    assert 'aria-label="Permit"' in drawn
    assert "node-now" in drawn


def test_simultaneous_uploads_never_share_a_number(database, put, ask):
    refused: list[errors.Conflict] = []

    def upload(number: int) -> None:
        try:
            put({"p.bpmn": drawing(process(name=f"Permit {number}", task=""))})
        except errors.Conflict as problem:
            refused.append(problem)

    threads = [threading.Thread(target=upload, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted(one.version for one in ask(definitions.versions, "p"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) + len(refused) == 6


def test_words_that_postgresql_cannot_keep_are_kept_as_they_can_be(database):
    with transaction(database, HERE) as ctx:
        made = definitions.import_files(ctx, GOOD, name="a\0b", source="\0", note="c\0")
    assert (made.name, made.source, made.versions[0].note) == ("a\ufffdb", "\ufffd", "c\ufffd")
