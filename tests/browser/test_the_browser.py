"""Promises of the browser itself: it shapes Persian, and what is measured on pages is measured rightly."""

from base64 import b64encode

from tests.support.pages import accessibility_violations, overflow
from tools.asset_files import DIST

GOOD = (
    '<html lang="fa" dir="rtl"><head><title>روند</title></head>'
    "<body><main><h1>روند</h1><p>درست است.</p></main></body></html>"
)


def test_the_reduced_font_joins_persian_letters(browser):
    [font] = DIST.glob("vazirmatn-400.*.woff2")
    source = f"data:font/woff2;base64,{b64encode(font.read_bytes()).decode()}"
    page = browser.new_page()
    page.set_content(
        f"<style>@font-face {{ font-family: Reduced; src: url({source}) }}</style>"
        "<style>span { font: 40px Reduced, monospace }</style>"
        '<span id="joined">ببب</span><br><span id="apart">ب\u200cب\u200cب</span>'
    )
    assert page.evaluate("document.fonts.load('40px Reduced', 'ب').then(fonts => fonts.length)") == 1

    width = "id => document.getElementById(id).getBoundingClientRect().width"
    assert page.evaluate(width, "joined") < page.evaluate(width, "apart")


def test_a_good_page_has_no_violation(browser):
    page = browser.new_page()
    page.set_content(GOOD)

    assert accessibility_violations(page) == []


def test_a_picture_without_words_is_a_violation(browser):
    page = browser.new_page()
    page.set_content(GOOD.replace("<p>", '<img src="data:,"><p>'))

    assert any(line.startswith("image-alt") for line in accessibility_violations(page))


def test_a_page_that_is_too_wide_is_measured(browser):
    page = browser.new_page()
    page.set_content('<div style="width: 410px">x</div>')

    assert overflow(page) > 0
