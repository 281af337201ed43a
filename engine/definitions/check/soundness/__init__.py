"""Soundness: what can go wrong when tokens move; must not run a case."""

from types import ModuleType

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = ()
