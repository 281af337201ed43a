"""What holds before a scenario begins: people, day, published versions, usual answers; must not move a case."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_bdd import given
from pytest_bdd.parser import Feature

from engine import calendar
from engine.behaviour import repertoire
from engine.behaviour.steps.both import Table, both, rows
from engine.behaviour.world import World
from engine.db import Database

_FOLDER = pytest.StashKey[Path]()


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature) -> None:
    """Remember where the feature lies: its drawings lie beside it."""
    request.node.stash[_FOLDER] = Path(feature.filename).parent


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh world; it ends with an error when something was refused and the scenario did not say so."""
    database = Database(f"sqlite:///{tmp_path / 'world.sqlite'}")
    made = World(database)
    yield made
    database.close()
    made.settle()


@pytest.fixture
def drawings(request: pytest.FixtureRequest) -> Path:
    """The folder of drawings beside the feature."""
    folder: Path = request.node.stash[_FOLDER]
    return folder / "drawings"


@both(given, "the service {called} version {n:number} is published", "خدمت {called} نسخهٔ {n:number} منتشر شده است")
def _service_is_published(world: World, called: str, n: int) -> None:
    for files in repertoire.service(called).versions[:n]:
        repertoire.bring(world, "analyst", files)
    repertoire.publish(world, "analyst")


@both(given, "the drawing {file} is published", "نقشهٔ {file} منتشر شده است")
def _drawing_is_published(world: World, drawings: Path, file: str) -> None:
    repertoire.bring(world, "analyst", repertoire.files_of(drawings / file))
    repertoire.publish(world, "analyst")


@both(given, "{person} works in the group {group}", "{person} در گروه {group} کار می‌کند")
def _works_in(world: World, person: str, group: str) -> None:
    world.join(person, group)


@both(given, "{person} usually answers {element} with", "{person} به روال در {element} پاسخ می‌دهد")
def _usually_answers(world: World, person: str, element: str, datatable: Table) -> None:
    world.usual[world.labels.element(element)] = (person, rows(datatable))


@both(given, "today is {day:day}", "امروز {day:day} است")
def _today_is(world: World, day: str) -> None:
    world.set_day(calendar.parse_date(day))
