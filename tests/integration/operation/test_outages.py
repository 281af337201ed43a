"""G11 as far as it is in force: without its database the server says so, changes nothing and recovers by itself."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine import migrations
from tests.integration.operation.conftest import START, furnish, locked
from tests.support.calling import call
from tests.support.databases import open_database
from tools.postgresql import PostgreSQL

CASES = "/engine-rest/process-instance/count"


def until(happens, seconds=60):
    """Wait for something that the server does by itself."""
    deadline = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.2)


def test_health_tells_the_database_and_needs_no_sign_in(demo_server):
    answer = call(demo_server, "/health")

    assert (answer.status, answer.json["status"], answer.json["database"]) == (200, "up", "sqlite")


def test_with_postgresql_stopped_everything_answers_503_until_it_is_back(serve):
    with PostgreSQL() as server:
        url = server.create("house")
        migrations.upgrade(open_database(url))
        running = serve(RAVAND_DEMO="1", RAVAND_DATABASE_URL=furnish(url))
        assert call(running, START, {}, who="clerk").status == 200
        server.stop()

        health, page, api = (call(running, "/health"), call(running, "/sign-in"), call(running, CASES, who="clerk"))
        started = call(running, START, {}, who="clerk")

        assert [one.status for one in (health, page, api, started)] == [503] * 4
        assert all(int(one.headers["retry-after"]) > 0 for one in (health, page, api, started))
        assert page.headers["content-type"].startswith("text/html")
        assert api.json["error"] == "unavailable"
        assert "Traceback" not in page.text + api.text

        server.start()
        until(lambda: call(running, "/health").status == 200)
        until(lambda: [call(running, CASES, who="clerk").status for _ in range(20)] == [200] * 20)
        assert call(running, CASES, who="clerk").json == {"count": 1}
        assert call(running, START, {}, who="clerk").status == 200
        assert running.stop() == 0


def test_a_foreign_writer_on_sqlite_makes_a_command_wait_then_503_and_nothing_is_changed(serve, new_database_url):
    url = furnish(new_database_url("sqlite", inhabited=True))
    running = serve(RAVAND_DEMO="1", RAVAND_DATABASE_URL=url)
    assert call(running, START, {}, who="clerk").status == 200

    with locked(url):
        refused = call(running, START, {}, who="clerk")
        assert call(running, CASES, who="clerk").json == {"count": 1}, "reading goes on"

    assert (refused.status, refused.json["error"]) == (503, "unavailable")
    assert int(refused.headers["retry-after"]) > 0
    assert call(running, START, {}, who="clerk").status == 200
    assert call(running, CASES, who="clerk").json == {"count": 2}
    running.stop()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_sigterm_lets_a_request_under_way_finish_and_ends_well(serve, new_database_url, kind):
    """The request waits for a lock while the server is told to stop: it is answered all the same."""
    url = furnish(new_database_url(kind, inhabited=True))
    running = serve(RAVAND_DEMO="1", RAVAND_DATABASE_URL=url)
    assert call(running, START, {}, who="clerk").status == 200
    with ThreadPoolExecutor(2) as threads:
        with locked(url):
            under_way = threads.submit(call, running, START, {}, who="clerk")
            time.sleep(1)
            stopping = threads.submit(running.stop)
            time.sleep(1)
            assert not under_way.done()

        assert under_way.result().status == 200
        assert stopping.result() == 0
