"""Server and worker are killed again and again under load: nothing acknowledged is missing, broken or stuck.

RAVAND_KILLS is how often on each database: 50 in `make test` and with `make battery SHORT=1`, else 1,000.
"""

import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine import db, execution, migrations, worklist
from engine.actor import system
from engine.context import Context, reading
from engine.execution import accounts, job_queries, jobs, leases
from engine.execution.jobs import RUNNING
from engine.migrations.tables import ALL
from tests.battery.load import Clients
from tests.battery.machines import Machine
from tests.integration.execution.conftest import one_task, reviewers
from tests.integration.jobs.conftest import deadline, pause
from tests.support.databases import KINDS, open_database
from tests.support.house import House
from tools.postgresql import PostgreSQL

KILLS = int(os.environ.get("RAVAND_KILLS", "50"))
CLIENTS = 4
LEASE = 2
#: Seconds within which everything that is due must be done once nobody is killed any more.
CATCH_UP = 90
KEYS = ("one-task", "reviews", "pause", "deadline")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that nobody tidies away while the battery runs."""
    with tempfile.TemporaryDirectory(prefix="ravand-battery-") as made:
        yield Path(made)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """A database of its own that syncs to disk."""
    if request.param == "sqlite":
        yield f"sqlite:///{folder / 'ravand.sqlite'}"
        return
    with PostgreSQL(durable=True) as server:
        yield server.create("battery")


def test_kills_lose_nothing_and_leave_nothing_stuck(url: str, folder: Path) -> None:
    token = _prepare(url)
    settings = {"RAVAND_DATABASE_URL": url, "RAVAND_LEASE": str(LEASE), "RAVAND_DEMO": "1"}
    server, worker = (Machine(folder, command, settings) for command in ("serve", "worker"))
    clients = Clients(lambda: server.url, token, KEYS)
    try:
        server.begin()
        server.wait_until_healthy()
        worker.begin()
        clients.begin(CLIENTS)
        _kill(server, worker, random.Random(KILLS))
        time.sleep(1)
        clients.end()
        _catch_up(url)
        worker.wait_until_it_says(b"Ravand runs the jobs")
        assert (server.stop(), worker.stop()) == (0, 0)
    finally:
        clients.end()
        server.kill()
        worker.kill()
    _judge(url, clients)


def _prepare(url: str) -> str:
    """Publish the processes and return a token of somebody who may work with them."""
    database = open_database(url)
    migrations.upgrade(database)
    house = House(database)
    for drawing in (
        one_task().root,
        reviewers(3).root,
        pause("PT0.3S"),
        deadline("R2/PT0.4S", "timeCycle", interrupting="false"),
    ):
        house.publish(drawing)
    token: str = house.do(house.actor("supervisor"), accounts.issue_token, "battery", 1)
    database.close()
    return token


def _kill(server: Machine, worker: Machine, chance: random.Random) -> None:
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.02, 0.3))
        victim = chance.choice([server, worker])
        victim.kill()
        victim.begin()
        if victim is server:
            server.wait_until_healthy()


def _catch_up(url: str) -> None:
    """Wait until no job is due and none is claimed."""
    database = open_database(url)
    deadline = time.monotonic() + CATCH_UP
    while time.monotonic() < deadline and _under_way(database):
        time.sleep(0.2)
    left = _under_way(database)
    database.close()
    assert not left, f"{left} jobs are stuck"


def _under_way(database: db.Database) -> int:
    table = next(one for one in ALL if one.name == "job")
    with reading(database, system("")) as ctx:
        soon = leases.next_due(ctx)
        running = ctx.db.select(sa.select(sa.func.count()).select_from(table).where(table.c.state == RUNNING))[0][0]
        return int(running) + (soon is not None)


def _judge(url: str, clients: Clients) -> None:
    database = open_database(url)
    house = House(database)
    agency = house.agencies["shiraz"]
    with reading(database, system(agency)) as ctx:
        cases = execution.cases(ctx, execution.Filter())
        _nothing_is_missing(ctx, cases, clients)
        _nothing_is_broken(ctx, cases)
        _nothing_is_stuck(ctx, cases)
    database.close()
    known = clients.known
    print(
        f"\n{url.partition(':')[0]}: {KILLS} kills, {len(known.started)} cases and {len(known.completed)} tasks "
        f"acknowledged, {len(cases)} cases there, refused {known.refused}"
    )


def _nothing_is_missing(ctx: Context, cases: list[execution.Instance], clients: Clients) -> None:
    there = {case.id: case.business_key for case in cases}
    known = clients.known
    assert len(known.started) > KILLS, "there was no load"
    assert {case: key for case, key in known.started.items() if there.get(case) != key} == {}, "acknowledged, missing"
    assert [key for key, many in Counter(there.values()).items() if many > 1] == [], "one request, two cases"
    done = {task.id for task in worklist.tasks(ctx, worklist.Filter(state=worklist.COMPLETED))}
    assert known.completed - done == set(), "acknowledged, not done"
    assert set(known.refused) <= {409, 502, 503}, f"answers that nobody should get: {known.refused}"


def _nothing_is_broken(ctx: Context, cases: list[execution.Instance]) -> None:
    verdicts = {case.id: execution.check(ctx, case.id) for case in cases}
    assert {case: verdict.reason for case, verdict in verdicts.items() if not verdict.whole} == {}
    assert job_queries.incidents_count(ctx, job_queries.Incidents()) == 0
    for case in cases:
        if case.process_key in {"pause", "deadline"}:
            told = Counter(entry.type for entry in execution.entries(ctx, case.id))
            assert told["wait.begun"] <= 2, "a timer came twice"


def _nothing_is_stuck(ctx: Context, cases: list[execution.Instance]) -> None:
    for case in cases:
        waits = worklist.tasks(ctx, worklist.Filter(instance=case.id)) or jobs.of_case(ctx, case.id)
        assert case.ended or waits, f"{case.process_key} {case.id} waits for nothing"
        assert case.process_key != "pause" or case.ended, "a timer was missed"
