"""Sequence flows: where they may lead and what they may carry; must not judge gateways."""

from types import ModuleType

from engine.definitions.check.flows import (
    conditional_flow,
    connection,
    dead_end,
    default_reference,
    duplicate_flow,
    flow_scope,
    forbidden_flow,
    implicit_split,
    unreachable,
)

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = (
    connection, flow_scope, forbidden_flow, conditional_flow, default_reference, unreachable, dead_end, duplicate_flow,
    implicit_split,
)  # fmt: skip
