"""The words of the elements' scenarios: where one stands, what is answered, what is told; must not know how it runs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import orjson
import pytest
from pytest_bdd import given, then, when

from engine import errors
from engine.behaviour.steps.both import both, expect
from tools.bpmn_support import drawings, placing, promises, traces
from tools.bpmn_support.stage import Stage

#: How a course ends, in Persian.
_STATES: Final = {"پایان‌یافته": "completed", "در انتظار": "waiting", "ایستاده": "incident"}


@dataclass(slots=True)
class Sheet:
    """One element in one place: what is drawn there, what was told, why it was refused."""

    row: drawings.Row | None = None
    place: placing.Place = placing.PLACES[0]
    standing: placing.Standing = field(default_factory=lambda: placing.Standing((), "", frozenset()))
    told: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """One house of paper for the elements of a session, put back before each scenario."""
    made = Stage()
    yield made
    made.close()


@pytest.fixture
def sheet() -> Sheet:
    """An empty sheet."""
    return Sheet()


@both(given, *promises.STANDS)
def _stands(sheet: Sheet, element: str, place: str) -> None:
    sheet.row, sheet.place = drawings.row(element), placing.place(place)
    sheet.standing = placing.standing(sheet.row, sheet.place)


@both(
    when,
    "it runs on paper, stored and read again before every step",
    "روی کاغذ اجرا می‌شود و پیش از هر گام ذخیره و دوباره خوانده می‌شود",
)
def _runs(stage: Stage, sheet: Sheet) -> None:
    _play(stage, sheet, {})


@both(
    when,
    "it runs on paper, stored and read again before every step, and is answered",
    "روی کاغذ اجرا می‌شود و پیش از هر گام ذخیره و دوباره خوانده می‌شود، با این پاسخ‌ها",
)
def _runs_answered(stage: Stage, sheet: Sheet, docstring: str) -> None:
    _play(stage, sheet, orjson.loads(docstring))


@both(when, "it is to be published", "می‌خواهیم منتشرش کنیم")
def _is_published(stage: Stage, sheet: Sheet) -> None:
    with pytest.raises(errors.NotPublishable):
        _play(stage, sheet, {})
    sheet.refused = stage.findings(sheet.standing.deployed)


def _play(stage: Stage, sheet: Sheet, answered: dict[str, Any]) -> None:
    deployed, first = sheet.standing.deployed, sheet.standing.first
    sheet.told = stage.play(deployed, first, placing.repeated(answered, sheet.place))


@both(then, *promises.TELLS)
def _tells(request: pytest.FixtureRequest, sheet: Sheet, state: str, docstring: str) -> None:
    told = traces.of(sheet.told, sheet.standing.inside)
    expect(traces.are_rounds(told, traces.read(docstring), sheet.place.rounds), traces.written(told))
    expect(sheet.told[-1]["state"] == _STATES.get(state, state), sheet.told[-1])
    expect(not sheet.told[-1]["unused"], sheet.told[-1])
    promises.keep(request, sheet.row, sheet.place, promises.RUNS)


@both(then, *promises.REFUSED)
def _is_refused(request: pytest.FixtureRequest, sheet: Sheet, words: str) -> None:
    expect(any(words in one for one in sheet.refused), sheet.refused)
    promises.keep(request, sheet.row, sheet.place, promises.IS_REFUSED)


@both(then, "it takes the flows {names:list}", "از جریان‌های {names:list} می‌گذرد")
def _takes(sheet: Sheet, names: list[str]) -> None:
    taken = [("flow", one["element"]) for one in sheet.told[:-1] if one["event"] == "flow"]
    taken = [one for one in taken if one[1] in sheet.standing.inside]
    expect(traces.are_rounds(taken, [("flow", name) for name in names], sheet.place.rounds), taken)


@both(then, "it stays at {names:list}", "در {names:list} می‌ماند")
def _stays(sheet: Sheet, names: list[str]) -> None:
    expect(Counter(sheet.told[-1]["open"]) == Counter(names * sheet.place.rounds), sheet.told[-1])


@both(then, "its variables are then", "متغیرهایش آنگاه این است")
def _has(sheet: Sheet, docstring: str) -> None:
    expected = orjson.loads(docstring)
    found = {name: sheet.told[-1]["variables"].get(name) for name in expected}
    expect(found == expected, sheet.told[-1]["variables"])
