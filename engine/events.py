"""What can happen: the typed catalogue of events, past tense; must not store or interpret them.

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


# --- instances: the record of a case ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceStarted(Event):
    """A case began on one version of a process definition."""

    type = "instance.started"
    number: str
    business_key: str = personal(default="")
    changes: Changes = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementEntered(Event):
    """A token came to an element and waits there, for instance at a joining gateway."""

    type = "element.entered"
    element: str
    activity: int
    via: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementCompleted(Event):
    """A token left an element; `joined` are the waiting tokens that a join consumed with it."""

    type = "element.completed"
    element: str
    activity: int
    via: list[str] = field(default_factory=list)
    joined: list[int] = field(default_factory=list)
    changes: Changes = personal(default_factory=dict)


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
    """Work on a case was stopped for a while."""

    type = "instance.suspended"
    reason: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceResumed(Event):
    """Work on a suspended case may go on."""

    type = "instance.resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceCompleted(Event):
    """A case came to its end."""

    type = "instance.completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceCancelled(Event):
    """A case was ended by a person before its end."""

    type = "instance.cancelled"
    reason: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceViewed(Event):
    """A person looked at a case; once per person and case in five minutes."""

    type = "instance.viewed"


# --- agencies: what has no case -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentCreated(Event):
    """Files were uploaded together."""

    type = "deployment.created"
    deployment: str
    resources: dict[str, str] = field(default_factory=dict)
    versions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionPublished(Event):
    """A version of a process definition was published: cases may begin on it."""

    type = "definition.published"
    version: str
    key: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionMended(Event):
    """A draft was made of another version by changes that its findings proposed; `changes` are their kinds."""

    type = "definition.mended"
    version: str
    before: str
    key: str
    changes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionRetired(Event):
    """A version was withdrawn: no new case begins on it; its bytes and history stay."""

    type = "definition.retired"
    version: str
    key: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    """A person signed in."""

    type = "session.opened"
    user: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRefused(Event):
    """Somebody tried to sign in and was refused."""

    type = "session.refused"
    reason: str
    username: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut(Event):
    """A person signed out."""

    type = "session.closed"
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRefused(Event):
    """Somebody asked for something and was refused; nothing was changed."""

    type = "command.refused"
    command: str
    code: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserCreated(Event):
    """A person was given an account."""

    type = "user.created"
    user: str
    roles: list[str] = field(default_factory=list)
    username: str = personal(default="")
    name: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserChanged(Event):
    """The account, roles or groups of a person were changed."""

    type = "user.changed"
    user: str
    changed: list[str] = field(default_factory=list)
    changes: Changes = personal(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """The password of a person was changed; their other sessions ended."""

    type = "user.password_changed"
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued(Event):
    """A bearer token was made for a program that acts as a person."""

    type = "token.issued"
    user: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Event):
    """A bearer token was withdrawn."""

    type = "token.revoked"
    user: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCreated(Event):
    """A group was made."""

    type = "group.created"
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChanged(Event):
    """People were added to a group or taken from it."""

    type = "group.changed"
    group: str
    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCreated(Event):
    """An agency was set up."""

    type = "agency.created"
    agency: str


def catalogue() -> dict[str, type[Event]]:
    """Return every event by its stored name."""
    return {event.type: event for event in Event.__subclasses__()}
