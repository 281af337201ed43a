"""Browsers of people who are signed in, kept from test to test: a fresh one costs half a second of processor; must not
carry anything from one test into the next."""

from collections import OrderedDict
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

PASSWORD = "demo"
#: Each holds a process of Chromium's.
MOST = 8


class KnownPeople:
    """Contexts by person, language and options, the most recently used ones, each with what signing in left in it."""

    def __init__(self, browser: Browser, usual: dict) -> None:
        self.browser, self.usual = browser, usual
        self.asked: list[str] = []
        self._states: dict[tuple[str, str], dict] = {}
        self._contexts: OrderedDict[str, tuple[BrowserContext, dict]] = OrderedDict()
        self._pages: list[tuple[str, Page]] = []

    def page(self, username: str, lang: str = "", **options: object) -> Page:
        """Open a page of somebody who signed in; without a language their browser says which they read."""
        key = repr((username, lang, sorted(options.items())))
        if key not in self._contexts:
            kept = self._signed_in(username, lang)
            context = self.new_context(**options, storage_state=kept)
            context.new_page()  # stays, so that the next test finds a process
            self._contexts[key] = (context, kept)
        self._contexts.move_to_end(key)
        page = self._contexts[key][0].new_page()
        self._pages.append((key, page))
        return page

    def new_context(self, **options: object) -> BrowserContext:
        """Open a context whose requests are listened to."""
        context = self.browser.new_context(**{**self.usual, **options})
        context.on("request", lambda request: self.asked.append(request.url))
        return context

    def tidy(self) -> None:
        """Close the pages of a test and give every browser back the cookies that signing in left."""
        for _, page in self._pages:
            page.close()
        for key in {key for key, _ in self._pages}:
            context, kept = self._contexts[key]
            context.clear_cookies()
            context.add_cookies(kept["cookies"])
        self._pages.clear()
        while len(self._contexts) > MOST:
            self._contexts.popitem(last=False)[1][0].close()

    def foreign(self) -> list[str]:
        """Return the addresses of other hosts that were asked for since the last time."""
        here = urlsplit(self.usual["base_url"]).netloc
        found = [
            url for url in self.asked if urlsplit(url).scheme in {"http", "https"} and urlsplit(url).netloc != here
        ]
        self.asked.clear()
        return found

    def _signed_in(self, username: str, lang: str) -> dict:
        """Sign in by hand and choose the language; what the browser then keeps."""
        if (username, lang) not in self._states:
            with self.browser.new_context(**self.usual) as context:
                page = context.new_page()
                page.goto("/")
                page.fill("[name=username]", username)
                page.fill("[name=password]", PASSWORD)
                page.press("[name=password]", "Enter")
                page.wait_for_load_state()
                if lang:
                    page.goto(f"/language/{lang}?next=/password")
                self._states[username, lang] = context.storage_state()
        return self._states[username, lang]
