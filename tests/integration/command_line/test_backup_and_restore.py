"""Promises of `ravand backup` and `ravand restore`, as an operator types them."""

import pytest

from engine import execution
from tests.integration.backup.conftest import everything_in, furnish
from tests.support.databases import open_database
from tests.support.house import House


@pytest.fixture
def zipped(ravand, database_url, tmp_path):
    """The backup of a furnished database, and everything that was in it."""
    database = open_database(database_url)
    furnish(database)
    before = everything_in(database)
    database.close()
    said = ravand("backup", tmp_path / "ravand.zip", "--json")
    assert (said.code, "Written" in said.words) == (0, True)
    return tmp_path / "ravand.zip", before, said.records[0]["rows"]


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_backup_is_restored_into_another_database(ravand, zipped, new_database_url, target):
    path, before, rows = zipped
    url = new_database_url(target)

    said = ravand("restore", path, "--json", RAVAND_DATABASE_URL=url)

    assert said.code == 0
    assert said.records[0]["rows"] == rows
    assert "none broken" in said.words
    database = open_database(url)
    assert everything_in(database) == before
    database.close()


def test_a_backup_is_restored_where_there_was_nothing(ravand, zipped, tmp_path):
    path, before, _ = zipped
    empty = tmp_path / "elsewhere" / "var"

    assert ravand("restore", path, RAVAND_DATABASE_URL="", RAVAND_VAR=str(empty)).code == 0

    database = open_database(f"sqlite:///{empty / 'ravand.sqlite'}")
    assert everything_in(database) == before
    database.close()


def test_refusals_are_told_in_the_language_and_end_with_2(ravand, zipped, tmp_path):
    path, _, _ = zipped
    (tmp_path / "other.zip").write_bytes(b"no zip")

    again = ravand("--lang", "fa", "backup", path)
    full = ravand("--lang", "fa", "restore", path)
    other = ravand("restore", tmp_path / "other.zip", "--lang", "fa")
    missing = ravand("restore", tmp_path / "missing.zip")

    assert [one.code for one in (again, full, other, missing)] == [2, 2, 2, 2]
    assert "بازنویسی نمی‌کند" in again.words
    assert "پایگاه داده" in full.words
    assert "پشتیبان روند نیست" in other.words
    assert "there is no such file" in missing.words


def test_a_mistyped_name_leaves_no_database_behind(ravand, tmp_path):
    empty = tmp_path / "elsewhere"

    assert ravand("restore", tmp_path / "x.zip", RAVAND_DATABASE_URL="", RAVAND_VAR=str(empty)).code == 2
    assert not empty.exists()


def test_what_an_auditor_exports_afterwards_is_whole(ravand, zipped, new_database_url, database_kind, tmp_path):

    url = new_database_url(database_kind)
    ravand("restore", zipped[0], RAVAND_DATABASE_URL=url)
    database = open_database(url)
    house = House(database)
    for case in house.see("auditor", execution.cases, execution.Filter()):
        lines = house.see("auditor", lambda ctx, one=case.id: list(execution.export(ctx, one)))
        assert ravand("verify", "-", given="\n".join(lines).encode()).code == 0
    database.close()
