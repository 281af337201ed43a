"""How an address leads to its route and is built from it: with as little work as may be; must not know routes."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from werkzeug.routing import MapAdapter, Rule

_ID: Final = re.compile(r"[0-9a-f]{32}(?:-\d+)?")
_ANY: Final = "\0"  # stands in no address that is asked here
_MOST: Final = 1_000


class Shapes:
    """Finds the route of an address by its shape, where one that differs only in its ids was asked before.

    Werkzeug looks at an address part by part, some thirty calls; programs ask a few addresses with ever other ids.
    """

    def __init__(self, addresses: MapAdapter) -> None:
        """Know no shape yet."""
        self._addresses = addresses
        self._known: dict[tuple[str, str], tuple[Rule, dict[str, Any], tuple[tuple[str, int], ...]]] = {}

    def match(self, path: str, method: str) -> tuple[Rule, dict[str, Any]]:
        """Return the route and what its variables stand for; raises what Werkzeug raises where there is none."""
        shape, ids = (method, _ID.sub(_ANY, path)), _ID.findall(path)
        known = self._known.get(shape)
        if known is not None:
            rule, fixed, places = known
            return rule, {**fixed, **{name: ids[place] for name, place in places}}
        rule, values = self._addresses.match(path, method, return_rule=True)
        self._learn(shape, rule, values, ids)
        return rule, values

    def _learn(self, shape: tuple[str, str], rule: Rule, values: dict[str, Any], ids: list[str]) -> None:
        """Keep a shape, unless an id stands in it twice, in the route itself or in a longer value."""
        places = tuple((name, ids.index(value)) for name, value in values.items() if value in ids)
        if len({place for _, place in places}) == len(ids) == len(places):
            if len(self._known) >= _MOST:
                self._known.clear()
            fixed = {name: value for name, value in values.items() if value not in ids}
            self._known[shape] = rule, fixed, places


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
