"""The pytest plugin that makes the vocabulary known; must hold no step itself."""

pytest_plugins = [
    "engine.behaviour.steps.given",
    "engine.behaviour.steps.when",
    "engine.behaviour.steps.then",
    "engine.behaviour.steps.meeting",
    "engine.behaviour.steps.passing",
]
