"""How the browser tests drive a real Chromium against the real product; must not know what a page is for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tools import browser as browsers
from tools.server import Served

HERE = Path(__file__).parent
PASSWORD = "demo"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip this folder only when told to."""
    if config.getoption("--without-browser"):
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="--without-browser"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Start the machine's Chromium or the one out of npm; a machine without either fails the tests."""
    found = browsers.find()
    if found is None:
        pytest.fail("There is no browser. Run `make develop`, or name one in BROWSER_PATH, or pass --without-browser.")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {**browser_type_launch_args, **found.launch(), "args": [*quiet, "--disable-sync", "--no-first-run"]}


@pytest.fixture(scope="session")
def base_url(demo_server: Served) -> str:
    """The address that `page.goto("/inbox")` is relative to."""
    return demo_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict, base_url: str) -> dict:
    """Persian is the language of a reader who says nothing."""
    return {**browser_context_args, "base_url": base_url, "locale": "fa-IR", "timezone_id": "Asia/Tehran"}


@pytest.fixture
def context_of(browser: Browser, browser_context_args: dict, base_url: str) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function `options → browser context`; after the test, no request of any of them left the server.

    Options are Playwright's: `java_script_enabled=False`, `locale="en-GB"`, `viewport={…}`, `extra_http_headers={…}`.
    """
    opened: list[BrowserContext] = []
    asked: list[str] = []

    def open_context(**options: object) -> BrowserContext:
        context = browser.new_context(**{**browser_context_args, **options})
        context.on("request", lambda request: asked.append(request.url))
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()
    here = urlsplit(base_url).netloc
    foreign = [url for url in asked if urlsplit(url).scheme in {"http", "https"} and urlsplit(url).netloc != here]
    assert not foreign, f"A page asked another host: {foreign}"


@pytest.fixture
def context(context_of: Callable[..., BrowserContext]) -> BrowserContext:
    """The usual context: a Persian reader with scripts."""
    return context_of()


@pytest.fixture
def person(context_of: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Return a function that signs a demonstration person in: `person("clerk", locale="en-GB") → Page`."""

    def sign_in(username: str, **options: object) -> Page:
        page = context_of(**options).new_page()
        page.goto("/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()
        return page

    return sign_in
