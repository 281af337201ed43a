"""Promises to workers that wait at the real server: they are woken by a commit, and cost the pages nothing."""

import json
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.integration.outside.conftest import one_inquiry
from tests.support.house import file_of
from tests.support.visitors import basic

#: More than the server has threads, whatever the database.
WAITING = 30


class Client:
    """A program at the real server."""

    def __init__(self, url):
        self.url = url + "/engine-rest"

    def ask(self, path, body=None, who="worker", *, raw=None, timeout=60):
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **basic(who)}
        if isinstance(raw, bytes):
            headers["Content-Type"] = "multipart/form-data; boundary=limit"
        request = urllib.request.Request(self.url + path, data, headers)
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            said = answer.read()
            return json.loads(said) if said else None

    def fetch(self, topic, worker, wait, who="worker"):
        topics = [{"topicName": topic, "lockDuration": 60_000}]
        body = {"workerId": worker, "maxTasks": 1, "topics": topics, "asyncResponseTimeout": wait}
        return self.ask("/external-task/fetchAndLock", body, who)


def deploy(client, topic, key):
    drawing = file_of(one_inquiry(topic, key).root)
    head = b'--limit\r\nContent-Disposition: form-data; name="f"; filename="f.bpmn"\r\n\r\n'
    client.ask("/deployment/create", who="analyst", raw=head + drawing + b"\r\n--limit--\r\n")


@pytest.fixture
def client(demo_server):
    return Client(demo_server.url)


def test_thirty_waiting_workers_hold_up_nobody_and_each_gets_one_of_thirty(client):
    deploy(client, "waited-for", "waited-for")
    with ThreadPoolExecutor(WAITING) as pool:
        waiting = [pool.submit(client.fetch, "waited-for", f"w{number}", 40_000) for number in range(WAITING)]
        served = [client.ask("/version")["version"] for _ in range(50)]
        begun = [client.ask("/process-definition/key/waited-for/start", {}, "clerk")["id"] for _ in range(WAITING)]
        fetched = [answer for one in waiting for answer in one.result()]

    assert len(set(served)) == 1
    assert sorted(task["processInstanceId"] for task in fetched) == sorted(begun), "each once, none twice"
    assert len({task["workerId"] for task in fetched}) == WAITING


def test_who_waits_in_vain_gets_an_empty_list(client):
    assert client.fetch("never-drawn", "w", 300) == []


def test_a_lock_that_runs_out_wakes_who_waits(client):
    deploy(client, "runs-out", "runs-out")
    client.ask("/process-definition/key/runs-out/start", {}, "clerk")
    (held,) = client.fetch("runs-out", "w1", 0)
    client.ask(f"/external-task/{held['id']}/lock", {"workerId": "w1", "lockDuration": 500})

    (again,) = client.fetch("runs-out", "w2", 30_000)

    assert (again["id"], again["workerId"]) == (held["id"], "w2")


def test_a_server_that_is_told_to_stop_answers_who_waits(serve):
    server = serve(RAVAND_DEMO="1")
    client, answers = Client(server.url), []
    waiting = threading.Thread(target=lambda: answers.append(client.fetch("never-drawn", "w", 60_000)))
    waiting.start()
    while not _holds(server):
        time.sleep(0.05)

    assert server.stop(25) == 0
    waiting.join()

    assert answers == [[]]


def _holds(server):
    """Whether the worker's request has arrived: another one that came later is answered."""
    Client(server.url).ask("/version")
    return b"external-task" not in server.log.read_bytes() and _connections(server) > 0


def _connections(server):
    port = f"{int(server.url.rpartition(':')[2]):04X}"
    rows = [row.split() for row in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
    return sum(row[1].endswith(f":{port}") and row[3] == "01" for row in rows)
