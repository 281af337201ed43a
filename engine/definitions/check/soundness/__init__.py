"""Soundness: what can go wrong when tokens move; must not run a case."""

from types import ModuleType

from engine.definitions.check.soundness import (
    dead_activity,
    deadlock,
    improper_completion,
    livelock,
    missing_synchronisation,
    soundness_undecided,
)

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = (
    deadlock, missing_synchronisation, dead_activity, livelock, improper_completion, soundness_undecided,
)  # fmt: skip
