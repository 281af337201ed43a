"""References and identifiers: what a drawing names is there, of the right kind, once; must not look at the flow."""

from types import ModuleType

from engine.definitions.check.references import diagram, flow_lists, reference, text_format

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = (reference, flow_lists, diagram, text_format)
