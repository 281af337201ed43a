"""Promises of the whole way: people register a birth with nothing but pages, and the auditor sees each step."""

from urllib.parse import urljoin

import pytest
from lxml import html

from tests.browser import birth

#: So many steps are gone by clicks; the others by the links that the clicks would follow.
BY_HAND = 4


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_birth_is_registered_without_scripts(person, lang):
    case = birth.register(person, lang, f"journey-{lang}", java_script_enabled=False)

    page = birth.reading(person, "auditor", lang, java_script_enabled=False)
    page.goto(f"{case}?verify=1")
    assert page.locator(".title .badge").inner_text() == birth.ENDED[lang]
    assert page.locator(".banner.ok").count() == 1
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "fa" else "ltr")


def test_the_record_is_walked_step_by_step_from_end_to_beginning(person):
    case = birth.start(birth.reading(person, "clerk", "en"), "en", "steps")
    citizen = birth.reading(person, "citizen", "en")
    birth.take(citizen, "steps")
    birth.finish(citizen)
    birth.find(birth.reading(person, "clerk", "en"), "steps").wait_for()
    page = birth.reading(person, "auditor", "en", java_script_enabled=False)
    page.goto(case)
    seen, back = [], page.locator(".steps a[rel=prev]")

    for _ in range(BY_HAND):
        seen.append(page.locator("tr.here .two > :first-child").inner_text())
        back.click()
        page.wait_for_load_state()
    seen += walked_back(page)

    assert seen[0] == "Task opened"
    assert seen[-1] == "Case started"
    assert {"Task opened", "Task taken", "Task finished", "Passed"} <= set(seen)
    assert not back.count()
    assert page.locator(".change ins", has_text="1234567891").count() == 1


def walked_back(page):
    """Follow the links to the step before without painting each drawing; the page ends up at the first step."""
    seen, address = [], page.url
    while True:
        shown = html.fromstring(page.request.get(address).text())
        [said] = shown.xpath("//tr[contains(@class, 'here')]//*[contains(@class, 'two')]/*[1]")
        seen.append(said.text_content().strip())
        back = shown.xpath("//*[contains(@class, 'steps')]//a[@rel='prev']/@href")
        if not back:
            page.goto(address)
            return seen
        address = urljoin(page.url, back[0])


def test_the_second_who_takes_a_task_reads_who_was_faster(person):
    birth.start(birth.reading(person, "clerk", "en"), "en", "race")
    citizen = birth.reading(person, "citizen", "en")
    address = birth.take(citizen, "race")
    birth.finish(citizen)
    clerk, supervisor = birth.reading(person, "clerk", "en"), birth.reading(person, "supervisor", "en")
    first, second = (birth.find(page, "race") for page in (clerk, supervisor))

    first.click()
    clerk.wait_for_url("**done=claimed")
    with supervisor.expect_navigation() as answered:
        second.click()

    assert answered.value.status == 409
    assert "رضا کریمی" in supervisor.locator("main").inner_text()
    assert address


def test_wrong_answers_come_back_at_their_fields_with_what_was_typed(person):
    page = person("clerk", java_script_enabled=False)
    page.goto("/start/birth-registration")
    birth.fill_the_notice(page, "fa", "wrong")
    page.fill("[name='mother_national_id']", "0012345678")

    with page.expect_navigation() as answered:
        page.locator("form.form button").click()

    assert answered.value.status == 422
    summary = page.locator(".problems a")
    assert summary.count() == 1
    assert page.locator(summary.get_attribute("href")).input_value() == "0012345678"
    assert page.locator(".wrong .error").count() == 1
    assert page.locator("[name='mother_name']").input_value() == "مریم رضایی"


def test_pressing_twice_starts_one_case(person):
    page = birth.reading(person, "clerk", "en")
    page.goto("/start/birth-registration")
    birth.fill_the_notice(page, "en", "twice")
    form = "document.querySelector('form.form')"
    send = (
        f"fetch({form}.action, {{method: 'POST', body: new URLSearchParams(new FormData({form})), redirect: 'follow'}})"
    )
    first, second = page.evaluate(f"Promise.all([{send}, {send}]).then(answers => answers.map(one => one.url))")

    assert first == second
    page.goto("/cases?q=twice")
    assert page.locator("table.list tbody tr").count() == 1
