"""What can happen between cases: messages, signals, called cases; must not store or interpret it.

Names of messages may be computed from values of the case, so they are personal.
"""

from dataclasses import dataclass
from typing import Any

from engine.events.kinds import Event, personal


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageThrown(Event):
    """A case sent a message out; it is delivered on its own, at once if somebody waits for it."""

    type = "message.thrown"
    element: str
    activity: int
    message: str
    name: str = personal(default="")
    business_key: str = personal(default="")
    keys: dict[str, Any] = personal(default_factory=dict)
    values: dict[str, Any] = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageCaught(Event):
    """A message reached a case that waited for it, or began the case; `sender` is the case that sent it, if one did."""

    type = "message.caught"
    element: str
    activity: int | None = None
    sender: str = ""
    message: str = ""
    name: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalThrown(Event):
    """A case sent a signal out to all that wait for it."""

    type = "signal.thrown"
    element: str
    activity: int
    name: str = personal(default="")
    values: dict[str, Any] = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalCaught(Event):
    """A signal reached a case that waited for it, or began the case; `sender` is the case that sent it, if one did."""

    type = "signal.caught"
    element: str
    activity: int | None = None
    sender: str = ""
    name: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStarted(Event):
    """A call activity began a case of another process; `called` is the id of that case and `number` its number."""

    type = "call.started"
    element: str
    activity: int
    called: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEnded(Event):
    """A called case came back: `outcome` is completed, error (with its code) or cancelled."""

    type = "call.ended"
    element: str
    activity: int
    called: str
    number: str
    outcome: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRaised(Event):
    """A called case escalated to the case that called it; `code` is that of the escalation."""

    type = "call.escalated"
    element: str
    activity: int
    called: str
    number: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventThrown(Event):
    """A case threw something that stays inside it or goes out by a worker: an error, an escalation, a message."""

    type = "event.thrown"
    element: str
    activity: int
    name: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCaught(Event):
    """An event of a case happened: its time came, its condition came true, an error or an escalation was caught."""

    type = "event.caught"
    element: str
    activity: int
    name: str = personal(default="")
