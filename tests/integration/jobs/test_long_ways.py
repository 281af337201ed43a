"""A case that moves for long without anybody goes on in transactions of its own: nothing is lost, nothing endless."""

from typing import Any

import pytest

from engine import execution, spiff
from engine.execution import instances, jobs
from engine.spiff import Limits
from engine.spiff.program import Program
from tests.integration.jobs.conftest import Clockwork, process


def counting(more: str = "") -> bytes:
    nodes = (
        '<startEvent id="begin"/><exclusiveGateway id="again"/><scriptTask id="count" scriptFormat="feel">'
        "<script>{n: n + 1}</script></scriptTask>"
        '<exclusiveGateway id="enough" default="enough-again"/><endEvent id="done"/>'
        '<sequenceFlow id="enough-done" sourceRef="enough" targetRef="done"><conditionExpression>'
        f"=n &gt;= many</conditionExpression></sequenceFlow>{more}"
    )
    return process("counting", nodes, "begin again count enough again")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty elements in one transaction, and a hundred until a case must have come to rest."""
    limits = Limits(steps=20, in_a_row=100)
    monkeypatch.setattr(Program, "limits", property(lambda _self: limits, lambda _self, _value: None), raising=False)


def test_a_case_that_moves_for_long_goes_on_by_itself_and_its_record_is_it(clockwork: Clockwork, short: None) -> None:
    clockwork.publish(counting())
    case = clockwork.begun("counting", n=0, many=30)
    assert clockwork.status(case) == "active"
    (job,) = clockwork.jobs(case)
    assert (job.kind, job.due_at <= job.created_at) == (jobs.GO_ON, True)
    assert clockwork.whole(case)
    assert clockwork.work() == 4  # 2 + 30 times 3 elements
    assert clockwork.status(case) == "completed"
    assert clockwork.see("auditor", execution.variables, case)["n"] == 30
    assert clockwork.told(case).count("element.completed") == 92
    assert clockwork.whole(case)
    assert not clockwork.jobs(case)


def test_an_endless_way_becomes_an_incident_and_ends_when_its_data_is_mended(clockwork: Clockwork, short: None) -> None:
    clockwork.publish(counting())
    case = clockwork.begun("counting", n=0, many=10_000)
    clockwork.work()
    (incident,) = clockwork.see("auditor", execution.open_incidents, case)
    assert (incident.code, dict(incident.details)) == ("step-limit", {"limit": 100})
    assert not clockwork.jobs(case)
    clockwork.do(clockwork.everything(), execution.set_variables, case, {"many": 40})
    clockwork.work()
    assert clockwork.status(case) == "completed"
    assert clockwork.whole(case)


def test_a_case_that_is_suspended_or_cancelled_on_its_way_goes_no_further(clockwork: Clockwork, short: None) -> None:
    clockwork.publish(counting())
    case, other = (clockwork.begun("counting", n=0, many=30) for _ in range(2))
    everything = clockwork.everything()
    clockwork.do(everything, execution.suspend, case)
    clockwork.do(everything, execution.cancel_instance, other)
    clockwork.work()
    assert (clockwork.status(case), clockwork.status(other)) == ("suspended", "cancelled")
    clockwork.do(everything, execution.resume, case)
    clockwork.work()
    assert clockwork.status(case) == "completed"


def test_what_happens_to_a_case_on_its_way_moves_it_further_and_its_job_finds_nothing_to_do(
    clockwork: Clockwork, short: None
) -> None:
    clockwork.publish(counting())
    case = clockwork.begun("counting", n=0, many=9)
    before = clockwork.see(clockwork.everything(), instances.read, case)
    assert spiff.is_paused(before.state)
    clockwork.do(clockwork.everything(), execution.set_variables, case, {"other": 1})
    assert clockwork.status(case) == "completed"
    told = clockwork.told(case)
    clockwork.work()
    assert clockwork.told(case) == told
    assert clockwork.whole(case)


def test_a_called_case_that_moves_for_long_comes_back(clockwork: Clockwork, short: None) -> None:
    clockwork.publish(counting())
    call: Any = (
        '<startEvent id="begin"/><callActivity id="call" calledElement="counting"><extensionElements>'
        '<camunda:in variables="all"/><camunda:out variables="all"/></extensionElements></callActivity>'
        '<endEvent id="done"/>'
    )
    clockwork.publish(process("caller", call, "begin call done"))
    case = clockwork.begun("caller", n=0, many=30)
    clockwork.work()
    assert clockwork.status(case) == "completed"
    assert clockwork.see("auditor", execution.variables, case)["n"] == 30
