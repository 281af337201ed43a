"""What other products add to a drawing: their vocabularies as data, and the rules that say what becomes of it."""

from engine.definitions.check.extensions import extension, java_task

#: The rules of this chapter.
MODULES = (extension, java_task)
