"""Operators give jobs new tries, let them happen now, stop them, and settle incidents; each deed is recorded."""

from collections.abc import Callable
from typing import Any

import pytest

from engine import db, errors, execution
from engine.actor import system
from engine.context import Context
from engine.execution import doing, incidents, job_commands, job_queries, jobs, leases
from engine.execution.jobs import FAILED, WAITING, Job
from engine.identity import Permission
from tests.integration.jobs.conftest import BEGINNING, Clockwork, pause, process
from tests.support.house import file_of
from tests.unit.spiff.drawing import Drawing

#: What lies beneath runs on PostgreSQL in test_timers and in the guarantees.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


class Switch:
    """Lets timers fail while it is off."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.works = True
        self.real = doing.KINDS[jobs.TIMER]
        monkeypatch.setitem(doing.KINDS, jobs.TIMER, doing.Kind(self._do))

    def _do(self, ctx: Context, job: Job, held: Any, answer: Any) -> None:
        if not self.works:
            raise RuntimeError("the disk is on fire")
        self.real.do(ctx, job, held, answer)


@pytest.fixture
def switch(monkeypatch: pytest.MonkeyPatch) -> Switch:
    return Switch(monkeypatch)


def _exhausted(clockwork: Clockwork, switch: Switch) -> str:
    """A case whose timer failed at each of two tries."""
    clockwork.publish(pause())
    case = clockwork.begun("pause")
    (job,) = clockwork.jobs(case)
    clockwork.do("supervisor", job_commands.set_retries, job.id, 2)
    switch.works = False
    clockwork.later(hours=1)
    clockwork.later(hours=1)
    switch.works = True
    return case


def _open(clockwork: Clockwork, case: str) -> list[execution.Incident]:
    return list(clockwork.see("auditor", execution.open_incidents, case))


def _events(clockwork: Clockwork, case: str, kind: str) -> list[dict[str, Any]]:
    found = clockwork.see("auditor", execution.entries, case)
    return [db.load(one.facts) | db.load(one.payload or "{}") for one in found if one.type == kind]


def test_a_timer_that_fails_at_every_try_is_an_incident_at_its_activity(clockwork: Clockwork, switch: Switch) -> None:
    case = _exhausted(clockwork, switch)
    (incident,) = _open(clockwork, case)
    assert (incident.element, incident.code) == ("rest", "tries-exhausted")
    assert incident.details == {"tries": 2, "reason": "RuntimeError: the disk is on fire"}
    (job,) = clockwork.jobs(case)
    assert (job.id, job.state, job.tries_left) == (incident.id, FAILED, 0)
    assert [one["left"] for one in _events(clockwork, case, "job.failed")] == [1, 0]
    assert clockwork.whole(case)


def test_new_tries_end_the_incident_and_the_case_goes_on(clockwork: Clockwork, switch: Switch) -> None:
    case = _exhausted(clockwork, switch)
    (job,) = clockwork.jobs(case)
    clockwork.do("supervisor", job_commands.retry_job, job.id)
    assert _open(clockwork, case) == []
    assert clockwork.whole(case)
    assert clockwork.work() == 1
    assert clockwork.status(case) == execution.COMPLETED
    assert _events(clockwork, case, "job.retried")[-1]["left"] == 8
    assert clockwork.whole(case)


def test_an_incident_is_settled_with_a_reason(clockwork: Clockwork, switch: Switch) -> None:
    case = _exhausted(clockwork, switch)
    (incident,) = _open(clockwork, case)
    clockwork.do("supervisor", job_commands.resolve_incident, incident.id, " the disk was replaced ")
    (told,) = _events(clockwork, case, "incident.explained")
    assert (told["incident"], told["reason"]) == (incident.id, "the disk was replaced")
    clockwork.work()
    assert clockwork.status(case) == execution.COMPLETED
    with pytest.raises(errors.IncidentOver):
        clockwork.do("supervisor", job_commands.resolve_incident, incident.id, "again")
    assert clockwork.whole(case)


def _stuck(clockwork: Clockwork) -> str:
    drawing = Drawing("stuck").node("start", "begin").node("xor", "choice").node("end", "done").node("end", "other")
    drawing.line("begin", "choice").flow("choice", "done", "ready = true").flow("choice", "other", "ready = false")
    clockwork.publish(file_of(drawing.root))
    return clockwork.begun("stuck")


def test_an_incident_that_comes_back_at_once_is_not_settled(clockwork: Clockwork) -> None:
    case = _stuck(clockwork)
    (incident,) = _open(clockwork, case)
    before = clockwork.told(case)
    with pytest.raises(errors.IncidentStands):
        clockwork.do("supervisor", job_commands.resolve_incident, incident.id, "it should work now")
    assert clockwork.told(case) == before
    assert [one.id for one in _open(clockwork, case)] == [incident.id]


def test_a_timer_happens_now_because_somebody_says_so(clockwork: Clockwork) -> None:
    clockwork.publish(pause())
    case = clockwork.begun("pause")
    (job,) = clockwork.jobs(case)
    clockwork.do("supervisor", job_commands.execute_job, job.id)
    assert clockwork.status(case) == execution.COMPLETED
    assert _events(clockwork, case, "job.executed") == [
        {"job": job.id, "kind": "timer", "element": "rest", "activity": job.activity}
    ]
    assert clockwork.whole(case)


def test_an_exhausted_job_happens_now_because_somebody_says_so(clockwork: Clockwork, switch: Switch) -> None:
    case = _exhausted(clockwork, switch)
    (job,) = clockwork.jobs(case)
    clockwork.do("supervisor", job_commands.execute_job, job.id)
    assert clockwork.status(case) == execution.COMPLETED
    assert clockwork.jobs(case) == []
    assert clockwork.whole(case)


def test_a_job_is_stopped_and_goes_on(clockwork: Clockwork) -> None:
    clockwork.publish(pause())
    case = clockwork.begun("pause")
    (job,) = clockwork.jobs(case)
    for _ in range(2):
        clockwork.do("supervisor", job_commands.suspend_job, job.id, suspended=True)
    assert clockwork.later(hours=2) == 0
    clockwork.do("supervisor", job_commands.suspend_job, job.id, suspended=False)
    assert clockwork.work() == 1
    told = clockwork.told(case)
    assert (told.count("job.suspended"), told.count("job.resumed")) == (1, 1)


def test_what_is_being_done_is_left_alone(clockwork: Clockwork) -> None:
    clockwork.publish(pause())
    case = clockwork.begun("pause")
    (job,) = clockwork.jobs(case)
    clockwork.now = BEGINNING.replace(hour=10)
    clockwork.do(system(""), _claim)
    for command in (job_commands.retry_job, job_commands.execute_job):
        with pytest.raises(errors.JobRunning):
            clockwork.do("supervisor", command, job.id)


def _claim(ctx: Context) -> None:
    assert leases.claim(ctx, "somebody", [jobs.TIMER], most=1)


def test_what_asks_outside_is_not_done_while_one_waits(clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch) -> None:
    clockwork.publish(pause())
    (job,) = clockwork.jobs(clockwork.begun("pause"))
    monkeypatch.setitem(doing.KINDS, jobs.TIMER, doing.Kind(_nothing, call=lambda _job: "?"))
    with pytest.raises(errors.JobAsksOutside):
        clockwork.do("supervisor", job_commands.execute_job, job.id)


def _nothing(_ctx: Context, _job: Job, _held: Any, _answer: Any) -> None:
    """Have no effect."""


@pytest.mark.parametrize("tries", [0, -1, 101])
def test_tries_are_a_sane_number(clockwork: Clockwork, tries: int) -> None:
    clockwork.publish(pause())
    (job,) = clockwork.jobs(clockwork.begun("pause"))
    with pytest.raises(errors.TriesOutOfRange):
        clockwork.do("supervisor", job_commands.set_retries, job.id, tries)


COMMANDS: list[tuple[Callable[..., Any], tuple[Any, ...], Permission]] = [
    (job_commands.retry_job, (), Permission.JOB_CHANGE),
    (job_commands.set_retries, (3,), Permission.JOB_CHANGE),
    (job_commands.execute_job, (), Permission.JOB_CHANGE),
    (job_commands.resolve_incident, ("why",), Permission.INCIDENT_RESOLVE),
]


def test_only_operators_may_and_only_in_their_agency(clockwork: Clockwork, switch: Switch) -> None:
    (job,) = clockwork.jobs(_exhausted(clockwork, switch))
    elsewhere = system(clockwork.agencies["isfahan"])
    for command, more, permission in COMMANDS:
        with pytest.raises(errors.Forbidden, match=permission.value):
            clockwork.do("clerk", command, job.id, *more)
        with pytest.raises(errors.NotFound):
            clockwork.do(elsewhere, command, job.id, *more)


def test_only_those_who_may_read_see_jobs_and_incidents(clockwork: Clockwork) -> None:
    lists: list[tuple[Callable[..., Any], Any, Permission]] = [
        (job_queries.jobs_where, job_queries.Jobs(), Permission.JOB_READ),
        (job_queries.incidents_where, job_queries.Incidents(), Permission.INCIDENT_READ),
    ]
    for question, wanted, permission in lists:
        with pytest.raises(errors.Forbidden, match=permission.value):
            clockwork.see("clerk", question, wanted, limit=1)
        assert clockwork.see("auditor", question, wanted, limit=1) == []


def test_what_a_case_sends_out_fails_visibly_too(clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a message out: its incident stands beside the case, which goes on."""
    clockwork.publish(pause())
    case = clockwork.begun("pause")
    clockwork.do(system(clockwork.agencies["shiraz"]), _send, case)
    monkeypatch.setitem(doing.KINDS, "message", doing.Kind(_break, holds=False))
    clockwork.work()
    assert [(one.id, one.code) for one in _open(clockwork, case)] == [("sent", "tries-exhausted")]
    assert len(_events(clockwork, case, "job.exhausted")) == 1
    assert clockwork.whole(case)
    monkeypatch.setitem(doing.KINDS, "message", doing.Kind(_nothing, holds=False))
    clockwork.do("supervisor", job_commands.resolve_incident, "sent", "the other agency is up again")
    assert _open(clockwork, case) == []
    assert clockwork.whole(case)
    assert clockwork.work() == 1
    assert clockwork.whole(case)


def _send(ctx: Context, case: str) -> None:
    made = jobs.made(
        id="sent", agency=ctx.actor.agency, lock="sent", instance=case, definition="d", process_key="pause",
        kind="message", element="tell", activity=9, due_at=ctx.at, created_at=ctx.at, tries_left=1,
    )  # fmt: skip
    jobs.write(ctx, [made])


def _break(_ctx: Context, _job: Job, _held: Any, _answer: Any) -> None:
    raise RuntimeError("nobody answers")


def test_a_start_that_fails_at_every_try_is_an_incident_without_a_case(
    clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = (
        '<startEvent id="begin"><timerEventDefinition><timeCycle>R/PT1H</timeCycle></timerEventDefinition></startEvent>'
    )
    clockwork.publish(process("hourly", node + '<endEvent id="done"/>', "begin done"))
    real = doing.KINDS[jobs.START]
    monkeypatch.setitem(doing.KINDS, jobs.START, doing.Kind(_break, holds=False))
    for _ in range(12):
        clockwork.later(hours=1)
    (incident,) = clockwork.see("supervisor", incidents.open_incidents, "")
    (job,) = clockwork.do("supervisor", lambda ctx: [jobs.job(ctx, incident.id)])
    assert (job.state, job.kind) == (FAILED, jobs.START)
    monkeypatch.setitem(doing.KINDS, jobs.START, real)
    clockwork.do("supervisor", job_commands.resolve_incident, incident.id, "the form is mended")
    assert (clockwork.do("supervisor", lambda ctx: jobs.job(ctx, incident.id))).state == WAITING
    assert clockwork.work() == 12
