"""How a test speaks to a served Ravand over HTTP: as a program, without following or raising anything."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from tests.support.serving import Served
from tests.support.visitors import basic


@dataclass(frozen=True)
class Answer:
    """What came back; the names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


def _small(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay)


def call(
    served: Served, path: str, body: object = None, *, who: str = "", data: bytes | None = None, **headers: str
) -> Answer:
    """Send GET, or POST where there is a body (JSON) or data (as it is), by Basic where somebody is named."""
    sent = data if body is None else json.dumps(body).encode()
    kinds = {"Content-Type": "application/json"} if body is not None else {}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(f"{served.url}{path}", sent, {**(basic(who) if who else {}), **kinds, **named})
    try:
        with _OPENER.open(request, timeout=60) as answer:
            return Answer(answer.status, _small(answer.headers), answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, _small(error.headers), error.read().decode())
