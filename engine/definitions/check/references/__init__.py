"""References and identifiers: what a drawing names is there, of the right kind, once; must not look at the flow."""

from types import ModuleType

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = ()
