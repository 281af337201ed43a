"""What can happen in an agency outside of cases: versions, people, groups, doors; must not store or interpret it."""

from dataclasses import dataclass, field

from engine.events.kinds import Changes, Event, personal


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentCreated(Event):
    """Files were uploaded together."""

    type = "deployment.created"
    deployment: str
    resources: dict[str, str] = field(default_factory=dict)
    versions: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionPublished(Event):
    """A version of a process definition was published: cases may begin on it."""

    type = "definition.published"
    version: str
    key: str
    number: int
    decisions: dict[str, str] = field(default_factory=dict)


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
