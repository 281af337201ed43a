"""What every test may ask for: a database, a frozen clock; must not know any room."""

import gc
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.support.databases", "tests.support.serving"]

# Modules and ten thousand tests stay until the end: to look through them for what may be forgotten is a fifth of a run.
gc.disable()


def pytest_collection_finish() -> None:
    """Let what was made until now be, and forget from here on."""
    gc.freeze()
    gc.enable()


# Examples are bounded and never timed: machines differ, and a red test must mean a wrong program.
settings.register_profile("ravand", deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ravand")


@pytest.fixture
def now() -> datetime:
    """The frozen moment of a test: Saturday 21 November 2026 (30 Aban 1405), 13:30 in Tehran."""
    return datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one flag that leaves tests out, for machines that cannot have a browser."""
    parser.addoption(
        "--without-browser",
        action="store_true",
        help="Skip the browser tests; without this flag a missing browser fails.",
    )
