"""Promises to who has workers already: Camunda's own and Python's answer outside work unmodified, also in Persian."""

import json
import subprocess
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.clients.inquiry import ENGLISH, PERSIAN
from tests.support.visitors import basic
from tools import clients, node

HERE = Path(__file__).parent
#: How a case ended that was begun to go so.
ENDS = {"answer": "done", "refuse": "refused", "fail": "done", "unlock": "done"}


@pytest.fixture(scope="module")
def commands():
    """How each worker's script is started, in an environment of its own that is made now if it is not there yet."""
    python = clients.main()
    return {
        "python": [python, "-I", HERE / "with_external_task_python.py"],
        "node": [node.program(), HERE / "with_external_task.mjs"],
    }


def ask(story, path, who, data=None, kind="application/json"):
    request = urllib.request.Request(story["url"] + path, data, {"Content-Type": kind, **basic(who)})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())


def deploy(story):
    head = '--limit\r\nContent-Disposition: form-data; name="f"; filename="inquiry.bpmn"\r\n\r\n'
    body = f"{head}{story['diagram']}\r\n--limit--\r\n".encode()
    ask(story, "/deployment/create", "analyst", body, "multipart/form-data; boundary=limit")


@pytest.mark.parametrize("words", [ENGLISH, PERSIAN], ids=["latin", "persian"])
@pytest.mark.parametrize("worker", ["python", "node"])
def test_an_unmodified_worker_answers_refuses_and_tries_again(commands, demo_server, worker, words):
    story = words.told(demo_server.url, worker)
    deploy(story)

    done = subprocess.run(
        [*commands[worker], json.dumps(story)], capture_output=True, text=True, timeout=300, check=False, cwd=HERE
    )

    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout.splitlines()[-1])
    for mode, case in told["begun"].items():
        ended = ask(story, f"/history/process-instance/{case}", "auditor")
        assert (ended["state"], ended["businessKey"]) == ("COMPLETED", story["business_key"])
        stays = ask(story, f"/history/activity-instance?processInstanceId={quote(case)}", "auditor")
        assert ENDS[mode] in {stay["activityId"] for stay in stays}
        found = ask(story, f"/history/variable-instance?processInstanceId={quote(case)}", "auditor")
        values = {one["name"]: one["value"] for one in found}
        if mode == "refuse":
            assert values["asked"] is True
        else:
            assert (values["answer"], values["count"], values["parts"]) == (story["answer"], 2, "[1,2]")
            assert "seen" not in values


def test_the_workers_are_the_ones_that_are_published(commands):
    [package] = [HERE / "node_modules" / "camunda-external-task-client-js" / "package.json"]
    wanted = json.loads((HERE / "package.json").read_text())["dependencies"]

    assert json.loads(package.read_text())["version"] == wanted["camunda-external-task-client-js"]
    script = "import importlib.metadata as m; print(m.version('camunda-external-task-client-python3'))"
    said = subprocess.run([commands["python"][0], "-I", "-c", script], capture_output=True, text=True, check=True)
    assert f"camunda-external-task-client-python3=={said.stdout.strip()} " in clients.LOCK.read_text()
