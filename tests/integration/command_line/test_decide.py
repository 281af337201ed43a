"""`ravand decide` counts the working days of the agency that is named, else those of the country."""

import pytest
import sqlalchemy as sa

from engine import db
from engine.migrations.tables import ALL
from tests.unit.decisions.drawn import decision, file, literal

AGENCY = next(table for table in ALL if table.name == "agency")
#: From a Wednesday of no holiday; Thursday is a day of work in the country.
DUE = file(decision("due", literal('add working days(date("2026-11-11"), 2)')))


@pytest.fixture
def due(house, ravand, tmp_path):
    """Return a function that asks when it is due, with further arguments."""
    with house.database.connect() as connection:
        own = db.dump({"weekend": [3, 4]})
        connection.execute(sa.update(AGENCY).where(AGENCY.c.slug == "shiraz").values(calendar=own))
    path = tmp_path / "due.dmn"
    path.write_bytes(DUE)
    return lambda *arguments: ravand("decide", path, *arguments)


def test_the_working_days_are_those_of_the_agency_that_is_named(due):
    assert due("--agency", "shiraz").records[0]["result"] == "2026-11-15"


def test_without_an_agency_they_are_those_of_the_country(due):
    assert due().records[0]["result"] == "2026-11-14"


def test_an_agency_that_is_not_there_is_refused(due):
    told = due("--agency", "atlantis")
    assert (told.code, told.out) == (2, "")
    assert "atlantis" in told.words
