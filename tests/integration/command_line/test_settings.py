"""Promises of `ravand settings` and of the command line as a whole."""

from dataclasses import fields

import pytest

from engine.config import Settings

GIVEN = {
    "RAVAND_HOST": "127.0.0.2",
    "RAVAND_PORT": "8123",
    "RAVAND_VAR": "/srv/ravand",
    "RAVAND_DATABASE_URL": "postgresql://ravand:canary@db.example/ravand?password=canary",
    "RAVAND_DEMO": "1",
    "RAVAND_THREADS": "3",
    "RAVAND_LOG_LEVEL": "warning",
    "RAVAND_PUBLIC_URL": "https://ravand.example",
    "RAVAND_MAX_UPLOAD": "3000000",
    "RAVAND_JOBS": "0",
    "RAVAND_LEASE": "30",
    "RAVAND_CONNECTOR_HOSTS": "api.example.org, *.example.net",
    "RAVAND_CONNECTOR_NETWORKS": "10.1.0.0/16",
}


@pytest.fixture
def database_kind():
    return "sqlite"


def test_every_setting_is_shown_with_its_meaning_and_no_password(ravand):
    said = ravand("settings", "--json", **GIVEN)

    assert said.code == 0
    assert {one["name"] for one in said.records} == {f"RAVAND_{one.name.upper()}" for one in fields(Settings)}
    assert all(one["meaning"] for one in said.records)
    assert {one["name"]: one["value"] for one in said.records} == GIVEN | {
        "RAVAND_DEMO": "True",
        "RAVAND_JOBS": "False",
        "RAVAND_DATABASE_URL": "postgresql://ravand:…@db.example/ravand?password=…",
    }
    words = ravand("settings", **GIVEN)
    assert "RAVAND_PORT=8123\n" in words.out
    assert "canary" not in words.out + said.out


@pytest.mark.parametrize("name", ["RAVAND_PORT", "RAVAND_THREADS", "RAVAND_MAX_UPLOAD", "RAVAND_CONNECTOR_NETWORKS"])
def test_a_setting_that_cannot_be_read_is_named(ravand, name):
    english = ravand("settings", **{name: "many"})
    persian = ravand("--lang", "fa", "settings", **{name: "many"})

    assert (english.code, persian.code) == (2, 2)
    assert f"{name}='many'" in english.words
    assert "خوانده نمی‌شود" in persian.words


def test_settings_follow_the_environment_that_is_given():
    found = Settings.from_environment(GIVEN | {"RAVAND_HOST": ""})

    assert (found.host, found.port, found.threads, found.max_upload) == ("127.0.0.1", 8123, 3, 3_000_000)
    assert found.database().startswith("postgresql+psycopg://")
    assert Settings(var=found.var).database() == "sqlite:////srv/ravand/ravand.sqlite"


@pytest.mark.parametrize("arguments", [(), ("unknown",), ("verify",), ("--lang", "de", "settings"), ("deploy", "x")])
def test_wrong_use_is_told_and_ends_with_2(ravand, arguments):
    said = ravand(*arguments)

    assert said.code == 2
    assert "usage: ravand" in said.words


def test_the_language_said_last_holds(ravand, tmp_path):
    said = ravand("--lang", "fa", "verify", "--lang", "en", tmp_path / "nothing")

    assert "there is no such file" in said.words
