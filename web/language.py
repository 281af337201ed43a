"""In which language a reader is answered; must not translate."""

from engine.text import DEFAULT_LANGUAGE, LANGUAGES
from web.context import visit

COOKIE = "lang"


def language() -> str:
    """Return the language of a page: the reader's choice in this browser, then their account's, then the browser's."""
    chosen = visit().request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    actor = visit().actor
    return actor.locale if actor.id != "anonymous" else _accepted(DEFAULT_LANGUAGE)


def api_language() -> str:
    """Return the language of messages to programs: what they ask for, or English."""
    return _accepted("en")


def _accepted(default: str) -> str:
    return visit().request.accept_languages.best_match(LANGUAGES, default) or default
