"""Pages of jobs and of decisions: what happens by itself and when, which tables there are and who asks them."""

import pytest

from engine import db, definitions, execution
from engine.actor import system
from engine.context import reading, transaction
from engine.execution import doing, job_commands, jobs
from engine.worker import Worker
from tests.integration.jobs.conftest import clockwork, deadline, every, pause
from tests.integration.web.test_decisions import asking, dmn
from tests.support.house import house

__all__ = ["clockwork", "house"]
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


@pytest.fixture
def timers(app, clockwork):
    """A case that waits for an hour, one with a deadline, and a process that begins by itself."""
    for drawing in (pause(), deadline(), every()):
        clockwork.publish(drawing)
    return clockwork.begun("pause"), clockwork.begun("deadline")


def test_jobs_are_listed_with_their_case_their_moment_and_their_tries(visitor, timers, clockwork):
    paused, _ = timers
    browser = visitor("supervisor")
    browser.get("/language/en")
    page = browser.get("/jobs").text
    assert page.count('<tr role="row"><td') == 3
    for words in ("Rest", "Late", "Hourly", "Timer", "Start of a case", "8 tries left", f'href="/cases/{paused}"'):
        assert words in page
    assert 'datetime="2026-11-22T09:00:00.000000Z"' in page
    assert "no case yet" in page


def test_jobs_are_narrowed(visitor, timers, clockwork):
    clockwork.do("supervisor", job_commands.suspend_job, f"{timers[0]}-2", suspended=True)
    auditor = visitor("auditor")
    asked = {"": 3, "?service=pause": 1, "?state=stopped": 1, "?state=failing": 0, "?state=due": 2, "?state=x": 3}
    found = {query: auditor.get(f"/jobs{query}").text.count('<tr role="row"><td') for query in asked}
    assert found == asked


@pytest.fixture
def failed(timers, clockwork, monkeypatch):
    """The first timer failed at its only try."""

    def fail(ctx, job, held, answer):
        raise RuntimeError("the disk is on fire")

    clockwork.do("supervisor", job_commands.set_retries, f"{timers[0]}-2", 1)
    with monkeypatch.context() as broken:
        broken.setitem(doing.KINDS, jobs.TIMER, doing.Kind(fail))
        clockwork.later(minutes=61)
    return f"{timers[0]}-2"


def test_a_job_that_failed_says_why_and_gets_new_tries_by_one_press(visitor, failed, database):
    browser = visitor("supervisor")
    page = browser.get("/jobs?state=exhausted").text
    assert page.count('<tr role="row"><td') == 1
    assert "the disk is on fire" in page
    assert f'action="/jobs/{failed}/retry"' in page

    answer = browser.send(f"/jobs/{failed}/retry", page="/jobs?state=exhausted")

    assert (answer.status_code, answer.location) == (303, "/jobs?done=retried")
    with reading(database, system("")) as ctx:
        (state,) = ctx.db.select(db.metadata.tables["job"].select().where(db.metadata.tables["job"].c.id == failed))
    assert (state.state, state.tries_left) == ("waiting", 8)


def test_who_may_only_read_sees_no_button_and_who_may_not_sees_nothing(visitor, failed):
    assert "/retry" not in visitor("auditor").get("/jobs").text
    assert visitor("clerk").get("/jobs").status_code == 403
    assert 'href="/jobs"' in visitor("auditor").get("/incidents").text
    assert 'href="/incidents"' in visitor("auditor").get("/jobs").text


@pytest.fixture
def published(app, database, house):
    with transaction(database, house.everything()) as ctx:
        files = {"late.bpmn": asking(), "fees.dmn": dmn()}
        made = definitions.import_files(ctx, files, name="late", source="test")
        execution.publish(ctx, made.versions[0].id)
        definitions.import_files(ctx, {"fees.dmn": dmn(900)}, name="more", source="test")
    return made.decisions[0]


def test_decisions_are_listed_with_their_versions_and_who_asks_them(visitor, published):
    browser = visitor("analyst")
    browser.get("/language/en")
    page = browser.get("/services/decisions").text
    for words in ("Late fee", "version 2", "version 1", "Draft", "late", f"/services/decisions/{published.id}"):
        assert words in page
    assert 'href="/services/decisions"' in browser.get("/services").text
    assert 'href="/services"' in page


def test_the_page_of_a_decision_says_which_services_ask_it(visitor, published):
    page = visitor("analyst").get(f"/services/decisions/{published.id}").text
    assert "/services/late" in page


def test_without_decisions_or_jobs_the_pages_say_what_would_stand_there(visitor):
    assert "DMN" in visitor("analyst").get("/services/decisions").text
    assert "empty" in visitor("supervisor").get("/jobs").text


def test_a_job_that_runs_says_until_when(visitor, timers, clockwork, database):
    clockwork.now = clockwork.now.replace(hour=23)
    worker = Worker(database, clock=clockwork.clock)
    claimed = worker._claim(doing.inside(), 9)
    assert claimed
    page = visitor("supervisor").get("/jobs?state=running").text
    assert page.count('<tr role="row"><td') == len(claimed)
