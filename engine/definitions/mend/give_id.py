"""Change `give-id {element}`: an element without an id, or with one that stands twice, gets the id assigned to it."""

from collections.abc import Mapping

from engine.definitions.mend.source import Source

NAME = "give-id"
WORDS = "Write the id into the file"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Write the id under which the element is known."""
    element = source.element(change.get("element"))
    source.writing.set(element, "id", str(change.get("element")))
