"""Gateways: what they join and split and when; must not judge flows without a gateway."""

from types import ModuleType

from engine.definitions.check.gateways import (
    complex_gateway,
    default_flow,
    event_gateway,
    gateway_direction,
    gateway_flows,
    idle_gateway,
    join_and_fork,
)

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = (
    gateway_flows, default_flow, gateway_direction, idle_gateway, join_and_fork, complex_gateway, event_gateway,
)  # fmt: skip
