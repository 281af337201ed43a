"""Promises of the page of the simulated registry: labelled as simulated, masked, changed by operators only."""

import pytest

from engine.connectors import Inquiry, SimulatedRegistry
from engine.execution import simulation
from tests.support.house import House, house
from tests.support.visitors import Browser

__all__ = ["house"]

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"])


@pytest.fixture
def visitor(app, house: House):
    def come(username):
        browser = Browser(app)
        browser.sign_in(username)
        return browser

    return come


def ask(house, **values):
    agency = house.actor("supervisor").agency
    SimulatedRegistry(house.database).ask(Inquiry("registry.identity", agency, "case-1", values))


@pytest.mark.parametrize(("lang", "label"), [("en", "simulated"), ("fa", "شبیه‌سازی")])
def test_the_page_says_that_it_is_simulated_and_shows_no_value_whole(visitor, house, lang, label):
    ask(house, mother_national_id="9990001030", father_national_id="9992001011")
    browser = visitor("supervisor")
    browser.client.set_cookie("lang", lang)

    page = browser.client.get("/simulation", headers={"Accept-Language": lang}).text

    assert label in page
    assert "9990001030" not in page
    assert "••••••••30" in page


def test_an_operator_lets_a_provider_be_down_and_the_record_says_so(visitor, house):
    browser = visitor("admin")
    form = {"csrf": browser.csrf("/simulation"), "topic": "registry.identity", "mode": "down"}

    answer = browser.client.post("/simulation", data=form)

    assert (answer.status_code, answer.location) == (303, "/simulation")
    assert house.see("admin", simulation.modes)["registry.identity"] == "down"
    record = browser.client.get("/record?kind=provider.simulated").text
    assert "registry.identity" in record


def test_what_there_is_not_cannot_be_changed(visitor):
    browser = visitor("admin")
    csrf = browser.csrf("/simulation")

    for topic, mode, status in (("nothing", "down", 404), ("registry.identity", "sideways", 400)):
        form = {"csrf": csrf, "topic": topic, "mode": mode}
        assert browser.client.post("/simulation", data=form).status_code == status


def test_a_clerk_does_not_come_in(visitor):
    assert visitor("clerk").client.get("/simulation").status_code == 403
