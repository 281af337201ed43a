"""Keeps unit tests pure: whoever opens a database here is told to move the test."""

import sqlite3

import psycopg
import pytest

from engine import db

REFUSAL = "Unit tests touch no database. Move this test to tests/integration, or test the pure part alone."


@pytest.fixture(autouse=True)
def _no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError(REFUSAL)

    monkeypatch.setattr(db.Database, "__init__", refuse)
    monkeypatch.setattr(sqlite3, "connect", refuse)
    monkeypatch.setattr(psycopg, "connect", refuse)


@pytest.fixture
def database() -> None:
    """Shadows the fixture that integration tests use."""
    pytest.fail(REFUSAL)
