"""Data: objects, stores, associations, variables and expressions; must not evaluate them."""

from types import ModuleType

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = ()
