"""Change `unlist {element (lane), entry}`: a lane no longer lists what does not lie in it; others stay."""

from collections.abc import Mapping

from engine import errors
from engine.definitions.mend.source import Source
from engine.spiff.vocabulary import bpmn, whole_text

NAME = "unlist"
WORDS = "Take it off the lane's list"
_LISTED = bpmn("flowNodeRef")


def apply(source: Source, change: Mapping[str, object]) -> None:
    """Take the entry out; raises ChangeDoesNotFit if the lane does not list it.

    An entry that was set aside when the file was read (step `lane-twice`) has no parent: its place in the file tells.
    """
    lane, entry = source.element(change.get("element")), change.get("entry")
    spans = source.writing.spans
    if lane not in spans:
        raise errors.ChangeDoesNotFit
    around = spans[lane]
    listed = [
        one
        for one, span in spans.items()
        if one.tag == _LISTED and whole_text(one) == entry
        and around.start < span.start < around.end and one.getparent() in (None, lane)
    ]  # fmt: skip
    if not listed:
        raise errors.ChangeDoesNotFit
    for one in listed:
        source.writing.drop(one)
