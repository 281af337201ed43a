"""The page of a case leads to the case that called it and to those it called, and says what it waits for."""

import re
from typing import Any

import pytest

from tests.integration.jobs.conftest import deadline
from tests.integration.messages import drawn
from tests.integration.messages.conftest import Town
from tests.integration.messages.test_conditions import enough
from tests.support.house import House, house
from tests.support.visitors import Browser, basic

__all__ = ["house"]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_caller_and_called_case_lead_to_each_other(app: Any, house: House) -> None:
    town = Town(house)
    asking = (drawn.start(), drawn.call("ask", "called"), drawn.end())
    called = (drawn.start(), drawn.catch("wait", "message", "answer"), drawn.throw("tell", "message", "notice", "said"))
    town.publish(
        drawn.file(drawn.process("caller", *asking, lines="begin ask done")),
        drawn.file(drawn.process("called", *called, drawn.end(), lines="begin wait tell done")),
    )
    top = town.start("caller")
    [below] = town.cases(parent=top)
    reader = Browser(app)
    reader.sign_in("supervisor")
    reader.get("/language/en?next=/")

    above_page, below_page = (reader.get(f"/cases/{case}").text for case in (top, below.id))

    assert f'href="/cases/{below.id}"' in above_page
    assert f'href="/cases/{top}"' in below_page
    assert "<bdi>answer</bdi>" in below_page
    town.send("answer", instance=below.id, values={"said": "by the office"})
    page = reader.get(f"/cases/{top}").text
    assert page.count(f'href="/cases/{below.id}"') == 1
    told = [reader.get(f"/cases/{below.id}?step={number}").text for number in range(1, len(town.entries(below.id)))]
    assert any("by the office" in one for one in told)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_page_of_a_case_and_clients_are_told_which_condition_it_waits_for(app: Any, house: House) -> None:
    town = Town(house)
    town.publish(enough())
    case = town.start("saving", amount=1)
    reader = Browser(app)
    reader.sign_in("supervisor")
    reader.get("/language/en?next=/")

    page = reader.get(f"/cases/{case}").text
    path = f"/engine-rest/event-subscription?processInstanceId={case}&eventType=conditional"
    told = app.test_client().get(path, headers=basic("supervisor")).json

    assert "Waits until this is true" in page
    assert "=amount &gt; 100</code>" in page
    assert [(one["activityId"], one["eventName"]) for one in told] == [("enough", "=amount > 100")]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_the_end_of_a_wait_is_told_with_the_element_that_waited(app: Any, house: House) -> None:
    town = Town(house)
    town.publish(deadline())
    case = town.start("deadline")
    town.finish(case)
    reader = Browser(app)
    reader.sign_in("supervisor")
    reader.get("/language/en?next=/")
    [number] = [number for number, entry in enumerate(town.entries(case), 1) if entry.type == "wait.ended"]

    page = reader.get(f"/cases/{case}?step={number}").text

    [row] = re.findall(r"<tr[^>]*>(?:(?!</tr>).)*Waits no longer.*?</tr>", page, re.DOTALL)
    assert "Late" in row
