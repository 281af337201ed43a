"""Where pytest learns the vocabulary of the scenarios."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("engine.behaviour.plugin")
