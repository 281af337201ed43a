"""Who acts; must not decide what they may do."""

from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or program that asks for something, as of its sign-in.

    `id` is opaque and stands in the record; `username` is what the person types. `groups` are keys of groups of
    the actor's own agency; `channel` is the door: page, api, cli or system.
    """

    id: str
    username: str
    name: str
    agency: str
    roles: frozenset[str] = field(default_factory=frozenset)
    groups: frozenset[str] = field(default_factory=frozenset)
    channel: str = "system"
    locale: str = "fa"


def system(agency: str) -> Actor:
    """Return the engine itself, acting for an agency: timers, seeding and the command line."""
    return Actor(id="system", username="system", name="Ravand", agency=agency, roles=frozenset({"system"}))


@lru_cache(maxsize=64)  # every request begins as this person
def anonymous(agency: str = "") -> Actor:
    """Return somebody who has not signed in."""
    return Actor(id="anonymous", username="", name="", agency=agency)
