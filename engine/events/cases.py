"""What can happen in a case: its start and end, elements, tasks, values, incidents; must not store or interpret it."""

from dataclasses import dataclass, field
from typing import Any

from engine.events.kinds import Changes, Event, personal


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceStarted(Event):
    """A case began on one version of a process definition."""

    type = "instance.started"
    number: str
    parent: str = ""  # the case that called this one, and the activity of its call
    parent_activity: int | None = None
    business_key: str = personal(default="")
    changes: Changes = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementEntered(Event):
    """A token came to an element and waits there, for instance at a join; `local` are values that it alone has."""

    type = "element.entered"
    element: str
    activity: int
    via: list[str] = field(default_factory=list)
    local: dict[str, Any] = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementCompleted(Event):
    """A token left an element; `joined` are waiting tokens that a join consumed, `scoped` changes by activity."""

    type = "element.completed"
    element: str
    activity: int
    via: list[str] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    changes: Changes = personal(default_factory=dict)
    scoped: dict[str, Changes] = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementCancelled(Event):
    """A token was taken from an element before it was done, for instance by a terminate end."""

    type = "element.cancelled"
    element: str
    activity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskCreated(Event):
    """Work for a person was opened."""

    type = "user_task.created"
    task: str
    element: str
    activity: int
    via: list[str] = field(default_factory=list)
    candidate_groups: list[str] = field(default_factory=list)
    loop: int | None = None
    due: str | None = None
    assignee: str = personal(default="")
    candidate_users: list[str] = personal(default_factory=list)
    local: dict[str, Any] = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskClaimed(Event):
    """A person took a task."""

    type = "user_task.claimed"
    task: str
    element: str
    assignee: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskUnclaimed(Event):
    """A person gave a task back to its candidates."""

    type = "user_task.unclaimed"
    task: str
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskAssigned(Event):
    """Somebody gave a task to a person, or to nobody."""

    type = "user_task.assigned"
    task: str
    element: str
    assignee: str = personal(default="")
    before: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskCompleted(Event):
    """A person finished a task; the changed variables are before and after."""

    type = "user_task.completed"
    task: str
    element: str
    activity: int
    changes: Changes = personal(default_factory=dict)
    scoped: dict[str, Changes] = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskErred(Event):
    """A person ended a task in an error of the business; what the drawing makes of it follows."""

    type = "user_task.erred"
    task: str
    element: str
    activity: int
    code: str
    message: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskEscalated(Event):
    """A person escalated out of a task; it goes on unless the drawing says otherwise."""

    type = "user_task.escalated"
    task: str
    element: str
    activity: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTaskCancelled(Event):
    """A task was withdrawn because the case no longer needs it."""

    type = "user_task.cancelled"
    task: str
    element: str
    activity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VariablesChanged(Event):
    """Somebody set variables of a case outside a form."""

    type = "variables.changed"
    changes: Changes = personal(default_factory=dict)
    scoped: dict[str, Changes] = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOpened(Event):
    """The case cannot go on at an element until somebody mends the cause."""

    type = "incident.opened"
    incident: str
    element: str
    activity: int
    code: str
    details: dict[str, Any] = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentResolved(Event):
    """The element that could not go on went on."""

    type = "incident.resolved"
    incident: str
    element: str
    activity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceSuspended(Event):
    """Work on a case was stopped for a while, by a person or with the case that called it (`caller`)."""

    type = "instance.suspended"
    caller: str = ""
    reason: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceResumed(Event):
    """Work on a suspended case may go on, by a person or with the case that called it (`caller`)."""

    type = "instance.resumed"
    caller: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceCompleted(Event):
    """A case came to its end."""

    type = "instance.completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceCancelled(Event):
    """A case was ended before its end, by a person or because the case that called it (`caller`) went another way."""

    type = "instance.cancelled"
    caller: str = ""
    reason: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceViewed(Event):
    """A person looked at a case; once per person and case in five minutes."""

    type = "instance.viewed"
