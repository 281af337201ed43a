"""How tests get the real product, served in a process of its own on a free port; must not reach inside it."""

from collections.abc import Callable, Iterator

import pytest

from tools import server
from tools.server import Served


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Served]]:
    """Return a function that serves Ravand: `serve(RAVAND_DEMO="1")`; every server is stopped at the end."""
    running: list[Served] = []

    def start(**settings: str) -> Served:
        running.append(server.serve(tmp_path_factory.mktemp("served"), **settings))
        return running[-1]

    yield start
    for served in running:
        served.stop()


@pytest.fixture(scope="session")
def demo_server(serve: Callable[..., Served]) -> Served:
    """One demonstration on SQLite for the whole session; tests begin cases of their own in it."""
    return serve(RAVAND_DEMO="1")
