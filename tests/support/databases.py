"""Which databases a test may have: a fresh, prepared one of each kind; must not be slow, so each is a copy."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine import db, migrations
from engine.config import Settings
from tools.postgresql import PostgreSQL

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """One real PostgreSQL for all tests of this process; a test that crashes servers starts its own."""
    with PostgreSQL() as server:
        yield server


@pytest.fixture(scope="session")
def database_template(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Callable[[str], str | Path]:
    """Return a function giving the prepared database that tests copy: a file, or a name on the server."""
    made: dict[str, str | Path] = {}

    def template(kind: str) -> str | Path:
        if kind not in made:
            place = tmp_path_factory.mktemp("template") / "ravand.sqlite" if kind == "sqlite" else "ravand_template"
            if kind == "sqlite":
                _prepare(f"sqlite:///{place}")
            else:
                _prepare(request.getfixturevalue("postgresql").create(place))
            made[kind] = place
        return made[kind]

    return template


@pytest.fixture
def new_database_url(
    database_template: Callable[[str], str | Path], tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], str]]:
    """Return a function `kind -> address of a fresh prepared database`, as RAVAND_DATABASE_URL takes it."""
    server: PostgreSQL | None = None
    names: list[str] = []

    def new(kind: str) -> str:
        nonlocal server
        name = f"ravand_{next(_numbers)}"
        if kind == "sqlite":
            target = tmp_path / f"{name}.sqlite"
            shutil.copyfile(database_template(kind), target)
            return f"sqlite:///{target}"
        server = request.getfixturevalue("postgresql")
        names.append(name)
        return server.create(name, template=str(database_template(kind)))

    yield new
    for name in names:
        server.drop(name)


@pytest.fixture
def new_database(new_database_url: Callable[[str], str]) -> Iterator[Callable[[str], db.Database]]:
    """Return a function `kind -> open Database`; all are closed after the test."""
    opened: list[db.Database] = []

    def new(kind: str) -> db.Database:
        opened.append(open_database(new_database_url(kind)))
        return opened[-1]

    yield new
    for database in opened:
        database.close()


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each kind of database in turn: a test that asks for it runs on both."""
    return request.param


@pytest.fixture
def database_url(new_database_url: Callable[[str], str], database_kind: str) -> str:
    """Return the address of a fresh prepared database, for a test that starts its own server."""
    return new_database_url(database_kind)


@pytest.fixture
def database(new_database: Callable[[str], db.Database], database_kind: str) -> db.Database:
    """A fresh prepared database; the test runs once on SQLite and once on PostgreSQL."""
    return new_database(database_kind)


def open_database(url: str) -> db.Database:
    """Open an address as the product does."""
    return db.Database(Settings(database_url=url).database())


def _prepare(url: str) -> None:
    """Bring an empty database to the newest form, as the product does at its start."""
    database = open_database(url)
    migrations.upgrade(database)
    database.close()


_numbers = itertools.count(1)
