"""What one step of a case did, as plain frozen values that outlive the library; must not know how it was done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from engine.decisions import Fired, Outcome
from engine.spiff.reasons import Incident

#: "data": variables were written at an element that goes on; "completed" comes twice where an incident stood behind.
#: "thrown" and "caught" stand between entered and completed: an event left this element, or reached it.
#: "decided" stands there as well: a business rule task asked its decision.
Kind = Literal["entered", "completed", "cancelled", "failed", "data", "thrown", "caught", "decided"]
#: name → (value before or None, value after)
Changes = Mapping[str, tuple[object, object]]
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as it was made: which version of it (its stored id), and what it came to."""

    decision: str
    outcome: Outcome


class Moment(NamedTuple):  # many are made in each step, and a tuple is the cheapest frozen value
    """One thing that happened to one activity. Moments stand in the order in which they happened."""

    kind: Kind
    element: str
    activity: int
    """A whole number, unique within the case."""
    via: tuple[str, ...] = ()
    """Entered: the sequence flow taken."""
    joined: tuple[int, ...] = ()
    """Completed: the other activities, waiting at this gateway, that were merged into this one and are over now."""
    changes: Changes = _NOTHING
    """Completed and data: variables of the case that changed."""
    local: Mapping[str, object] = _NOTHING
    """Values that only this one has: a repetition's item and counter (entered), its collected answer (completed)."""
    parent: int | None = None
    """The activity that this one repeats for; None for all others."""
    instances: int | None = None
    """Of how many repetitions this is one; None where nothing is repeated."""
    body: bool = False
    """Whether this activity is the frame around repetitions and not work itself."""
    incident: Incident | None = None
    """Failed: why."""
    scope: int | None = None
    """Entered: the activity of the sub-process that it stands in; None in the process itself."""
    name: str | None = None
    """Thrown and caught: the name of the message or signal, the code of the error or escalation."""
    made: Made | None = None
    """Decided: what came of it."""
    scoped: Mapping[int, Changes] = MappingProxyType({})
    """Completed and data: variables that changed and only one activity has, by that activity."""

    @property
    def fired(self) -> tuple[Fired, ...]:
        """Decided: the rules that made the result, as (table, number from 1) in the order in which they fired."""
        return () if self.made is None else self.made.outcome.fired


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
class Wait:
    """What a token waits for that is not a person; `steps.occur` with its activity goes on when it has come."""

    kind: Literal["timer", "message", "signal", "conditional", "external", "call"]
    element: str
    activity: int
    """Of the waiting element itself, or a number that a boundary event keeps for itself until it is entered."""
    name: str | None = None
    """The element's name as drawn."""
    due: datetime | None = None
    """Timer: when, in UTC."""
    topic: str | None = None
    """Message and signal: its name; conditional: the condition as drawn, which nothing but the case's own data brings;
    external: the topic; call: the id of the called process."""
    keys: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)
    """Message: the correlation keys by name, evaluated now; without any the business key or the case decides."""
    values: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)
    """External: the local variables of the task; call: the variables that the called case begins with."""
    details: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)
    """External: priority, retries, retry_cycle, headers; call: binding, version, version_tag, business_key;
    timer: cycle (as drawn, where it repeats), retry_cycle of anything. Only what is drawn is in it."""


@dataclass(frozen=True, slots=True)
class Thrown:
    """What a case sends out: a message, a signal, or an escalation that nothing in the case has caught."""

    kind: Literal["message", "signal", "escalation"]
    element: str
    activity: int
    name: str
    """Of the message or signal; the code of the escalation."""
    keys: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)
    """Correlation keys by name, where the drawing says how a message of this name is correlated."""
    values: Mapping[str, object] = field(default_factory=lambda: _NOTHING, hash=False)
    """What is sent along: only what is drawn to be sent."""
    business_key: str | None = None
    """Where the drawing names one; else the case's own is meant."""


@dataclass(frozen=True, slots=True)
class StartWait:
    """What begins new cases of a process: one start event that is no plain one."""

    kind: Literal["timer", "message", "signal"]
    element: str
    name: str | None = None
    """The element's name as drawn."""
    topic: str | None = None
    """The name of the message or signal."""
    due: str | None = None
    """Timer: date, duration or cycle as drawn; `timers.first` computes the moment."""


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
    waits: tuple[Wait, ...] = ()
    """Waits begun in this step and still open at its end. One with the activity of an open wait takes its place."""
    ended: tuple[int, ...] = ()
    """Activities of waits that were open before this step and are over, whether they occurred or were withdrawn."""
    thrown: tuple[Thrown, ...] = ()
    """What the case sent out, in this order."""
    paused: bool = False
    """Whether it was ended before the case came to rest: `go_on` moves it further, as any other call does."""
    warm: object = field(default=None, repr=False, compare=False)
    """The live case; give it back with the next call of the same transaction to skip decoding."""
