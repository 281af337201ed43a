"""Promises of the page that compares two versions: for everybody, without script, by keyboard, on any screen."""

import re

import pytest

from tests.browser import birth
from tests.browser.test_every_page_is_for_everybody import LATIN, WORDS
from tests.support.pages import accessibility_violations, faint_in_the_dark, overflow, weigh

BUDGET = 130_000
COMPARED = re.compile("/services/comparison\\?from=[0-9a-f]{32}&to=[0-9a-f]{32}$")


@pytest.fixture(params=["fa", "en"])
def lang(request):
    """Both languages, one after the other."""
    return request.param


@pytest.fixture
def analyst(person, lang):
    """A function that opens the comparison of the paper procedure with the redesigned one."""

    def opened(**options):
        page = birth.reading(person, "analyst", lang, **options)
        page.goto("/services/birth-registration")
        page.locator("main a[href^='/services/comparison']").click()
        page.wait_for_url(COMPARED)
        return page

    return opened


def test_the_page_is_accessible_in_the_light_and_in_the_dark(analyst, lang):
    page = analyst(color_scheme="light")
    assert accessibility_violations(page) == []

    assert faint_in_the_dark(page) == []
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "fa" else "ltr")
    assert page.locator("h1").count() == 1


def test_the_form_to_choose_is_accessible_too(person, lang):
    page = birth.reading(person, "analyst", lang)
    page.goto("/services/comparison")

    assert accessibility_violations(page) == []
    assert overflow(page) == 0


def test_it_is_no_wider_than_a_small_screen_and_one_drawing_stands_under_the_other(analyst):
    page = analyst()

    assert overflow(page) == 0
    before, after = (page.locator("figure.drawing").nth(number).bounding_box() for number in (0, 1))
    assert after["y"] >= before["y"] + before["height"]


def test_everything_is_there_without_script(analyst, lang):
    page = analyst(java_script_enabled=False)

    assert page.locator("script").count() == 0
    assert page.locator("svg.diagram").count() == 2
    assert page.locator("#added li, #removed li").count() > 50
    page.locator("form.compare select[name=to] option").first.wait_for(state="attached")
    page.locator("form.compare a.button").click()
    page.wait_for_url(COMPARED)
    assert page.locator("#added li").count() > 10


def test_a_mark_leads_to_its_line_and_the_line_to_its_mark(analyst):
    page = analyst()

    line = page.locator("#removed li").first
    line.locator("a").first.click()
    page.wait_for_url(re.compile("#before-\\d+$"))
    anchor = page.url.rsplit("#", 1)[1]
    assert page.locator(f"[id='{anchor}']").count() == 1
    page.locator(f"a:has(> [id='{anchor}'])").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#change-\\d+$"))
    assert page.url.rsplit("#", 1)[1] == line.get_attribute("id")


def test_what_differs_is_told_by_sign_word_and_shape_and_not_by_colour_alone(analyst):
    page = analyst()

    before, after = (page.locator("figure.drawing").nth(number) for number in (0, 1))
    assert before.locator("[data-badge] text", has_text="−").count() > 10
    assert after.locator("[data-badge] text", has_text="+").count() > 10
    dashes = "e => getComputedStyle(e).strokeDasharray"
    assert before.locator(".node-removed > .shape").first.evaluate(dashes) != "none"
    assert after.locator(".node-added > .shape").first.evaluate(dashes) == "none"
    assert page.locator(".tally li").count() == 4


def test_two_versions_are_chosen_by_keyboard_alone(person, lang):
    page = birth.reading(person, "analyst", lang)
    page.goto("/services/comparison")
    page.locator("select[name=from]").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "to"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(COMPARED)

    assert page.locator("figure.drawing").count() == 2


def test_persian_readers_read_persian(person):
    page = birth.reading(person, "analyst", "fa")
    page.goto("/services/birth-registration")
    page.locator("main a[href^='/services/comparison']").click()
    page.wait_for_url(COMPARED)
    words = re.sub("[«][^»]*[»]", "", LATIN.sub("", page.evaluate(WORDS)))

    assert re.findall("[A-Za-z][A-Za-z' -]{3,}", words) == []


def test_the_page_is_within_its_budget(analyst):
    page = analyst(java_script_enabled=False)

    assert weigh(page, page.url).bytes <= BUDGET
