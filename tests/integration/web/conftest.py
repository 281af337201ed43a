"""What tests of the web door may ask for: the application with demonstration people, browsers, the record."""

import pytest

from engine.actor import system
from engine.config import Settings
from engine.context import reading
from engine.db import load
from engine.history import of_agency
from engine.identity import agencies, passwords
from tests.support.applications import application
from tests.support.databases import CHEAP
from tests.support.visitors import Browser


@pytest.fixture
def settings():
    return Settings(demo=True, log_level="warning")


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """Hash passwords at the least cost: a test would otherwise spend most of its time on being slow on purpose."""
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    monkeypatch.setattr(passwords, "_NOBODY", CHEAP.hash("nobody"))


@pytest.fixture
def app(database, settings):
    """The application on both databases, with the people of the demonstration and without any service."""
    return application(settings, database)


@pytest.fixture
def visitor(app):
    """Return a function giving a browser, signed in when a name is said."""

    def come(username=None):
        opened = Browser(app)
        if username:
            assert opened.sign_in(username).status_code == 303
        return opened

    return come


@pytest.fixture
def record(database):
    """Return a function giving (entry, facts) of an agency's record, the newest first; "" is the installation."""

    def entries(*types, slug="shiraz"):
        with reading(database, system("")) as ctx:
            owner = next((office.id for office in agencies(ctx) if office.slug == slug), "")
            return [(entry, load(entry.facts)) for entry in of_agency(ctx, owner, types=types)]

    return entries
