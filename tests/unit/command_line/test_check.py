"""Promises of `ravand check`: every drawing is told in its order, whatever becomes of the others; nothing is stored."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from engine import errors
from engine.definitions import examining
from web.__main__ import main
from web.command_line import COMMANDS

RULES = Path(__file__).parents[1] / "definitions" / "rules"
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">'
CAMUNDA = HEAD.replace(" target", ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" target')
GOOD = f"""{HEAD}<process id="p" name="Permit" isExecutable="true">
<startEvent id="begin"/><sequenceFlow id="a" sourceRef="begin" targetRef="read"/>
<userTask id="read" name="Read"/><sequenceFlow id="b" sourceRef="read" targetRef="done"/><endEvent id="done"/>
</process></definitions>"""
GATEWAY = GOOD.replace("userTask", "complexGateway")
FORM = b'{"schema": {"type": "object", "properties": {}}}'
HEAVY = ("flask", "sqlalchemy", "alembic", "granian", "jinja2", "psycopg", "SpiffWorkflow.bpmn.serializer")


@pytest.fixture
def ravand(capsys, monkeypatch):
    """Return a function that runs `ravand check … --json` and returns its code, its records and its words."""

    def run(*arguments, given=b"", json_too=True):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given), close=lambda: None))
        code = main(["check", *map(str, arguments), *(["--json"] if json_too else [])])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err

    return run


@pytest.fixture
def lay(tmp_path):
    """Return a function that writes a file and returns its path."""

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_a_drawing_is_told_with_all_that_is_drawn_in_it(ravand, lay):
    path = lay("good.bpmn", GOOD)

    code, [told], _ = ravand(path)

    assert code == 0
    assert list(told) == ["file", "accepted", "publishable", "processes", "findings"]
    assert (told["file"], told["accepted"], told["publishable"]) == (str(path), True, True)
    [process] = told["processes"]
    assert (process["id"], process["name"]) == ("p", "Permit")
    assert {(one["id"], one["type"], one["runs"], one["assigned"]) for one in process["elements"]} == {
        ("begin", "startEvent", True, False), ("read", "userTask", True, False), ("done", "endEvent", True, False),
        ("a", "sequenceFlow", True, False), ("b", "sequenceFlow", True, False),
    }  # fmt: skip
    for finding in told["findings"]:
        assert list(finding) == ["rule", "severity", "element", "name", "line", "message", "fix"]


def test_an_element_that_cannot_run_is_told_so_by_a_finding(ravand, lay):
    code, [told], _ = ravand(lay("gateway.bpmn", GATEWAY))

    assert code == 1
    assert (told["accepted"], told["publishable"]) == (True, False)
    stopped = {one["id"] for one in told["processes"][0]["elements"] if not one["runs"]}
    assert stopped == {"read"}
    assert "read" in {finding["element"] for finding in told["findings"] if finding["severity"] == "error"}


def test_what_lies_in_a_sub_process_that_cannot_run_cannot_run_either(ravand, lay):
    inner = '<adHocSubProcess id="read" name="Read"><userTask id="inner"/></adHocSubProcess>'
    _, [told], _ = ravand(lay("inside.bpmn", GOOD.replace('<userTask id="read" name="Read"/>', inner)))

    assert {one["id"]: one["runs"] for one in told["processes"][0]["elements"]}["inner"] is False


def test_every_process_of_a_file_is_told_also_one_that_is_not_executable(ravand, lay):
    second = GOOD[GOOD.index("<process") : GOOD.index("</definitions>")]
    for name in ("begin", "read", "done", '"p"', '"a"', '"b"'):
        second = second.replace(name, f'"2{name[1:]}' if name.startswith('"') else f"{name}2")
    second = second.replace("true", "false")
    _, [told], _ = ravand(lay("two.bpmn", GOOD.replace("</definitions>", second + "</definitions>")))

    assert [(process["id"], len(process["elements"])) for process in told["processes"]] == [("p", 5), ("2p", 5)]


def test_drawings_are_told_in_the_order_in_which_they_are_given(ravand, lay):
    names = [lay(f"{number}.bpmn", GOOD if number % 3 else GATEWAY) for number in range(30, 0, -1)]

    code, told, words = ravand(*names, "--jobs", 3)

    assert [one["file"] for one in told] == [str(name) for name in names]
    assert [one["publishable"] for one in told] == [bool(number % 3) for number in range(30, 0, -1)]
    assert code == 1
    assert "Drawings: 30; 20 can be published, 10 not yet, 0 cannot be read." in words


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "xml-empty"),
        (b"Name;Amount", "xml-not-xml"),
        (b"<a/>", "xml-wrong-root"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "xml-entities"),
    ],
)
def test_what_cannot_be_read_is_a_line_with_its_reason_and_the_others_are_told(ravand, lay, content, rule):
    code, [bad, good], _ = ravand(lay("bad.bpmn", content), lay("good.bpmn", GOOD))

    assert code == 2
    assert (bad["accepted"], bad["publishable"], bad["processes"]) == (False, False, [])
    [finding] = bad["findings"]
    assert (finding["rule"], finding["severity"]) == (rule, "error")
    assert finding["message"]
    assert finding["fix"]
    assert good["publishable"]


def test_a_file_that_is_not_there_is_a_line_too(ravand, lay, tmp_path):
    code, [gone, folderless, good], _ = ravand(tmp_path / "gone.bpmn", tmp_path / "a" / "b.bpmn", lay("a.bpmn", GOOD))

    assert code == 2
    assert {one["findings"][0]["rule"] for one in (gone, folderless)} == {"file-not-opened"}
    assert "gone.bpmn" in gone["findings"][0]["message"]
    assert good["publishable"]


def test_a_drawing_that_could_not_be_stored_is_not_accepted(ravand, lay):
    code, [told], _ = ravand(lay("long.bpmn", GOOD.replace('id="p"', f'id="{"p" * 201}"')))

    assert code == 1
    assert (told["accepted"], told["publishable"]) == (False, False)
    assert "unusable-process-id" in {finding["rule"] for finding in told["findings"]}


def test_a_drawing_without_a_process_is_kept_but_not_published(ravand, lay):
    code, [told], _ = ravand(lay("black.bpmn", f'{HEAD}<collaboration id="c"/></definitions>'))

    assert code == 1
    assert (told["accepted"], told["publishable"]) == (True, False)


def test_the_end_of_a_drawing_is_not_guessed_beyond_the_largest_upload(ravand, lay, monkeypatch):
    monkeypatch.setenv("RAVAND_MAX_UPLOAD", "300")

    code, [told], _ = ravand(lay("good.bpmn", GOOD))

    assert code == 2
    assert told["findings"][0]["rule"] == "xml-too-large"


def test_a_drawing_may_come_from_standard_input(ravand):
    code, [told], _ = ravand("-", given=GOOD.encode())

    assert (code, told["file"], told["publishable"]) == (0, "-", True)


def test_forms_given_along_are_found_by_the_drawings(ravand, lay):
    drawing = CAMUNDA + GOOD.removeprefix(HEAD).replace('name="Read"', 'name="Read" camunda:formKey="read.form.json"')
    path, form = lay("asks.bpmn", drawing), lay("forms/read.form.json", FORM)

    _, [without], _ = ravand(path)
    code, [told], _ = ravand(path, form)

    assert "form" in {finding["rule"] for finding in without["findings"]}
    assert "form" not in {finding["rule"] for finding in told["findings"]}
    assert code == 0


def test_a_folder_is_gone_through_with_the_forms_that_lie_beside_its_drawings(ravand, lay, tmp_path):
    drawing = CAMUNDA + GOOD.removeprefix(HEAD).replace('name="Read"', 'name="Read" camunda:formKey="read.form.json"')
    for name, content in {
        "b/asks.bpmn": drawing, "b/read.form.json": FORM, "a/plain.BPMN": GOOD, "a/notes.txt": b"no drawing",
        "a/deep/er/old.bpmn2": GOOD,
    }.items():  # fmt: skip
        lay(name, content)

    code, told, _ = ravand(tmp_path)

    assert [Path(one["file"]).name for one in told] == ["old.bpmn2", "plain.BPMN", "asks.bpmn"]
    assert code == 0


@pytest.mark.parametrize("names", [["form.json"], ["empty/notes.txt"]])
def test_to_check_nothing_is_wrong_use(ravand, lay, names, capsys):
    for name in names:
        lay(name, FORM)
    arguments = [lay("x.form", FORM)] if names[0] == "form.json" else [lay(names[0], b"").parent]

    code, told, words = ravand(*arguments)

    assert (code, told) == (2, [])
    assert errors.NothingToCheck.template() in words


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_a_number_of_processes_that_is_none_is_wrong_use(lay, jobs):
    with pytest.raises(SystemExit) as ended:
        main(["check", str(lay("good.bpmn", GOOD)), "--jobs", jobs])
    assert ended.value.code == 2


def test_people_read_the_findings_and_a_verdict_in_their_language(ravand, lay):
    path = lay("gateway.bpmn", GATEWAY)

    code, records, words = ravand(path, "--lang", "fa", json_too=False)

    assert (code, records) == (1, [])
    assert f"{path}:3:read: خطا:" in words
    assert f"{path}: نمی‌توان آن را منتشر کرد؛ " in words


def test_findings_of_programs_are_in_the_language_asked_for(ravand, lay):
    path = lay("gateway.bpmn", GATEWAY)

    messages = {lang: ravand(path, "--lang", lang)[1][0]["findings"][0]["message"] for lang in ("fa", "en")}

    assert messages["fa"] != messages["en"]


def test_a_name_of_a_file_that_is_no_unicode_is_no_obstacle(ravand, tmp_path):
    path = tmp_path / "na\udcffme.bpmn"
    path.write_text(GOOD)

    code, [told], _ = ravand(path)

    assert code == 0
    assert told["file"].endswith("me.bpmn")


def test_a_check_that_breaks_off_loses_no_other(ravand, lay, monkeypatch):
    def greedy(data, *, size):
        if b"Greedy" in data:
            raise MemoryError
        return drawing(data, size=size)

    drawing = examining.drawing
    monkeypatch.setattr(examining, "drawing", greedy)  # as a drawing would that eats the memory of its process

    code, [before, told, after], _ = ravand(
        lay("a.bpmn", GOOD), lay("b.bpmn", GOOD.replace("Permit", "Greedy")), lay("c.bpmn", GOOD), "--jobs", 1
    )

    assert code == 2
    assert (told["accepted"], [finding["rule"] for finding in told["findings"]]) == (False, ["check-broke-off"])
    assert "memory" in told["findings"][0]["message"]
    assert before["publishable"]
    assert after["publishable"]


def test_checking_imports_neither_the_server_nor_a_database():
    script = (
        "import sys; from web.__main__ import main\n"
        f"code = main(['check', {str(RULES / 'default-flow.good.bpmn')!r}, '--json'])\n"
        f"print([name for name in {HEAVY} if name in sys.modules], code)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines()[-1].startswith("[]")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_it_ends_in_silence_when_nobody_reads_on(lay, stream):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "web", "check", "--jobs", "1", lay("a.bpmn", GOOD), lay("b.bpmn", GOOD)]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: writing}
    ran = subprocess.run([*command, *(["--json"] if stream == "stdout" else [])], **streams, check=False)
    os.close(writing)

    assert (ran.returncode, ran.stdout or b"", ran.stderr or b"") == (0, b"", b"")


def test_help_names_every_command_and_loads_none():
    script = (
        "import sys; from web.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('lxml', 'SpiffWorkflow', 'flask', 'sqlalchemy') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines()[-1] == "[]"
    assert all(name in ran.stdout for name in COMMANDS)
