"""What tests of operation may ask for: a server of its own on a database with people and one small process."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tests.integration.execution.conftest import one_task
from tests.support.databases import Template, open_database
from tests.support.house import House
from tests.support.serving import Served

START = "/engine-rest/process-definition/key/one-task/start"


def furnish(url: str) -> str:
    database = open_database(url)
    House(database).publish(one_task().root)
    database.close()
    return url


@pytest.fixture(scope="module")
def served(
    serve: Callable[..., Served], database_template: Template, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """The demonstration on SQLite, one for the tests of a file."""
    place = tmp_path_factory.mktemp("operation") / "ravand.sqlite"
    shutil.copyfile(database_template("sqlite", inhabited=True), place)
    running = serve(RAVAND_DEMO="1", RAVAND_DATABASE_URL=furnish(f"sqlite:///{place}"))
    yield running
    running.stop()


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Keep everybody else from writing, as a foreign program may: SQLite's write lock, or the tables of cases."""
    sqlite = url.startswith("sqlite")
    foreign = sqlite3.connect(url.removeprefix("sqlite:///")) if sqlite else psycopg.connect(url)
    foreign.execute("BEGIN IMMEDIATE" if sqlite else "LOCK TABLE case_number, instance IN EXCLUSIVE MODE")
    try:
        yield
    finally:
        foreign.rollback()
        foreign.close()
