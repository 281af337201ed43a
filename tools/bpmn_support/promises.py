"""What the scenarios of the elements promise, as they are written and as they were kept; must not run any."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from pytest_bdd.feature import get_features
from pytest_bdd.parser import Scenario

from engine.behaviour.steps.both import Bilingual
from tools.bpmn_support import drawings, placing

#: The steps by which a scenario says what it is about and what it promises.
STANDS: Final = ("the element {element} stands {place}", "عنصر {element} {place} جای گرفته است")
TELLS: Final = ("it tells this and ends {state}", "این را می‌گوید و به وضعیت {state} می‌رسد")
REFUSED: Final = ("it is refused, because {words}", "پذیرفته نمی‌شود، زیرا {words}")
RUNS, IS_REFUSED = "runs", "refused"
#: Under this name a report of pytest carries the promise that was kept.
KEPT: Final = "bpmn-support"


@dataclass(frozen=True, slots=True, order=True)
class Promise:
    """One scenario: which element in which place does what; `reason` why it is refused, `trace` what it tells."""

    element: str
    place: str
    outcome: str
    reason: str = ""
    trace: str = ""
    language: str = "en"


class NoPromise(Exception):
    """A scenario does not say of which element in which place it promises what."""


def written(folder: Path = drawings.FEATURES) -> Iterator[Promise]:
    """Give the promise of every scenario in a folder, example by example; raises NoPromise."""
    for feature in get_features([str(folder)]):
        for template in feature.scenarios.values():
            if template.tags or feature.tags:
                raise NoPromise(f"{feature.rel_filename}: {template.name} has a tag; it might not be run")
            contexts: list[dict[str, str]] = [row for table in template.examples for row in table.as_contexts()]
            for context in contexts or [{}]:
                yield _promise(feature.language, template.render(context))


def _promise(language: str, scenario: Scenario) -> Promise:
    stands = _said(scenario, STANDS)
    tells = _said(scenario, TELLS)
    refused = _said(scenario, REFUSED)
    if len(stands) != 1 or len(tells) + len(refused) != 1:
        raise NoPromise(f"{scenario.feature.rel_filename}: {scenario.name}")
    place = placing.place(stands[0]["place"][1:-1]).english
    element = drawings.row(stands[0]["element"][1:-1]).name
    if refused:
        return Promise(element, place, IS_REFUSED, reason=refused[0]["words"][1:-1], language=language)
    return Promise(element, place, RUNS, trace=tells[0]["docstring"], language=language)


def _said(scenario: Scenario, step: tuple[str, str]) -> list[dict[str, Any]]:
    parser = Bilingual(*step)
    found = [(one, parser.parse_arguments(one.name)) for one in scenario.steps]
    return [{**said, "docstring": one.docstring} for one, said in found if said is not None]


def keep(request: pytest.FixtureRequest, row: drawings.Row | None, place: placing.Place, outcome: str) -> None:
    """Put down that a scenario has come to this outcome; it counts once the scenario is green to its end."""
    if row is not None:
        request.node.user_properties.append((KEPT, [row.name, place.english, outcome]))
