"""What tests of backups may ask for: a house with work in every state, and its rows."""

from typing import Any

import pytest
import sqlalchemy as sa

from engine import db, execution
from engine.migrations.tables import ALL
from tests.integration.execution.conftest import one_task, reviewers
from tests.support.house import House


def everything_in(database: db.Database) -> dict[str, list[Any]]:
    """Every row of every table, in one order on both databases."""
    with database.connect() as connection:
        return {table.name: sorted(map(_plain, connection.execute(sa.select(table)).all())) for table in ALL}


def _plain(row: Any) -> str:
    return str([bytes(value) if isinstance(value, memoryview) else value for value in row])


def furnish(database: db.Database) -> House:
    """People, a finished case with a large value, an open one with several tasks, and a refused sign-in."""
    house = House(database)
    house.publish(one_task().root)
    house.publish(reviewers(3).root)
    begun = house.start("one-task", "clerk", amount=20, name='زهرا \U0001f600 "quoted" \\ \x7f')
    (task,) = house.open_tasks(begun.instance)
    house.do("clerk", execution.complete_user_task, task.id, {"scan": "x" * 5_000})
    house.start("reviews")
    return house


@pytest.fixture
def house(database: db.Database) -> House:
    return furnish(database)
