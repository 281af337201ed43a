"""Answers outside work with an unmodified camunda-external-task-client-python3; prints what it did as JSON.

Argument: a JSON object (tests/clients/inquiry.py). Runs under the clients' own interpreter.
"""

import json
import sys

from camunda.client.engine_client import EngineClient
from camunda.external_task.external_task_worker import ExternalTaskWorker

STORY = json.loads(sys.argv[1])
CONFIG = {
    "maxTasks": 1, "lockDuration": 20_000, "asyncResponseTimeout": 20_000, "retries": 1, "retryTimeout": 0,
    "auth_basic": {"username": "worker", "password": "demo"},
}  # fmt: skip

DONE = []


def handle(task):
    """Do what the case's `mode` says."""
    assert task.get_variable("applicant") == STORY["applicant"]
    assert task.get_business_key() == STORY["business_key"]
    assert task.get_extension_property("office") == STORY["office"]
    mode = task.get_variable("mode")
    DONE.append(mode)
    if mode == "refuse":
        return task.bpmn_error("unknown", "nobody of this name", {"asked": True})
    if mode == "fail" and DONE.count("fail") == 1:
        return task.failure("قطع است", "line 1\nline 2", max_retries=1, retry_timeout=0)
    return task.complete({"answer": STORY["answer"], "count": 2, "parts": {"value": "[1, 2]", "type": "Json"}}, {})


def main():
    clerk = EngineClient(STORY["url"], {"auth_basic": {"username": "clerk", "password": "demo"}})
    begun = {
        mode: clerk.start_process(
            STORY["key"], {"mode": mode, "applicant": STORY["applicant"]}, business_key=STORY["business_key"]
        )["id"]
        for mode in ("answer", "refuse", "fail")
    }
    worker = ExternalTaskWorker("python", STORY["url"], CONFIG)
    while len(DONE) < 4:
        worker.fetch_and_execute(STORY["topic"], handle)
    print(json.dumps({"begun": begun, "done": sorted(DONE)}))


main()
