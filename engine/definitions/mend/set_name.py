"""Change `set-name {element, name}`: an element gets this name."""

from collections.abc import Mapping

from engine.definitions.mend.source import Source

NAME = "set-name"
WORDS = "Name it “{name}”"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Write the name."""
    source.writing.set(source.element(change.get("element")), "name", str(change.get("name") or ""))
