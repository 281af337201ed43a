"""G8: what was acknowledged is on disk: it is there after the server is killed without warning."""

import json
import signal
import urllib.request
from collections.abc import Callable

from engine import db, execution
from engine.actor import system
from engine.context import reading, transaction
from engine.identity import agencies
from tests.integration.execution.conftest import one_task
from tests.support.databases import open_database
from tests.support.house import House
from tests.support.serving import Served
from tests.support.visitors import basic


def test_every_connection_syncs_before_it_answers(database: db.Database) -> None:
    for opens in (reading, transaction):
        with opens(database, system("")) as ctx:
            if database.sqlite:
                assert ctx.db.connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
                assert ctx.db.connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            else:
                assert ctx.db.connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_what_was_answered_survives_a_kill(serve: Callable[..., Served], database_url: str) -> None:
    database, begun = open_database(database_url), []
    House(database).publish(one_task().root)
    database.close()
    for number in range(2):
        served = serve(RAVAND_DEMO="1", RAVAND_DATABASE_URL=database_url)
        begun += [_start(served, f"case {number}.{nth}") for nth in range(4)]
        served.process.send_signal(signal.SIGKILL)
        served.process.wait()
    database = open_database(database_url)
    with reading(database, system(_agency(database))) as ctx:
        found = {case.id: case.business_key for case in execution.cases(ctx, execution.Filter())}
        whole = [execution.check(ctx, case["id"]).whole for case in begun]
    database.close()
    assert [found[case["id"]] for case in begun] == [case["businessKey"] for case in begun]
    assert all(whole)


def _agency(database: db.Database) -> str:
    with reading(database, system("")) as ctx:
        return next(one.id for one in agencies(ctx) if one.slug == "shiraz")


def _start(served: Served, key: str) -> dict[str, str]:
    """Begin a case of the small process that the first server was given."""
    return _call(served, "/engine-rest/process-definition/key/one-task/start", {"businessKey": key})


def _call(served: Served, path: str, body: object) -> dict[str, str]:
    headers = {**basic("supervisor"), "Content-Type": "application/json"}
    request = urllib.request.Request(f"{served.url}{path}", json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: dict[str, str] = json.loads(answer.read())
        return found
