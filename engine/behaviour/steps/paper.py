"""Models that run on paper: where one stands, what is answered, what is told; must not know how it runs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import pytest
from pytest_bdd import given, then, when

from engine.behaviour import repertoire
from engine.behaviour.paper import Course, answers, house, placing
from engine.behaviour.sight import BEGINNING
from engine.behaviour.steps.both import Table, both, expect
from engine.db import Database

_LARGEST = 1_000_000


@dataclass(slots=True)
class Sheet:
    """One model on paper: its files, where it stands, what is answered and what was told."""

    files: dict[str, bytes] = field(default_factory=dict)
    place: placing.Place = placing.PLACES[0]
    answered: dict[str, Any] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    inside: frozenset[str] = frozenset()

    def events(self, *, flows: bool) -> list[str]:
        """Return `event element` of what happened at elements of the model itself, flows or everything else."""
        lines = [one for one in self.told[:-1] if (one["event"] == "flow") == flows and one["element"] in self.inside]
        return [f"{one['event']} {one['element']}" for one in lines]


@pytest.fixture(scope="session")
def ground() -> Iterator[Database]:
    """A database in memory for all models of a session, emptied after each."""
    database = house.ground()
    yield database
    database.close()


@pytest.fixture
def sheet() -> Sheet:
    """An empty sheet."""
    return Sheet()


@both(given, "the model {name} stands {place}", "مدل {name} {place} نشسته است")
def _stands(sheet: Sheet, models: Path, name: str, place: str) -> None:
    drawing, *beside = repertoire.files_of(models / f"{name}.bpmn").items()
    sheet.place = placing.place(place)
    sheet.inside = placing.elements(drawing[1])
    sheet.files = {drawing[0]: placing.placed(drawing[1], sheet.place), **dict(beside)}


@both(given, "it is answered", "پاسخ‌ها این است")
def _answered(sheet: Sheet, docstring: str) -> None:
    sheet.answered = orjson.loads(docstring)


@both(when, "it runs on paper", "روی کاغذ اجرا می‌شود")
def _runs(sheet: Sheet, ground: Database) -> None:
    told = orjson.dumps(placing.repeated(sheet.answered, sheet.place))
    given = answers.read(told, now=BEGINNING)
    try:
        course = Course(house.found(ground, given.now), given)
        sheet.told = list(course.run(sheet.files, None, size=_LARGEST))
    finally:
        house.clear(ground)


@both(then, "it tells", "می‌گوید")
def _tells(sheet: Sheet, datatable: Table) -> None:
    _compare(sheet, [row[0] for row in datatable], sheet.events(flows=False))


@both(then, "it takes the flows {names:list}", "از جریان‌های {names:list} می‌گذرد")
def _takes(sheet: Sheet, names: list[str]) -> None:
    _compare(sheet, [f"flow {name}" for name in names], sheet.events(flows=True))


@both(then, "it ends {state}", "پایانش {state} است")
def _ends(sheet: Sheet, state: str) -> None:
    expect(sheet.told[-1]["state"] == state, sheet.told)
    expect(not sheet.told[-1]["unused"], sheet.told[-1])


@both(then, "it stays at {names:list}", "در {names:list} می‌ماند")
def _stays(sheet: Sheet, names: list[str]) -> None:
    expect(Counter(sheet.told[-1]["open"]) == Counter(names * sheet.place.rounds), sheet.told[-1])


def _compare(sheet: Sheet, expected: list[str], told: list[str]) -> None:
    """Raise unless this was told in this order, or, where it runs several times, each as often."""
    if sheet.place.rounds == 1:
        expect(told == expected, told)
    else:
        expect(Counter(told) == Counter(expected * sheet.place.rounds), told)
