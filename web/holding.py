"""How an answer is given later without a thread that waits for it: the one place that knows how granian answers.

Granian hands each request to a thread together with the protocol object that takes its answer, and sends whatever that
object is given, whenever (docs/decisions/0017). What is held costs a connection and no thread.
"""

from collections.abc import Callable
from typing import Any, Final

from granian.server import mp

from web.answers import Reply

#: Where a request finds how its answer may be held.
PLACE: Final = "ravand.answer"

Headers = list[tuple[str, str]]  # as granian takes them


class Answer:
    """Stands between the application and granian's protocol object, and lets nothing through while it is held."""

    __slots__ = ("_protocol", "held")

    def __init__(self, protocol: Any) -> None:
        """Answer at once unless `held` is set before the view returns."""
        self._protocol = protocol
        self.held = False

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """Send the application's answer, unless it will come later."""
        if not self.held:
            self._protocol.response_bytes(status, headers, body)

    def response_iter(self, status: int, headers: Headers, body: Any) -> None:
        """Send an answer piece by piece, unless it will come later."""
        if not self.held:
            self._protocol.response_iter(status, headers, body)

    def give(self, response: Reply, common: dict[str, str]) -> None:
        """Send what was held back, once; a client that has gone away gets nothing and nobody minds."""
        self._protocol.response_bytes(response.status_code, response.above(common), response.body)


def install() -> None:
    """Let requests of this process find an Answer in their environment; before granian wraps the application."""
    if getattr(mp._wsgi_call_wrap, "holds", False):  # noqa: SLF001  (granian has no public name for it)
        return
    wrap = mp._wsgi_call_wrap  # noqa: SLF001

    def holding(callback: Any, options: Any, access_log: Any = None) -> Callable[[Any, Any], Any]:
        run = wrap(callback, options, access_log)

        def one(protocol: Any, scope: dict[str, Any]) -> Any:
            answer = scope[PLACE] = Answer(protocol)
            return run(answer, scope)

        return one

    holding.holds = True  # type: ignore[attr-defined]
    mp._wsgi_call_wrap = holding  # noqa: SLF001
