"""Who is who: agencies, people, groups, sessions, tokens, and what each may do; must not know cases."""

from engine.identity.directory import (
    Person,
    name_of,
    names,
    names_of_usernames,
    people,
    person,
    person_of_id,
    username_key,
    usernames,
)
from engine.identity.membership import Group, ensure_group, group, groups, members
from engine.identity.offices import Agency, agencies, agency, agency_of_slug
from engine.identity.permissions import ASSIGNABLE, ROLES, Permission, granted
from engine.identity.policy import allowed, authorize

__all__ = [
    "ASSIGNABLE",
    "ROLES",
    "Agency",
    "Group",
    "Permission",
    "Person",
    "agencies",
    "agency",
    "agency_of_slug",
    "allowed",
    "authorize",
    "ensure_group",
    "granted",
    "group",
    "groups",
    "members",
    "name_of",
    "names",
    "names_of_usernames",
    "people",
    "person",
    "person_of_id",
    "username_key",
    "usernames",
]
