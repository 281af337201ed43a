"""Which values a case holds, loaded when they are needed; must not know how the case moves."""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from engine import errors
from engine.history.values import Side, side

#: Longest name of a variable, in characters.
NAME_LIMIT = 128
#: Largest value of one variable, in bytes of JSON.
VALUE_LIMIT = 1_000_000

_NAME = re.compile(r"[^\W\d]\w*")


class Scope(MutableMapping[str, Any]):
    """The variables of a case: sides as stored, values when asked for. A value must never be changed in place."""

    def __init__(self, sides: Mapping[str, Side], fetch: Callable[[str], Any]) -> None:
        """Begin with stored sides; `fetch` returns a large value by its digest."""
        self.sides: dict[str, Side] = dict(sides)
        self.large: dict[str, bytes] = {}
        self._fetch = fetch
        self._values: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Return a value; a large one is read from its place the first time."""
        if name not in self._values:
            kept = self.sides[name]
            self._values[name] = kept[0] if isinstance(kept, list) else self._fetch(kept["ref"])  # type: ignore[index]
        return self._values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        """Set a value; raises ReservedVariable or VariableTooLarge."""
        check_name(name)
        self.sides[name] = self.side(name, value)
        self._values[name] = value

    def __delitem__(self, name: str) -> None:
        """Forget a value."""
        del self.sides[name]
        self._values.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        """Iterate over names; no value is read."""
        return iter(self.sides)

    def __len__(self) -> int:
        """Return how many variables there are."""
        return len(self.sides)

    def __contains__(self, name: object) -> bool:
        """Tell whether a variable is set; its value is not read."""
        return name in self.sides

    def side(self, name: str, value: Any) -> Side:
        """Return how a value is stored; raises VariableTooLarge, or Invalid for what JSON cannot hold."""
        if value is not None and self._values.get(name) is value:
            return self.sides[name]
        try:
            kept = side(value, self.large)
        except TypeError as error:
            raise errors.Invalid(reason=f"“{name}”: {error}") from error
        if isinstance(kept, dict) and kept["bytes"] > VALUE_LIMIT:
            raise errors.VariableTooLarge(name=name, limit=VALUE_LIMIT)
        return kept

    def write(self, values: Mapping[str, Any]) -> dict[str, tuple[Side, Side]]:
        """Set several values and return the sides that changed: name → (before, after)."""
        before = dict(self.sides)
        for name, value in values.items():
            self[name] = value
        return changed(before, self.sides)


def changed(before: Mapping[str, Side], after: Mapping[str, Side]) -> dict[str, tuple[Side, Side]]:
    """Return the sides that differ: name → (before, after)."""
    return {name: (before.get(name), side) for name, side in after.items() if before.get(name) != side}


def check_name(name: str) -> None:
    """Raise ReservedVariable unless expressions can use the name."""
    if len(name) > NAME_LIMIT or not _NAME.fullmatch(name):
        raise errors.ReservedVariable(name=name[:NAME_LIMIT], limit=NAME_LIMIT)
