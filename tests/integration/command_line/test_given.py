"""Promises about what commands are given: every mistake is an error with words, and nothing is created by mistake."""

import pytest
import sqlalchemy as sa

from engine import db, errors, migrations
from tests.support.databases import open_database
from web.command_line import given, opened


def test_a_database_of_another_form_is_not_worked_with(ravand, database_url, tmp_path):
    database = open_database(database_url)
    with database.connect() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '0000'"))
    database.close()

    with pytest.raises(errors.DatabaseNotPrepared, match="0000"), opened.database():
        pass
    said = ravand("backup", tmp_path / "x.zip")

    assert said.code == 2
    assert not (tmp_path / "x.zip").exists()


def test_the_prepared_database_is_opened_and_has_the_newest_form(ravand):
    with opened.database() as database:
        assert migrations.current(database) == migrations.head()


def test_a_database_that_does_not_answer_is_unavailable(ravand):
    said = ravand("backup", "/tmp/never.zip", RAVAND_DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")

    assert said.code == 2
    assert errors.Unavailable().message() in said.words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "x", "/tmp/a.bpmn"), "there is no such file"),
        (PermissionError(13, "x", "/tmp/a.bpmn"), "may not be read"),
        (OSError(28, "No space left on device", "/tmp/a.bpmn"), "No space left on device"),
    ],
)
def test_a_file_that_cannot_be_opened_is_named_without_its_folder(error, words):
    told = given.not_opened(error)

    assert isinstance(told, errors.FileNotOpened)
    assert told.params["file"] == "a.bpmn"
    assert words in str(getattr(told.params["reason"], "msgid", told.params["reason"]))


def test_a_setting_that_cannot_be_read_is_an_error_of_ours(monkeypatch):
    monkeypatch.setenv("RAVAND_PORT", "eighty")

    with pytest.raises(errors.SettingUnreadable, match="RAVAND_PORT='eighty'"):
        given.settings()


def test_an_empty_place_is_made_with_its_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("RAVAND_VAR", str(tmp_path / "new" / "var"))
    monkeypatch.setenv("RAVAND_DATABASE_URL", "")

    with opened.empty_place() as database:
        assert isinstance(database, db.Database)

    assert (tmp_path / "new" / "var").is_dir()
