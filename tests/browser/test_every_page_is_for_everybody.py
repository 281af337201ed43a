"""Promises of each page in both languages: accessible, readable at 320 px, in its reader's language."""

import re
from dataclasses import dataclass

import pytest

from tests.browser import birth
from tests.support.pages import accessibility_violations, bring_checker, faint_in_the_dark, overflow

#: Who opens which pages; {case}, {task}, {version}, {person} and {group} are filled in with some that exist.
PAGES = {
    "nobody": ["/sign-in", "/no-such-page"],
    "clerk": [
        "/tasks", "/tasks?list=group", "/tasks?list=done", "/tasks?list=group&q=nothing-like-this", "/tasks/{task}",
        "/start", "/start/birth-registration",
        "/cases?state=completed", "/cases/{case}?step=3", "/password", "/tokens", "/people",
    ],
    "supervisor": ["/incidents?state=all", "/jobs", "/cases", "/cases/{case}", "/tasks/{task}", "/people", "/groups"],
    "auditor": ["/cases/{case}?step=2&verify=1", "/cases?q=nothing-like-this"],
    "analyst": [
        "/services",
        "/services/birth-registration",
        "/services/versions/{version}",
        "/services/decisions",
        "/services/decisions/{decision}",
        "/services/upload",
    ],
    "admin": ["/incidents", "/simulation", "/people?q=zzz", "/people/new", "/people/{person}", "/groups/{group}"],
}  # fmt: skip
#: What a page holds beside codes, isolated names, forms and drawings.
WORDS = """(() => { const copy = document.body.cloneNode(true);
  copy.querySelectorAll('code, bdi, input, select, option, .code, .ltr, svg, [lang=en], .unseen')
    .forEach(e => e.remove());
  return copy.innerText })()"""
#: What stands in Latin letters also in a Persian sentence.
LATIN = re.compile(
    r"BPMN|FEEL|SHA-256 [0-9a-f]*|lane|[0-9a-f]{12,}|birth-registration|\bdemo\b|agency:\S+|own:\S+|/no-such-page"
)


@dataclass
class Seen:
    """What was found on one page."""

    address: str
    violations: list[str]
    dark: list[str]
    too_wide: int
    headings: int
    title: str
    lang: str
    words: str


@pytest.fixture(scope="module")
def known(known_people):
    """What can be opened: a case under way with a task that the clerk holds, a version, a person and a group."""
    person = known_people.page

    def last_part(username, address, selector):
        page = person(username)
        page.goto(address)
        return page.locator(selector).first.get_attribute("href").split("?")[0].rsplit("/", 1)[1]

    case = birth.start(birth.reading(person, "clerk", "en"), "en", "صفحه‌ها")
    citizen, clerk = birth.reading(person, "citizen", "en"), birth.reading(person, "clerk", "en")
    birth.take(citizen, "صفحه‌ها")
    birth.finish(citizen)
    services = "table.list a[href^='/services/versions/']"
    decided = f"/services/versions/{last_part('analyst', '/services/birth-registration', services)}"
    found = {
        "case": case.rsplit("/", 1)[1],
        "task": birth.take(clerk, "صفحه‌ها").rsplit("/", 1)[1],
        "version": decided.rsplit("/", 1)[1],
        "decision": last_part("analyst", decided, "a[href^='/services/decisions/']"),
        "person": last_part("admin", "/people", "table.list a"),
        "group": last_part("admin", "/groups", "table.list a"),
    }
    known_people.tidy()
    return found


@pytest.fixture(scope="module", params=["fa", "en"])
def lang(request):
    """Both languages, one after the other."""
    return request.param


@pytest.fixture(scope="module", params=list(PAGES))
def seen(request, lang, known, known_people):
    """Everything that was found on the pages of one person in one language; each page is opened once."""
    username, options = request.param, {"color_scheme": "light"}
    if username == "nobody":
        context = known_people.new_context(**options, locale=birth.LOCALES[lang])
        page = context.new_page()
    else:
        page = birth.reading(known_people.page, username, lang, **options)
    bring_checker(page)
    found = [_look(page, lang, address.format(**known)) for address in PAGES[username]]
    if username == "nobody":
        context.close()
    known_people.tidy()
    assert known_people.foreign() == []
    return found


def _look(page, lang, address):
    page.set_viewport_size({"width": 1200, "height": 800})
    page.emulate_media(color_scheme="light")
    page.goto(address)
    return Seen(
        address=address,
        violations=accessibility_violations(page),
        dark=faint_in_the_dark(page),
        headings=page.locator("h1").count(),
        title=page.title(),
        lang=page.locator("html").get_attribute("lang"),
        words=page.evaluate(WORDS) if lang == "fa" else "",
        too_wide=overflow(page),
    )


def test_no_page_has_an_accessibility_violation(seen):
    assert {one.address: one.violations for one in seen if one.violations} == {}


def test_words_have_enough_contrast_in_the_dark_too(seen):
    assert {one.address: one.dark for one in seen if one.dark} == {}


def test_no_page_is_wider_than_a_small_screen(seen):
    assert {one.address: one.too_wide for one in seen if one.too_wide} == {}


def test_every_page_has_one_heading_a_title_and_its_language(seen, lang):
    mark = "روند" if lang == "fa" else "Ravand"
    assert {one.address: one.headings for one in seen if one.headings != 1} == {}
    assert {one.address: one.title for one in seen if not one.title.endswith(mark)} == {}
    assert {one.lang for one in seen} == {lang}


def test_persian_pages_speak_persian(seen):
    latin = {one.address: re.findall(r"[A-Za-z][A-Za-z' -]{3,}", LATIN.sub("", one.words)) for one in seen}
    assert {address: words for address, words in latin.items() if words} == {}


def test_forced_colours_leave_the_current_place_visible(person):
    page = person("clerk", forced_colors="active")
    page.goto("/tasks?list=group")

    for selector in (".bar nav a[aria-current]", ".tabs a[aria-current]"):
        border = "e => getComputedStyle(document.querySelector(e)).borderBlockEndWidth"
        assert page.evaluate(border, selector) == "3px"
