"""Completes a drawing where its meaning is clear and says what it assumed: one step a file; must not guess in silence.

A step is a module with `RULE` and `assume`; it may change the tree that was read, never the stored bytes. Its page is
docs/checks/<rule>.md. Steps run in the order of `STEPS`, always and at every reading, so that the same bytes give the
same elements for ever: what a released step does is part of the stored format.
"""

from collections.abc import Callable
from types import ModuleType

from engine.definitions.assume.drawing import Drawing
from engine.definitions.check.rule import Found, Rule
from engine.xml import Element

__all__ = ["RULES", "Drawing", "complete"]

_MODULES: tuple[ModuleType, ...] = ()

#: Every step by its rule, in the order in which they run.
STEPS: dict[Rule, Callable[[Drawing], Found]] = {module.RULE: module.assume for module in _MODULES}
RULES = tuple(STEPS)


def complete(root: Element) -> Drawing:
    """Run every step on a tree, which changes it, and return it with what was assumed."""
    drawing = Drawing(root)
    for assume in STEPS.values():
        drawing.assumed.extend(assume(drawing))
    return drawing
