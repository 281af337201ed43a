"""What tests of operation may ask for: a server of its own on a database with people and one small process."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.integration.execution.conftest import one_task
from tests.support.databases import open_database
from tests.support.house import House
from tests.support.serving import Served

START = "/engine-rest/process-definition/key/one-task/start"


def furnish(url: str) -> str:
    database = open_database(url)
    House(database).publish(one_task().root)
    database.close()
    return url


@pytest.fixture
def served(serve: Callable[..., Served], new_database_url: Callable[[str], str]) -> Iterator[Served]:
    """The demonstration on SQLite, stopped after the test; its address stands in `place`."""
    running = serve(RAVAND_DEMO="1", RAVAND_DATABASE_URL=furnish(new_database_url("sqlite")))
    yield running
    running.stop()


@contextmanager
def locked(url: str) -> Iterator[Any]:
    """Hold SQLite's write lock as a foreign program may."""
    foreign = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    try:
        yield foreign
    finally:
        foreign.rollback()
        foreign.close()
