"""Which permissions exist and which roles have them; must not know who asks or what is asked for."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Self


class Permission(StrEnum):
    """Every permission, `scope:resource:action`, with its meaning; sorted by its text.

    `agency` is everything of one's own agency, `own` is what concerns oneself: one's account, the tasks one may take,
    the cases one started. Whoever has the agency's permission sees more rows on the same page; `own` alone narrows
    the query.
    """

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """Keep the meaning beside the text."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    ACCOUNT_CHANGE = "agency:account:change", "Create and disable accounts, set names, roles and passwords."
    ACCOUNT_READ = "agency:account:read", "See the list of the people of the agency."
    CONNECTOR_CHANGE = "agency:connector:change", "Say how a simulated registry behaves: up, down, slow."
    CONNECTOR_READ = "agency:connector:read", "See what simulated registries were asked and how they behave."
    DECISION_EVALUATE = "agency:decision:evaluate", "Ask a published decision outside a case."
    DEFINITION_DEPLOY = "agency:definition:deploy", "Upload diagrams and forms as drafts."
    DEFINITION_PUBLISH = "agency:definition:publish", "Publish a version, or retire it."
    DEFINITION_READ = "agency:definition:read", "See versions, their diagrams, findings and files."
    EVENT_READ = "agency:event:read", "Read the record of the agency: sign-ins, refusals, deployments, people."
    EXTERNAL_TASK_CHANGE = "agency:externaltask:change", "Give outside work new tries or another priority."
    EXTERNAL_TASK_READ = "agency:externaltask:read", "See the outside work of the agency and who holds it."
    EXTERNAL_TASK_WORK = "agency:externaltask:work", "Fetch outside work with the data of its cases, and answer it."
    GROUP_CHANGE = "agency:group:change", "Make groups and say who is in them."
    GROUP_READ = "agency:group:read", "See the groups and who is in them."
    HISTORY_READ = "agency:history:read", "Read what happened in a case, with values before and after, and verify it."
    INCIDENT_READ = "agency:incident:read", "See which cases stand still and why, without the values of the cases."
    INCIDENT_RESOLVE = "agency:incident:resolve", "Say why an incident is settled, so that the case tries again."
    INSTANCE_CANCEL = "agency:instance:cancel", "End a case before its end."
    INSTANCE_CHANGE = "agency:instance:change", "Set variables of a case outside a form."
    INSTANCE_READ = "agency:instance:read", "See and search the cases of the agency and where they stand."
    INSTANCE_START = "agency:instance:start", "Start a case of a published service."
    INSTANCE_SUSPEND = "agency:instance:suspend", "Suspend a case and resume it."
    JOB_CHANGE = "agency:job:change", "Give jobs new tries, let them happen now, stop them for a while."
    JOB_READ = "agency:job:read", "See the timers and other jobs of the agency and when they are due."
    MESSAGE_SEND = "agency:message:send", "Send a message or a signal to cases, or begin cases by it."
    RECORD_EXPORT = "agency:record:export", "Export the record of a case for verification elsewhere."
    TASK_ASSIGN = "agency:task:assign", "Give a task to a person, also one that nobody may take."
    TASK_READ = "agency:task:read", "See every task of the agency."
    VARIABLE_READ = "agency:variable:read", "See the variables of a case outside a task."
    OWN_ACCOUNT_CHANGE = "own:account:change", "Change one's own password and language."
    OWN_INSTANCE_READ = "own:instance:read", "Follow the cases one started."
    OWN_TASK_COMPLETE = "own:task:complete", "Take, give back and finish the tasks one may take."
    OWN_TASK_READ = "own:task:read", "See the tasks one may take, with the data of the case that they show."
    OWN_TOKEN_ISSUE = "own:token:issue", "Make and withdraw tokens for programs that act in one's name."


_P = Permission

_EVERYBODY = frozenset({_P.OWN_ACCOUNT_CHANGE})
_STAFF = _EVERYBODY | {_P.DEFINITION_READ, _P.GROUP_READ, _P.OWN_TOKEN_ISSUE}
_DECIDE = frozenset({_P.DECISION_EVALUATE})
_WORK = frozenset({_P.INSTANCE_START, _P.OWN_INSTANCE_READ, _P.OWN_TASK_COMPLETE, _P.OWN_TASK_READ})
_MENDING = frozenset({_P.INCIDENT_READ, _P.INCIDENT_RESOLVE, _P.JOB_CHANGE, _P.JOB_READ})
_CLERK = _STAFF | _WORK | _DECIDE | {_P.INSTANCE_READ, _P.TASK_READ}

#: Whoever sees all of a kind in the agency also passes the door for their own: a route names the least it needs.
#: What each role may do. Separation of duties: who uploads does not work on cases, who administers people reads no
#: case, who audits changes nothing.
ROLES: dict[str, frozenset[Permission]] = {
    "admin": _STAFF
    | _MENDING
    | {
        _P.ACCOUNT_CHANGE,
        _P.ACCOUNT_READ,
        _P.CONNECTOR_CHANGE,
        _P.CONNECTOR_READ,
        _P.EVENT_READ,
        _P.EXTERNAL_TASK_READ,
        _P.GROUP_CHANGE,
    },
    "analyst": _STAFF | _DECIDE | {_P.DEFINITION_DEPLOY, _P.DEFINITION_PUBLISH, _P.INSTANCE_READ, _P.OWN_INSTANCE_READ},
    "auditor": _STAFF
    | {
        _P.ACCOUNT_READ,
        _P.EVENT_READ,
        _P.HISTORY_READ,
        _P.INCIDENT_READ,
        _P.INSTANCE_READ,
        _P.JOB_READ,
        _P.OWN_INSTANCE_READ,
        _P.OWN_TASK_READ,
        _P.RECORD_EXPORT,
        _P.TASK_READ,
        _P.VARIABLE_READ,
    },
    "citizen": _EVERYBODY | _WORK,
    "clerk": _CLERK,
    "supervisor": _CLERK
    | _MENDING
    | {
        _P.ACCOUNT_READ,
        _P.CONNECTOR_CHANGE,
        _P.CONNECTOR_READ,
        _P.EXTERNAL_TASK_CHANGE,
        _P.EXTERNAL_TASK_READ,
        _P.HISTORY_READ,
        _P.INSTANCE_CANCEL,
        _P.INSTANCE_CHANGE,
        _P.INSTANCE_SUSPEND,
        _P.MESSAGE_SEND,
        _P.TASK_ASSIGN,
        _P.VARIABLE_READ,
    },
    "worker": _EVERYBODY | {_P.EXTERNAL_TASK_READ, _P.EXTERNAL_TASK_WORK, _P.MESSAGE_SEND, _P.OWN_TOKEN_ISSUE},
    "system": frozenset(Permission),
}

#: Roles that a person can be given: all but the engine's own.
ASSIGNABLE = tuple(sorted(set(ROLES) - {"system"}))


@lru_cache(maxsize=256)
def granted(roles: frozenset[str]) -> frozenset[Permission]:
    """Return everything that these roles together allow; an unknown role allows nothing."""
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))


def unknown_roles(roles: Iterable[str]) -> list[str]:
    """Return the names among `roles` that no person can be given."""
    return sorted(set(roles) - set(ASSIGNABLE))
