"""What tests of the command line may ask for: `ravand`, and a house with people on the database that it uses."""

from collections.abc import Iterator

import pytest

from tests.support.commands import ravand
from tests.support.databases import open_database
from tests.support.house import House

__all__ = ["ravand"]


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    database = open_database(database_url)
    yield House(database)
    database.close()
