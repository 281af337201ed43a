"""The pytest plugin that makes the vocabulary known; must hold no step itself."""

import pytest

from engine.behaviour import lookup

pytest_plugins = [
    "engine.behaviour.steps.given",
    "engine.behaviour.steps.when",
    "engine.behaviour.steps.then",
    "engine.behaviour.steps.meeting",
    "engine.behaviour.steps.passing",
]


def pytest_configure(config: pytest.Config) -> None:  # noqa: ARG001  (pytest's signature)
    """Let steps be found quickly."""
    lookup.shorten()
