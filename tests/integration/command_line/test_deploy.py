"""Promises of `ravand deploy`: all or nothing, findings with their remedy, exit codes for programs."""

import pytest

from engine import definitions, errors, execution
from tests.integration.execution.conftest import one_task
from tests.support.house import file_of


@pytest.fixture
def drawing(tmp_path):
    path = tmp_path / "one.bpmn"
    path.write_bytes(file_of(one_task().root))
    return path


@pytest.fixture
def broken(tmp_path):
    """A drawing that can be stored as a draft but not be published: its condition is Python."""
    path = tmp_path / "broken.bpmn"
    path.write_bytes(file_of(one_task().root).replace(b"amount &gt; 10", b"__import__('os').system('id')"))
    return path


def versions(house):
    found = house.see("analyst", definitions.listing, definitions.Filter())
    return [(one.key, one.version, one.state) for one in found]


def deployments(house):
    return house.see("analyst", definitions.count_deployments)


def test_a_drawing_is_imported_and_published(ravand, house, drawing):
    said = ravand("deploy", drawing, "--agency", "shiraz", "--json")

    assert said.code == 0
    [told] = said.records
    assert (told["key"], told["version"], told["state"], told["publishable"]) == ("one-task", 1, "published", True)
    assert {finding["severity"] for finding in told["findings"]} <= {"warning", "info"}
    assert versions(house) == [("one-task", 1, definitions.PUBLISHED)]
    assert house.start("one-task", "clerk").instance


def test_the_same_files_again_are_the_same_version(ravand, house, drawing):
    first = ravand("deploy", drawing, "--agency", "shiraz", "--json")
    second = ravand("deploy", drawing, "--agency", "shiraz", "--json")

    assert second.code == 0
    assert second.records[0]["id"] == first.records[0]["id"]
    assert len(versions(house)) == 1


def test_a_draft_stays_a_draft_until_it_is_deployed_for_good(ravand, house, drawing):
    ravand("deploy", drawing, "--draft", "--agency", "shiraz")
    assert versions(house) == [("one-task", 1, definitions.DRAFT)]

    assert ravand("deploy", drawing, "--agency", "shiraz").code == 0
    assert versions(house) == [("one-task", 1, definitions.PUBLISHED)]


def test_what_cannot_be_published_is_told_with_its_remedy_and_nothing_is_stored(ravand, house, drawing, broken):
    said = ravand("deploy", drawing, broken, "--agency", "shiraz", "--json")

    assert said.code == 1
    findings = [finding for told in said.records for finding in told["findings"] if finding["severity"] == "error"]
    assert findings
    assert all(told["id"] is None and told["state"] is None for told in said.records)
    for finding in findings:
        assert finding["message"] in said.words
        assert finding["fix"] in said.words
    assert (versions(house), deployments(house)) == ([], 0)


def test_a_draft_may_have_findings(ravand, house, broken):
    said = ravand("deploy", broken, "--draft", "--agency", "shiraz")

    assert said.code == 0
    assert versions(house) == [("one-task", 1, definitions.DRAFT)]


def test_findings_and_refusals_are_told_in_persian(ravand, house, broken):
    said = ravand("deploy", broken, "--agency", "shiraz", "--lang", "fa")

    assert "خطا" in said.words
    assert "منتشر" in said.words


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.bpmn", b"", "The file is empty"),
        ("x.bpmn", b"garbage", "not XML"),
        ("x.bpmn", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
        ("x.bpmn", b"<definitions/>", "not a BPMN 2.0 drawing"),
        ("x.form.json", b"{", "not JSON"),
        ("x.exe", b"MZ", "neither a BPMN drawing"),
    ],
)
def test_an_unreadable_file_is_named_with_its_reason_and_nothing_is_stored(
    ravand, house, drawing, tmp_path, name, data, words
):
    path = tmp_path / name
    path.write_bytes(data)

    said = ravand("deploy", drawing, path, "--agency", "shiraz")

    assert said.code == 2
    assert f"  {name}: " in said.words
    assert words in said.words
    assert deployments(house) == 0


def test_a_reason_is_told_in_persian_also_before_the_command(ravand, house, tmp_path):
    path = tmp_path / "x.bpmn"
    path.write_bytes(b"")

    said = ravand("--lang", "fa", "deploy", path, "--agency", "shiraz")

    assert "خالی" in said.words
    assert "empty" not in said.words


def test_a_file_larger_than_allowed_is_refused(ravand, house, drawing):
    said = ravand("deploy", drawing, "--agency", "shiraz", RAVAND_MAX_UPLOAD="100")

    assert said.code == 2
    assert "larger than 100 bytes" in said.words


def test_two_files_of_one_name_are_refused(ravand, house, drawing, tmp_path):
    (tmp_path / "other").mkdir()
    other = tmp_path / "other" / drawing.name
    other.write_bytes(drawing.read_bytes())

    said = ravand("deploy", drawing, other, "--agency", "shiraz")

    assert said.code == 2
    assert errors.FileNamedTwice(name=drawing.name).message() in said.words


def test_a_missing_file_and_an_unknown_agency_are_wrong_use(ravand, house, drawing, tmp_path):
    missing = ravand("deploy", tmp_path / "nothing.bpmn", "--agency", "shiraz")
    folder = ravand("deploy", tmp_path, "--agency", "shiraz")
    stranger = ravand("deploy", drawing, "--agency", "nowhere")

    assert (missing.code, folder.code, stranger.code) == (2, 2, 2)
    assert "“nothing.bpmn” cannot be opened: there is no such file" in missing.words
    assert "it is a folder" in folder.words
    assert "nowhere" in stranger.words
    assert deployments(house) == 0


def test_what_was_withdrawn_comes_back_as_a_new_version(ravand, house, drawing):
    told = ravand("deploy", drawing, "--agency", "shiraz", "--json").records[0]
    house.do("analyst", execution.retire, told["id"])

    assert ravand("deploy", drawing, "--agency", "shiraz").code == 0
    assert set(versions(house)) == {("one-task", 1, definitions.RETIRED), ("one-task", 2, definitions.PUBLISHED)}


def test_without_a_prepared_database_nothing_is_created(ravand, drawing, tmp_path):
    said = ravand("deploy", drawing, "--agency", "shiraz", RAVAND_DATABASE_URL="", RAVAND_VAR=str(tmp_path / "nowhere"))

    assert said.code == 2
    assert "ravand serve" in said.words
    assert not (tmp_path / "nowhere").exists()
