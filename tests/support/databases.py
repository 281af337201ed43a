"""Which databases a test may have: a fresh, prepared one of each kind; must not be slow, so each is a copy."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import argon2
import pytest

from engine import db, migrations, seed
from engine.config import Settings
from engine.identity import passwords
from tests.support.shelf import Shelf
from tools.postgresql import PostgreSQL

KINDS = ("sqlite", "postgresql")
#: A test that asks for one of these finds the demonstration's people there; `seed.people` is dear, and safe to repeat.
INHABITED = {"house", "app"}
#: Passwords in tests are hashed at the least cost: being slow on purpose would take most of the time.
CHEAP = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
#: Names the folder of a PostgreSQL that runs already, for a pytest that a test starts.
LENT = "RAVAND_TEST_POSTGRESQL"


class Lent(PostgreSQL):
    """A server that somebody else started and will stop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """One real PostgreSQL for all tests of this process; a test that crashes servers starts its own."""
    if LENT in os.environ:
        yield Lent(Path(os.environ[LENT]))
        return
    with PostgreSQL() as server:
        yield server


@pytest.fixture(scope="session")
def shelf(postgresql: PostgreSQL) -> Shelf:
    """The databases of that server that are used again."""
    return Shelf(postgresql)


#: kind, whether people are in it → the prepared database that tests copy: a file, or a name on the server.
Template = Callable[[str, bool], str]


@pytest.fixture(scope="session")
def database_template(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Template:
    """Return a function `kind, inhabited -> template`; each is made when it is first asked for."""
    made: dict[tuple[str, bool], str] = {}

    def template(kind: str, inhabited: bool) -> str:
        if (kind, inhabited) in made:
            return made[kind, inhabited]
        empty = template(kind, inhabited=False) if inhabited else ""
        name = f"{'inhabited' if inhabited else 'prepared'}_{os.getpid()}"
        if kind == "sqlite":
            place = str(tmp_path_factory.mktemp("template") / f"{name}.sqlite")
            if empty:
                shutil.copyfile(empty, place)
            _prepare(f"sqlite:///{place}", inhabited=inhabited)
        else:
            place, server = name, request.getfixturevalue("postgresql")
            _prepare(server.create(place, **({"template": empty} if empty else {})), inhabited=inhabited)
            request.getfixturevalue("shelf").keep(place)
        made[kind, inhabited] = place
        return place

    return template


@pytest.fixture
def inhabited(request: pytest.FixtureRequest) -> bool:
    """Whether the test's own database holds the demonstration's people from the beginning."""
    return bool(INHABITED & set(request.fixturenames))


@pytest.fixture
def new_database_url(
    database_template: Template, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., str]]:
    """Return a function `kind -> address of a fresh prepared database`, as RAVAND_DATABASE_URL takes it."""
    server: PostgreSQL | None = None
    names: list[str] = []

    def new(kind: str, *, inhabited: bool = False) -> str:
        nonlocal server
        template = database_template(kind, inhabited)
        if kind == "sqlite":
            return _copied(template, tmp_path)
        server = request.getfixturevalue("postgresql")
        names.append(_name())
        return server.create(names[-1], template=template)

    yield new
    for name in names:
        server.drop(name)


@pytest.fixture
def new_database(
    database_template: Template, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., db.Database]]:
    """Return a function `kind -> open Database` for this process alone; all are closed after the test."""
    opened: list[db.Database] = []
    taken: list[tuple[str, str]] = []

    def new(kind: str, *, inhabited: bool = False) -> db.Database:
        template = database_template(kind, inhabited)
        if kind == "sqlite":
            url = _copied(template, tmp_path)
        else:
            shelf = request.getfixturevalue("shelf")
            taken.append((shelf.take(template), template))
            url = shelf.server.url(taken[-1][0])
        opened.append(open_database(url))
        return opened[-1]

    yield new
    for database in opened:
        database.close()
    for name, template in taken:
        request.getfixturevalue("shelf").give_back(name, template)


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn: a test that asks for it runs on both."""
    return request.param


@pytest.fixture
def database_url(new_database_url: Callable[..., str], database_kind: str, inhabited: bool) -> str:
    """Return the address of a fresh prepared database, for a test that starts its own server."""
    return new_database_url(database_kind, inhabited=inhabited)


@pytest.fixture
def database(new_database: Callable[..., db.Database], database_kind: str, inhabited: bool) -> db.Database:
    """A fresh prepared database; the test runs once on SQLite and once on PostgreSQL."""
    return new_database(database_kind, inhabited=inhabited)


def open_database(url: str) -> db.Database:
    """Open an address as the product does."""
    return db.Database(Settings(database_url=url).database())


def _copied(template: str, folder: Path) -> str:
    target = folder / f"{_name()}.sqlite"
    shutil.copyfile(template, target)
    return f"sqlite:///{target}"


def _prepare(url: str, *, inhabited: bool) -> None:
    """Bring a database to the newest form, as the product does at its start, and let people in where wanted."""
    database = open_database(url)
    migrations.upgrade(database)
    if inhabited:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(passwords, "_HASHER", CHEAP)
            seed.people(database)
    database.close()


def _name() -> str:
    """Give a name that no other process gives, for a server may be lent."""
    return f"ravand_{os.getpid()}_{next(_numbers)}"


_numbers = itertools.count(1)
