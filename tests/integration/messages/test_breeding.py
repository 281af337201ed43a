"""Cases that begin each other without anybody between come to an end; with somebody between they go on as drawn."""

from datetime import timedelta

import pytest

from engine import errors
from engine.execution import correlation, job_queries
from engine.execution.correlation import FURTHEST
from tests.integration.messages import drawn
from tests.integration.messages.conftest import ON_SQLITE, Town


def breeding(kind: str, between: str = "") -> bytes:
    """A process that begins with what it throws itself."""
    parts = (drawn.start("begin", kind, "notice"), between, drawn.throw("again", kind, "notice"), drawn.end())
    line = "begin between again done" if between else "begin again done"
    return drawn.file(drawn.process("breeding", *parts, lines=line))


def standing(town: Town) -> list[str]:
    """Why something stands still in the agency."""
    everything = job_queries.Incidents(open=True)
    found = town.house.see(town.all, job_queries.incidents_where, everything, limit=10)
    assert {one.incident.code for one in found} <= {"tries-exhausted"}
    return [one.incident.details["reason"] for one in found]


@pytest.mark.parametrize("kind", ["message", "signal"])
def test_a_process_that_begins_with_what_it_throws_breeds_no_more_than_a_few_cases(town: Town, kind: str) -> None:
    town.publish(breeding(kind))
    town.house.do(town.all, correlation.broadcast, "notice", {}) if kind == "signal" else town.send("notice")
    town.work(timedelta(days=2))
    cases = town.cases(process_key="breeding")
    assert len(cases) == FURTHEST
    assert {case.status for case in cases} == {"completed"}
    (reason,) = standing(town)
    assert reason == errors.BeginsForEver(name="notice", limit=FURTHEST).message()
    last = town.told(cases[-1].id)
    assert (last[-2:] == ["job.failed", "job.exhausted"]) == (kind == "message")  # a signal goes to nobody's case


def test_cases_that_talk_with_each_other_talk_as_long_as_they_like(town: Town) -> None:
    asking = (
        drawn.start("go"), drawn.throw("ask", "message", "ask"), drawn.catch("wait", "message", "answer"),
        drawn.end("gone"),
    )  # fmt: skip
    answering = (
        drawn.start(), drawn.event("exclusiveGateway", "more"), drawn.catch("asked", "message", "ask"),
        drawn.throw("answer", "message", "answer"), drawn.event("exclusiveGateway", "all", default="back"),
        ('<sequenceFlow id="back" sourceRef="all" targetRef="more"/><sequenceFlow id="on" sourceRef="all" '
        'targetRef="done"><conditionExpression>=over = true</conditionExpression></sequenceFlow>'), drawn.end(),
    )  # fmt: skip
    talk = drawn.file(
        drawn.process("answering", *answering, lines="begin more asked answer all"),
        drawn.process("asking", *asking, lines="go ask wait gone"),
    )
    town.publish(talk)
    answers = town.start("answering", "T-1")
    for _ in range(FURTHEST + 4):
        town.start("asking", "T-1")
        town.work()
    assert town.told(answers).count("message.caught") == FURTHEST + 4
    assert not standing(town)


@ON_SQLITE
def test_with_somebody_between_cases_may_begin_each_other_as_long_as_they_like(town: Town) -> None:
    town.publish(breeding("message", drawn.work("between")))
    town.send("notice")
    for number in range(FURTHEST + 3):
        cases = town.cases(process_key="breeding")
        assert len(cases) == number + 1
        town.finish(cases[-1].id)
        town.work()
    assert not standing(town)
