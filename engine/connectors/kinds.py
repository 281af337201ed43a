"""What every connector is asked and may answer; must not know a connector, a case or the network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

#: Seconds that a call may take when the drawing says nothing, and at most.
PATIENCE: Final = 10.0
LONGEST_PATIENCE: Final = 30.0
#: The code of the BPMN error that a service task ends with when its provider cannot be reached.
UNAVAILABLE: Final = "provider-unavailable"


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question to another registry. `key` is the same at every try, so that the other side can tell a repeat."""

    topic: str
    agency: str
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """The other side answered; these are the variables that the case gets."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Erred:
    """The other side refused: an error that the drawing may catch."""

    code: str
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """There was no answer. `reason` is one of REASONS; `again` tells whether another try can help."""

    reason: str
    message: str
    again: bool = True


#: Why there may be no answer: too late, nobody there, not allowed by our settings, more than we read, or our own fault.
REASONS: Final = ("timeout", "unreachable", "refused", "too-large", "unreadable", "broken", "failure")

Outcome = Answered | Erred | Failed


class Connector(Protocol):
    """Answers the inquiries of some topics; called between transactions, by several threads at once."""

    @property
    def topics(self) -> frozenset[str]:
        """The topics it answers."""

    def ask(self, inquiry: Inquiry) -> Outcome:
        """Ask the other side once and return what came of it; never raises for what the other side does."""
