"""Folding the events of a case gives its picture at any moment."""

import pytest

from engine import events
from engine.history import Happened, OpenTask, fold, pictures, replay


def _happened(*entries: tuple[str, dict, dict]) -> list[Happened]:
    return [Happened(number, kind, "", "", facts, payload) for number, (kind, facts, payload) in enumerate(entries, 1)]


WALK = _happened(
    ("instance.started", {"number": "1"}, {"changes": {"amount": [None, [5]]}}),
    ("element.completed", {"element": "start", "activity": 1}, {}),
    ("user_task.created", {"task": "t", "element": "check", "activity": 2, "via": ["f1"]}, {}),
    ("user_task.claimed", {"task": "t", "element": "check"}, {"assignee": "maryam"}),
    ("user_task.completed", {"task": "t", "element": "check", "activity": 2}, {"changes": {"amount": [[5], [7]]}}),
    ("element.entered", {"element": "join", "activity": 3, "via": ["f2"]}, {}),
    ("element.completed", {"element": "join", "activity": 4, "via": ["f3"], "joined": [3]}, {}),
    ("instance.completed", {}, {}),
)


def test_a_case_that_began_is_active_with_its_variables() -> None:
    picture = fold(WALK[:1])
    assert picture.status == "active"
    assert picture.variables == {"amount": [5]}


def test_an_open_task_is_a_token_and_knows_its_holder() -> None:
    picture = fold(WALK[:4])
    assert picture.tasks == {"t": OpenTask("check", 2, "maryam")}
    assert picture.tokens == {2: "check"}


def test_a_finished_task_leaves_its_trace_and_its_values() -> None:
    picture = fold(WALK[:5])
    assert picture.tasks == {}
    assert picture.been == {"start", "check"}
    assert picture.flows == {"f1"}
    assert picture.variables == {"amount": [7]}


def test_a_join_consumes_the_tokens_that_waited_for_it() -> None:
    assert fold(WALK[:6]).tokens == {3: "join"}
    assert fold(WALK[:7]).tokens == {}


def test_every_step_has_its_own_picture() -> None:
    assert [picture.status for picture in pictures(WALK)] == ["active"] * 7 + ["completed"]


def test_an_incident_stands_until_it_is_resolved() -> None:
    stuck = _happened(
        ("instance.started", {}, {}),
        ("incident.opened", {"incident": "i", "element": "gate", "activity": 2, "code": "no-way-out"}, {}),
    )
    assert fold(stuck).incidents == {"i": "gate"}
    mended = [*stuck, Happened(3, "incident.resolved", "", "", {"incident": "i", "element": "gate", "activity": 2}, {})]
    assert fold(mended).incidents == {}


def test_a_view_changes_nothing() -> None:
    viewed = Happened(9, "instance.viewed", "", "", {}, {})
    assert fold([*WALK, viewed]) == fold(WALK)


@pytest.mark.parametrize("kind", sorted(replay._APPLY))
def test_every_event_that_replay_applies_is_in_the_catalogue(kind: str) -> None:
    assert kind in events.catalogue()
