"""The variables that elements see: one mapping per case, noting every change; must not copy or mutate values."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from types import MappingProxyType
from typing import Any

from engine import errors
from engine.spiff.reasons import Stuck, sentence

Variables = MutableMapping[str, Any]
_NOTHING: Mapping[str, tuple[object, object]] = MappingProxyType({})


def same(before: object, after: object) -> bool:
    """Whether two plain values are alike as JSON: unlike Python, true is not 1 here."""
    if before is after:
        return True
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(same(before[name], after[name]) for name in before)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(same, before, after))
    return isinstance(before, bool) == isinstance(after, bool) and before == after


class Scope(MutableMapping[str, Any]):
    """The caller's variables; remembers what was written in this call and since the last `take`."""

    __slots__ = ("_fresh", "_on_overwrite", "all", "variables")

    def __init__(self) -> None:
        """Start without variables: a scope is bound anew for every call."""
        self._on_overwrite: Callable[[str, object], None] | None = None
        self.bind({})

    def bind(self, variables: Variables, on_overwrite: Callable[[str, object], None] | None = None) -> None:
        """Use these variables from now on; `on_overwrite` hears of a name and its old value before it is replaced."""
        self.variables = variables
        self._on_overwrite = on_overwrite
        self.all: dict[str, tuple[object, object]] = {}
        self._fresh: dict[str, tuple[object, object]] = {}

    def take(self) -> Mapping[str, tuple[object, object]]:
        """Return what changed since the last call of `take`."""
        fresh = self._fresh
        if not fresh:
            return _NOTHING
        self._fresh = {}
        return fresh

    def __getitem__(self, name: str) -> Any:
        return self.variables[name]

    def __contains__(self, name: object) -> bool:
        return name in self.variables

    def __iter__(self) -> Iterator[str]:
        return iter(self.variables)

    def __len__(self) -> int:
        return len(self.variables)

    def __setitem__(self, name: str, value: Any) -> None:
        before = self.variables.get(name)
        if same(before, value) and name in self.variables:
            return
        if self._on_overwrite is not None:
            self._on_overwrite(name, before)
        self.variables[name] = value
        self._fresh[name] = (self._fresh[name][0] if name in self._fresh else before, value)
        self.all[name] = (self.all[name][0] if name in self.all else before, value)

    def write(self, values: Mapping[str, Any]) -> None:
        """Write all of these or none. Raises Stuck when the caller's variables refuse a name or a value."""
        before = {name: self.variables[name] for name in values if name in self.variables}
        fresh, everything = dict(self._fresh), dict(self.all)
        try:
            for name, value in values.items():
                self[name] = value
        except errors.RavandError as refusal:
            self._fresh, self.all = fresh, everything
            for name in [name for name in values if name in self.variables]:
                if name in before:
                    self.variables[name] = before[name]
                else:
                    del self.variables[name]
            raise Stuck("value-refused", reason=sentence(refusal)) from refusal

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"a step never forgets a variable ({name}): set it to None")


class Local(MutableMapping[str, Any]):
    """A scope inside another: what is not its own is read and written further out."""

    __slots__ = ("_below", "_token")

    def __init__(self, token: Any, below: "Scope | Local") -> None:
        """Lay the variables that a token has of its own over those around it; neither is copied."""
        self._token = token
        self._below = below

    def __getitem__(self, name: str) -> Any:
        own = self._token.own
        return own[name] if name in own else self._below[name]

    def __contains__(self, name: object) -> bool:
        return name in self._token.own or name in self._below

    def __iter__(self) -> Iterator[str]:
        own = self._token.own
        yield from own
        yield from (name for name in self._below if name not in own)

    def __len__(self) -> int:
        return len(self._token.own) + sum(1 for name in self._below if name not in self._token.own)

    def __setitem__(self, name: str, value: Any) -> None:
        token = self._token
        if name in token.own:
            before = token.own[name]
            if not same(before, value):
                token.workflow.wrote_own(token, name, before, value)
            token.own[name] = value
            token.row = None
        else:
            self._below[name] = value

    def write(self, values: Mapping[str, Any]) -> None:
        """Write all of these or none. Raises Stuck when the caller's variables refuse a name or a value."""
        own = self._token.own
        self._below.write({name: value for name, value in values.items() if name not in own})
        self.update({name: value for name, value in values.items() if name in own})

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"a step never forgets a variable ({name}): set it to None")


class Overlay(Mapping[str, Any]):
    """The scope as one repetition sees it: its own names first."""

    __slots__ = ("_below", "_local")

    def __init__(self, local: Mapping[str, Any], below: Mapping[str, Any]) -> None:
        """Lay `local` over `below`; neither is copied."""
        self._local = local
        self._below = below

    def __getitem__(self, name: str) -> Any:
        return self._local[name] if name in self._local else self._below[name]

    def __contains__(self, name: object) -> bool:
        return name in self._local or name in self._below

    def __iter__(self) -> Iterator[str]:
        yield from self._local
        yield from (name for name in self._below if name not in self._local)

    def __len__(self) -> int:
        return len(self._local) + sum(1 for name in self._below if name not in self._local)
