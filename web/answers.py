"""How a value becomes an answer to a program; must not know what it means."""

from collections.abc import Iterable, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import orjson
from werkzeug.wrappers import Response

_NOTHING_TO_SAY = 204


class Reply:
    """What a program is told: a status, what stands above the answer, and the answer's bytes.

    It holds what is sent and nothing besides: a Response of Werkzeug can do more, and making one for every call costs
    as much as a statement. Flask takes it for the WSGI application that it is.
    """

    __slots__ = ("body", "headers", "status_code")

    def __init__(self, body: bytes, headers: Mapping[str, str], status_code: int = 200) -> None:
        """Make an answer; its length, and what stands above all answers, come when it is sent."""
        self.body = body
        self.headers = dict(headers)
        self.status_code = status_code

    def above(self, common: Mapping[str, str]) -> list[tuple[str, str]]:
        """Return all headers: its own, those that every answer has, and the length."""
        headers = {**self.headers, **common}
        if self.status_code != _NOTHING_TO_SAY:
            headers["Content-Length"] = str(len(self.body))
        return list(headers.items())

    def send(
        self, environ: WSGIEnvironment, start_response: StartResponse, common: Mapping[str, str]
    ) -> Iterable[bytes]:
        """Answer a request; who asks for the head alone gets no more."""
        start_response(_status(self.status_code), self.above(common))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]  # granian sends a list in one piece

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer where Flask gives the headers that all answers have."""
        return self.send(environ, start_response, {})


Answered = Response | Reply


def json_answer(value: Any, status: int = 200) -> Reply:
    """Return JSON; the Content-Type has no charset, because some clients compare it to the letter."""
    return Reply(orjson.dumps(value), {"Content-Type": "application/json"}, status)


def text_answer(words: str) -> Reply:
    """Return plain text, such as what an error says about itself."""
    return Reply(words.encode(), {"Content-Type": "text/plain; charset=utf-8"})


def no_content() -> Reply:
    """Return 204: done, nothing to say."""
    return Reply(b"", {}, _NOTHING_TO_SAY)


@cache
def _status(code: int) -> str:
    return f"{code} {HTTPStatus(code).phrase}"
