"""Errors that a drawing expects of outside work: a failure or an answer that fits its expression is an error of it."""

from typing import Any

import pytest

from engine import db, execution
from engine.execution import external_work
from tests.integration.outside.conftest import Office, caught, one_inquiry
from tests.support.house import House
from tests.unit.spiff.drawing import Drawing

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])  # the commands behind it are tried on both


def expecting(expression: str, code: str = "away") -> Drawing:
    """A service task whose failures are the error `code` where the expression is true; a catcher leads to "read"."""
    drawing = caught(one_inquiry(), "away")
    other = drawing.add(drawing.root, "error", id="drawn")
    other.set("errorCode", code)
    drawing.root.insert(0, other)
    drawing.extended("ask", f'<camunda:errorEventDefinition errorRef="drawn" expression="{expression}"/>')
    return drawing


@pytest.fixture
def office(house: House) -> Office:
    return Office(house)


def told(house: House, case: str, kind: str) -> list[dict[str, Any]]:
    found = house.see("auditor", execution.entries, case)
    return [db.load(one.facts) | db.load(one.payload or "{}") for one in found if one.type == kind]


def fail(office: Office, case: str, **said: Any) -> None:
    (task,) = (one for one in office.fetch() if one.task.instance == case)
    office.work("fail", task.task.id, "w1", external_work.Failure(**said))


@pytest.mark.parametrize(
    "expression",
    [
        "${externalTask.errorMessage == 'away'}",
        "${externalTask.workerId == 'w1' &amp;&amp; days &gt; 2}",
        "=contains(externalTask.errorDetails, &quot;503&quot;) and found = true",
        "${true}",
    ],
)
def test_a_failure_that_the_drawing_expects_is_its_error(office: Office, house: House, expression: str) -> None:
    case = office.begin(expecting(expression), days=3)

    fail(office, case, message="away", details="HTTP 503", retries=3, variables={"found": True})

    assert office.went_on(case)
    (erred,) = told(house, case, "external_task.erred")
    assert (erred["code"], erred["message"], erred["worker"]) == ("away", "away", "w1")
    assert house.see("auditor", execution.check, case).whole


def test_an_answer_that_the_drawing_takes_for_an_error_is_one(office: Office, house: House) -> None:
    case = office.begin(expecting("${score &lt; 10}"))
    (task,) = office.fetch()

    office.work("complete", task.task.id, "w1", {"score": 3})

    assert office.went_on(case)
    assert [one["element"] for one in told(house, case, "element.cancelled")] == ["ask"]
    assert house.see("auditor", execution.variables, case) == {"score": 3}
    assert told(house, case, "external_task.answered") == []


@pytest.mark.parametrize("expression", ["${externalTask.errorMessage == 'other'}", "${nothing}", "=1"])
def test_what_the_expression_does_not_fit_fails_as_ever(office: Office, house: House, expression: str) -> None:
    case = office.begin(expecting(expression))

    fail(office, case, message="away", retries=2)

    (task,) = office.tasks()
    assert (task.state, task.retries, task.error_message) == ("open", 2, "away")
    assert told(house, case, "external_task.erred") == []


def test_an_expected_error_that_nobody_catches_is_an_incident_and_the_same_word_twice_has_one_effect(
    office: Office, house: House
) -> None:
    case = office.begin(expecting("${true}", code="lost"))
    (task,) = office.fetch()
    for _ in range(2):
        office.work("fail", task.task.id, "w1", external_work.Failure(message="gone", retries=1))

    (incident,) = house.see("auditor", execution.open_incidents, case)
    assert (incident.code, incident.element) == ("error-uncaught", "ask")
    assert len(told(house, case, "external_task.erred")) == 1


def test_an_error_is_expected_before_the_last_try_makes_an_incident(office: Office, house: House) -> None:
    case = office.begin(expecting("${externalTask.errorMessage == 'away'}"))

    fail(office, case, message="away", retries=0)

    assert office.went_on(case)
    assert house.see("auditor", execution.open_incidents, case) == []
