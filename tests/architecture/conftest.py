"""What the architecture tests read: the real house, once."""

import pytest

from tests.architecture import reading


@pytest.fixture(scope="session")
def sources() -> list[reading.Source]:
    """Every Python file of the house."""
    found = reading.house("engine", "web")
    assert found, "the house is empty"
    return found
