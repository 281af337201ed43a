"""Change `unlist {element (lane), entry}`: a lane no longer lists what cannot lie in it."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import children, whole_text

NAME = "unlist"
WORDS = "Take it off the lane's list"


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Take the entry out; raises ChangeDoesNotFit if the lane does not list it."""
    lane, entry = source.element(change.get("element")), change.get("entry")
    listed = [one for one in children(lane, "flowNodeRef") if whole_text(one) == entry and source.writing.written(one)]
    if not listed:
        raise errors.ChangeDoesNotFit
    for one in listed:
        source.writing.drop(one)
