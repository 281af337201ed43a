"""Change `set-attribute {element, attribute, value}`: an attribute gets this value; the attribute as lxml names it."""

from collections.abc import Mapping

from engine.definitions.mend.source import Source

NAME = "set-attribute"
WORDS = "Set it right: {attribute} = “{value}”"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Write the attribute."""
    element = source.element(change.get("element"))
    source.writing.set(element, str(change.get("attribute")), str(change.get("value")))
