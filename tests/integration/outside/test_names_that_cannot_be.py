"""Topics that a drawing computes: one that no worker could ask for makes an incident, and is no fault of ours."""

import pytest

from engine import execution
from tests.integration.outside.conftest import Office, one_inquiry
from tests.support.house import House

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"])  # SQLite keeps texts of any length


@pytest.mark.parametrize("value", ["t" * 300, "a\0b", "", None, 5], ids=["long", "nul", "empty", "none", "number"])
def test_a_topic_that_cannot_be_is_an_incident_until_its_value_is_mended(house: House, value: object) -> None:
    office = Office(house)
    case = office.begin(one_inquiry("=wanted"), wanted=value)
    (incident,) = house.see("auditor", execution.open_incidents, case)
    assert (incident.element, incident.code) == ("ask", "event-name")

    house.do("supervisor", execution.set_variables, case, {"wanted": "inquire"}, now=office.now)

    assert [one.task.topic for one in office.fetch()] == ["inquire"]
