"""Promises of `ravand decide`: one JSON object says the result, which rules fired, and what was wrong."""

import io
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from engine import errors
from tests.unit.decisions.drawn import decision, file, inputs, literal, table
from web.__main__ import main

FEES = file(
    inputs("days", type_="number")
    + decision("fee", table(["< 16 => 0", ">= 16 => 5"], columns=("days",)), requires="input:days")
    + decision("Total", literal("fee * 2"), requires="decision:fee")
)


@pytest.fixture
def ravand(tmp_path, capsys):
    """Return a function that runs `ravand decide` on the fees and returns its code, its records and its words."""
    (tmp_path / "fees.dmn").write_bytes(FEES)

    def run(values, *arguments):
        (tmp_path / "given.json").write_text(values)
        code = main(["decide", str(tmp_path / "fees.dmn"), "--input", str(tmp_path / "given.json"), *arguments])
        said = capsys.readouterr()
        return code, [json.loads(line) for line in said.out.splitlines()], said.err

    return run


def test_the_final_decision_is_told_with_the_rules_that_fired(ravand):
    code, told, _ = ravand('{"days": 20}')
    assert code == 0
    assert told == [{"decision": "Total", "result": 10, "fired": [{"table": "t", "rule": 2}], "errors": []}]


def test_any_decision_can_be_named(ravand):
    assert ravand('{"days": 2}', "--decision", "fee")[1][0]["result"] == 0


def test_null_comes_with_its_reasons_in_the_language_asked_for(ravand):
    code, told, _ = ravand('{"days": "many"}', "--lang", "fa")
    assert (code, told[0]["result"]) == (0, None)
    assert any("هیچ قاعده" in one for one in told[0]["errors"])


@pytest.mark.parametrize("values", ["[1]", "{", ""])
def test_values_that_are_no_object_are_refused(ravand, values):
    code, told, words = ravand(values)
    assert (code, told) == (2, [])
    assert errors.InputUnreadable(file="given.json").message() in words


def test_a_decision_that_is_not_there_is_refused_with_those_there_are(ravand):
    code, told, words = ravand("{}", "--decision", "lost")
    assert (code, told) == (2, [])
    assert "fee, Total" in words


def test_without_a_name_each_decision_that_no_other_requires_is_told(tmp_path, capsys):
    (tmp_path / "two.dmn").write_bytes(file(decision("a", literal("1")) + decision("b", literal("2"))))
    assert main(["decide", str(tmp_path / "two.dmn")]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["decision"], one["result"]) for one in told] == [("a", 1), ("b", 2)]


def test_values_may_come_by_standard_input(tmp_path, capsys, monkeypatch):
    (tmp_path / "fees.dmn").write_bytes(FEES)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"days": 16}')))
    assert main(["decide", str(tmp_path / "fees.dmn"), "--input", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["result"] == 10


def test_a_decision_that_costs_too_much_is_stopped(tmp_path, capsys):
    loop = "count(for a in 1..1000, b in 1..1000, c in 1..1000 return a)"
    (tmp_path / "long.dmn").write_bytes(file(decision("d", literal(loop))))
    assert main(["decide", str(tmp_path / "long.dmn")]) == 1
    assert json.loads(capsys.readouterr().out)["errors"]


def test_a_drawing_is_no_dmn_file(tmp_path, capsys):
    (tmp_path / "a.dmn").write_text('<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')
    assert main(["decide", str(tmp_path / "a.dmn")]) == 2
    assert "not a DMN file" in capsys.readouterr().err


def test_deciding_loads_no_server_and_no_database(tmp_path):
    code = (
        "import sys, web.command_line.decide\n"
        "print(*{'flask', 'sqlalchemy', 'SpiffWorkflow', 'alembic'}.intersection(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
