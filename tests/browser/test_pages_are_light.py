"""Promises of weight: what a first visit costs on the wire, and that nothing is asked that is not needed."""

import pytest

from tests.browser import birth
from tests.support.pages import weigh

FIRST_VISIT = 45_000
REPEAT_VISIT = 8_000


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_first_visit_is_within_its_budget(context_of, lang):
    page = context_of(java_script_enabled=False, locale=birth.LOCALES[lang]).new_page()

    cost = weigh(page, "/sign-in")

    assert cost.bytes <= FIRST_VISIT
    assert len(cost.requests) <= 5, cost.requests
    assert any("woff2" in address for address in cost.requests) == (lang == "fa")


@pytest.mark.parametrize(
    ("username", "address"), [("citizen", "/start/birth-registration"), ("clerk", "/tasks?list=group")]
)
def test_the_pages_of_staff_and_citizens_are_within_the_budget_of_a_first_visit(person, username, address):
    page = person(username, java_script_enabled=False)

    assert weigh(page, address).bytes <= FIRST_VISIT


def test_who_saves_data_gets_no_font(context_of):
    page = context_of(java_script_enabled=False, extra_http_headers={"Save-Data": "on"}).new_page()

    cost = weigh(page, "/sign-in")

    assert cost.bytes <= 15_000
    assert not any("woff2" in address for address in cost.requests)


def test_a_repeated_visit_fetches_the_page_alone(context_of):
    page = context_of(java_script_enabled=False).new_page()
    page.goto("/sign-in", wait_until="networkidle")
    sizes = []
    session = page.context.new_cdp_session(page)
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.send("Network.enable")

    page.goto("/sign-in?again=1", wait_until="networkidle")

    assert sum(sizes) <= REPEAT_VISIT


def test_no_page_brings_a_script(person):
    page = person("clerk")
    for address in ("/tasks", "/start", "/cases", "/services"):
        page.goto(address)
        assert page.locator("script").count() == 0
        assert page.locator("[style]").count() == 0
