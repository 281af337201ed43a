"""Many clients at once: one winner per task, nobody's answer lost, one effect per key."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.integration.rest.conftest import Program, diagram, multipart, service

EIGHT = 8


def at_once(app, requests):
    """Send all requests at the same moment, each over a connection of its own, and return the answers."""
    gate = Barrier(len(requests))

    def send(request):
        program = Program(app)
        gate.wait()
        return request(program)

    with ThreadPoolExecutor(len(requests)) as threads:
        return list(threads.map(send, requests))


def test_one_task_submitted_eight_times_at_once_has_one_winner(app, program, published):
    case = program.post("/process-definition/key/service/start").json["id"]
    (task,) = program.ids("/task", processInstanceId=case)

    answers = at_once(app, [lambda one: one.post(f"/task/{task}/complete", who="clerk")] * EIGHT)

    assert sorted(one.status_code for one in answers) == [204] + [409] * 7
    assert {one.json["error"] for one in answers if one.status_code == 409} == {"task-finished"}
    assert program.count("/task", processInstanceId=case) == 1


def test_eight_reviewers_of_one_task_all_succeed_at_once(app, program, house):
    drawing = service("reviews")
    drawing.several("check", cardinality=str(EIGHT), output="opinions", output_item="opinion")
    house.publish(drawing.root)
    case = program.post("/process-definition/key/reviews/start").json["id"]
    tasks = program.ids("/task", processInstanceId=case)
    assert len(tasks) == EIGHT

    def review(number, task):
        body = {"variables": {"opinion": {"value": number}}}
        return lambda one: one.post(f"/task/{task}/complete", body, "clerk")

    answers = at_once(app, [review(number, task) for number, task in enumerate(tasks)])

    assert [one.status_code for one in answers] == [204] * EIGHT
    opinions = program.get(f"/process-instance/{case}/variables/opinions").json["value"]
    assert sorted(opinions.strip("[]").split(",")) == [str(number) for number in range(EIGHT)]


def test_one_key_sent_eight_times_at_once_deploys_once(app, program):
    body, kind = multipart({"service.bpmn": diagram()}, {"deployment-name": "once"})
    headers = {"Content-Type": kind, "Idempotency-Key": "deploy-1"}

    def deploy(one):
        return one.ask("POST", "/deployment/create", "analyst", data=body, headers=headers)

    answers = at_once(app, [deploy] * EIGHT)

    assert {(one.status_code, one.json["id"]) for one in answers} == {(200, answers[0].json["id"])}
    assert program.count("/deployment") == 1
    assert deploy(program).data == answers[0].data
