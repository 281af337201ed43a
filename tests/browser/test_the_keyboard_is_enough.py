"""Promises of the keyboard: everything is reached and done without a pointer, and the focus is always seen."""

from tests.browser import birth
from tests.support.pages import focus_order

MOST_TABS = 80


def tab_to(page, selector):
    """Press Tab until the element has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_task_is_taken_and_finished_by_keyboard_alone(person, context_of):
    birth.start(birth.reading(person, "clerk", "en"), "en", "keyboard")
    page = context_of(locale="en-GB").new_page()
    page.goto("/")
    tab_to(page, "[name=username]")
    page.keyboard.type("citizen")
    page.keyboard.press("Tab")
    page.keyboard.type("demo")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tasks*")
    tab_to(page, ".tabs a[href*='list=group']")
    page.keyboard.press("Enter")
    page.wait_for_url("**list=group*")
    tab_to(page, "#q")
    page.keyboard.type("keyboard")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=keyboard*")
    tab_to(page, "table.list button")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=claimed")
    tab_to(page, "[name=child_name]")
    page.keyboard.type("آوا")
    tab_to(page, "[name=both_parents_agree]")
    page.keyboard.press("Space")
    tab_to(page, "form[action$='/complete'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**done=completed")

    assert page.locator(".banner.ok").count() == 1


def test_the_first_tab_offers_to_skip_to_the_content(person):
    page = birth.reading(person, "clerk", "en")
    page.goto("/tasks")

    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("e => e === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_whatever_takes_the_focus_shows_it(person):
    page = birth.reading(person, "supervisor", "en")
    for address in ("/tasks?list=group", "/start/birth-registration", "/cases"):
        page.goto(address)
        for _ in range(len(focus_order(page))):
            page.keyboard.press("Tab")
            shown = page.evaluate(
                "(() => { const e = document.activeElement; if (e === document.body) return true;"
                "const s = getComputedStyle(e);"
                "return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 3 })()"
            )
            assert shown, address


def test_the_summary_of_problems_takes_the_focus(context_of):
    page = context_of(locale="en-GB").new_page()
    page.goto("/sign-in")
    page.fill("[name=username]", "clerk")
    page.fill("[name=password]", "wrong")
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".problems")

    assert page.evaluate("document.activeElement.classList.contains('problems')")


def test_targets_are_large_enough_for_a_thumb(person):
    page = person("clerk", locale="fa-IR", viewport={"width": 320, "height": 640})
    for address in ("/tasks?list=group", "/cases", "/start/birth-registration"):
        page.goto(address)
        small = page.evaluate(
            "[...document.querySelectorAll('button, .button, input:not([type=hidden]), select, nav a')]"
            ".map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])"
            ".filter(([_, box]) => box.width > 0 && (box.height < 24 || box.width < 24)).map(([html]) => html)"
        )
        assert small == [], address
