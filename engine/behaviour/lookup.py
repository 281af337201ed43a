"""How a scenario finds the functions of a step among those of its kind alone; must not decide which of them is meant.

pytest-bdd asks pytest for the definitions of every fixture there is, for each step of each scenario; that was a fifth
of what scenarios cost. The name of a step's fixture tells its kind, so the others need not be asked.
"""

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

from pytest_bdd import compat
from pytest_bdd.parser import Step
from pytest_bdd.steps import StepNamePrefix, step_function_context_registry

#: Where pytest-bdd searches; the package has a function of the module's name.
SEARCHING: Final = import_module("pytest_bdd.scenario")
#: Its own search, through everything.
WHOLE: Final = SEARCHING.find_fixturedefs_for_step


#: The fixtures whose steps read these words, by kind, words and how many fixtures there were.
_READ: Final[dict[tuple[str, str, int], tuple[str, ...]]] = {}


def of_step(step: Step, fixturemanager: Any, node: Any) -> Iterator[Any]:
    """Give the fixtures of all functions that can read this step, as pytest-bdd's own search does."""
    names = compat.get_fixture_names(fixturemanager=fixturemanager)
    asked = (step.type, step.name, len(names))
    kinds = tuple(f"{StepNamePrefix.step_def.value}_{kind}_" for kind in (step.type, "*"))
    read: list[str] = []
    for name in _READ.get(asked) or (name for name in names if name.startswith(kinds)):
        for found in compat.getfixturedefs(fixturemanager, name, node) or ():
            known = step_function_context_registry.get(found.func)
            if known is not None and known.parser.is_matching(step.name):
                read.append(name)
                yield found
    _READ[asked] = tuple(read)


def shorten() -> None:
    """Let pytest-bdd search like this from now on."""
    SEARCHING.find_fixturedefs_for_step = of_step  # type: ignore[attr-defined]
