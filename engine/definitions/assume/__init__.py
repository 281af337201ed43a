"""Completes a drawing where its meaning is clear and says what it assumed: one step a file; must not guess in silence.

A step is a module with `RULE` and `assume`; it may change the tree that was read, never the stored bytes. Its page is
docs/checks/<rule>.md. Steps run in the order of `STEPS`, always and at every reading, so that the same bytes give the
same elements for ever: what a released step does is part of the stored format.
"""

from collections.abc import Callable
from types import ModuleType

from engine.definitions.assume import (
    beside,
    duplicate_id,
    element_name,
    empty_sub_process,
    encoding,
    flow_ends,
    flow_message,
    foreign,
    lane_place,
    lane_twice,
    missing_id,
    nameless,
    namespace,
    no_diagram,
    odd_id,
    prefixed_reference,
    process_assumed,
    process_place,
    target_namespace,
    wrapped,
    xml_form,
    yes_or_no,
)
from engine.definitions.assume.drawing import Drawing
from engine.definitions.check.rule import Found, Rule
from engine.xml import Element, Note

__all__ = ["RULES", "Drawing", "complete"]

_MODULES: tuple[ModuleType, ...] = (
    encoding, xml_form, namespace, element_name, yes_or_no, wrapped, odd_id, missing_id, duplicate_id,
    prefixed_reference, flow_ends, process_place, process_assumed, lane_place, lane_twice, target_namespace, nameless,
    flow_message, empty_sub_process, foreign, beside, no_diagram,
)  # fmt: skip

#: Every step by its rule, in the order in which they run.
STEPS: dict[Rule, Callable[[Drawing], Found]] = {module.RULE: module.assume for module in _MODULES}
RULES = tuple(STEPS)


def complete(root: Element, notes: tuple[Note, ...] = ()) -> Drawing:
    """Run every step on a tree, which changes it, and return it with what was assumed; `notes` are the XML door's."""
    drawing = Drawing(root, notes)
    for assume in STEPS.values():
        drawing.assumed.extend(assume(drawing))
    return drawing
