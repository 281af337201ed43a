"""Change `remove-attribute {element, attribute}`: an attribute goes; the attribute as lxml names it."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.mend.source import Source

NAME = "remove-attribute"
WORDS = "Leave it out: {attribute}"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Take the attribute away; raises ChangeDoesNotFit if it is gone."""
    element, attribute = source.element(change.get("element")), str(change.get("attribute"))
    if source.writing.given(element, attribute) is None:
        raise errors.ChangeDoesNotFit
    source.writing.set(element, attribute, None)
