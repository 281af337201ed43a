"""Answers outside work with an unmodified camunda-external-task-client-python3; prints what it did as JSON.

What became of it is read with generic-camunda-client, which raises on what Camunda's OpenAPI does not describe.

Argument: a JSON object (tests/clients/inquiry.py). Runs under the clients' own interpreter.
"""

import json
import sys

import generic_camunda_client as camunda
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


def look_back(begun):
    """Read what became of the work that failed once: as logs, as incidents, and what operators did."""
    configuration = camunda.Configuration(host=STORY["url"], username="auditor", password="demo")
    client = camunda.ApiClient(configuration)
    client.set_default_header("Authorization", configuration.get_basic_auth_token())
    api = camunda.HistoricExternalTaskLogApi(client)
    logs = api.get_historic_external_task_logs(process_instance_id=begun["fail"])
    assert [(one.creation_log, one.failure_log, one.success_log) for one in logs] == [
        (True, False, False), (False, True, False), (False, False, True),
    ]  # fmt: skip
    assert (logs[1].error_message, logs[1].topic_name, logs[1].worker_id) == ("قطع است", STORY["topic"], "python")
    assert api.get_historic_external_task_log(logs[1].id).retries == logs[1].retries
    assert api.get_historic_external_task_logs_count(topic_name=STORY["topic"], failure_log=True).count == 1
    assert api.query_historic_external_task_logs_count().count >= len(logs)
    assert camunda.HistoricJobLogApi(client).get_historic_job_logs(process_instance_id=begun["fail"]) == []
    assert camunda.HistoricIncidentApi(client).get_historic_incidents(process_instance_id=begun["fail"]) == []


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
    look_back(begun)
    print(json.dumps({"begun": begun, "done": sorted(DONE)}))


main()
