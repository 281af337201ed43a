"""Promises of `ravand verify`: an exported record proves itself, and the first broken entry is named."""

import json

import pytest

from engine import execution
from engine.history import export
from tests.integration.execution.conftest import one_task


@pytest.fixture
def database_kind():
    """The export of both databases is verified by tests of backups; here the file counts."""
    return "sqlite"


@pytest.fixture
def record(house):
    """The record of a finished case with a large value, as the auditor exports it."""
    house.publish(one_task().root)
    begun = house.start("one-task", "clerk", amount=20)
    (task,) = house.open_tasks(begun.instance)
    house.do("clerk", execution.complete_user_task, task.id, {"scan": "x" * 3_000, "amount": 30})
    return list(house.see("auditor", lambda ctx: list(execution.export(ctx, begun.instance))))


@pytest.fixture
def bundle(tmp_path, record):
    """A function that writes lines to a file and gives its path."""

    def write(lines=None):
        path = tmp_path / "record.jsonl"
        path.write_text("\n".join(record if lines is None else lines) + "\n", encoding="utf-8")
        return path

    return write


def entry(record, number, **changed):
    """The record with some fields of one entry changed; entries are counted from 1, as the head stands first."""
    lines = list(record)
    lines[number] = json.dumps({**json.loads(lines[number]), **changed})
    return lines


def test_an_exported_record_is_whole(ravand, bundle, record):
    said = ravand("verify", bundle(), "--json")

    head = json.loads(record[0])
    assert said.code == 0
    assert said.records == [
        {"entries": head["length"], "erased": 0, "head": head["head"], "broken_at": None, "reason": "", "whole": True}
    ]
    assert "The record is whole" in said.words


def test_a_record_is_read_from_standard_input(ravand, record):
    said = ravand("verify", "-", given="\n".join(record).encode())

    assert said.code == 0


@pytest.mark.parametrize(
    ("change", "number", "reason"),
    [
        (lambda record: entry(record, 2, actor="somebody"), 2, "hash"),
        (lambda record: entry(record, 3, at="2026-01-01T00:00:00.000000Z"), 3, "hash"),
        (lambda record: entry(record, 1, payload='{"business_key":"other"}'), 1, "commitment"),
        (lambda record: entry(record, 2, chain="0" * 32), 2, "chain"),
        (lambda record: [*record[:2], *record[3:]], 2, "order"),
        (lambda record: [record[0], record[2], record[1], *record[3:]], 1, "order"),
        (lambda record: entry(record, 2, facts=5), 2, "form"),
        (lambda record: entry(record, 2, facts="\ud800"), 2, "form"),
        (lambda record: entry(record, 2, actor=10**40), 2, "form"),
        (lambda record: entry(record, 2, hash="zz"), 2, "form"),
        (lambda record: [*record[:2], "[]", *record[2:]], 2, "form"),
        (lambda record: [*record[:2], "[" * 100_000, *record[2:]], 2, "form"),
    ],
)
def test_the_first_broken_entry_is_named(ravand, bundle, record, change, number, reason):
    said = ravand("verify", bundle(change(record)), "--json")

    assert said.code == 1
    assert (said.records[0]["broken_at"], said.records[0]["reason"]) == (number, reason)
    assert f"broken at entry {number}" in said.words


def test_missing_entries_at_the_end_are_noticed(ravand, bundle, record):
    length = json.loads(record[0])["length"]

    said = ravand("verify", bundle([*record[:length], *record[length + 1 :]]), "--json")

    assert (said.code, said.records[0]["reason"]) == (1, "truncated")


def test_a_changed_large_value_or_state_is_noticed(ravand, bundle, record):
    head = json.loads(record[0])
    state = [json.dumps({**head, "state": {**head["state"], "status": "active"}}), *record[1:]]
    value = [*record[:-1], json.dumps({**json.loads(record[-1]), "json": '"another"'})]

    assert "value" in json.loads(record[-1])
    assert ravand("verify", bundle(state), "--json").records[0]["reason"] == "state"
    assert ravand("verify", bundle(value), "--json").records[0]["reason"] == "value"


@pytest.mark.parametrize(
    "given", [b"", b"\n\n", b"garbage", b"\xff\xfe\x00\x01" * 50, b"PK\x03\x04", b"[]", b"{}", b"x" * 3_000_000]
)
def test_what_is_no_record_is_called_so(ravand, given):
    said = ravand("verify", "-", given=given)

    assert said.code == 2
    assert "not an exported record" in said.words


def test_a_missing_file_is_wrong_use(ravand, tmp_path):
    said = ravand("verify", tmp_path / "nothing.jsonl", "--lang", "fa")

    assert said.code == 2
    assert "چنین فایلی نیست" in said.words


def test_the_verdict_is_told_in_persian(ravand, bundle, record):
    assert "سابقه درست است" in ravand("verify", bundle(), "--lang", "fa").words
    assert "گسسته" in ravand("--lang", "fa", "verify", bundle(entry(record, 2, actor="x"))).words


def test_a_record_without_entries_does_not_prove_anything(ravand):
    head = {"form": export.FORM, "chain": "c", "agency": "a", "length": 3, "head": "", "state": {}}

    assert ravand("verify", "-", given=json.dumps(head).encode()).code == 1
