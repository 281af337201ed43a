"""A person ends a task in an error of the drawing, or escalates out of it: once, recorded, and never lost."""

import pytest

from engine import execution
from tests.integration.messages import drawn
from tests.integration.rest.conftest import FORM


def drawing(*, form=False, interrupting="true"):
    """A task for clerks with an event for an error and one for an escalation beside it."""
    key = ' camunda:formKey="ask"' if form else ""
    task = f'<userTask id="check" name="Check" camunda:candidateUsers="clerk"{key}/>'
    beside = [
        drawn.event("boundaryEvent", "refused", "error", "notice", attachedToRef="check"),
        drawn.event("boundaryEvent", "up", "escalation", "alarm", attachedToRef="check", cancelActivity=interrupting),
    ]
    lines = "begin check done,refused mend mended,up look looked"
    ends = (drawn.end(), drawn.end("mended"), drawn.end("looked"))
    parts = (drawn.start(), task, *beside, drawn.work("mend"), drawn.work("look"), *ends)
    return drawn.file(drawn.process("checked", *parts, lines=lines))


@pytest.fixture
def begun(house, program):
    """Return a function that begins a case and returns (case, task)."""

    def begin(**how):
        house.publish(drawing(**how), **({"ask": FORM} if how.get("form") else {}))
        case = house.start("checked").instance
        return case, f"/task/{house.open_tasks(case)[0].id}"

    return begin


def told(house, case):
    assert house.see("auditor", execution.check, case).whole
    return [entry.type for entry in house.see("auditor", execution.entries, case)]


def open_at(house, case):
    return sorted(task.element for task in house.open_tasks(case))


def test_an_error_out_of_a_task_goes_on_at_its_catcher_once(house, program, begun):
    case, task = begun()
    body = {"errorCode": "notice", "errorMessage": "moved away", "variables": {"reason": {"value": "moved"}}}
    key = {"headers": {"Idempotency-Key": "refuse-1"}}
    answers = [program.post(f"{task}/bpmnError", body, "clerk", **key) for _ in range(2)]
    assert [one.status_code for one in answers] == [204, 204]
    assert open_at(house, case) == ["mend"]
    assert house.see("auditor", execution.variables, case) == {"reason": "moved"}
    assert [one for one in told(house, case) if one.startswith("user_task.")] == [
        "user_task.created", "user_task.erred", "user_task.cancelled", "user_task.created",
    ]  # fmt: skip
    late = program.post(f"{task}/bpmnError", body, "clerk")
    assert (late.status_code, late.json["error"]) == (409, "task-finished")


def test_an_error_that_nothing_catches_is_an_incident_and_the_task_can_still_be_done(house, program, begun):
    case, task = begun()
    assert program.post(f"{task}/bpmnError", {"errorCode": "other"}, "clerk").status_code == 204
    (incident,) = house.see("auditor", execution.open_incidents, case)
    assert (incident.code, incident.element) == ("error-uncaught", "check")
    assert open_at(house, case) == ["check"]
    assert house.see("auditor", execution.case, case).status == "active"
    assert told(house, case)[-2:] == ["user_task.erred", "incident.opened"]
    assert program.post(f"{task}/complete", {}, "clerk").status_code == 204
    assert not house.see("auditor", execution.open_incidents, case)
    assert house.see("auditor", execution.case, case).status == "completed"
    assert "incident.resolved" in told(house, case)


@pytest.mark.parametrize("interrupting", ["true", "false"])
def test_an_escalation_out_of_a_task_goes_on_beside_it_or_in_its_place(house, program, begun, interrupting):
    case, task = begun(interrupting=interrupting)
    body = {"escalationCode": "alarm", "variables": {"level": {"value": 2}}}
    assert program.post(f"{task}/bpmnEscalation", body, "clerk").status_code == 204
    assert open_at(house, case) == (["look"] if interrupting == "true" else ["check", "look"])
    assert house.see("auditor", execution.variables, case) == {"level": 2}
    assert "user_task.escalated" in told(house, case)


@pytest.mark.parametrize("database_kind", ["sqlite"])
@pytest.mark.parametrize(("way", "word"), [("bpmnError", "errorCode"), ("bpmnEscalation", "escalationCode")])
def test_who_may_not_finish_a_task_may_not_refuse_it_and_a_code_is_needed(house, program, begun, way, word):
    case, task = begun(form=True)
    body = {word: "notice"}
    assert program.post(f"{task}/{way}", body, "clerk2").status_code == 404
    assert program.post(f"{task}/{way}", body, "analyst").status_code in {403, 404}
    for wrong in ({}, {word: ""}, {word: []}, {word: "x" * 256}):
        assert program.post(f"{task}/{way}", wrong, "clerk").status_code == 400
    strange = program.post(f"{task}/{way}", {**body, "variables": {"salary": {"value": 1}}}, "clerk")
    assert strange.json["error"] == "submission-invalid"  # what the form does not ask for comes in by no door
    assert program.post(f"{task}/claim", {"userId": "supervisor"}).status_code == 204
    assert program.post(f"{task}/{way}", body, "clerk").json["error"] == "task-taken"
    assert open_at(house, case) == ["check"]
    house.do(house.everything(), execution.suspend, case)
    assert program.post(f"{task}/{way}", body).json["error"] == "instance-suspended"
