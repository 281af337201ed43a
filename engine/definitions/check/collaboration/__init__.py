"""Pools, lanes and message flows; must not look into processes more than their elements."""

from types import ModuleType

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = ()
