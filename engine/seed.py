"""What a new installation begins with: demonstration people and the bundled services, or a set-up token."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine import definitions, execution
from engine.actor import system
from engine.config import Settings
from engine.context import Context, reading, transaction
from engine.db import Database
from engine.events import Event
from engine.history import append_to_agency
from engine.identity import Agency, accounts, agencies, first, membership, offices, passwords
from engine.text import Text

PASSWORD = "demo"  # noqa: S105  (the whole point of it is that everybody knows it)
SERVICES = Path(__file__).parent.parent / "processes" / "bpmn"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Somebody:
    """A demonstration person; `office` counts the agencies from 0."""

    username: str
    name: str
    does: Text
    office: int = 0
    groups: tuple[str, ...] = ()
    role: str = ""

    def roles(self) -> list[str]:
        """Return the one role, which is the user name where nothing else is said."""
        return [self.role or self.username]


#: slug, Persian and English name of the two agencies.
OFFICES = (
    ("shiraz", "ثبت احوال شیراز", "Shiraz Civil Registration"),
    ("isfahan", "ثبت احوال اصفهان", "Isfahan Civil Registration"),
)
PEOPLE = (
    Somebody("analyst", "نرگس آذری", Text("uploads and improves the diagrams of services")),
    Somebody("clerk", "رضا کریمی", Text("receives applicants and works on their cases"), groups=("ثبت احوال",)),
    Somebody(
        "supervisor", "مریم احمدی", Text("decides, assigns and suspends cases"), groups=("ثبت احوال", "مأمور ثبت")
    ),
    Somebody("auditor", "حسین رستگار", Text("reads and verifies what happened")),
    Somebody("admin", "لیلا شفیعی", Text("looks after people and groups")),
    Somebody("citizen", "سارا محمدی", Text("asks for a service and follows it"), groups=("والدین",)),
    Somebody("worker", "برنامهٔ کارگزار", Text("is a program: fetches outside work and answers it")),
    Somebody("clerk2", "کاوه صالحی", Text("works in the second agency"), 1, ("ثبت احوال",), "clerk"),
    Somebody("auditor2", "زهرا نوری", Text("audits the second agency"), 1, (), "auditor"),
)


def seed(database: Database, settings: Settings) -> list[str]:
    """Bring people and services to what the settings ask for and return the lines to print; safe to repeat.

    With the demonstration on (loopback only) the demonstration people exist; without it they are disabled, and while
    nobody can administer anything a one-time set-up token is printed, which every start renews until it is used.
    """
    if not wants_demonstration(settings):
        lines = without_demonstration(database)
        if settings.demo:
            lines.append(f"RAVAND_DEMO needs a loopback address, not {settings.host}; nobody of it exists.")
        return lines
    people(database)
    for office in _offices(database):
        if office.slug == OFFICES[0][0]:
            services(database, office)
    names = ", ".join(one.username for one in PEOPLE)
    return [f"Demonstration. Sign in as {names}; the password is {PASSWORD}."]


def wants_demonstration(settings: Settings) -> bool:
    """Tell whether demonstration people may exist: asked for, and served to this machine alone."""
    return settings.demo and settings.host in _LOOPBACK


def people(database: Database) -> None:
    """Create what is missing of the demonstration's agencies, groups and people, and open their accounts."""
    known = {office.slug: office.id for office in _offices(database)}
    password_hash = cache(lambda: passwords.hashed(PASSWORD))  # dear, and needed at the first start alone
    for number, (slug, name, name_en) in enumerate(OFFICES):
        with transaction(database, system(known.get(slug, ""))) as ctx:
            if slug not in known:
                office, created = offices.create_agency(ctx, slug=slug, name=name, name_en=name_en)
                ctx = Context(ctx.db, system(office.id), ctx.now, ctx.correlation_id)  # noqa: PLW2901
                append_to_agency(ctx, [created])
            _people_of(ctx, number, password_hash)


def without_demonstration(database: Database) -> list[str]:
    """Disable demonstration people; return the line with a set-up token while nobody can administer anything."""
    with transaction(database, system("")) as ctx:
        for person in accounts.demo_people(ctx):
            events = accounts.switch_demo(ctx, person, on=False)
            if events:
                append_to_agency(ctx, events, agency=person.agency)
        token = None if accounts.has_administrator(ctx) else first.new_token(ctx)
    return [f"Set-up token (works once, at /set-up): {token}"] if token else []


def services(database: Database, office: Agency) -> None:
    """Import the bundled services that the agency does not have yet and publish the version that each names."""
    for folder in sorted(path.parent for path in SERVICES.glob("*/service.toml")):
        record = tomllib.loads((folder / "service.toml").read_text(encoding="utf-8"))
        with transaction(database, system(office.id)) as ctx:
            if not definitions.versions(ctx, record["process"]):
                _import(ctx, folder, record["versions"], record["published"])


def _import(ctx: Context, folder: Path, drawings: Iterable[str], published: int) -> None:
    for number, drawing in enumerate(drawings, start=1):
        source = (folder / drawing).read_bytes()
        forms = [path for path in folder.glob("*.json") if path.name.encode() in source]
        tables = [path for path in folder.glob("*.dmn") if f'decisionRef="{path.stem}"'.encode() in source]
        beside = {path.name: path.read_bytes() for path in sorted([*forms, *tables])}
        made = definitions.import_files(ctx, {drawing: source, **beside}, name=folder.name, source="bundled")
        if number == published:
            for version in made.versions:
                execution.publish(ctx, version.id)


def _people_of(ctx: Context, number: int, password_hash: Callable[[], str]) -> None:
    there = {person.username: person for person in accounts.demo_people(ctx)}
    for one in (somebody for somebody in PEOPLE if somebody.office == number):
        person = there.get(one.username)
        events: list[Event] = []
        if person is None:
            person, events = accounts.create_user(
                ctx,
                username=one.username,
                name=one.name,
                password_hash=password_hash(),
                roles=one.roles(),
                demo=True,
            )
            keys = []
            for name in one.groups:
                key, made = membership.ensure_group(ctx, name)
                keys.append(key)
                events += made
            events += membership.set_groups(ctx, person, keys)
        events += accounts.switch_demo(ctx, person, on=True)
        if events:
            append_to_agency(ctx, events)


def _offices(database: Database) -> list[Agency]:
    with reading(database, system("")) as ctx:
        return agencies(ctx)
