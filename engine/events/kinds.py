"""What every event is, with its hashed header and its erasable payload; must not know what can happen.

Fields marked `personal()` are kept in the erasable payload; the hash chain covers only a salted commitment to them.
All other fields stand in the hashed header, so they must never hold personal data.
"""

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

Changes = dict[str, tuple[Any, Any]]


def personal(**options: Any) -> Any:
    """Mark a field as personal: it goes to the payload that lawful erasure may remove."""
    return field(metadata={"personal": True}, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. `type` is its stored name, `subject.verb` in the past tense."""

    type: ClassVar[str]

    def facts(self) -> dict[str, Any]:
        """Return the fields of the hashed header; empty ones are left out."""
        return self._part(_names(type(self), personal=False))

    def payload(self) -> dict[str, Any]:
        """Return the personal fields; empty ones are left out."""
        return self._part(_names(type(self), personal=True))

    def _part(self, names: tuple[str, ...]) -> dict[str, Any]:
        part = {name: getattr(self, name) for name in names}
        return {name: value for name, value in part.items() if value or value == 0}


#: Names of the header's and of the payload's fields by stored name: looking at fields is slow, and events are many.
_NAMES: dict[tuple[str, bool], tuple[str, ...]] = {}


def _names(kind: type[Event], *, personal: bool) -> tuple[str, ...]:
    found = _NAMES.get((kind.type, personal))
    if found is None:
        found = tuple(one.name for one in fields(kind) if one.metadata.get("personal", False) == personal)
        _NAMES[kind.type, personal] = found
    return found
