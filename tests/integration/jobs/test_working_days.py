"""Times are counted in the working days of the agency whose case it is."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from engine import db
from engine.execution import times
from engine.migrations.tables import ALL
from tests.integration.jobs.conftest import Clockwork, pause

#: A Wednesday of no holiday; Thursday and Friday are free in this agency, as is the Saturday.
WEDNESDAY = datetime(2026, 11, 11, 6, 30, tzinfo=UTC)
AGENCY = next(table for table in ALL if table.name == "agency")


def test_a_timer_counts_the_working_days_of_the_agency(clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(times, "_CALENDARS", {})  # the same agency has the country's calendar in other tests
    own = {"weekend": [3, 4], "added": {"2026-11-14": "a day of its own"}}
    with clockwork.database.connect() as connection:
        connection.execute(sa.update(AGENCY).values(calendar=db.dump(own)))
    clockwork.now = WEDNESDAY
    clockwork.publish(pause("=add working days(now(), 2)"))
    (job,) = clockwork.jobs(clockwork.begun("pause"))
    assert job.due_at == db.stamp(datetime(2026, 11, 16, 6, 30, tzinfo=UTC))
