"""Events: starts, ends, boundaries, catches, throws, links, compensation; must not judge whether they run."""

from types import ModuleType

from engine.definitions.check.events import (
    boundary_event,
    compensation,
    compensation_target,
    condition_event,
    end_event,
    event_name,
    event_sub_process,
    intermediate_event,
    link_event,
    other_start,
    parallel_multiple,
    shared_definition,
    start_event,
    timer,
    unnamed,
)

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = (
    start_event, other_start, event_sub_process, intermediate_event, boundary_event, end_event, link_event, timer,
    condition_event, event_name, parallel_multiple, compensation, compensation_target,
    shared_definition, unnamed,
)  # fmt: skip
