"""Pools, lanes and message flows; must not look into processes more than their elements."""

from types import ModuleType

from engine.definitions.check.collaboration import lane_group, not_executable, process_missing

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = (process_missing, not_executable, lane_group)
