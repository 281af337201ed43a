"""Sequence flows: where they may lead and what they may carry; must not judge gateways."""

from types import ModuleType

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = ()
