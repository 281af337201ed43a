"""G1: a command happens as a whole or not at all, wherever it breaks."""

from typing import Any

import pytest
import sqlalchemy as sa

from engine import db, execution
from engine.context import Context
from engine.migrations.tables import ALL
from tests.integration.execution.conftest import one_task
from tests.support.house import House, house

__all__ = ["house"]


class Broken(Exception):
    """The machine stopped here."""


def everything_in(database: db.Database) -> dict[str, list[Any]]:
    """Every row of every table."""
    with database.connect() as connection:
        return {table.name: sorted(map(str, connection.execute(sa.select(table)).all())) for table in ALL}


class BreaksAt:
    """Lets a session send so many statements, then stops the machine."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left: int | None = None
        for name in ("_execute", "many", "settle"):
            monkeypatch.setattr(db.Session, name, self._counting(getattr(db.Session, name)))

    def _counting(self, send: Any) -> Any:
        def counted(session: db.Session, *arguments: Any) -> Any:
            if self.left is not None:
                self.left -= 1
                if self.left < 0:
                    raise Broken
            return send(session, *arguments)

        return counted


def test_a_submit_that_breaks_at_any_statement_leaves_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.publish(one_task().root)
    (task,) = house.open_tasks(house.start("one-task", "clerk", amount=20).instance)
    clerk, before = house.actor("clerk"), everything_in(house.database)
    breaks, at = BreaksAt(monkeypatch), 0
    while True:
        breaks.left = at
        try:
            house.do(clerk, execution.complete_user_task, task.id, {"scan": "x" * 3_000})
        except Broken:
            breaks.left = None
            assert everything_in(house.database) == before, f"half a step stayed after statement {at}"
            at += 1
            continue
        break
    assert at >= 5
    breaks.left = None
    assert everything_in(house.database) != before


def _complete_then_break(ctx: Context, task: str) -> None:
    execution.complete_user_task(ctx, task, {})
    ctx.db.settle()
    raise Broken


def test_a_submit_whose_commit_fails_leaves_nothing(house: House) -> None:
    house.publish(one_task().root)
    (task,) = house.open_tasks(house.start("one-task", "clerk", amount=20).instance)
    clerk, before = house.actor("clerk"), everything_in(house.database)
    with pytest.raises(Broken):
        house.do(clerk, _complete_then_break, task.id)
    assert everything_in(house.database) == before
