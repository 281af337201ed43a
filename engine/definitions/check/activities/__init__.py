"""Activities: tasks, loops, calls, sub-processes and who does them; must not look outside the file."""

from types import ModuleType

from engine.definitions.check.activities import form, nobody, untyped_task

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = (form, nobody, untyped_task)
