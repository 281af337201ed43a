"""Pools, lanes and message flows; must not look into processes more than their elements."""

from types import ModuleType

from engine.definitions.check.collaboration import (
    choreography,
    choreography_reference,
    conversation,
    correlation,
    lane_group,
    lane_node,
    message_agreement,
    message_flow,
    multiplicity,
    not_executable,
    pool_process,
    process_missing,
    public_process,
)

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = (
    process_missing, not_executable, public_process, lane_group, lane_node, message_flow, message_agreement,
    pool_process, multiplicity, correlation, choreography, choreography_reference, conversation,
)  # fmt: skip
