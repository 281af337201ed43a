"""Gateways: how many flows, which conditions and what may follow; must not explore states."""

from types import ModuleType

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = ()
