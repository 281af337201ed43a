"""What one step of a case did, as plain frozen values that outlive the library; must not know how it was done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.spiff.reasons import Incident

#: "data": variables were written at an element that goes on; "completed" comes twice where an incident stood behind.
Kind = Literal["entered", "completed", "cancelled", "failed", "data"]
#: name → (value before or None, value after)
Changes = Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened to one activity. Moments stand in the order in which they happened."""

    kind: Kind
    element: str
    activity: int
    """A whole number, unique within the case."""
    via: tuple[str, ...] = ()
    """Entered: the sequence flow taken."""
    joined: tuple[int, ...] = ()
    """Completed: the other activities, waiting at this gateway, that were merged into this one and are over now."""
    changes: Changes = field(default_factory=dict, hash=False)
    """Completed and data: variables of the case that changed."""
    local: Mapping[str, object] = field(default_factory=dict, hash=False)
    """Values that only this one knows: a repetition's item and counter (entered), its collected answer (completed)."""
    parent: int | None = None
    """The activity that this one repeats for; None for all others."""
    instances: int | None = None
    """Of how many repetitions this is one; None where nothing is repeated."""
    body: bool = False
    """Whether this activity is the frame around repetitions and not work itself."""
    incident: Incident | None = None
    """Failed: why."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One user task that has been opened for people, with its assignment already evaluated."""

    element: str
    activity: int
    name: str | None = None
    lane: str | None = None
    parent: int | None = None
    loop: int | None = None
    """Which repetition, counted from 0; None where nothing is repeated."""
    instances: int | None = None
    """Of how many repetitions this is one."""
    local: Mapping[str, object] = field(default_factory=dict, hash=False)
    assignee: str | None = None
    candidate_users: tuple[str, ...] = ()
    candidate_groups: tuple[str, ...] = ()
    due: str | None = None
    """ISO 8601, as the expression gave it."""
    follow_up: str | None = None
    priority: int | None = None
    form_key: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of one call: the state to store and everything that happened."""

    state: bytes
    moments: tuple[Moment, ...] = ()
    changes: Changes = field(default_factory=dict, hash=False)
    completed: bool = False
    """The case reached its end by itself (never by `cancel`)."""
    waiting: tuple[Waiting, ...] = ()
    """User tasks opened in this step and still open at its end."""
    closed: tuple[int, ...] = ()
    """Activities of user tasks that were open before this step and were withdrawn in it."""
    incidents: tuple[Incident, ...] = ()
    """Incidents opened in this step and still open at its end."""
    resolved: tuple[int, ...] = ()
    """Activities whose incident is over."""
    warm: object = field(default=None, repr=False, compare=False)
    """The live case; give it back with the next call of the same transaction to skip decoding."""
