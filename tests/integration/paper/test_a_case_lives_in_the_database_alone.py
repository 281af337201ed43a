"""Between two steps a case is nowhere but in the database: what goes on elsewhere from its bytes tells the same."""

import orjson
import pytest

from engine.behaviour.paper import Course, answers, house
from engine.behaviour.sight import BEGINNING
from engine.db import Database
from engine.definitions import ready
from tools.bpmn_support import drawings, placing
from tools.bpmn_support.stage import Stage


@pytest.mark.parametrize(
    ("element", "place", "answered"),
    [
        ("parallel gateway", "alone", {"tasks": {"one": [{}], "other": [{}]}}),
        ("multi-instance call activity", "in a sub-process", {"tasks": {"asked": [{}] * 3}}),
        ("timer event sub-process, interrupting", "in a called process", {"tasks": {"handle": [{}]}}),
        ("compensation throw event", "in a multi-instance sub-process", {"tasks": {"x": [{}], "undo": [{}]}}),
    ],
)
def test_a_case_goes_on_from_bytes_in_another_database_as_if_nothing_had_been(element, place, answered):
    where = placing.place(place)
    standing = placing.standing(drawings.row(element), where)
    given = placing.repeated(answered, where)
    stage = Stage()
    told = stage.play(standing.deployed, standing.first, given)
    stage.close()
    assert told[-1]["state"] == "completed"
    assert _moving(standing, given) == [(one.get("event"), one.get("element")) for one in told]


def _moving(standing, given):
    """Run and tell, in a new database with the bytes of the last one after every line, and with nothing remembered."""
    used = [house.ground()]
    home = house.found(used[0], BEGINNING)
    versions = tuple(one for _, files in standing.deployed for one in home.publish(files, size=1_000_000))
    course = Course(home, answers.read(orjson.dumps(given), now=BEGINNING))
    told = []
    for line in course.play(versions, tuple(one for one in versions if one.key == standing.first)[-1:]):
        told.append((line.get("event"), line.get("element")))
        home.database = _copied(home.database)
        used.append(home.database)
        for kept in (ready._opened, ready._programs, ready._forms):
            kept.found.clear()
    for one in used:
        one.close()
    return told


def _copied(database):
    made = Database("sqlite://")
    image = database.engine.raw_connection().driver_connection.serialize()
    made.engine.raw_connection().driver_connection.deserialize(image)
    return made
