"""How an address of the application is built from its route: only once it is asked for; must not know routes."""

from collections.abc import Callable
from functools import cache
from typing import Any

from werkzeug.routing import Rule


class Route(Rule):
    """A route that writes its builders of addresses when the first one is built.

    Werkzeug writes two for every route when the server starts, as program text: a tenth of the whole start-up, while
    most routes are only ever matched.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002
        write = super()._compile_builder

        @cache
        def written() -> Callable[..., tuple[str, str]]:
            return write(append_unknown)

        def build(route: Rule, /, **values: Any) -> tuple[str, str]:
            return written()(route, **values)

        return build
