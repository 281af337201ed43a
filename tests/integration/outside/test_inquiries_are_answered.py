"""Promises of the house's own worker: inquiries are answered, and a provider that is down leads to the fallback."""

from datetime import UTC, datetime, timedelta

import pytest

from engine import connectors, errors, execution
from engine.connectors import Answered, Erred, Failed, Inquiry, SimulatedRegistry
from engine.execution.outside import LEASE, Inquirer
from tests.integration.outside.conftest import caught, one_inquiry

ON_SQLITE = pytest.mark.parametrize("database_kind", ["sqlite"])  # for what no database could do otherwise
PARENTS = {"mother_national_id": "9990001030", "father_national_id": "9990001091"}


def _identity(key="inquiry", cycle="", code=""):
    drawing = one_inquiry("registry.identity", key)
    if cycle:
        drawing.extended("ask", f"<camunda:failedJobRetryTimeCycle>{cycle}</camunda:failedJobRetryTimeCycle>")
    return caught(drawing, code) if code else drawing


class Scripted:
    """A connector that answers as a test says, and remembers what it was asked."""

    topics = frozenset({"inquire"})

    def __init__(self, *outcomes):
        self.outcomes, self.asked = list(outcomes), []

    def ask(self, inquiry: Inquiry):
        self.asked.append(inquiry)
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome() if callable(outcome) else outcome


def inquirer(office, *given):
    found = given or [SimulatedRegistry(office.house.database)]
    return Inquirer(office.house.database, found, clock=lambda: office.now, calls=0)


def variables(office, case):
    return office.house.see(office.house.everything(), execution.variables, case)


def incidents(office, case):
    return [one.code for one in office.house.see(office.house.everything(), execution.open_incidents, case)]


def story(office, case):
    found = office.house.see(office.house.everything(), execution.entries, case)
    return [one.type for one in found if one.type.startswith("external_task.")]


def test_the_simulated_registry_answers_and_the_case_goes_on(office):
    case = office.begin(_identity(), **PARENTS)

    assert inquirer(office).round() == 1

    assert office.went_on(case)
    assert variables(office, case)["identity_answer"] == "confirmed"
    (asked,) = office.house.see("supervisor", connectors.asked, limit=10)
    assert (asked.outcome, asked.times, asked.question["mother_national_id"]) == ("confirmed", 1, "••••••••30")
    assert inquirer(office).round() == 0


RULES = (
    ("registry.identity", {**PARENTS, "father_national_id": "9992001011"}, {"identity_answer": "not-found"}),
    ("registry.marriage", {"mother_national_id": "9991001018"}, {"marriage_answer": "not-found"}),
    ("registry.marriage", PARENTS, {"marriage_answer": "confirmed"}),
    ("registry.address", {"postal_code": "9912345678"}, {"address_answer": "not-found"}),
    ("registry.address", {"postal_code": "7112345678"}, {"address_answer": "confirmed"}),
    ("registry.duplicate", {"certificate_number": "12399"}, {"similar_registration": True}),
    ("registry.duplicate", {"certificate_number": "12398"}, {"similar_registration": False}),
    ("registry.hospital", {"certificate_number": "12398"}, {"notice_answer": "confirmed"}),
    ("registry.hospital", {}, {"notice_answer": "not-found"}),
)


@ON_SQLITE
def test_the_simulation_answers_by_the_rules_of_its_page(office):
    registry, agency = SimulatedRegistry(office.house.database), office.house.actor("worker").agency

    for number, (topic, given, answer) in enumerate(RULES):
        assert registry.ask(Inquiry(topic, agency, f"key-{number}", given)) == Answered(answer), topic


@ON_SQLITE
def test_a_document_number_is_the_same_for_the_same_inquiry(office):
    registry = SimulatedRegistry(office.house.database)
    agency = office.house.actor("worker").agency

    first, again, other = (
        registry.ask(Inquiry("registry.document-number", agency, key)).values["document_number"]
        for key in ("case-a-1", "case-a-1", "case-b-1")
    )

    assert first == again != other


def test_a_provider_that_is_down_is_tried_as_drawn_and_then_the_fallback_goes_on(office):
    case = office.begin(_identity(cycle="R3/PT10M", code="provider-unavailable"), **PARENTS)
    office.house.do("supervisor", connectors.behave, "registry.identity", "down")
    worker = inquirer(office)

    assert worker.round() == 1
    assert worker.round() == 0, "it waits for its pause"
    office.now += timedelta(minutes=10)
    assert worker.round() == 1
    assert not office.went_on(case)
    office.now += timedelta(minutes=10)
    assert worker.round() == 1

    assert office.went_on(case)
    assert story(office, case) == ["external_task.failed", "external_task.failed", "external_task.erred"]
    (asked,) = office.house.see("supervisor", connectors.asked, limit=10)
    assert (asked.times, asked.outcome) == (3, "unreachable"), "one inquiry under one key"
    assert incidents(office, case) == []


@ON_SQLITE
def test_without_a_fallback_the_last_try_is_an_incident_and_new_tries_help(office):
    case = office.begin(_identity(cycle="R1/PT1M"), **PARENTS)
    office.house.do("supervisor", connectors.behave, "registry.identity", "down")
    worker = inquirer(office)

    worker.round()

    assert incidents(office, case) == ["outside-failed"]
    office.house.do("supervisor", connectors.behave, "registry.identity", "up")
    (task,) = office.tasks()
    office.operate("set_retries", task.id, 1)
    assert worker.round() == 1
    assert office.went_on(case)


@ON_SQLITE
def test_a_slow_provider_is_a_time_out_once_and_an_answer_then(office):
    case = office.begin(_identity(), **PARENTS)
    office.house.do("supervisor", connectors.behave, "registry.identity", "slow")
    worker = inquirer(office)

    worker.round()
    assert [task.retries for task in office.tasks()] == [7]
    office.now += timedelta(seconds=13)
    worker.round()

    assert office.went_on(case)
    assert story(office, case) == ["external_task.failed", "external_task.answered"]


@ON_SQLITE
def test_a_provider_may_find_nothing(office):
    case = office.begin(_identity(), **PARENTS)
    office.house.do("supervisor", connectors.behave, "registry.identity", "not-found")

    inquirer(office).round()

    assert variables(office, case)["identity_answer"] == "not-found"


@ON_SQLITE
def test_pauses_double_from_ten_seconds_when_nothing_is_drawn(office):
    office.begin()
    worker = inquirer(office, Scripted(*[Failed("timeout", "late")] * 3))
    for least in (10, 20, 40):
        assert worker.round() == 1
        office.now += timedelta(seconds=least - 1)
        assert worker.round() == 0
        office.now += timedelta(seconds=1 + least * 0.25)


@ON_SQLITE
def test_what_another_try_cannot_mend_is_an_incident_at_once(office):
    case = office.begin(caught(one_inquiry(), "provider-unavailable"))

    inquirer(office, Scripted(Failed("refused", "not among the hosts", again=False))).round()

    assert incidents(office, case) == ["outside-failed"]


@ON_SQLITE
def test_an_error_of_the_other_side_goes_to_its_catcher_with_its_values(office):
    case = office.begin(caught(one_inquiry(), "http-404"))

    inquirer(office, Scripted(Erred("http-404", "nobody", {"response": {"status": 404}}))).round()

    assert office.went_on(case)


@ON_SQLITE
def test_a_connector_that_breaks_counts_as_a_try(office):
    case = office.begin()
    worker = inquirer(office, Scripted(ZeroDivisionError("x"), Answered({"answer": 1})))

    assert worker.round() == 1
    office.now += timedelta(seconds=13)
    assert worker.round() == 1

    assert office.went_on(case)
    assert story(office, case) == ["external_task.failed", "external_task.answered"]


@ON_SQLITE
def test_an_answer_that_the_case_cannot_hold_is_an_incident(office):
    case = office.begin()

    inquirer(office, Scripted(Answered({"no name": 1}))).round()

    assert incidents(office, case) == ["outside-failed"]


def test_a_call_that_was_cut_off_before_its_answer_was_written_is_made_again_under_the_same_key(office):
    case = office.begin()
    connector = Scripted(errors.Unavailable(), Answered({"answer": 1}))
    worker = inquirer(office, connector)

    worker.round()
    assert not office.went_on(case)
    assert worker.round() == 0, "the lock still holds"
    office.now += LEASE
    worker.round()

    assert office.went_on(case)
    assert len({inquiry.key for inquiry in connector.asked}) == 1
    assert len(connector.asked) == 2


def test_an_answer_that_comes_after_the_case_was_ended_has_no_effect(office):
    case = office.begin()

    def ended():
        office.house.do("supervisor", execution.cancel_instance, case)
        return Answered({"answer": 1})

    inquirer(office, Scripted(ended)).round()

    assert "answer" not in variables(office, case)
    assert story(office, case) == []


def test_an_answer_that_comes_after_somebody_else_took_over_has_no_effect(office):
    case = office.begin()

    def taken_over():
        office.now += LEASE + timedelta(seconds=1)
        assert len(office.fetch("other")) == 1
        return Answered({"answer": 1})

    inquirer(office, Scripted(taken_over)).round()

    assert not office.went_on(case)
    (task,) = office.tasks()
    office.work("complete", task.id, "other", {"answer": 2})
    assert variables(office, case)["answer"] == 2


def test_threads_answer_several_inquiries_at_once_and_stop_when_asked(office):
    cases = [office.begin(_identity(), **PARENTS)] + [office.another(**PARENTS) for _ in range(4)]
    office.now = datetime.now(UTC)
    worker = Inquirer(office.house.database, [SimulatedRegistry(office.house.database)], calls=3)

    begun = 0
    while begun < len(cases):
        begun += worker.round()
    worker.stop()
    worker.run()

    assert all(office.went_on(case) for case in cases)


def test_every_agency_has_its_own_simulation(office):
    office.house.do("supervisor", connectors.behave, "registry.identity", "down")
    stranger = office.house.actor("clerk2")

    assert office.house.see("supervisor", connectors.modes)["registry.identity"] == "down"
    assert office.house.see(stranger, connectors.modes)["registry.identity"] == "up"
    with pytest.raises(errors.NotFound):
        office.house.do("supervisor", connectors.behave, "registry.nothing", "down")
    with pytest.raises(errors.WrongType):
        office.house.do("supervisor", connectors.behave, "registry.identity", "sideways")
