"""Jobs and incidents by page and by the Camunda dialect: the same things, the same deeds."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from engine import execution
from engine.config import Settings
from engine.execution import doing, jobs
from engine.identity import passwords
from tests.integration.jobs.conftest import Clockwork, pause
from tests.support.applications import application
from tests.support.databases import CHEAP
from tests.support.visitors import Browser, basic

#: What lies beneath runs on PostgreSQL in test_timers and in the guarantees.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


JOB = {
    "id", "jobDefinitionId", "dueDate", "processInstanceId", "executionId", "processDefinitionId",
    "processDefinitionKey", "retries", "exceptionMessage", "failedActivityId", "suspended", "priority", "tenantId",
    "createTime", "batchId",
}  # fmt: skip
INCIDENT = {
    "id", "processDefinitionId", "processInstanceId", "executionId", "incidentTimestamp", "incidentType", "activityId",
    "failedActivityId", "causeIncidentId", "rootCauseIncidentId", "configuration", "tenantId", "incidentMessage",
    "jobDefinitionId", "annotation",
}  # fmt: skip

Ask = Callable[..., Any]


@pytest.fixture
def app(clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(passwords, "_HASHER", CHEAP)
    return application(Settings(demo=True, log_level="error"), clockwork.database)


@pytest.fixture
def ask(app: Flask) -> Ask:
    def send(method: str, address: str, **body: Any) -> Any:
        sent = {"headers": basic("supervisor"), **({"json": body} if body else {})}
        return app.test_client().open(f"/engine-rest{address}", method=method, **sent)

    return send


@pytest.fixture
def case(clockwork: Clockwork) -> str:
    clockwork.now = datetime.now(UTC)
    clockwork.publish(pause())
    return clockwork.begun("pause")


@pytest.fixture
def stuck(clockwork: Clockwork, case: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A case whose timer failed at its last try."""
    real = doing.KINDS[jobs.TIMER]
    monkeypatch.setitem(doing.KINDS, jobs.TIMER, doing.Kind(_break))
    for _ in range(20):
        clockwork.later(hours=1)
    monkeypatch.setitem(doing.KINDS, jobs.TIMER, real)
    return case


def _break(_ctx: Any, _job: Any, _held: Any, _answer: Any) -> None:
    raise RuntimeError("the registry is away")


def test_a_timer_is_a_job_of_the_dialect(ask: Ask, case: str) -> None:
    (found,) = ask("GET", f"/job?processInstanceId={case}&timers=true").json
    assert set(found) == JOB
    assert (found["retries"], found["suspended"], found["processDefinitionKey"]) == (8, False, "pause")
    assert ask("GET", "/job/count?messages=true").json == {"count": 0}
    assert ask("POST", "/job", processInstanceIds=[case], withRetriesLeft=True).json == [found]
    assert ask("GET", "/job?executable=true").json == []
    assert ask("GET", "/job?sortBy=jobDueDate&sortOrder=desc").json == [found]
    assert ask("GET", f"/job/{found['id']}").json == found


def test_a_job_is_stopped_and_let_happen_by_the_dialect(ask: Ask, clockwork: Clockwork, case: str) -> None:
    (found,) = ask("GET", "/job").json
    assert ask("PUT", f"/job/{found['id']}/suspended", suspended=True).status_code == 204
    assert ask("GET", "/job?suspended=true").json[0]["suspended"] is True
    assert ask("PUT", f"/job/{found['id']}/retries", retries=3).status_code == 204
    assert ask("PUT", f"/job/{found['id']}/retries", retries=0).status_code == 400
    assert ask("GET", f"/job/{found['id']}").json["retries"] == 3
    assert ask("POST", f"/job/{found['id']}/execute").status_code == 204
    assert clockwork.status(case) == execution.COMPLETED
    assert ask("POST", f"/job/{found['id']}/execute").status_code == 404


def test_an_incident_is_one_of_the_dialect(ask: Ask, clockwork: Clockwork, stuck: str) -> None:
    (found,) = ask("GET", f"/incident?processInstanceId={stuck}").json
    assert set(found) == INCIDENT
    assert (found["incidentType"], found["activityId"]) == ("failedJob", "rest")
    assert "the registry is away" in found["incidentMessage"]
    assert ask("GET", "/incident/count?incidentType=failedExternalTask").json == {"count": 0}
    assert ask("GET", "/incident?incidentType=failedJob&sortBy=incidentTimestamp&sortOrder=asc").json == [found]
    assert ask("GET", f"/incident/{found['id']}").json == found
    (job,) = ask("GET", "/job?withException=true&noRetriesLeft=true").json
    assert (job["id"], job["failedActivityId"]) == (found["configuration"], "rest")
    assert ask("GET", f"/job/{job['id']}/stacktrace").text == "RuntimeError: the registry is away"
    assert ask("DELETE", f"/incident/{found['id']}?annotation=mended").status_code == 204
    assert ask("GET", f"/incident/{found['id']}").status_code == 404
    clockwork.work()
    assert clockwork.status(stuck) == execution.COMPLETED


@pytest.mark.parametrize(("lang", "title"), [("fa", "رخدادها"), ("en", "Incidents")])
def test_the_page_shows_what_stands_still(app: Flask, stuck: str, lang: str, title: str) -> None:
    browser = Browser(app)
    browser.sign_in("admin")
    browser.get(f"/language/{lang}")
    page = browser.get("/incidents").text
    assert f"<title>{title}" in page
    assert "the registry is away" in page
    assert f"/incidents/{stuck}-" in page
    assert f'href="/cases/{stuck}"' not in page  # who looks after people reads no case
    browser = Browser(app)
    browser.sign_in("supervisor")
    assert f'href="/cases/{stuck}"' in browser.get("/incidents").text


def test_an_incident_is_settled_by_hand(app: Flask, clockwork: Clockwork, stuck: str) -> None:
    browser = Browser(app)
    browser.sign_in("supervisor")
    (incident,) = clockwork.see("auditor", execution.open_incidents, stuck)
    address = f"/incidents/{incident.id}"
    case_page = browser.get(f"/cases/{stuck}").text
    assert f'href="{address}"' in case_page
    answer = browser.send(f"{address}/resolve", address, reason="the registry is back")
    assert (answer.status_code, answer.location) == (303, f"{address}?done=retried")
    assert f'href="{address}"' not in browser.get("/incidents").text
    assert f'href="{address}"' in browser.get("/incidents?state=over").text
    assert "incident.explained" in clockwork.told(stuck)
    assert browser.get("/incidents?state=all&service=pause").text.count("<tr ") == 2


def test_new_tries_are_given_by_hand(app: Flask, clockwork: Clockwork, stuck: str) -> None:
    browser = Browser(app)
    browser.sign_in("supervisor")
    (incident,) = clockwork.see("auditor", execution.open_incidents, stuck)
    address = f"/incidents/{incident.id}"
    assert browser.send(f"{address}/retries", address, retries="many").status_code == 422
    assert browser.send(f"{address}/retries", address, retries="5").status_code == 303
    (job,) = clockwork.jobs(stuck)
    assert job.tries_left == 5


def test_the_page_of_a_case_says_until_when_it_waits(app: Flask, case: str) -> None:
    browser = Browser(app)
    browser.sign_in("supervisor")
    page = browser.get(f"/cases/{case}").text
    assert "Rest" in page
    assert "منتظر تا" in page or "Waits until" in page
