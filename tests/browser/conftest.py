"""How the browser tests drive a real Chromium against the real product; must not know what a page is for."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.known_people import KnownPeople
from tools import browser as browsers
from tools.server import Served

HERE = Path(__file__).parent
#: A window for people has toolbars that are pages themselves, each with a process: nobody looks at them here. Behind
#: them stands what Playwright switches off by itself, for the last list that Chromium is given is the one that counts.
UNUSED = (
    "InitialWebUI", "PreloadTopChromeWebUI", "SpareRendererForSitePerProcess", "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup", "WebUIOmniboxPopup", "WebUIReloadButton",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch",
)  # fmt: skip


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
    quiet += ["--disable-sync", "--no-first-run"]
    # All pages of one context share a process: none of them is there to be protected from another.
    shared = ["--renderer-process-limit=1", "--disable-site-isolation-trials"]
    unused = f"--disable-features={','.join(UNUSED)}"
    return {**browser_type_launch_args, **found.launch(), "args": [*quiet, *shared, unused]}


@pytest.fixture(scope="session")
def base_url(demo_server: Served) -> str:
    """The address that `page.goto("/inbox")` is relative to."""
    return demo_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict, base_url: str) -> dict:
    """Persian is the language of a reader who says nothing."""
    return {**browser_context_args, "base_url": base_url, "locale": "fa-IR", "timezone_id": "Asia/Tehran"}


@pytest.fixture(scope="session")
def known_people(browser: Browser, browser_context_args: dict) -> KnownPeople:
    """Browsers in which the demonstration's people are signed in."""
    return KnownPeople(browser, browser_context_args)


@pytest.fixture
def context_of(known_people: KnownPeople) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function `options → fresh browser context`; after the test, no request of any left the server.

    Options are Playwright's: `java_script_enabled=False`, `locale="en-GB"`, `viewport={…}`, `extra_http_headers={…}`.
    """
    opened: list[BrowserContext] = []

    def open_context(**options: object) -> BrowserContext:
        opened.append(known_people.new_context(**options))
        return opened[-1]

    yield open_context
    for context in opened:
        context.close()
    foreign = known_people.foreign()
    assert not foreign, f"A page asked another host: {foreign}"


@pytest.fixture
def context(context_of: Callable[..., BrowserContext]) -> BrowserContext:
    """The usual context: a Persian reader with scripts."""
    return context_of()


@pytest.fixture
def person(known_people: KnownPeople) -> Iterator[Callable[..., Page]]:
    """Return a function giving a page of a demonstration person behind the sign-in: `person("clerk", lang="en")`.

    Signing in is a page of its own with tests of its own. After the test, no request left the server.
    """
    yield known_people.page
    known_people.tidy()
    foreign = known_people.foreign()
    assert not foreign, f"A page asked another host: {foreign}"
