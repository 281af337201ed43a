"""Events: starts, ends, boundaries, catches, throws, links, compensation; must not judge whether they run."""

from types import ModuleType

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = ()
