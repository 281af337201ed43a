"""What every event is, with its hashed header and its erasable payload; must not know what can happen.

Fields marked `personal()` are kept in the erasable payload; the hash chain covers only a salted commitment to them.
All other fields stand in the hashed header, so they must never hold personal data.
"""

from dataclasses import dataclass, field, fields
from functools import cache
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
        return self._part(personal=False)

    def payload(self) -> dict[str, Any]:
        """Return the personal fields; empty ones are left out."""
        return self._part(personal=True)

    def _part(self, *, personal: bool) -> dict[str, Any]:
        names = _names(type(self), personal)  # type: ignore[arg-type]
        return {name: value for name in names if (value := getattr(self, name)) or value == 0}


# Mypy takes the __hash__ of events for that of their class, so it thinks that a class cannot be a key.
@cache  # looking at fields is slow, and events are many
def _names(kind: type[Event], personal: bool) -> tuple[str, ...]:  # noqa: FBT001  (by its place it is cached faster)
    return tuple(one.name for one in fields(kind) if one.metadata.get("personal", False) == personal)
