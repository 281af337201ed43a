"""Activities: tasks, loops, calls, sub-processes and who does them; must not look outside the file."""

from types import ModuleType

from engine.definitions.check.activities import (
    ad_hoc,
    called,
    decision,
    form,
    instantiating_task,
    message_task,
    nobody,
    quantity,
    recursion,
    repetition,
    resource_parameter,
    script_format,
    task_sets,
    untyped_task,
)

#: The rules of this chapter, in the order in which they are examined.
MODULES: tuple[ModuleType, ...] = (
    form, nobody, untyped_task, repetition, called, recursion, ad_hoc, instantiating_task,
    quantity, decision, message_task, script_format, task_sets, resource_parameter,
)  # fmt: skip
