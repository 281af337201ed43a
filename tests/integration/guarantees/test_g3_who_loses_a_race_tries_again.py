"""G3, G11: two commands that wait for each other on PostgreSQL: the loser is run again whole, and then says so."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest

from engine import context, definitions
from engine.execution import external_changes
from tests.integration.outside.conftest import one_inquiry
from tests.integration.rest.conftest import Program
from tests.integration.web.conftest import app, cheap_hashes, settings
from tests.support.house import House, file_of, house
from web.rest import external_tasks

__all__ = ["app", "cheap_hashes", "house", "settings"]
pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"])  # on SQLite commands stand in one line


@pytest.fixture
def tasks(app, house: House) -> list[str]:
    """Two pieces of outside work, each of a case of its own."""
    house.publish(file_of(one_inquiry().root))
    return [f"{house.start('inquiry').instance}-2" for _ in range(2)]


@pytest.fixture
def crossing(monkeypatch):
    """Lets two commands meet, once each, when each of them holds its first case: they wait for each other then."""
    meeting, met, really = Barrier(2), set(), external_changes.set_retries

    def set_retries(ctx, task, retries):
        really(ctx, task, retries)
        if retries not in met:
            met.add(retries)
            meeting.wait(30)

    monkeypatch.setattr(external_changes, "set_retries", set_retries)
    monkeypatch.setattr(external_tasks, "_meant", lambda _ctx, sent: sent["externalTaskIds"])  # else sorted: they queue
    return met


def test_two_clients_that_wait_for_each_other_both_get_their_answer(app, tasks, crossing):
    def send(retries, order):
        body = {"retries": retries, "externalTaskIds": order}
        return Program(app).ask("PUT", "/external-task/retries", "supervisor", json=body)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(send, (4, 5), (tasks, tasks[::-1])))

    assert [answer.status_code for answer in answers] == [204, 204]
    (left,) = {one["retries"] for one in Program(app).get("/external-task").json}
    assert crossing == {4, 5}
    assert left in crossing


@pytest.fixture
def hopeless(monkeypatch):
    """Lets every command lose, and counts how often it was tried."""
    tried = []

    def set_retries(ctx, task, retries):
        tried.append(task)
        raise psycopg.errors.DeadlockDetected

    monkeypatch.setattr(external_changes, "set_retries", set_retries)
    monkeypatch.setattr(context, "PAUSE", 0.0)
    return tried


def test_who_loses_again_and_again_is_told_to_come_back_and_other_connections_stay(app, tasks, hopeless, house):
    kept = len(house.database._idle)

    answer = Program(app).ask("PUT", f"/external-task/{tasks[0]}/retries", "supervisor", json={"retries": 2})

    assert (answer.status_code, answer.json["error"]) == (503, "contended")
    assert int(answer.headers["Retry-After"]) > 0
    assert hopeless == [tasks[0]] * context.TRIES
    assert len(house.database._idle) == kept


def test_a_deployment_that_is_run_again_has_its_files_still(app, house, monkeypatch):
    really, lost = definitions.import_files, []

    def import_files(ctx, files, **options):
        if not lost:
            lost.append(files)
            raise psycopg.errors.SerializationFailure
        return really(ctx, files, **options)

    monkeypatch.setattr(definitions, "import_files", import_files)

    answer = Program(app).deploy({"a.bpmn": file_of(one_inquiry().root)}, **{"deployment-name": "again"})

    assert answer.status_code == 200, answer.text
    assert lost
