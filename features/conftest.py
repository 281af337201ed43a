"""Where pytest learns the vocabulary of the scenarios: the product's, and that of BPMN's elements."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("engine.behaviour.plugin")
    config.pluginmanager.import_plugin("tools.bpmn_support.steps")
