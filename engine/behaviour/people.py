"""Who acts in scenarios: the people of the demonstration, with words for them in both languages; must not sign in."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from engine import text
from engine.actor import Actor, system
from engine.context import Context
from engine.execution import accounts
from engine.identity import offices, person

#: No password fits this: people in scenarios act, they never sign in.
_NO_PASSWORD: Final = "!"  # noqa: S105  (a hash that nothing has)


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in a scenario: user name, what Persian scenarios call them, role and agency."""

    username: str
    persian: str
    role: str
    agency: str = "first"


PARTS: Final = (
    Part("analyst", "تحلیلگر", "analyst"),
    Part("clerk", "کارشناس", "clerk"),
    Part("colleague", "همکار", "clerk"),
    Part("supervisor", "مأمور", "supervisor"),
    Part("auditor", "بازرس", "auditor"),
    Part("citizen", "مادر", "citizen"),
    Part("stranger", "ناشناس", "citizen"),
    Part("clerk2", "کارشناس ادارهٔ دیگر", "clerk", "second"),
    Part("auditor2", "بازرس ادارهٔ دیگر", "auditor", "second"),
    *(Part(f"reviewer{n}", f"داور {text.to_persian(str(n))}", "clerk") for n in range(1, 9)),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one scenario and the ids of their agencies."""

    agencies: Mapping[str, str]

    def part(self, name: str) -> Part:
        """Return who is called so, by user name or in Persian; LookupError if nobody is."""
        key = text.normalise(name)
        found = next((one for one in PARTS if key in {one.username, text.normalise(one.persian)}), None)
        if found is None:
            raise LookupError(f"nobody in scenarios is called {name!r}")
        return found

    def engine(self, name: str = "") -> Actor:
        """Return the engine itself, acting for the agency of that person, else for the first."""
        return system(self.agencies[self.part(name).agency if name else "first"])

    def actor(self, ctx: Context, name: str) -> Actor:
        """Return the person as an actor with the groups of this moment; the context acts for the person's agency."""
        return person(ctx, self.part(name).username).acting("cli")


def gather(ctx: Context) -> Cast:
    """Make both agencies and everybody in them."""
    made = {
        slug: offices.create_agency(ctx, slug=slug, name=name, name_en=name_en)[0].id
        for slug, name, name_en in (("first", "ادارهٔ یکم", "First office"), ("second", "ادارهٔ دوم", "Second office"))
    }
    for part in PARTS:
        of_agency = Context(ctx.db, system(made[part.agency]), ctx.now, ctx.correlation_id)
        accounts.create_user(
            of_agency, username=part.username, name=part.persian, password_hash=_NO_PASSWORD, roles={part.role}
        )
    return Cast(MappingProxyType(made))


def join(ctx: Context, part: Part, group: str) -> None:
    """Let somebody work in a group, made if it is missing; the context acts for their agency."""
    key = accounts.ensure_group(ctx, group)
    one = person(ctx, part.username)
    accounts.change_user(ctx, one.id, groups=one.groups | {key})
